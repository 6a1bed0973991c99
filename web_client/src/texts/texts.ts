/**
 * The texts of the language in use, by key: all that the client says. README.md says how they are written.
 */

import { IntlMessageFormat } from "intl-messageformat";
import { localeOf } from "../format";
import type { Catalogue, Key } from "./catalogue";
import { byFolder } from "./folders";
import { type Language, wantedHere } from "./language";

export type Values = Record<string, string | number>;

/** One language at a time, and of that what the first screens say; nobody loads what is not read. */
const FIRST = byFolder(import.meta.glob<Partial<Catalogue>>("./*/first.ts", { import: "default" }));
const LATER = byFolder(import.meta.glob<Partial<Catalogue>>("./*/later.ts", { import: "default" }));

export let language: Language = "en";
/** For `Intl`: the visitor's own variant of the language, so that words and numbers go together. */
export let locale = "en";
let catalogue: Partial<Catalogue> | null = null;
/** Whether a screen has asked for the texts that the first screens do not say. */
let whole = false;
const compiled = new Map<Key, IntlMessageFormat>();

/**
 * Comes before the first text. Screens that are shown already must be drawn anew.
 *
 * Throws: where there is no such language, or its texts cannot be loaded.
 */
export async function speak(wanted: Language): Promise<void> {
  const [first, later] = [FIRST[wanted], LATER[wanted]];
  if (!first || !later) throw new Error(`There is no folder of texts for "${wanted}".`);
  let loaded = await first();
  // Only now: the rest may have been asked for meanwhile.
  if (whole) loaded = { ...loaded, ...(await later()) };
  catalogue = loaded;
  compiled.clear();
  language = wanted;
  locale = localeOf(wantedHere(), wanted);
  if (typeof document !== "undefined") document.documentElement.lang = locale;
}

/**
 * Comes before the first text of a screen that is loaded when it is opened.
 *
 * Throws: where the texts cannot be loaded.
 */
export async function speakWhole(): Promise<void> {
  if (whole) return;
  const now = language;
  const later = await LATER[now]?.();
  whole = true;
  if (language === now) catalogue = { ...catalogue, ...later };
  else await speak(language); // it was changed while these were under way
}

export function t(key: Key, values: Values = {}): string {
  let message = compiled.get(key);
  if (message === undefined) {
    const text = texts()[key];
    if (text === undefined)
      throw new Error(`"${key}" was asked for before its screen's texts came.`);
    message = new IntlMessageFormat(text, locale);
    compiled.set(key, message);
  }
  return String(message.format(Object.values(values).some(turnsRound) ? isolated(values) : values));
}

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

function turnsRound(value: string | number): boolean {
  return RIGHT_TO_LEFT.test(`${value}`);
}

/** A name within a sentence must not turn round what stands beside it: as `<bdi>` does between elements. */
function isolated(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [name, isolate(value)] as const);
  return Object.fromEntries(entries);
}

function isolate<T extends string | number>(value: T): T | string {
  return turnsRound(value) ? `\u2068${value}\u2069` : value;
}

function texts(): Partial<Catalogue> {
  if (catalogue === null) throw new Error("A text was asked for before a language was chosen.");
  return catalogue;
}

export function weeksText(first: number, last: number): string {
  return first === last ? t("year.week", { week: first }) : t("year.weeks", { first, last });
}

/** The week of a piece of news; a rumour may be older than the game. */
export function newsWeekText(week: number): string {
  return t(week < 1 ? "news.before" : "news.week", { week });
}

/** Some things in a row, as the language joins them. */
export function listText(items: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items.map(isolate));
}

/** Letters: some three lines in the bar with which one confirms on a phone. */
const NAMES_ROOM = 64;

/** As many of some names as there is room for in a small place, at least one, and how many there are beside them. */
export function namesInShort(names: readonly string[]): string {
  let many = 1;
  while (names.slice(0, many + 1).join(", ").length <= NAMES_ROOM && many < names.length) many += 1;
  const told = names.slice(0, many).join(", ");
  const more = names.length - many;
  return more > 0 ? t("names.more", { names: told, more }) : told;
}

export function isKey(key: string): key is Key {
  return Object.hasOwn(texts(), key);
}
