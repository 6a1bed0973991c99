/**
 * The ranking: by cost, the cheapest first, while a game runs; by score, the highest first, at its end.
 * Equals share a place.
 */

import type { Standing } from "../../generated/protocol";

export interface Placed {
  readonly place: number;
  readonly standing: Standing;
}

export function ranked(standings: readonly Standing[]): Placed[] {
  const before = hasScores(standings) ? higherScore : lowerCost;
  const sorted = [...standings].sort(before);
  return sorted.map((standing) => ({ place: placeIn(standings, standing, before), standing }));
}

export function hasScores(standings: readonly Standing[]): boolean {
  return standings.some(({ score }) => score !== null);
}

/** Place of the player's own company by cost, from 1. */
export function costPlace(standings: readonly Standing[]): number {
  const own = standings.find((standing) => standing.you);
  return own === undefined ? standings.length : placeIn(standings, own, lowerCost);
}

type Order = (one: Standing, other: Standing) => number;

function placeIn(standings: readonly Standing[], one: Standing, order: Order): number {
  return 1 + standings.filter((other) => order(other, one) < 0).length;
}

function higherScore(one: Standing, other: Standing): number {
  return (other.score ?? -Infinity) - (one.score ?? -Infinity) || 0;
}

function lowerCost(one: Standing, other: Standing): number {
  return one.total_cost - other.total_cost;
}
