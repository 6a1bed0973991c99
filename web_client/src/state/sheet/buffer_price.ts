/**
 * The two pans of the scale beside a switch: what a buffer costs for the rest of the year, and what a stop
 * costs; both in money and in products that are not made.
 */

import type { Row, StopCost, View } from "../../generated/protocol";

export interface BufferPrice {
  /** Money for the rest of the game: holding the buffer beside the thin plan, and the change if it is one. */
  readonly cost: number;
  /** Products that it must save to pay for itself; 0: what a stop costs is not known. */
  readonly products: number;
}

/** A week in which the line lacks this part. */
export function stopOf(view: View, row: Row): StopCost | null {
  return row.stop ?? view.stop ?? null;
}

/** `left`: weeks that the game has left. Counted as filling at an even pace; more it does not cost. */
export function bufferPrice(row: Row, stop: StopCost | null, left: number): BufferPrice {
  const { offers } = row;
  const [thin = 0, full = 0] = offers.holding_per_week;
  const fee = row.stance === "JIC" ? 0 : (offers.fee[1] ?? 0);
  const cost = (full - thin) * weeksFull(left, offers.build_weeks[1] ?? 0) + fee;
  const each = stop === null || stop.units <= 0 ? 0 : stop.cost / stop.units;
  return { cost, products: each > 0 ? Math.ceil(Math.max(0, cost) / each) : 0 };
}

/** A bin that fills at an even pace costs, while it does, half of what it costs when it is full. */
export function weeksFull(left: number, build: number): number {
  if (left <= 0) return 0;
  return left >= build ? left - build / 2 : (left * left) / (2 * build);
}

/** Weeks that the game has left. `turns`: the facilitator may have shortened it. */
export function weeksLeft(view: View, turns: number): number {
  const last = Math.min(view.game.weeks, turns * view.game.weeks_per_turn);
  return Math.max(0, last - view.first_week + 1);
}
