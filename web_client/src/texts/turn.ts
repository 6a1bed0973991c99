/** What is said of the weeks of a turn, wherever they are drawn. */

import type { Format } from "../format";
import type { LastTurn, WeekBar } from "../state/sheet/last_turn";
import { culpritText, t } from "./texts";

export function barText(bar: WeekBar, format: Format): string {
  const missing = bar.missing.map((culprit) =>
    t("last.bar_missing", {
      share: format.percent(culprit.share),
      part: culprit.title ?? t("last.line"),
    }),
  );
  const made = t("last.bar", { week: bar.week, made: format.percent(bar.share) });
  return [made, ...missing].join(" ");
}

/** A turn's outcome in a breath, for who does not see it. */
export function resultText(lastTurn: LastTurn, turn: number, format: Format): string {
  const made = format.whole(lastTurn.made);
  const required = format.whole(lastTurn.required);
  const [worst] = lastTurn.culprits;
  const outcome = worst === undefined ? t("last.all_made") : culpritText(worst);
  return `${t("replay.result", { turn, made, required })} ${outcome}`;
}
