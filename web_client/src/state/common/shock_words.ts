/** What is said of shocks in the reader's language, where the facilitator wrote no words of their own. */

import type { NewsItem, Results, ShockWords } from "../../generated/protocol";
import { isKey, t } from "../../texts/texts";

/** What a kind is called; one that has no text yet, by its own name. */
export function kindText(kind: string): string {
  const key = `shock_kind.${kind}`;
  return isKey(key) ? t(key) : kind.replaceAll("_", " ");
}

/** In place of a seat's name: the shock strikes every company. */
const EVERY_SEAT = "every_seat";

/** What a shock strikes, by its name; what is no name of the scenario is worded here. */
export function targetTitle(name: string, title: string): string {
  return name === EVERY_SEAT ? t("shock.every_seat") : title;
}

/** The headline that is proposed for it. */
export function headlineText(kind: string, target: string): string {
  const key = `shock_kind.${kind}.headline`;
  return isKey(key) ? t(key, { target }) : `${target}: ${kindText(kind)}`;
}

/** News as the reader is told it. */
export function worded<T extends { readonly news: readonly NewsItem[] }>(told: T): T {
  return { ...told, news: told.news.map(wordedItem) };
}

/** A shock with its title and its news; other shocks have words of their scenario. */
export function wordedShock<
  T extends {
    readonly title: string;
    readonly news: readonly NewsItem[];
    readonly words?: ShockWords | null;
  },
>(shock: T): T {
  return { ...worded(shock), title: shock.words ? textOf(shock.words) : shock.title };
}

export function withWordedShocks(results: Results): Results {
  return { ...results, shocks: results.shocks.map(wordedShock) };
}

function wordedItem(item: NewsItem): NewsItem {
  return item.words ? { ...item, headline: textOf(item.words) } : item;
}

function textOf({ kind, target, headline, over }: ShockWords): string {
  const words = headline || headlineText(kind, target || t("shock.every_seat"));
  return over ? t("news.over", { headline: words }) : words;
}
