/** The news of this turn in the order of their weight: what touches one's own parts first, then how sure it is. */

import type { NewsItem, View } from "../../generated/protocol";
import { byGrade, isFresh } from "../common/news_order";

export interface MarkedNews {
  readonly item: NewsItem;
  /** Components of the seat that it speaks of. */
  readonly parts: readonly string[];
  /** It says that a trouble is over, or will not come. */
  readonly allClear: boolean;
  /** It came with the turn that is open. */
  readonly fresh: boolean;
}

/** All that the view tells, newest first as it comes, each with its mark. */
export function markedNews(view: View): readonly MarkedNews[] {
  const fresh = isFresh(view);
  return view.news.map((item, index) => {
    const mark = view.news_marks?.[index];
    return {
      item,
      parts: mark?.parts ?? [],
      allClear: mark?.all_clear ?? false,
      fresh: fresh(item),
    };
  });
}

/** What came with this turn, gravest first. */
export function freshNews(view: View): readonly MarkedNews[] {
  return markedNews(view)
    .filter(({ fresh }) => fresh)
    .sort(byWeight);
}

/** The gravest fresh news of a part; null: none. */
export function newsOf(fresh: readonly MarkedNews[], component: string): MarkedNews | null {
  return fresh.find(({ parts }) => parts.includes(component)) ?? null;
}

/** Own parts before others', trouble before all-clear, official before press before rumour, new before old. */
function byWeight(a: MarkedNews, b: MarkedNews): number {
  return (
    Number(a.parts.length === 0) - Number(b.parts.length === 0) ||
    Number(a.allClear) - Number(b.allClear) ||
    byGrade(a.item, b.item)
  );
}
