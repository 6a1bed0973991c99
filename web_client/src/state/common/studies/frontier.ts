/** Policies as dots of cost and uptime, and the line that joins the best. Places are in hundredths of a box. */

import { scaleLinear } from "d3-scale";
import type { PolicyPoint } from "../../../generated/protocol";
import { ticksApart, type Tick } from "./ticks";

export interface PolicyDot extends PolicyPoint {
  readonly x: number;
  readonly y: number;
}

/** What has a name: what was played, the slogans and the mix. */
export type Mark = PolicyPoint & { kind: "played" | "jit" | "jic" | "mix" };

export interface Picture {
  readonly dots: readonly PolicyDot[];
  readonly costs: readonly Tick[];
  readonly uptimes: readonly Tick[];
  /** Points of an SVG line. */
  readonly hull: string;
}

/** What is far dearer than every mark would press all else into a corner. */
const DEARER = 1.25;

/** Dots from the left, dearer, and from the top, less uptime, in hundredths of a box so many px wide. */
export function dotsOf(points: readonly PolicyPoint[], width = 420): Picture {
  const marks = marksOf(points);
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
    costs: ticksApart(x, width),
    uptimes: y.ticks(5).map((value) => ({ value, at: y(value) })),
    hull: hull.map((dot) => `${dot.x},${dot.y}`).join(" "),
  };
}

export function marksOf(points: readonly PolicyPoint[]): Mark[] {
  return points.filter(isMark);
}

function isMark(point: PolicyPoint): point is Mark {
  return point.kind !== "hull" && point.kind !== "policy";
}

function rank({ kind }: PolicyPoint): number {
  return ["policy", "hull", "mix", "jic", "jit", "played"].indexOf(kind);
}
