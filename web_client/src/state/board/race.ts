/**
 * The race on the board: where every seat stands on cost and uptime, and how the leaders came there. Cost
 * runs to the right, uptime upwards, so the best stand at the top on the left.
 */

import type { Board, Standing, Trail } from "../../generated/protocol";
import { ranked, type Placed } from "../common/standings";

export interface Point {
  readonly cost: number;
  readonly uptime: number;
}

export interface Racer {
  readonly key: string;
  readonly standing: Standing;
  /** Of a leader the turns before this one, the oldest first, and where it stands now. */
  readonly trail: readonly Point[];
}

/** Turns of a trail that are drawn; cost only grows, and the older ones lie far to the left. */
const TRAIL = 4;

export function seatKey({ table, seat }: Pick<Standing, "table" | "seat">): string {
  return `${table} ${seat}`;
}

/** Leaders first, by their place; all others after them as they sit. */
export function racersOf(board: Board): Racer[] {
  const trails = new Map(board.trails.map((trail) => [seatKey(trail), pointsOf(trail)]));
  const order = [...trails.keys()];
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  return board.standings
    .map((standing) => ({ key: seatKey(standing), standing }))
    .map((racer) => ({ ...racer, trail: trails.get(racer.key) ?? [] }))
    .sort((one, other) => rank(one.key) - rank(other.key));
}

function pointsOf({ cost, uptime }: Trail): Point[] {
  return cost.map((money, turn) => ({ cost: money, uptime: uptime[turn] ?? 0 })).slice(-TRAIL);
}

export interface Span {
  readonly cost: readonly [number, number];
  readonly uptime: readonly [number, number];
}

/** Steps of the uptime axis in the whole. */
const STEPS = 40;

/** What the axes must show: every seat, every trail, and the target with some room below it. */
export function spanOf(racers: readonly Racer[], target: number): Span {
  const now = racers.map(({ standing }) => ({
    cost: standing.total_cost,
    uptime: standing.uptime,
  }));
  const points = [...now, ...racers.flatMap(({ trail }) => trail)];
  const costs = points.map(({ cost }) => cost);
  const [least, most] = [Math.min(...costs), Math.max(...costs)];
  const pad = Math.max((most - least) * 0.06, most * 0.02, 1);
  const lowest = Math.min(target - 1 / STEPS, ...points.map(({ uptime }) => uptime));
  return {
    cost: [Math.max(0, least - pad), most + pad],
    uptime: [Math.max(0, Math.floor(lowest * STEPS + 1e-9) / STEPS), 1],
  };
}

export interface Spot<Item> {
  readonly x: number;
  readonly y: number;
  /** Who stand so near to one another that their dots would be one; the first named comes first. */
  readonly items: readonly Item[];
}

/** Dots nearer than this to the first of a group are drawn as one. */
export function spotsOf<Item>(
  items: readonly Item[],
  at: (item: Item) => { x: number; y: number },
  near: number,
): Spot<Item>[] {
  const spots: { x: number; y: number; items: Item[] }[] = [];
  for (const item of items) {
    const { x, y } = at(item);
    const same = spots.find((spot) => Math.hypot(spot.x - x, spot.y - y) <= near);
    if (same) same.items.push(item);
    else spots.push({ x, y, items: [item] });
  }
  return spots;
}

/** A colour for each of these, from 0; who had one keeps it. */
export function coloursOf(
  before: ReadonlyMap<string, number>,
  keys: readonly string[],
): Map<string, number> {
  const colours = new Map([...before].filter(([key]) => keys.includes(key)));
  for (const key of keys) {
    if (!colours.has(key)) colours.set(key, lowestFree([...colours.values()]));
  }
  return colours;
}

function lowestFree(taken: readonly number[]): number {
  let colour = 0;
  while (taken.includes(colour)) colour += 1;
  return colour;
}

const LONG_NAME = 28;

/** As much of a company's name as fits beside a dot; the table below has all of it. */
export function shortName(title: string): string {
  if (title.length <= LONG_NAME) return title;
  const whole = title.slice(0, LONG_NAME).replace(/[\s,&-]+\S*$/, "");
  return `${whole || title.slice(0, LONG_NAME)}…`;
}

export interface RankedRow extends Placed {
  /** Further seats of the same company, at other tables, with the very same results. */
  readonly others: number;
}

/** The ranking, with those as one row whom nothing tells apart but their table. */
export function rowsOf(standings: readonly Standing[]): RankedRow[] {
  const rows = new Map<string, RankedRow>();
  for (const placed of ranked(standings)) {
    const { seat, score, uptime, total_cost, bot } = placed.standing;
    const key = JSON.stringify([seat, score, uptime, Math.round(total_cost), bot]);
    const row = rows.get(key) ?? { ...placed, others: -1 };
    rows.set(key, { ...row, others: row.others + 1 });
  }
  return [...rows.values()];
}

/** The same of a board; of many tables it tells the first ten rows, and how many stand behind each. */
export function boardRows({ standings, overview }: Board): RankedRow[] {
  if (!overview) return rowsOf(standings);
  return standings.map((standing, row) => ({
    standing,
    place: overview.best_ranks[row] ?? null,
    others: overview.best_others[row] ?? 0,
  }));
}

const WINNERS = 3;

/** Rows that have a rank: of people, or of bots where nobody else plays. */
export function winnersOf(board: Board): RankedRow[] {
  // Of many tables hundreds may share the first place; who comes after them is no winner.
  const last = board.overview ? WINNERS : Infinity;
  return boardRows(board).filter(({ place }) => place !== null && place <= last);
}

/** At most so many rows, in their order: bots give way to people. */
export function shortened(rows: readonly RankedRow[], most: number): RankedRow[] {
  const first = [...rows.filter(isRanked), ...rows.filter((row) => !isRanked(row))].slice(0, most);
  return rows.filter((row) => first.includes(row));
}

const isRanked = ({ place }: RankedRow) => place !== null;
