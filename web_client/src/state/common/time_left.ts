/**
 * The time left in a turn, worked out from the last status and the moment it came: the server sends what
 * remains, not when it ends, as clocks differ.
 */

import type { Status } from "../../generated/protocol";

export interface ClockReading {
  /** Milliseconds; null: no deadline. */
  readonly left: number | null;
  readonly at: number;
  readonly runs: boolean;
}

export const NO_READING: ClockReading = { left: null, at: 0, runs: false };

export function readingOf(status: Status, now: number): ClockReading {
  const runs = status.phase === "deciding" && !status.paused;
  const left = status.phase === "deciding" ? status.remaining_ms : null;
  return { left, at: now, runs };
}

export function leftAt(reading: ClockReading, now: number): number | null {
  if (reading.left === null) return null;
  return Math.max(0, reading.runs ? reading.left - (now - reading.at) : reading.left);
}

/** 2:41, or 1:02:41; a started second counts whole. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${head}:${two(seconds % 60)}`;
}
