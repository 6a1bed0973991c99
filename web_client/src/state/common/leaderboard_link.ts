/** Where a finished game stands on the leaderboard. */

import type { GameInfo, Results } from "../../generated/protocol";

/** What keeps a game out of the usual list. */
export interface Unusual {
  /** The facilitator added a shock. */
  readonly live?: boolean;
  /** It ended before the scenario's last week. */
  readonly early?: boolean;
}

/** The list of its scenario, version, kind, depth and turns, as an address: defaults are left out. */
export function listOf(game: GameInfo, { live = false, early = false }: Unusual = {}): string {
  const { scenario, digest, kind, long_turns } = game;
  const depth = game.listed ?? game.depth;
  const query = new URLSearchParams({ scenario });
  if (digest !== "") query.set("digest", digest);
  if (depth !== "segmented") query.set("depth", depth);
  if (long_turns) query.set("turns", "long");
  if (kind === "practice") query.set("kind", kind);
  if (early) query.set("length", "any");
  if (live) query.set("live", "any");
  return `leaderboard?${query.toString()}`;
}

/** What its results tell of it. */
export function unusualOf({ shocks, weeks_played, game }: Results): Unusual {
  return {
    live: shocks.some(({ origin }) => origin === "live"),
    early: weeks_played < game.weeks,
  };
}
