/** A finished game's page as numbers: the ruler of the score, and what is said of each part. */

import type { Mark, Results, SeatDebrief } from "../generated/protocol";

export interface OnRuler {
  readonly mark: Mark;
  /** Share of the ruler's length. */
  readonly at: number;
}

/** Scores below are drawn at the ruler's end, and say their number. */
const LOWEST = -100;

export function rulerOf(marks: readonly Mark[]): { zero: number; marks: OnRuler[] } {
  const scores = marks.map(({ score }) => Math.max(LOWEST, score));
  const least = Math.min(0, ...scores);
  const length = Math.max(100, ...scores) - least;
  const at = (score: number) => (Math.max(least, score) - least) / length;
  return { zero: at(0), marks: marks.map((mark) => ({ mark, at: at(mark.score) })) };
}

/** Whose debrief to show first: the one asked for, else the winner's. */
export function seatOf({ seat, ranking }: Results): { table: number; seat: string } | null {
  const row = seat?.row ?? ranking[0];
  return row === undefined ? null : { table: row.table, seat: row.seat };
}

/** Cost lines that any of the ways has, the largest first. */
export function linesOf({ ways }: SeatDebrief): string[] {
  const most = new Map<string, number>();
  for (const { costs } of ways) {
    for (const [line, cost] of Object.entries(costs)) {
      most.set(line, Math.max(most.get(line) ?? 0, Math.abs(cost ?? 0)));
    }
  }
  const some = [...most].filter(([, cost]) => cost >= 0.5);
  return some.sort(([, a], [, b]) => b - a).map(([line]) => line);
}
