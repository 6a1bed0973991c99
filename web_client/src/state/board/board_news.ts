/** The news on the board: of what this turn brought the gravest first, then what was there before. */

import type { Board, NewsItem } from "../../generated/protocol";

const WEIGHT = { official: 0, press: 1, rumour: 2 } as const;

/** A room reads the first in large letters: a rumour must not hide the official note of the same turn. */
export function boardNews({ news, first_week, game }: Board): readonly NewsItem[] {
  const since = first_week - game.weeks_per_turn;
  const fresh = ({ week }: NewsItem) => week >= since;
  return [...news].sort(
    (a, b) =>
      Number(fresh(b)) - Number(fresh(a)) ||
      (fresh(a) ? WEIGHT[a.grade] - WEIGHT[b.grade] : 0) ||
      b.week - a.week,
  );
}
