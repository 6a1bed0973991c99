/** Where a finished game stands on the leaderboard. */

import type { GameInfo } from "../../generated/protocol";

/** The list of its scenario, kind, depth and turns, as an address: what the list has by default is left out. */
export function listOf({ scenario, kind, depth, long_turns }: GameInfo): string {
  const query = new URLSearchParams({ scenario });
  if (depth !== "segmented") query.set("depth", depth);
  if (long_turns) query.set("turns", "long");
  if (kind === "practice") query.set("kind", kind);
  return `leaderboard?${query.toString()}`;
}
