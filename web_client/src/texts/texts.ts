/** Every word the client says, from the catalogue. A new language is a new file of the same keys. */

import { IntlMessageFormat } from "intl-messageformat";
import { localeOf } from "../format";
import type { Fact } from "../generated/protocol";
import type { Reason } from "../state/game";
import type { Culprit } from "../state/last_turn";
import en from "./en";

export type Key = keyof typeof en;
export type Values = Record<string, string | number>;

const wanted = typeof navigator === "undefined" ? [] : navigator.languages;
export const locale = localeOf(wanted, "en");
const compiled = new Map<Key, IntlMessageFormat>();

export function t(key: Key, values: Values = {}): string {
  let message = compiled.get(key);
  if (message === undefined) {
    message = new IntlMessageFormat(en[key], locale);
    compiled.set(key, message);
  }
  return String(message.format(values));
}

/** An error by its code; a code the catalogue does not know speaks the server's own sentence. */
export function reasonText({ code, message }: Reason): string {
  const key = `error.${code}`;
  if (isKey(key)) return t(key);
  return message === "" ? t("error.unknown", { code }) : message;
}

/** What was lost for one part, or for the line itself. */
export function culpritText({ title, units }: Culprit): string {
  const whole = Math.max(1, Math.round(units));
  if (title === null) return t("last.line_lost", { units: whole });
  return t("last.waited", { units: whole, part: title });
}

export function weeksText(first: number, last: number): string {
  return first === last ? t("year.week", { week: first }) : t("year.weeks", { first, last });
}

/** What happened to a part; a fact the catalogue does not know is passed over. */
export function factText({ code, numbers }: Fact, shock: string): string {
  const key = `fact.${code}`;
  const whole = Object.entries(numbers).map(([name, value]) => [name, Math.round(value ?? 0)]);
  return isKey(key) ? t(key, { ...Object.fromEntries(whole), shock }) : "";
}

export function isKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}
