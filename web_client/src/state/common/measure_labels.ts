/**
 * Names, meanings and values of measures in words. The server names them; one that has no text here stands
 * under its name.
 */

import type { Format } from "../../format";
import type { Measured } from "../../generated/protocol";
import { isKey, t } from "../../texts/texts";

export function measureName(name: string): string {
  const key = `measure.${name}`;
  return isKey(key) ? t(key) : name;
}

/** What it says of a part, or of a seat where it has no parts. */
export function measureMeaning(name: string): string {
  const key = `measure.${name}.means`;
  return isKey(key) ? t(key) : "";
}

/** The same of a whole seat: of several parts it is the worst. */
export function measureMeaningOfSeat(name: string): string {
  const key = `measure.${name}.of_seat`;
  return isKey(key) ? t(key) : measureMeaning(name);
}

export function measureValue({ name, unit, value }: Measured, format: Format): string {
  if (value === null) return t("measures.none");
  const own = `measure.${name}.value`;
  if (isKey(own)) {
    const sign = Math.abs(value) < 0.5 ? "none" : value > 0 ? "more" : "less";
    return t(own, { sign, money: format.money(Math.abs(value)) });
  }
  if (unit === "share") return format.percent(value);
  if (unit === "money") return format.money(value);
  return unit === "weeks"
    ? t("measures.weeks", { weeks: format.number(value), count: value })
    : t("measures.times", { number: format.number(value) });
}
