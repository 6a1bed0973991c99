/** One of the five questions as a picture: what all JIT costs more, over what was varied, in px of a box. */

import { scaleLinear, type ScaleLinear } from "d3-scale";
import type { CardQuestion } from "../../../generated/protocol";

/** Of a picture that has not been measured yet. */
export const WIDTH = 420;
export const HEIGHT = 230;
export const LEFT = 92;
export const RIGHT = 14;
const TOP = 12;
const BOTTOM = 30;

export interface QuestionPicture {
  readonly curve: string;
  /** The 95 % interval, a closed line. */
  readonly band: string;
  readonly dots: readonly { x: number; y: number }[];
  /** Where both cost the same. */
  readonly level: number;
  readonly crossing: { x: number; y: number } | null;
  readonly costs: readonly { value: number; at: number }[];
  readonly varied: readonly { value: number; at: number }[];
}

/** `said` words a value of what was varied: only as many stand below as have room. */
export function pictureOf(
  { points, crossing }: CardQuestion,
  width = WIDTH,
  said: (x: number) => string = String,
): QuestionPicture {
  const low = points.map(({ mean, ci95 }) => mean - ci95);
  const high = points.map(({ mean, ci95 }) => mean + ci95);
  const xs = points.map(({ x }) => x);
  const x = scaleLinear([Math.min(...xs), Math.max(...xs)], [LEFT + 8, width - RIGHT - 8]);
  const y = scaleLinear([Math.min(0, ...low), Math.max(0, ...high)], [HEIGHT - BOTTOM, TOP]).nice(
    4,
  );
  const upper = points.map(({ x: at, mean, ci95 }) => `${x(at)},${y(mean + ci95)}`);
  const lower = points.map(({ x: at, mean, ci95 }) => `${x(at)},${y(mean - ci95)}`);
  const dots = points.map((point) => ({ x: x(point.x), y: y(point.mean) }));
  return {
    curve: dots.map((dot) => `${dot.x},${dot.y}`).join(" "),
    band: [...upper, ...lower.reverse()].join(" "),
    dots,
    level: y(0),
    crossing: crossing === null ? null : { x: x(crossing), y: y(0) },
    costs: y.ticks(4).map((value) => ({ value, at: y(value) })),
    varied: roomy(x, width, said),
  };
}

/** In px: a letter of small type, and the air between two words. */
const LETTER = 7.2;
const AIR = 12;

function roomy(
  x: ScaleLinear<number, number>,
  width: number,
  said: (x: number) => string,
): { value: number; at: number }[] {
  const choices = [6, 5, 4, 3, 2, 1].map((count) =>
    x
      .ticks(count)
      .map((value) => {
        const half = (said(value).length * LETTER + AIR) / 2;
        return { value, at: x(value), from: x(value) - half, to: x(value) + half };
      })
      .filter(({ from, to }) => from >= 0 && to - AIR / 2 <= width),
  );
  const found = choices.find((ticks) =>
    ticks.every(({ to }, index) => to <= (ticks[index + 1]?.from ?? width + AIR)),
  );
  return (found ?? []).map(({ value, at }) => ({ value, at }));
}
