/** Why the last turn closed, for everybody in the room. */

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
