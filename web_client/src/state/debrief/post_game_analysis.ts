/**
 * The post-game analysis of one seat, worked out by many replays: luck and skill as bars, policies as dots
 * of cost and uptime. Places are in hundredths of a box.
 */

import { scaleLinear } from "d3-scale";
import type { Aftermath, PolicyPoint, SeatAftermath } from "../../generated/protocol";
import type { SeatPlace } from "../common/results";
import { ticksApart, type Tick } from "./scatter_plot";

export interface Bar {
  /** Hundredths of the box. */
  readonly height: number;
  /** Whether the number is below zero. */
  readonly below: boolean;
}

export interface PolicyDot extends PolicyPoint {
  readonly x: number;
  readonly y: number;
}

export interface Picture {
  readonly dots: readonly PolicyDot[];
  /** What has a name: what was played, the slogans and the mix. */
  readonly marks: readonly (PolicyPoint & { kind: "played" | "jit" | "jic" | "mix" })[];
  readonly costs: readonly Tick[];
  readonly uptimes: readonly Tick[];
  /** Points of an SVG line. */
  readonly hull: string;
}

/** What is far dearer than every mark would press all else into a corner. */
const DEARER = 1.25;

export function seatIn({ seats }: Aftermath, { table, seat }: SeatPlace): SeatAftermath | null {
  return seats.find((each) => each.table === table && each.seat === seat) ?? null;
}

export function barsOf(values: readonly number[]): Bar[] {
  const most = Math.max(1e-9, ...values.map(Math.abs));
  return values.map((value) => ({ height: (100 * Math.abs(value)) / most, below: value < 0 }));
}

/** Dots from the left, dearer, and from the top, less uptime, in hundredths of a box so many px wide. */
export function dotsOf(points: readonly PolicyPoint[], width = 420): Picture {
  const marks = points.filter(isMark);
  const most = DEARER * Math.max(...marks.map(({ cost }) => cost));
  const shown = points.filter(({ cost }) => cost <= most);
  const costs = shown.map(({ cost }) => cost);
  const uptimes = shown.map(({ uptime }) => uptime);
  const x = scaleLinear([Math.min(...costs), Math.max(...costs)], [3, 97]);
  const y = scaleLinear([Math.min(...uptimes), Math.max(...uptimes)], [96, 4]);
  const dots = shown.map((point) => ({ ...point, x: x(point.cost), y: y(point.uptime) }));
  const hull = dots.filter(({ kind }) => kind === "hull");
  // Marks are drawn last, so that nothing hides them.
  dots.sort((one, other) => rank(one) - rank(other));
  return {
    dots,
    marks,
    costs: ticksApart(x, width),
    uptimes: y.ticks(5).map((value) => ({ value, at: y(value) })),
    hull: hull.map((dot) => `${dot.x},${dot.y}`).join(" "),
  };
}

function isMark(point: PolicyPoint): point is Picture["marks"][number] {
  return point.kind !== "hull" && point.kind !== "policy";
}

function rank({ kind }: PolicyPoint): number {
  return ["policy", "hull", "mix", "jic", "jit", "played"].indexOf(kind);
}
