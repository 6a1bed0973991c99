/** The questions for discussion in the debrief, chosen by what happened in this seat and this room. */

import type { PartDebrief, Results, SeatDebrief, YearShock } from "../../generated/protocol";
import { againstMix, isSeat, setForPart } from "../common/results";
import { stanceRuns } from "./part_sentences";

export interface Question {
  readonly key:
    | "talk.beat"
    | "talk.worth"
    | "talk.crowd"
    | "talk.heard_before"
    | "talk.heard_late"
    | "talk.heard_never"
    | "talk.rush"
    | "talk.calm"
    | "talk.no_buffer"
    | "talk.fooled"
    | "talk.not_fooled"
    | "talk.winner"
    | "talk.mix_cheaper"
    | "talk.mix_dearer"
    | "talk.next_year";
  readonly values: Readonly<Record<string, string | number>>;
  /** Money among the values, for the screen to word. */
  readonly money?: number;
}

export const MAX_QUESTIONS = 4;

type Ask = (debrief: SeatDebrief, results: Results) => Question | null;

/** In the order of what a room learns most from. */
const ASKS: readonly Ask[] = [
  beat,
  heard,
  fooled,
  rush,
  worth,
  price,
  crowd,
  winner,
  mix,
  notFooled,
  nextYear,
];

/**
 * The first is what this seat's own year asks most. Of the rest each seat of a table gets others, so that they
 * bring different questions to the talk, however alike they played.
 */
export function questionsOf(results: Results): Question[] {
  const { seat } = results;
  const asked = allQuestionsOf(results);
  const [first, ...rest] = asked;
  if (seat === null || first === undefined || rest.length < MAX_QUESTIONS)
    return asked.slice(0, MAX_QUESTIONS);
  const from = seatNumber(seat, results);
  const others = rest.map((_, index) => rest[(index + from) % rest.length]);
  return [first, ...others.filter((each) => each !== undefined).slice(0, MAX_QUESTIONS - 1)];
}

/** All that could be asked of this seat. */
export function allQuestionsOf(results: Results): Question[] {
  const { seat } = results;
  if (seat === null) return [];
  return ASKS.map((ask) => ask(seat, results)).filter((question) => question !== null);
}

/** The seat's number at its table, the same however the ranking stands. */
function seatNumber({ row }: SeatDebrief, { ranking }: Results): number {
  const seats = ranking.filter(({ table }) => table === row.table).map(({ seat }) => seat);
  return Math.max(0, seats.sort().indexOf(row.seat));
}

/** Who got above 100 knows something no fixed plan knew. */
function beat({ row, choices }: SeatDebrief): Question | null {
  const more = (choices ?? []).length > 0 ? "yes" : "no";
  return Math.round(row.score) > 100 ? { key: "talk.beat", values: { more } } : null;
}

/** From the first word to the act, for the part that mattered most. */
function heard(debrief: SeatDebrief, results: Results): Question | null {
  const found = weightiest(debrief, results);
  if (found === null) return null;
  const { part, shock, rumoured } = found;
  const turn = turnOf(rumoured, results);
  const values = { part: part.title, shock: shock.title, week: rumoured };
  if (part.stances[turn - 1] === "JIC") return { key: "talk.heard_before", values };
  const acted = stanceRuns(part.stances).find(
    ({ stance, first }) => stance === "JIC" && first > turn,
  );
  // Numbers, a second source or express are an answer too, of which the stances tell nothing.
  if (acted === undefined && setForPart(debrief, part.component).length > 0) return null;
  if (acted === undefined) return { key: "talk.heard_never", values };
  const later = weekOf(acted.first, results) - rumoured;
  return { key: "talk.heard_late", values: { ...values, turn: acted.first, later } };
}

/** A buffer bought for what never came. */
function fooled({ parts }: SeatDebrief, { shocks }: Results): Question | null {
  for (const part of parts) {
    const fact = part.facts.find(({ code }) => code === "false_alarm");
    const shock = shocks.find(({ name }) => name === fact?.shock);
    if (fact && shock) {
      const values = { part: part.title, shock: shock.title, turn: fact.numbers["turn"] ?? 0 };
      return { key: "talk.fooled", values };
    }
  }
  return null;
}

/** A false alarm that was left alone. */
function notFooled(debrief: SeatDebrief, { shocks }: Results): Question | null {
  for (const shock of shocks) {
    const part = debrief.parts.find(({ component }) => shock.components.includes(component));
    const alone =
      part?.stances.every((stance) => stance === "JIT") &&
      setForPart(debrief, part.component).length === 0;
    if (part && alone && !shock.comes && shock.rumoured !== null && shock.cleared !== null)
      return { key: "talk.not_fooled", values: { part: part.title, shock: shock.title } };
  }
  return null;
}

