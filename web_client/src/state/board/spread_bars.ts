/** How a quantity is spread over all companies: a bar for each step, as a share of the highest. */

import type { Histogram } from "../../generated/protocol";

export interface Bar {
  /** From the left edge, and as wide, in shares of the picture. */
  readonly x: number;
  readonly width: number;
  /** Of the highest bar; a company alone still has a bar that can be seen. */
  readonly height: number;
  readonly seats: number;
  readonly from: number;
  readonly to: number;
}

const LEAST_HEIGHT = 0.02;

export function barsOf({ least, most, counts }: Histogram): Bar[] {
  const highest = Math.max(...counts, 1);
  const width = 1 / counts.length;
  const step = (most - least) / counts.length;
  return counts.map((seats, place) => ({
    x: place * width,
    width,
    height: seats === 0 ? 0 : Math.max(LEAST_HEIGHT, seats / highest),
    seats,
    from: least + place * step,
    to: least + (place + 1) * step,
  }));
}

/** Where a value stands between the ends, from 0 to 1. */
export function along({ least, most }: Histogram, value: number): number {
  return most > least ? Math.min(1, Math.max(0, (value - least) / (most - least))) : 0.5;
}
