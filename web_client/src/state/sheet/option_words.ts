/** What express, a second source and the cash limit mean, in words: what it brings, when, and at what price. */

import type { Format } from "../../format";
import { listText, namesInShort, t } from "../../texts/texts";
import type { CashNeed } from "./cash_need";
import type { ExpressChoice, SecondSource, SourceLine } from "./part_options";
import { tenths } from "./sheet_rows";

/** Fewer units are none that anybody would see in a bin. */
const LEAST_UNITS = 0.5;

export function expressText(express: ExpressChoice, format: Format): string {
  const { units, cost, weeks, usual_weeks: usual } = express;
  const way = { weeks: tenths(weeks), usual: tenths(usual) };
  if (units < LEAST_UNITS) {
    const price = format.money(express.price);
    const below = format.number(express.below_weeks);
    return `${t("express.way", way)} ${t("express.none", { price, below })}`;
  }
  const brings = t("express.brings", { units: format.whole(units), money: format.money(cost) });
  return [t("express.way", way), brings, moreText(express, format)].join(" ").trim();
}

/** When the bin feels it first, and when most. */
function moreText({ more = [] }: ExpressChoice, format: Format): string {
  const most = Math.max(0, ...more);
  if (most < LEAST_UNITS) return "";
  const week = more.indexOf(most) + 1;
  return t("express.more", { units: format.whole(most), week });
}

export function secondSourceText({ near, share, perWeek }: SecondSource, format: Format): string {
  const said = t("second.offer", {
    share: format.rough(share),
    weeks: tenths(near.quote_weeks),
    premium: format.money(near.above),
    money: format.moneyChange(perWeek),
  });
  return `${said} ${readyText(near)}`;
}

export function readyText({ ready_in: ready, qualification_weeks: weeks = 0 }: SourceLine): string {
  if (ready === null || ready === undefined) return t("second.qualify", { weeks });
  return ready < 0.05 ? t("second.ready") : t("second.ready_in", { weeks: Math.ceil(ready) });
}

export function cashText(money: CashNeed, format: Format): string {
  const { need, room, short, cut, alike, cash } = money;
  const limit = cash.cash + (cash.credit ?? 0);
  const tied = t("cash.tied", { tied: format.money(cash.tied_up), limit: format.money(limit) });
  if (short < 0.5) {
    const enough = t("cash.enough", { need: format.money(need), room: format.money(room) });
    return `${enough} ${tied}`;
  }
  const by = t("cash.short", { short: format.money(short), need: format.money(need) });
  if (alike) {
    const share = format.rough(1 - (cut[0]?.paid ?? 1));
    return `${by} ${t("cash.cut_all", { share })} ${tied}`;
  }
  const parts = cut.map(({ title, paid }) =>
    t("cash.cut_part", { part: title, share: format.rough(1 - paid) }),
  );
  return `${by} ${t("cash.cut", { parts: listText(parts) })} ${tied}`;
}

/** For a phone. */
export function cashInShort({ need, room, short, cut, alike }: CashNeed, format: Format): string {
  if (short < 0.5) {
    return t("cash.enough_short", { need: format.money(need), room: format.money(room) });
  }
  const share = format.rough(1 - (cut[0]?.paid ?? 1));
  const parts = namesInShort(cut.map(({ title }) => title));
  const what = alike ? t("cash.all_short", { share }) : t("cash.cut_short", { parts });
  return t("cash.too_little_short", { short: format.money(short), what });
}
