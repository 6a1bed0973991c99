/** News of the whole year: a view holds the latest, a request the earlier. */

import type { NewsItem } from "../../generated/protocol";

/** Two may come in one week, but not with the same words. */
export function newsKey({ week, headline }: NewsItem): string {
  return `${week} ${headline}`;
}

/** Newest first; what stands in both stands once. */
export function withEarlier(
  latest: readonly NewsItem[],
  all: readonly NewsItem[],
): readonly NewsItem[] {
  const known = new Set(latest.map(newsKey));
  const earlier = all.filter((item) => !known.has(newsKey(item)));
  return [...latest, ...earlier].sort((a, b) => b.week - a.week);
}
