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
    | "why.late"
    | "why.drained"
    | "why.alarm";
  readonly values: Readonly<Record<string, string | number>>;
  readonly shocks: readonly string[];
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

/** What struck and what became of it: at most three sentences, of which most parts need one. */
export function storyOf(
  part: PartDebrief,
  debrief: SeatDebrief,
  shocks: readonly YearShock[],
): Sentence[] {
  const fact = (code: Fact["code"]) => part.facts.find((each) => each.code === code);
  const titled = new Map(shocks.map(({ name, title }) => [name, title]));
  const title = (name: string | null) => titled.get(name ?? "") ?? "";
  const waited = fact("waited");
  const late = fact("late");
  const alarm = fact("false_alarm");
  const story: Sentence[] = [];
  if (waited) story.push(...waiting(part, waited, debrief, shocks, late === undefined));
  else story.push(running(part, shocks));
  if (late) {
    const { turn = 0, shock_week = 0 } = late.numbers;
    const values = { turn, week: shock_week, shock: title(late.shock) };
    story.push({ key: "why.late", values, shocks: [] });
  }
  if (alarm) {
    const values = { turn: alarm.numbers["turn"] ?? 0, shock: title(alarm.shock) };
    story.push({ key: "why.alarm", values, shocks: [] });
  }
  return story;
}

/** The line stood for it: for how long, behind what, and how far a buffer had come when it struck. */
function waiting(
  part: PartDebrief,
  { numbers }: Fact,
  debrief: SeatDebrief,
  shocks: readonly YearShock[],
  mayHaveDrained: boolean,
): Sentence[] {
  const { weeks = 0, first_week = 0, last_week = 0, units = 0 } = numbers;
  const values = {
    weeks,
    first: first_week,
    last: last_week,
    units: Math.max(1, Math.round(units)),
  };
  const behind = culprits(part, debrief, shocks);
  const [culprit] = behind;
  if (culprit === undefined) return [{ key: "why.waited_thin", values, shocks: [] }];
  const story: Sentence[] = [
    { key: "why.waited", values, shocks: behind.map(({ title }) => title) },
  ];
  const struck = culprit.first_week ?? 1;
  const turn = Math.ceil((struck / debrief.weeks.length) * part.stances.length);
  const before = stanceRuns(part.stances).find(({ first, last }) => first <= turn && turn <= last);
  if (mayHaveDrained && before?.stance === "JIC") {
    const held = part.bin_weeks[Math.max(0, struck - 2)] ?? 0;
    const drained = { turn: before.first, held, shock: culprit.title, week: struck };
    story.push({ key: "why.drained", values: drained, shocks: [] });
  }
  return story;
}

/** Shocks with a name of their own that kept a part away, the one behind most lost units first. */
function culprits(
  part: PartDebrief,
  { losses }: SeatDebrief,
  shocks: readonly YearShock[],
): YearShock[] {
  const named = losses
    .filter(({ component }) => component === part.component)
    .flatMap((loss) => loss.shocks);
  return [...new Set(named)]
    .map((name) => shocks.find((shock) => shock.name === name))
    .filter((shock) => shock !== undefined)
    .filter(({ origin }) => origin !== "everyday");
}

/** The line ran: through what, and on what. */
function running(part: PartDebrief, shocks: readonly YearShock[]): Sentence {
  const carried = part.facts.filter(({ code }) => code === "carried");
  const titles = carried
    .map(({ shock }) => shocks.find(({ name }) => name === shock)?.title ?? "")
    .filter((title) => title !== "");
  const [first] = carried;
  if (first === undefined || titles.length === 0) {
    return { key: "why.quiet", values: { stood: stoodAs(part) }, shocks: [] };
  }
  const weeks = part.bin_weeks.length;
  const turn = Math.ceil(((first.numbers["first_week"] ?? 1) / weeks) * part.stances.length);
  const jic = part.stances.slice(turn - 1).filter((stance) => stance === "JIC").length;
  const on = 2 * jic >= part.stances.length - turn + 1 ? "buffer" : "thin";
  return { key: "why.carried", values: { on, count: titles.length }, shocks: titles };
}

/** recommended; jic: a buffer that was never asked for; jit: a gap that was never felt. */
function stoodAs({ stances, recommended }: PartDebrief): "recommended" | "jic" | "jit" {
  if (stances.every((stance) => stance === recommended)) return "recommended";
  return recommended === "JIT" ? "jic" : "jit";
}
