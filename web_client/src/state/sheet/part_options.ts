/**
 * What may be set of a part beside its stance, as things stand: express, its sources, its numbers. A scenario
 * that offers none of them has no options.
 */

import type {
  Express,
  ExpressNow,
  PartChoices,
  PartNumbers,
  Row,
  Source,
  SourceNow,
  Told,
  View,
} from "../../generated/protocol";
import type { Settings, Stance } from "../common/settings";

export type NumberName = NonNullable<PartChoices["numbers"]>[number];
/** All numbers that a part is planned by, its stance's own where none is set. */
export type EffectiveNumbers = Readonly<Partial<Record<NumberName, number>>>;
/** By component. */
export type ChoicesByPart = Readonly<Record<string, PartChoices>>;

export interface SourceLine extends Source, Omit<SourceNow, "share"> {
  /** Of the orders now. */
  readonly share: number;
  /** Money for a unit above standard cost, as things stand. */
  readonly above: number;
}

export interface ExpressChoice extends Express, ExpressNow {
  readonly on: boolean;
}

export interface SecondSource {
  readonly on: boolean;
  /** Nobody has set it: it is as the stance has it. */
  readonly usual: boolean;
  readonly share: number;
  /** The first near source, which is told of. */
  readonly near: SourceLine;
  /** Money a week that the share costs more than without it, once it takes orders. */
  readonly perWeek: number;
}

export interface PartOptions {
  readonly express: ExpressChoice | null;
  readonly sources: readonly SourceLine[];
  readonly second: SecondSource | null;
  /** Numbers that may be set; none but in an expert game. */
  readonly names: readonly NumberName[];
  /** JIT, what lies between, JIC. */
  readonly presets: readonly PartNumbers[];
  /** As set by somebody; empty: the stance's own. */
  readonly set: PartNumbers;
  readonly numbers: EffectiveNumbers;
  readonly betweenWeeks: number;
  /** Of the two stances, where they differ and one may be chosen; else empty. */
  readonly contracts: NonNullable<PartChoices["contracts"]>;
  /** Where money is short, 1 is paid for first; the component's own where none is set. */
  readonly priority: number;
}

/** The first turn tells them in its rows, later who asks. */
export function choicesOf(view: View, told: Told | null): ChoicesByPart {
  const parts = told?.parts ?? [];
  const facts = [...view.rows, ...parts].map(({ component, facts }) => [component, facts] as const);
  const known = facts.flatMap(([component, facts]) => {
    const choices = facts?.choices ?? null;
    return choices === null ? [] : [[component, choices] as const];
  });
  return Object.fromEntries(known);
}

export function optionsOf(
  row: Row,
  stance: Stance,
  settings: Settings,
  choices: PartChoices | undefined,
): PartOptions | null {
  if (choices === undefined) return null;
  const { component } = row;
  const sources = sourceLines(choices.sources ?? [], row.sources ?? []);
  const set = settings.numbers[component] ?? {};
  const presets = choices.presets ?? [];
  const offered = choices.express ?? null;
  return {
    express:
      offered === null
        ? null
        : {
            ...offered,
            ...(row.express ?? { units: 0, cost: 0 }),
            on: settings.express[component] ?? false,
          },
    sources,
    second: secondSource(row, stance, sources, choices, settings),
    names: choices.numbers ?? [],
    presets,
    set,
    numbers: effective(stance, set, presets),
    betweenWeeks: choices.between_weeks ?? 0,
    contracts: choices.contracts ?? [],
    priority: set.priority ?? row.planning?.priority ?? 1,
  };
}

/** The numbers of the stance, and over them those that somebody has set. */
export function effective(
  stance: Stance,
  set: PartNumbers,
  presets: readonly PartNumbers[],
): EffectiveNumbers {
  const own = presets.at(stance === "JIT" ? 0 : -1) ?? {};
  return { ...stated(own), ...stated(set) };
}

/** The preset that the numbers are, by its place; null: none of them. */
export function presetOf(options: PartOptions): number | null {
  const place = options.presets.findIndex((preset) => isPreset(options, preset));
  return place === -1 ? null : place;
}

export function isPreset(options: PartOptions, preset: PartNumbers): boolean {
  return options.names.every(
    (name) => !isOfPresets(options, name) || same(options.numbers[name], preset[name] ?? undefined),
  );
}

/** A number in which presets do not differ, such as the place for money, belongs to none of them. */
export function isOfPresets({ presets }: PartOptions, name: NumberName): boolean {
  const [first, ...others] = presets.map((preset) => preset[name] ?? undefined);
  return others.some((value) => !same(value, first));
}

/** One number changed; what all the others are stays as it is, also where the stance says it. */
export function withNumber({ set }: PartOptions, name: NumberName, value: number): PartNumbers {
  return { ...set, [name]: value };
}

/**
 * The share of its orders that a source gets as it is set here; null: nobody sets it, or it stands beside others of its
 * kind, among which the scenario divides it.
 */
export function shareSet(
  { names, numbers, sources }: PartOptions,
  source: SourceLine,
): number | null {
  const near = numbers.sourcing_split;
  if (near === undefined || !names.includes("sourcing_split")) return null;
  if (sources.filter((other) => other.near === source.near).length > 1) return null;
  return source.near ? near : 1 - near;
}

function stated(numbers: PartNumbers): EffectiveNumbers {
  // The contract is a name, and no number.
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => isNumber(value)));
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function same(one: number | undefined, other: number | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return Math.abs(one - other) < 1e-6;
}

function sourceLines(sources: readonly Source[], now: readonly SourceNow[]): SourceLine[] {
  return sources.flatMap((source, place) => {
    const today = now[place];
    if (today === undefined) return [];
    const above = (source.premium ?? 0) + (today.dearer ?? 0);
    // What is left out of a frame holds its default, which `null` is not.
    const readyIn = today.ready_in === undefined ? 0 : today.ready_in;
    return [{ ...source, ...today, share: today.share ?? 0, ready_in: readyIn, above }];
  });
}

function secondSource(
  row: Row,
  stance: Stance,
  sources: readonly SourceLine[],
  choices: PartChoices,
  settings: Settings,
): SecondSource | null {
  const { second_share: share = null, second_by_stance: byStance = [] } = choices;
  const near = sources.find((source) => source.near);
  if (share === null || near === undefined) return null;
  const set = settings.secondSource[row.component];
  const far = sources.filter((source) => !source.near);
  const dear = meanAbove(far);
  return {
    on: set ?? byStance[stance === "JIT" ? 0 : 1] ?? false,
    usual: set === undefined,
    share,
    near,
    perWeek: row.use_per_week * share * (near.above - dear),
  };
}

/** Money above standard cost for a unit of these sources, by their shares. */
function meanAbove(sources: readonly SourceLine[]): number {
  const whole = sources.reduce((sum, { share }) => sum + share, 0);
  if (whole <= 0) return sources[0]?.above ?? 0;
  return sources.reduce((sum, { share, above }) => sum + share * above, 0) / whole;
}
