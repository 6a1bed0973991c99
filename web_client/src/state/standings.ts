/** Who stands where, by cost: the cheapest first, equals share a place. */

import type { Standing } from "../generated/protocol";

export function byCost(standings: readonly Standing[]): Standing[] {
  return [...standings].sort((a, b) => a.total_cost - b.total_cost);
}

/** Place of the player's own company, from 1. */
export function costPlace(standings: readonly Standing[]): number {
  const own = standings.find((standing) => standing.you);
  if (own === undefined) return standings.length;
  return 1 + standings.filter((other) => other.total_cost < own.total_cost).length;
}
