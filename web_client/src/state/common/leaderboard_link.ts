/** Where a finished game stands on the leaderboard. */

import type { GameInfo } from "../../generated/protocol";

/** The list of its scenario, version, kind, depth and turns, as an address: defaults are left out. */
export function listOf({ scenario, digest, kind, depth, long_turns }: GameInfo): string {
  const query = new URLSearchParams({ scenario });
  if (digest !== "") query.set("digest", digest);
  if (depth !== "segmented") query.set("depth", depth);
  if (long_turns) query.set("turns", "long");
  if (kind === "practice") query.set("kind", kind);
  return `leaderboard?${query.toString()}`;
}
