/** News of the whole year: a view holds the latest, a request the earlier. */

import type { NewsItem } from "../../generated/protocol";

/** A key for each item: week and words, and which of them it is where the same is said twice in one week. */
export function newsKeys(items: readonly NewsItem[]): string[] {
  const said = new Map<string, number>();
  return items.map(({ week, headline }) => {
    const words = `${week} ${headline}`;
    const times = (said.get(words) ?? 0) + 1;
    said.set(words, times);
    return `${words} ${times}`;
  });
}

/** Newest first; what stands in both stands once. */
export function withEarlier(
  latest: readonly NewsItem[],
  all: readonly NewsItem[],
): readonly NewsItem[] {
  const known = new Set(newsKeys(latest));
  const keys = newsKeys(all);
  const earlier = all.filter((_, place) => !known.has(keys[place] ?? ""));
  return [...latest, ...earlier].sort((a, b) => b.week - a.week);
}
