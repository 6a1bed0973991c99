/** Words about the clock of a turn, and why the last one closed, for everybody in the room. */

import type { Status } from "../../generated/protocol";
import { t } from "../../texts/texts";

/** A sentence, or nothing: before the first turn has closed, and after the end. */
export function closedText(status: Status | null): string {
  if (status === null || !status.closed_by) return "";
  if (status.phase === "deciding")
    return t(`closed.${status.closed_by}`, { turn: status.turn - 1 });
  if (status.phase === "resolving") return t(`closed.${status.closed_by}`, { turn: status.turn });
  return "";
}

/** Everybody who decides in this turn has done so. */
export function allDecided(status: Status | null): boolean {
  const letters = status?.tables.join("") ?? "";
  return letters.includes("d") && !/[ca]/u.test(letters);
}

export type ClockWord = "paused" | "closing" | "held" | "interrupted" | "left" | "none";

/** What stands beside the time left; null: no turn is open. */
export function clockWord(status: Status | null, left: number | null): ClockWord | null {
  if (status?.phase !== "deciding") return null;
  if (status.paused) return "paused";
  if (status.closing) return "closing";
  if (status.held && allDecided(status)) return "held";
  if (left === null) return "none";
  return status.interrupted ? "interrupted" : "left";
}

/** Whether it says more than the time itself does. */
export function isTelling(word: ClockWord | null): boolean {
  return word !== null && word !== "left" && word !== "none";
}
