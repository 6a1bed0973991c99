/** The phases of a game, as far as screens ask for them. */

import type { Status } from "../../generated/protocol";

/** The game runs no more turns. */
export function isOver(phase: Status["phase"]): boolean {
  return phase === "finished" || phase === "archived";
}
