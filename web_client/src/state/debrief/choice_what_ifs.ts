/** What a seat set beside its stances, and what each of it changed, as bars and sentences. */

import type { ChoiceDebrief } from "../../generated/protocol";
import type { Format } from "../../format";
import { t } from "../../texts/texts";

export interface ChoiceBar {
  readonly key: string;
  readonly choice: ChoiceDebrief["choice"];
  readonly title: string;
  /** Money; negative: it made the year dearer. */
  readonly saved: number;
  /** Uptime that it gained, as a share of 1. */
  readonly gained: number;
  /** Of the longest bar, 0 to 1. */
  readonly share: number;
}

/** Uptime below half a tenth of a point is shown as none by the page's format. */
const LEAST_UPTIME = 0.0005;

export function choiceBars(choices: readonly ChoiceDebrief[]): ChoiceBar[] {
  const most = Math.max(1e-9, ...choices.map(({ cost }) => Math.abs(cost)));
  return choices.map(({ choice, of, title, cost, uptime }) => ({
    key: `${choice} ${of}`,
    choice,
    title,
    saved: cost,
    gained: -uptime,
    share: Math.abs(cost) / most,
  }));
}

/** In words: the money first, then the uptime where a reader would see any. */
export function choiceText({ saved, gained }: ChoiceBar, format: Format): string {
  const money = format.money(Math.abs(saved));
  const none = format.money(0);
  const way = money === none ? "nothing" : saved > 0 ? "saved" : "cost";
  const said = t("choices.said", { way, money });
  if (Math.abs(gained) < LEAST_UPTIME) return said;
  const points = Math.round(Math.abs(gained) * 1000) / 10;
  return `${said} ${t("choices.uptime", { way: gained > 0 ? "more" : "less", points })}`;
}
