/**
 * The results of a finished game: whose are shown, what they are compared with, what made the difference.
 */

import type {
  ChoiceDebrief,
  PartDebrief,
  ResultRow,
  Results,
  SeatDebrief,
} from "../../generated/protocol";

export interface SeatPlace {
  readonly table: number;
  readonly seat: string;
}

/** Money below this is none. */
const LEAST = 0.5;

/** Whose debrief to show first: the one asked for, else the winner's. */
export function seatOf({ seat, ranking }: Results): SeatPlace | null {
  const row = seat?.row ?? ranking[0];
  return row === undefined ? null : { table: row.table, seat: row.seat };
}

/** The seat that an address asks for: ?table=1&seat=name. */
export function askedSeat(search: string): SeatPlace | null {
  const query = new URLSearchParams(search);
  const seat = query.get("seat");
  const table = Number(query.get("table") ?? "1");
  return seat && Number.isInteger(table) && table > 0 ? { table, seat } : null;
}

export function isSeat(row: SeatPlace, place: SeatPlace | null | undefined): boolean {
  return place !== null && row.table === place?.table && row.seat === place.seat;
}

/** The seat beside the recommended mix in the same seat. */
export type AgainstMix =
  | { kind: "same" }
  | { kind: "mix_cheaper" | "mix_dearer"; money: number; cost: number; uptime: number };

export function againstMix({ ways, row }: SeatDebrief): AgainstMix {
  const mix = ways.find(({ way }) => way === "mix");
  if (mix === undefined || Math.abs(mix.cost - row.cost) < LEAST) return { kind: "same" };
  const { cost, uptime } = mix;
  const kind = cost < row.cost ? "mix_cheaper" : "mix_dearer";
  return { kind, money: Math.abs(cost - row.cost), cost, uptime };
}

/**
 * The part that made the difference, and what its recommended stance would have changed; `more`: numbers or options
 * were set for it as well, and the comparison is with the stance alone.
 */
export function differenceOf(
  debrief: SeatDebrief,
): { part: PartDebrief; cost: number; more: boolean } | null {
  const { difference, parts } = debrief;
  const part = parts.find(({ component }) => component === difference?.component);
  if (part === undefined || difference === null) return null;
  const more = setForPart(debrief, part.component).length > 0;
  return Math.abs(difference.cost) < LEAST ? null : { part, cost: difference.cost, more };
}

export type PartChoice = Exclude<ChoiceDebrief["choice"], "shelf_weeks" | "demand_plan">;

/** What was set for a part beside its stance, in some turn or other; what mattered most is first. */
export function setForPart({ choices }: SeatDebrief, component: string): PartChoice[] {
  return (choices ?? []).flatMap(({ of, choice }) =>
    of !== component || choice === "shelf_weeks" || choice === "demand_plan" ? [] : [choice],
  );
}

/** How many share a place. */
export function sharing(ranking: readonly ResultRow[], { place }: ResultRow): number {
  return ranking.filter((row) => row.place === place).length;
}

/** The head of a long list, and the row that is shown where it stands. */
export function shortList(
  ranking: readonly ResultRow[],
  shown: SeatPlace | null,
  most: number,
): ResultRow[] {
  // Two rows more are no longer list than the line that says so.
  if (ranking.length <= most + 2) return [...ranking];
  return ranking.filter((row, index) => index < most || isSeat(row, shown));
}
