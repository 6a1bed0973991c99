/** The news on the board: of what this turn brought the gravest first, then what was there before. */

import type { Board, NewsItem } from "../../generated/protocol";
import { byGrade, isFresh } from "../common/news_order";

/** A room reads the first in large letters: a rumour must not hide the official note of the same turn. */
export function boardNews(board: Board): readonly NewsItem[] {
  const fresh = isFresh(board);
  const before = board.news.filter((item) => !fresh(item));
  return [...board.news.filter(fresh).sort(byGrade), ...before.sort((a, b) => b.week - a.week)];
}
