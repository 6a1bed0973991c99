/**
 * The filters of the leaderboard: their defaults, which compare like with like, and how they stand in an
 * address.
 */

import type { LeaderboardRow } from "../../generated/protocol";
import { plainCode } from "../../routes";

export interface Filters {
  scenario: string;
  who: string;
  depth: string;
  turns: string;
  kind: string;
  seed: string;
  /** The version of the scenario's file: `newest`, `any`, or its SHA-256. */
  digest: string;
  length: string;
  live: string;
  since: string;
  until: string;
  /** The code of one game: who played together. */
  game: string;
}

export const DEFAULTS: Readonly<Filters> = {
  scenario: "",
  who: "person",
  depth: "segmented",
  turns: "usual",
  kind: "game",
  seed: "drawn",
  digest: "newest",
  length: "full",
  live: "none",
  since: "",
  until: "",
  game: "",
};

/** What each filter can be set to, the default first. */
export const CHOICES = {
  who: ["person", "bot", "any"],
  depth: ["segmented", "options", "classic", "expert", "any"],
  turns: ["usual", "long", "any"],
  kind: ["game", "practice", "any"],
  seed: ["drawn", "given", "any"],
  length: ["full", "any"],
  live: ["none", "any"],
} as const;

/** Rows asked for at once. */
export const PAGE = 50;

const NAMES = Object.keys(DEFAULTS) as (keyof Filters)[];
const DIGEST = /^(newest|any|[0-9a-f]{8,64})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The scenario of this name if the server has it; else the first that it has. */
export function knownOrFirst(wanted: string, names: readonly string[]): string {
  return names.includes(wanted) ? wanted : (names[0] ?? "");
}

/** Only what differs from the server's own defaults, and the scenario. */
export function queryOf(filters: Filters): string {
  const plain = { ...filters, game: plainCode(filters.game) };
  const told = NAMES.filter((name) => name === "scenario" || plain[name] !== DEFAULTS[name]);
  return new URLSearchParams(told.map((name) => [name, plain[name]])).toString();
}

/** What the server is asked. A day is the reader's own, so it is sent as moments: from its beginning on,
 * and before the beginning of the day after. */
export function requestOf(filters: Filters): string {
  const since = filters.since && momentOf(filters.since, 0);
  const until = filters.until && momentOf(filters.until, 1);
  return queryOf({ ...filters, since, until });
}

/** When a day of this browser's time zone begins, `later` days after the one given, in UTC. */
function momentOf(day: string, later: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** The filters of an address, so that a list can be sent to somebody; what it cannot mean is as by default. */
export function filtersIn(
  search: string,
  choices: Readonly<Record<string, readonly string[]>>,
): Filters {
  const query = new URLSearchParams(search);
  const filters = { ...DEFAULTS };
  for (const name of NAMES) {
    const value = query.get(name);
    if (value === null) continue;
    const known = choices[name]?.includes(value) ?? true;
    if (name === "digest" && !DIGEST.test(value)) continue;
    const isDay = name !== "since" && name !== "until" ? true : DAY.test(value);
    if (known && isDay) filters[name] = value;
  }
  return filters;
}

/** The page's own address: the list, and the measure that stands beside the score. */
export function addressOf(filters: Filters, show: string): string {
  const query = queryOf(filters);
  return show === "" ? query : `${query}&${new URLSearchParams({ show }).toString()}`;
}

/** The measure that an address asks for; the list says whether there is such a one. */
export function shownIn(search: string): string {
  return new URLSearchParams(search).get("show") ?? "";
}

/** What the list can show further; uptime stands there anyway. */
export function furtherMeasures(rows: readonly LeaderboardRow[]): string[] {
  return (rows[0]?.measures ?? []).map(({ name }) => name).filter((name) => name !== "uptime");
}

/** Whether the list is under its own rules, whatever the scenario. */
export function isDefault(filters: Filters): boolean {
  return NAMES.every((name) => name === "scenario" || filters[name] === DEFAULTS[name]);
}

export interface Rule {
  readonly name: keyof typeof CHOICES;
  readonly value: string;
}

/** The rules of the list, as the catalogue words them. */
export function rulesOf(filters: Filters): Rule[] {
  const names = Object.keys(CHOICES) as (keyof typeof CHOICES)[];
  return names.map((name) => ({ name, value: filters[name] }));
}

/** Filters with choices that are not as by default, in the order of the page. */
export function chosenIn(filters: Filters): Rule[] {
  return rulesOf(filters).filter(({ name, value }) => value !== DEFAULTS[name]);
}

/** The seat behind a row, as an address; null where its game is not published. */
export function pageOf({ game, table, seat }: LeaderboardRow): string | null {
  if (game === null) return null;
  return `debrief/${game}?${new URLSearchParams({ table: `${table}`, seat })}`;
}
