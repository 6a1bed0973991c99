/** The post-game analysis of one seat, worked out by many replays: luck and skill as bars. */

import type { Aftermath, SeatAftermath } from "../../generated/protocol";
import type { SeatPlace } from "../common/results";

export interface Bar {
  /** Hundredths of the box. */
  readonly height: number;
  /** Whether the number is below zero. */
  readonly below: boolean;
}

export function seatIn({ seats }: Aftermath, { table, seat }: SeatPlace): SeatAftermath | null {
  return seats.find((each) => each.table === table && each.seat === seat) ?? null;
}

export function barsOf(values: readonly number[]): Bar[] {
  const most = Math.max(1e-9, ...values.map(Math.abs));
  return values.map((value) => ({ height: (100 * Math.abs(value)) / most, below: value < 0 }));
}
