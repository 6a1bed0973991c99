/** Which news came with the open turn, and which of two stands first by how sure it is. */

import type { Board, NewsItem, View } from "../../generated/protocol";

const WEIGHT = { official: 0, press: 1, rumour: 2 } as const;

/** Tells of each piece of news whether it came with the turn that is open. */
export function isFresh({ first_week, game }: Board | View): (item: NewsItem) => boolean {
  const since = first_week - game.weeks_per_turn;
  return ({ week }) => week >= since;
}

/** Official before press before rumour, new before old. */
export function byGrade(a: NewsItem, b: NewsItem): number {
  return WEIGHT[a.grade] - WEIGHT[b.grade] || b.week - a.week;
}
