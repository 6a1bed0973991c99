/**
 * Questions that the facilitator may put to the room now: why now (for the desk alone), and what to ask.
 * What is asked tells nobody what is another's secret. The most fitting comes first.
 */

import type { Desk, DeskOverview, DeskSeat, NewsItem } from "../../generated/protocol";
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
  const room = roomOf(desk);
  const slow = quotesOf(desk)
    .filter(({ most, usual }) => most - usual >= LONG)
    .sort((one, other) => other.most - other.usual - (one.most - one.usual));
  const found = [
    stopped(desk, room),
    ...slow.map((quote) => exposed(quote, room)),
    ...slow.map((quote) => crowd(quote, room)),
    rumour(desk),
    still(room),
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

/** Those who can be asked, put together; where only bots play, their companies. */
interface Room {
  readonly all: number;
  /** Have kept their stances for some turns. */
  readonly still: number;
  readonly parts: ReadonlyMap<string, Part>;
}

interface Part {
  readonly jit: number;
  readonly jic: number;
  /** Lines that waited for it last turn. */
  readonly lines: number;
  /** By how much it stopped them, to tell which part did most of all. */
  readonly weight: number;
  readonly worst: Pick<DeskSeat, "title" | "table"> | null;
}

function roomOf(desk: Desk): Room {
  return desk.overview ? roomOfMany(desk.overview) : roomOfSeats(desk);
}

function roomOfMany({ asked, steady, parts }: DeskOverview): Room {
  const told = parts.map(({ component, jit, jic, stopped, worst_table, worst_title }) => {
    const worst = worst_table > 0 ? { title: worst_title, table: worst_table } : null;
    return [component, { jit, jic, lines: stopped, weight: stopped, worst }] as const;
  });
  return { all: asked, still: steady, parts: new Map(told) };
}

function roomOfSeats(desk: Desk): Room {
  const held = desk.seats.filter(({ player }) => player !== null);
  const seats = held.length > 0 ? held : desk.seats;
  const parts = quotesOf(desk).map(({ name }) => [name, partOf(name, seats)] as const);
  const still = seats.filter(({ steady }) => steady >= STILL_TURNS).length;
  return { all: seats.length, still, parts: new Map(parts) };
}

function partOf(name: string, seats: readonly DeskSeat[]): Part {
  const units = ({ lost }: DeskSeat) => lost[name] ?? 0;
  const waited = seats.filter((seat) => units(seat) > 0);
  const [worst = null] = [...waited].sort((one, other) => units(other) - units(one));
  return {
    jit: seats.filter(({ stances }) => stances[name] === "JIT").length,
    jic: seats.filter(({ stances }) => stances[name] === "JIC").length,
    lines: waited.length,
    weight: seats.reduce((all, seat) => all + units(seat), 0),
    worst,
  };
}

/** Which part stopped most of all, and whose line. */
function stopped(desk: Desk, { parts }: Room): Prompt | null {
  const titles = new Map(quotesOf(desk).map(({ name, title }) => [name, title]));
  const [most] = [...parts].sort(([, one], [, other]) => other.weight - one.weight);
  if (most === undefined) return null;
  const [part, { lines, worst }] = most;
  if (worst === null) return null;
  const { title: seat, table } = worst;
  return { kind: "stopped", values: { lines, part: titles.get(part) ?? part, seat, table } };
}

/** Long quoted, and many keep little of it. */
function exposed(quote: Spread, { parts, all }: Room): Prompt | null {
  const many = parts.get(quote.name)?.jit ?? 0;
  return 3 * many >= all && many > 0
    ? { kind: "exposed", values: { ...told(quote), many, all } }
    : null;
}

/** Long quoted, and many build a buffer of it: the room has made its own queue. */
function crowd(quote: Spread, { parts, all }: Room): Prompt | null {
  const many = parts.get(quote.name)?.jic ?? 0;
  return 2 * many >= all && many > 1
    ? { kind: "crowd", values: { ...told(quote), many, all } }
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

function still({ still: many, all }: Room): Prompt | null {
  return 3 * many >= 2 * all ? { kind: "still", values: { many, all, turns: STILL_TURNS } } : null;
}

function calm(desk: Desk, slow: readonly Spread[]): Prompt | null {
  const now = desk.first_week;
  const struck = desk.shocks.some(
    ({ comes, first_week, last_week }) => comes && first_week <= now && now <= last_week,
  );
  return struck || slow.length > 0 ? null : { kind: "calm", values: {} };
}
