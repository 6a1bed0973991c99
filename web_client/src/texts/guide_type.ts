/** What a facilitator's guide consists of, in any language. */

export interface Minute {
  minute: number;
  /** What the facilitator does. */
  you: string;
  /** What the room does meanwhile; empty: nothing yet. */
  room: string;
}

export interface Step {
  title: string;
  text: string;
}

export interface Guide {
  intro: string;
  before: { title: string; steps: readonly string[] };
  first: { title: string; minute: string; you: string; room: string; rows: readonly Minute[] };
  during: { title: string; steps: readonly string[] };
  after: { title: string; steps: readonly string[] };
  /** Scenarios with the same firms, played one after another. */
  contrast: { title: string; steps: readonly string[] };
  phones: { title: string; intro: string; steps: readonly Step[] };
  back: { title: string; steps: readonly string[] };
  /** Around a label of a button, as the language quotes. */
  quotes: readonly [string, string];
}
