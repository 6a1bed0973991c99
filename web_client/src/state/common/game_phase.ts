/** Where a game stands. */

import type { Status } from "../../generated/protocol";

/** The game runs no more turns. */
export function isOver(phase: Status["phase"]): boolean {
  return phase === "finished" || phase === "archived";
}
