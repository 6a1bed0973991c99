/**
 * Questions that the facilitator may put to the room now: why now (for the desk alone), and what to ask.
 * What is asked tells nobody what is another's secret. The most fitting comes first.
 */

import type { Desk, DeskSeat, NewsItem } from "../../generated/protocol";
import { quotesOf, type Spread } from "../common/lead_time_ranges";
import { isOver } from "../common/game_phase";

export type Kind =
  | "first"
  | "stopped"
  | "exposed"
  | "crowd"
  | "rumour"
  | "still"
  | "calm"
  | (typeof GENERAL)[number]
  | "again";

/** They fit at any time, so each turn begins with another of them. */
const GENERAL = ["watch", "same", "stop", "board"] as const;

export interface Prompt {
  readonly kind: Kind;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Weeks above what is usual that are worth a question. */
const LONG = 2;
const STILL_TURNS = 3;

export function promptsOf(desk: Desk): Prompt[] {
  if (isOver(desk.phase)) return [{ kind: "again", values: {} }];
  if (desk.turn === 1) return [{ kind: "first", values: {} }];
  const seats = playersOf(desk);
  const slow = quotesOf(desk)
    .filter(({ most, usual }) => most - usual >= LONG)
    .sort((one, other) => other.most - other.usual - (one.most - one.usual));
  const found = [
    stopped(desk, seats),
    ...slow.map((quote) => exposed(quote, seats)),
    ...slow.map((quote) => crowd(quote, seats)),
    rumour(desk),
    still(seats),
    calm(desk, slow),
    ...GENERAL.map((_, place): Prompt => {
      return { kind: GENERAL[(desk.turn + place) % GENERAL.length] ?? "watch", values: {} };
    }),
  ];
  return found.filter((question) => question !== null);
}

/** By game: the turn and the question that stood first in it. */
const FIRST = new Map<string, { turn: number; keys: string[] }>();
/** A question that stood first is not first again for so many turns, if there is another. */
const RESTS_TURNS = 2;

/** The questions of a turn, those last that stood first in the turns before: nobody is asked the same twice. */
export function offered(code: string, turn: number, prompts: readonly Prompt[]): readonly Prompt[] {
  const before = FIRST.get(code) ?? { turn: 0, keys: [] };
  const keys = turn === before.turn ? before.keys.slice(1) : before.keys;
  const rests = (prompt: Prompt) => keys.slice(0, RESTS_TURNS).includes(keyOf(prompt));
  const sorted = [...prompts.filter((one) => !rests(one)), ...prompts.filter(rests)];
  const [first] = sorted;
  if (first !== undefined) FIRST.set(code, { turn, keys: [keyOf(first), ...keys] });
  return sorted;
}

/** The same question about another part is another question. */
function keyOf({ kind, values }: Prompt): string {
  return `${kind} ${values["part"] ?? values["headline"] ?? ""}`;
}

/** Those who can be asked; where only bots play, their companies. */
function playersOf({ seats }: Desk): DeskSeat[] {
  const held = seats.filter(({ player }) => player !== null);
  return held.length > 0 ? held : seats;
}

/** Which part stopped most of all, and whose line. */
function stopped(desk: Desk, seats: readonly DeskSeat[]): Prompt | null {
  const titles = new Map(quotesOf(desk).map(({ name, title }) => [name, title]));
  const units = (part: string) => seats.reduce((all, { lost }) => all + (lost[part] ?? 0), 0);
  const part = [...titles.keys()].sort((one, other) => units(other) - units(one))[0];
  if (part === undefined || units(part) === 0) return null;
  const waited = seats.filter(({ lost }) => (lost[part] ?? 0) > 0);
  const [worst] = waited.sort((one, other) => (other.lost[part] ?? 0) - (one.lost[part] ?? 0));
  if (worst === undefined) return null;
  const { title: seat, table } = worst;
  return {
    kind: "stopped",
    values: { lines: waited.length, part: titles.get(part) ?? part, seat, table },
  };
}

/** Long quoted, and many keep little of it. */
function exposed(quote: Spread, seats: readonly DeskSeat[]): Prompt | null {
  const jit = seats.filter(({ stances }) => stances[quote.name] === "JIT").length;
  return 3 * jit >= seats.length && jit > 0
    ? { kind: "exposed", values: { ...told(quote), many: jit, all: seats.length } }
    : null;
}

/** Long quoted, and many build a buffer of it: the room has made its own queue. */
function crowd(quote: Spread, seats: readonly DeskSeat[]): Prompt | null {
  const jic = seats.filter(({ stances }) => stances[quote.name] === "JIC").length;
  return 2 * jic >= seats.length && jic > 1
    ? { kind: "crowd", values: { ...told(quote), many: jic, all: seats.length } }
    : null;
}

function told({ title, most, usual }: Spread) {
  return { part: title, weeks: Math.round(most), usual: Math.round(usual) };
}

/** A rumour of the last turn, which nobody in the room can judge yet. */
function rumour(desk: Desk): Prompt | null {
  const newest = desk.news[0];
  const since = desk.first_week - desk.game.weeks_per_turn;
  if (newest === undefined || newest.grade !== "rumour" || newest.week < since) return null;
  const same = (item: NewsItem) => item.headline === newest.headline && item.week === newest.week;
  const shock = desk.shocks.find(({ news }) => news.some(same));
  const comes = (shock?.comes ?? true) ? "yes" : "no";
  return { kind: "rumour", values: { headline: newest.headline, comes } };
}

function still(seats: readonly DeskSeat[]): Prompt | null {
  const many = seats.filter(({ steady }) => steady >= STILL_TURNS).length;
  return 3 * many >= 2 * seats.length
    ? { kind: "still", values: { many, all: seats.length, turns: STILL_TURNS } }
    : null;
}

function calm(desk: Desk, slow: readonly Spread[]): Prompt | null {
  const now = desk.first_week;
  const struck = desk.shocks.some(
    ({ comes, first_week, last_week }) => comes && first_week <= now && now <= last_week,
  );
  return struck || slow.length > 0 ? null : { kind: "calm", values: {} };
}
