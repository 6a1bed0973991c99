/** The weeks that closed last in words: for screen readers, and beside the bars. */

import type { Format } from "../../format";
import { t } from "../../texts/texts";
import type { Culprit, LastTurn, WeekBar } from "./last_turn";

export function barText(bar: WeekBar, format: Format): string {
  const missing = bar.missing.map(({ title, share }) =>
    title === null
      ? t("last.bar_no_part", { share: format.percent(share) })
      : t("last.bar_missing", { share: format.percent(share), part: title }),
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

/** What was lost for one part, or though none was missing: at the line's limit, or since less was planned. */
export function culpritText({ title, units }: Culprit): string {
  const whole = Math.max(1, Math.round(units));
  if (title === null) return t("last.line_lost", { units: whole });
  return t("last.waited", { units: whole, part: title });
}
