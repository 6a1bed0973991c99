/** The scatter plot of all seats, cost against uptime. Places are in hundredths of a box. */

import { scaleLinear } from "d3-scale";
import type { ResultRow } from "../../generated/protocol";
import { isSeat, type SeatPlace } from "../common/results";
import { ticksApart, type Tick } from "../common/studies/ticks";

export interface Dot {
  readonly rows: readonly ResultRow[];
  /** From the left: dearer. */
  readonly x: number;
  /** From the top: less uptime. */
  readonly y: number;
  readonly own: boolean;
  readonly winner: boolean;
  readonly bots: boolean;
}

export interface Scatter {
  readonly dots: readonly Dot[];
  readonly costs: readonly Tick[];
  readonly uptimes: readonly Tick[];
  /** The target line, from the top. */
  readonly target: number;
}

/** Seats closer than this, in hundredths of the box, are one dot. */
const TOGETHER = 0.8;

export function scatterOf(
  ranking: readonly ResultRow[],
  own: SeatPlace | null,
  target: number,
  width = 420,
): Scatter {
  const costs = ranking.map(({ cost }) => cost);
  const x = scaleLinear()
    .domain(padded(Math.min(...costs), Math.max(...costs)))
    .nice(5)
    .range([0, 100]);
  const low = Math.min(target, ...ranking.map(({ uptime }) => uptime));
  // A little above full, so that the best dot is not cut by the frame.
  const floor = Math.max(0, low - 0.12 * (1 - low) - 0.005);
  const y = scaleLinear()
    .domain([1 + 0.06 * (1 - floor), floor])
    .range([0, 100]);
  return {
    dots: dotsOf(ranking, own, (row) => [x(row.cost), y(row.uptime)]),
    costs: ticksApart(x, width),
    uptimes: y
      .ticks(5)
      .filter((value) => value <= 1)
      .map((value) => ({ value, at: y(value) })),
    target: y(target),
  };
}

function padded(least: number, most: number): [number, number] {
  const pad = Math.max(0.06 * (most - least), 0.02 * Math.abs(most), 1);
  return [Math.max(0, least - pad), most + pad];
}

function dotsOf(
  ranking: readonly ResultRow[],
  own: SeatPlace | null,
  at: (row: ResultRow) => [number, number],
): Dot[] {
  const heaps: { rows: ResultRow[]; x: number; y: number }[] = [];
  for (const row of ranking) {
    const [x, y] = at(row);
    const near = heaps.find(
      (heap) => Math.abs(heap.x - x) < TOGETHER && Math.abs(heap.y - y) < TOGETHER,
    );
    if (near) near.rows.push(row);
    else heaps.push({ rows: [row], x, y });
  }
  return heaps.map((heap) => ({
    ...heap,
    own: heap.rows.some((row) => isSeat(row, own)),
    winner: heap.rows.some(({ place }) => place === 1),
    bots: heap.rows.every(({ bot }) => bot),
  }));
}

export interface Named {
  readonly dot: Dot;
  readonly text: string;
}

export type Side = "right" | "left" | "over" | "below";

/** Half a row of small type, a letter's width, and the gap between a dot and its words, in px. */
const HALF_ROW = 8;
const LETTER = 7.4;
const OFF = 11;
/** Share of the box that a name may take; longer ones are cut, and stand in the ranking in full. */
const WIDEST = 0.6;
const SIDES: readonly Side[] = ["right", "left", "over", "below"];

/** The side of its dot on which each name hides the fewest dots and names, within a box of this size. */
export function sidesOf(
  names: readonly Named[],
  dots: readonly Dot[],
  width: number,
  height: number,
): Side[] {
  const taken: Box[] = [];
  const spots = dots.map(({ x, y }) => around((x / 100) * width, (y / 100) * height, 7, 7));
  return names.map(({ dot, text }) => {
    const half = Math.min((text.length * LETTER) / 2 + 4, WIDEST * width * 0.5);
    const own = dots.indexOf(dot);
    const hidden = (side: Side) => {
      const box = placed(side, (dot.x / 100) * width, (dot.y / 100) * height, half);
      const outside = box.left < 0 || box.right > width + 8 || box.top < 0 || box.bottom > height;
      const over = spots.filter((spot, index) => index !== own && isOver(spot, box)).length;
      return over + 60 * taken.filter((name) => isOver(name, box)).length + (outside ? 50 : 0);
    };
    const [best = "right"] = [...SIDES].sort((one, other) => hidden(one) - hidden(other));
    taken.push(placed(best, (dot.x / 100) * width, (dot.y / 100) * height, half));
    return best;
  });
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function placed(side: Side, x: number, y: number, half: number): Box {
  if (side === "right") return around(x + OFF + half, y, half, HALF_ROW);
  if (side === "left") return around(x - OFF - half, y, half, HALF_ROW);
  return around(x, y + (side === "below" ? OFF + HALF_ROW : -OFF - HALF_ROW), half, HALF_ROW);
}

function around(x: number, y: number, wide: number, high: number): Box {
  return { left: x - wide, right: x + wide, top: y - high, bottom: y + high };
}

function isOver(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
