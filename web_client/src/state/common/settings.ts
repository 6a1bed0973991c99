/**
 * What a seat sets for a turn: stances, and what else its scenario offers. Each group holds values by the name
 * of what they are set for, a component, market or product; what is left out stays as it stands. Plain values,
 * so that a draft, what is under way and what the server holds are laid over one another alike.
 */

import type { Decide, PartNumbers } from "../../generated/protocol";

export type Stance = "JIT" | "JIC";
export type Stances = Readonly<Record<string, Stance>>;

export interface Settings {
  readonly stances: Stances;
  /** By component; an empty value gives the numbers back to the stance. */
  readonly numbers: Readonly<Record<string, PartNumbers>>;
  /** By component, for one turn alone. */
  readonly express: Readonly<Record<string, boolean>>;
  /** By component, whether the near sources get a part of its orders. */
  readonly secondSource: Readonly<Record<string, boolean>>;
  /** Weeks of demand kept on a regional shelf, by market; null: as the scenario has it. */
  readonly shelves: Readonly<Record<string, number | null>>;
  /** Units a week for the weeks to come, by product; empty: the forecast stands. */
  readonly plan: Readonly<Record<string, readonly number[]>>;
}
export type Group = keyof Settings;
/** Sets one value; undefined: it is set no more. */
export type Choose = <G extends Group>(
  group: G,
  name: string,
  value: Settings[G][string] | undefined,
) => void;
type Values = Readonly<Record<string, unknown>>;

export const NOTHING_SET: Settings = {
  stances: {},
  numbers: {},
  express: {},
  secondSource: {},
  shelves: {},
  plan: {},
};
const GROUPS = Object.keys(NOTHING_SET) as readonly Group[];

/** One value set; undefined: it is set no more. */
export function withSet<G extends Group>(
  settings: Settings,
  group: G,
  name: string,
  value: Settings[G][string] | undefined,
): Settings {
  const others = Object.entries(settings[group]).filter(([known]) => known !== name);
  const set = value === undefined ? others : [...others, [name, value] as const];
  return { ...settings, [group]: Object.fromEntries(set) };
}

/** Settings laid over one another, the later over the earlier. */
export function layered(...layers: readonly Settings[]): Settings {
  return eachGroup((group) => Object.assign({}, ...layers.map((layer) => layer[group])) as Values);
}

/** Those of `mine` that say otherwise than what holds. */
export function unsettled(mine: Settings, held: Settings): Settings {
  return eachGroup((group) => {
    const open = Object.entries(mine[group]).filter(
      ([name, value]) => !same(value, (held[group] as Values)[name] ?? UNSET[group]),
    );
    return Object.fromEntries(open);
  });
}

export function isEmpty(settings: Settings): boolean {
  return GROUPS.every((group) => Object.keys(settings[group]).length === 0);
}

/** What of each group holds where nothing was ever said. */
const UNSET: Readonly<Record<Group, unknown>> = {
  stances: undefined,
  numbers: {},
  express: false,
  secondSource: undefined,
  shelves: null,
  plan: [],
};

type Said = Omit<Decide, "id" | "turn" | "type">;

/** As a command says it: a group of which nothing is set is left out. */
export function asCommand(settings: Settings): Said {
  const { stances, numbers, express, secondSource, shelves, plan } = settings;
  const fast = Object.keys(express).filter((component) => express[component]);
  return {
    stances: { ...stances },
    ...(isFilled(numbers) ? { numbers: { ...numbers } } : {}),
    // Said whole, and empty too: one that was confirmed in this turn may be taken back.
    ...(isFilled(express) ? { express: fast } : {}),
    ...(isFilled(secondSource) ? { second_source: { ...secondSource } } : {}),
    ...(isFilled(shelves) ? { shelves: { ...shelves } } : {}),
    ...(isFilled(plan) ? { plan: mapped(plan, (units) => [...units]) } : {}),
  };
}

export function ofCommand(said: Said): Settings {
  const express = said.express ?? null;
  const all = express === null ? [] : Object.keys(said.stances);
  return {
    stances: said.stances as Stances,
    numbers: (said.numbers ?? {}) as Settings["numbers"],
    express: Object.fromEntries([
      ...all.map((component) => [component, false] as const),
      ...(express ?? []).map((component) => [component, true] as const),
    ]),
    secondSource: (said.second_source ?? {}) as Settings["secondSource"],
    shelves: (said.shelves ?? {}) as Settings["shelves"],
    plan: (said.plan ?? {}) as Settings["plan"],
  };
}

/** What storage gives back may be from an older version, which knew stances alone. */
export function fromStorage(value: Partial<Settings>): Settings {
  return { ...NOTHING_SET, ...value };
}

function isFilled(group: Values): boolean {
  return Object.keys(group).length > 0;
}

function mapped<T, R>(
  group: Readonly<Record<string, T>>,
  make: (value: T) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(group).map(([name, value]) => [name, make(value)]));
}

function eachGroup(make: (group: Group) => Values): Settings {
  return Object.fromEntries(GROUPS.map((group) => [group, make(group)])) as unknown as Settings;
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** The order in which fields were set says nothing. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.entries(value)
    .filter(([, of]) => of !== undefined && of !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
