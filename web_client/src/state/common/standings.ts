/**
 * The ranking: by cost, the cheapest first, while a game runs; by score, the highest first, at its end.
 * Ranks count people, equals sharing one; a bot stands in the list where it belongs, without a rank.
 */

import type { Standing } from "../../generated/protocol";

export interface Placed {
  /** Null: a bot among people. */
  readonly place: number | null;
  readonly standing: Standing;
}

export function ranked(standings: readonly Standing[]): Placed[] {
  const before = hasScores(standings) ? higherScore : lowerCost;
  const sorted = [...standings].sort(before);
  const counted = countedIn(standings);
  return sorted.map((standing) => ({ place: placeIn(counted, standing, before), standing }));
}

export function hasScores(standings: readonly Standing[]): boolean {
  return standings.some(({ score }) => score !== null);
}

/** Place of the player's own company by cost, and among how many; null: there is nobody to compare with. */
export function costPlace(standings: readonly Standing[]): { place: number; all: number } | null {
  const counted = countedIn(standings);
  const own = counted.find((standing) => standing.you);
  const place = own === undefined ? null : placeIn(counted, own, lowerCost);
  return place === null || counted.length < 2 ? null : { place, all: counted.length };
}

/** Seats of people; where nobody but bots plays, all. */
export function countedIn<Seat extends { bot?: boolean }>(seats: readonly Seat[]): readonly Seat[] {
  const people = seats.filter(({ bot }) => !bot);
  return people.length > 0 ? people : seats;
}

type Order = (one: Standing, other: Standing) => number;

function placeIn(counted: readonly Standing[], one: Standing, order: Order): number | null {
  if (!counted.includes(one)) return null;
  return 1 + counted.filter((other) => order(other, one) < 0).length;
}

function higherScore(one: Standing, other: Standing): number {
  return (other.score ?? -Infinity) - (one.score ?? -Infinity) || 0;
}

function lowerCost(one: Standing, other: Standing): number {
  return one.total_cost - other.total_cost;
}
