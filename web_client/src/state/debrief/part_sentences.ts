/**
 * The sentences of the debrief about one part: how it stood, what that cost, and why. By key of the
 * catalogue, with the numbers that go into them.
 */

import type { Fact, PartDebrief, SeatDebrief, YearShock } from "../../generated/protocol";

type Stance = PartDebrief["stances"][number];

/** Turns in a row with one stance, from 1. */
export interface StanceRun {
  readonly stance: Stance;
  readonly first: number;
  readonly last: number;
}

/** A sentence of the catalogue and what stands in it; `shocks` are titles, to be joined as a list. */
export interface Sentence {
  readonly key:
    | "why.quiet"
    | "why.carried"
    | "why.waited"
    | "why.waited_thin"
    | "why.waited_both"
    | "why.late"
    | "why.drained"
    | "why.alarm"
    | "why.without";
  readonly values: Readonly<Record<string, string | number>>;
  readonly shocks: readonly string[];
  /** Money among the values, for the screen to word. */
  readonly money?: number;
}

export function stanceRuns(stances: readonly Stance[]): StanceRun[] {
  const runs: StanceRun[] = [];
  stances.forEach((stance, index) => {
    const last = runs.at(-1);
    if (last?.stance === stance) runs[runs.length - 1] = { ...last, last: index + 1 };
    else runs.push({ stance, first: index + 1, last: index + 1 });
  });
  return runs;
}

/** How the turns of a part held Just in Case read, such as "from turn 5". */
export type Stretch =
  | { kind: "from" | "until" | "in"; turn: number }
  | { kind: "between"; first: number; last: number };

export function stretchesOf(stances: readonly Stance[]): Stretch[] {
  return stanceRuns(stances)
    .filter(({ stance }) => stance === "JIC")
    .map(({ first, last }) => {
      if (first === last) return { kind: "in", turn: first };
      if (last === stances.length) return { kind: "from", turn: first };
      if (first === 1) return { kind: "until", turn: last };
      return { kind: "between", first, last };
    });
}

/** Fewer units are none, and less money is none. */
const LEAST = 0.5;

/** What struck and what became of it, in sentences that each follow from one fact. */
export function storyOf(
  part: PartDebrief,
  debrief: SeatDebrief,
  shocks: readonly YearShock[],
): Sentence[] {
  const facts = (code: Fact["code"]) => part.facts.filter((each) => each.code === code);
  const titled = new Map(shocks.map(({ name, title }) => [name, title]));
  const title = ({ shock }: Fact) => titled.get(shock ?? "") ?? "";
  const story: Sentence[] = [];
  const [waited] = facts("waited");
  const behind = facts("behind").sort((one, other) => units(other) - units(one));
  if (waited) story.push(waiting(waited, behind.map(title), facts("thin")[0]));
  else if (facts("quiet").length > 0) story.push({ key: "why.quiet", values: {}, shocks: [] });
  const carried = facts("carried").map(title);
  if (carried.length > 0) story.push({ key: "why.carried", values: {}, shocks: carried });
  const late = facts("late");
  for (const each of late.slice(0, 1)) {
    const { turn = 0, shock_week = 0 } = each.numbers;
    story.push({
      key: "why.late",
      values: { turn, week: shock_week, shock: title(each) },
      shocks: [],
    });
  }
  const [worst] = behind;
  if (worst && late.length === 0) story.push(...drained(part, debrief, worst, shocks));
  for (const each of facts("false_alarm").slice(0, 1)) {
    const values = { turn: each.numbers["turn"] ?? 0, shock: title(each) };
    story.push({ key: "why.alarm", values, shocks: [] });
  }
  for (const each of facts("without_buffer")) story.push(worth(each));
  return story;
}

function units({ numbers }: Fact): number {
  return numbers["units"] ?? 0;
}

/** The line stood for it: for how long, and behind what. */
function waiting({ numbers }: Fact, behind: readonly string[], thin: Fact | undefined): Sentence {
  const { weeks = 0, first_week = 0, last_week = 0 } = numbers;
  const values = {
    weeks,
    first: first_week,
    last: last_week,
    units: Math.max(1, Math.round(numbers["units"] ?? 0)),
  };
  const alone = thin?.numbers["weeks"] ?? 0;
  if (behind.length === 0) return { key: "why.waited_thin", values, shocks: [] };
  if (alone === 0) return { key: "why.waited", values, shocks: behind };
  const share = { behind: weeks - alone, thin: alone };
  return { key: "why.waited_both", values: { ...values, ...share }, shocks: behind };
}

/** A buffer that stood when the shock struck, and was not enough. */
function drained(
  part: PartDebrief,
  debrief: SeatDebrief,
  { shock }: Fact,
  shocks: readonly YearShock[],
): Sentence[] {
  const culprit = shocks.find(({ name }) => name === shock);
  if (culprit === undefined || culprit.first_week === null) return [];
  const struck = culprit.first_week;
  const turn = Math.ceil((struck / debrief.weeks.length) * part.stances.length);
  const before = stanceRuns(part.stances).find(({ first, last }) => first <= turn && turn <= last);
  if (before?.stance !== "JIC") return [];
  const held = part.bin_weeks[Math.max(0, struck - 2)] ?? 0;
  const values = { turn: before.first, held, shock: culprit.title, week: struck };
  return [{ key: "why.drained", values, shocks: [] }];
}

/** What would have been otherwise with no buffer in any turn. */
function worth({ numbers }: Fact): Sentence {
  const { units: fewer = 0, cost = 0 } = numbers;
  const made = fewer >= LEAST ? "fewer" : fewer <= -LEAST ? "more" : "same";
  const costs = cost >= LEAST ? "more" : cost <= -LEAST ? "less" : "same";
  const values = { made, costs, units: Math.max(1, Math.round(Math.abs(fewer))) };
  return { key: "why.without", values, shocks: [], money: Math.abs(cost) };
}

/**
 * What it cost beside the recommended stance: less or more; or as recommended, or no difference. `more`: numbers or
 * options were set for the part as well, of which the recommendation has none.
 */
export function besideRecommended(
  { stances, recommended, if_recommended }: PartDebrief,
  more = false,
): { kind: "dearer" | "cheaper" | "same" | "no_difference"; money: number } {
  const money = Math.abs(if_recommended.cost);
  if (!more && stances.every((stance) => stance === recommended)) return { kind: "same", money };
  if (money < LEAST) return { kind: "no_difference", money };
  return { kind: if_recommended.cost < 0 ? "dearer" : "cheaper", money };
}
