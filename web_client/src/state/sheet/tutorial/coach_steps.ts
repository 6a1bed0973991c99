/**
 * The steps of the tutorial: what is explained in each turn, and at which place of the page. The steps of a turn
 * that ask for something come last, so that the keyboard leads on from one to the next.
 */

import type { CoachPlace } from "../../common/browser_storage";

/** The parts of its scenario: one that deserves a buffer, and one that does not. */
export const BUFFERED = "brake";
export const LEAN = "battery";

/** Where a step points: something of a part's row, or a piece of the page. */
export type Spot = "part" | "supplier" | "bin" | "stance" | "news" | "line" | "bill" | "confirm";

export interface CoachStep {
  readonly topic:
    | "row"
    | "bin"
    | "dear"
    | "choose"
    | "decide"
    | "filled"
    | "news"
    | "go_on"
    | "struck"
    | "held"
    | "late"
    | "ran"
    | "bill"
    | "last";
  readonly spot: Spot;
  /** Whose row; empty where it is no row. */
  readonly part: string;
}

const TURNS: readonly (readonly CoachStep[])[] = [
  [
    { topic: "row", spot: "part", part: BUFFERED },
    { topic: "bin", spot: "bin", part: BUFFERED },
    { topic: "dear", spot: "stance", part: LEAN },
    { topic: "choose", spot: "stance", part: BUFFERED },
    { topic: "decide", spot: "confirm", part: "" },
  ],
  [
    { topic: "filled", spot: "bin", part: BUFFERED },
    { topic: "news", spot: "news", part: "" },
    { topic: "go_on", spot: "confirm", part: "" },
  ],
  [
    { topic: "struck", spot: "supplier", part: BUFFERED },
    { topic: "held", spot: "bin", part: BUFFERED },
    { topic: "late", spot: "confirm", part: "" },
  ],
  [
    { topic: "ran", spot: "line", part: "" },
    { topic: "bill", spot: "bill", part: "" },
    { topic: "last", spot: "confirm", part: "" },
  ],
];

/** The steps of a turn, counted from 1; none after the last. */
export function stepsOf(turn: number): readonly CoachStep[] {
  return TURNS[turn - 1] ?? [];
}

/** The place in a turn: the one that was kept of it, else its first step. */
export function placeIn(turn: number, kept: CoachPlace | null): CoachPlace {
  if (kept === null || kept.turn !== turn) {
    return { turn, step: 0, hidden: kept?.hidden ?? false };
  }
  const last = Math.max(0, stepsOf(turn).length - 1);
  return { ...kept, step: Math.min(Math.max(0, Math.trunc(kept.step)), last) };
}