/** Everybody at the same supplier's door at once: the steepest rise in buffers of one part at the table. */
function rush({ parts, row }: SeatDebrief, { ranking }: Results): Question | null {
  const seats = ranking.filter(({ table }) => table === row.table).length;
  const rises = parts.flatMap((part) =>
    part.table_jic.map((after, index) => {
      const before = part.table_jic[Math.max(0, index - 2)] ?? 0;
      return { part, turn: index + 1, before, after, rise: after - before };
    }),
  );
  const [steepest] = rises.sort((one, other) => other.rise - one.rise || other.turn - one.turn);
  if (steepest === undefined || steepest.rise < 2) return null;
  const { part, turn, before, after } = steepest;
  return { key: "talk.rush", values: { part: part.title, turn, before, after, seats } };
}

/** What the dearest buffer would be worth in a year in which nothing happens. */
function price(debrief: SeatDebrief): Question | null {
  const { parts } = debrief;
  const share = ({ stances }: PartDebrief) =>
    stances.filter((stance) => stance === "JIC").length / stances.length;
  const [dearest] = parts
    .filter((part) => share(part) >= 0.5)
    .sort((one, other) => other.holding - one.holding);
  if (dearest) return { key: "talk.calm", values: { part: dearest.title }, money: dearest.holding };
  if (parts.some(({ component }) => setForPart(debrief, component).length > 0)) return null;
  const lacking = parts.reduce((sum, { shortage }) => sum + shortage, 0);
  return lacking >= 1 ? { key: "talk.no_buffer", values: {}, money: lacking } : null;
}

/** The buffer that saved most, and what it was bought on. */
function worth({ parts }: SeatDebrief): Question | null {
  const saved = parts.flatMap((part) =>
    part.facts
      .filter(({ code }) => code === "without_buffer")
      .map(({ numbers }) => ({ part, money: numbers["cost"] ?? 0 })),
  );
  const [most] = saved.sort((one, other) => other.money - one.money);
  if (most === undefined || most.money < 1) return null;
  return { key: "talk.worth", values: { part: most.part.title }, money: most.money };
}

/** What everybody on the same plan would do to it. */
function crowd({ row }: SeatDebrief): Question | null {
  const more = row.company === null ? 0 : row.company.alike_cost - row.company.lean_cost;
  return more >= 1 ? { key: "talk.crowd", values: {}, money: more } : null;
}

/** Whom to ask, and whom the winner should tell. */
function winner({ row }: SeatDebrief, { ranking }: Results): Question | null {
  const first = ranking.find(({ place, name }) => place !== null && name !== null);
  if (first === undefined || first.place === null || isSeat(row, first)) return null;
  if (row.place !== null && row.place <= first.place) return null;
  return { key: "talk.winner", values: { name: first.name ?? "", place: first.place } };
}

/** What one would defend against the recommended mix, or teach it. */
function mix(debrief: SeatDebrief): Question | null {
  const found = againstMix(debrief);
  return found.kind === "same"
    ? null
    : { key: `talk.${found.kind}`, values: {}, money: found.money };
}

/** Which buffers to take along. */
function nextYear({ parts }: SeatDebrief): Question {
  const buffers = parts.filter(({ recommended }) => recommended === "JIC").length;
  return { key: "talk.next_year", values: { buffers } };
}

/** The part most was lost for, or that made the difference, and what was heard of longest before it struck. */
function weightiest(
  debrief: SeatDebrief,
  results: Results,
): { part: PartDebrief; shock: YearShock; rumoured: number } | null {
  const lost = [...debrief.losses].sort((one, other) => other.units - one.units);
  const causes = [
    ...lost.map(({ component, shocks }) => ({ component, behind: shocks })),
    { component: debrief.difference?.component ?? null, behind: null },
  ];
  for (const { component, behind } of causes) {
    const part = debrief.parts.find((each) => each.component === component);
    const [first] = results.shocks
      .filter(({ components, name }) =>
        behind === null ? components.includes(component ?? "") : behind.includes(name),
      )
      .flatMap((shock) => warningOf(shock))
      .sort((one, other) => other.warning - one.warning);
    if (part && first) return { part, ...first };
  }
  return null;
}

/** A shock that struck and was heard of, and for how many weeks before. */
function warningOf(shock: YearShock) {
  const { comes, rumoured, first_week, origin } = shock;
  if (!comes || rumoured === null || first_week === null || origin === "everyday") return [];
  return [{ shock, rumoured, warning: first_week - rumoured }];
}

function turnOf(week: number, { game }: Results): number {
  return Math.max(1, Math.ceil(week / game.weeks_per_turn));
}

function weekOf(turn: number, { game }: Results): number {
  return (turn - 1) * game.weeks_per_turn + 1;
}
