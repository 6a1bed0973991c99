/** Compares a catalogue with the English one: a line for each mistake. */

import { IntlMessageFormat } from "intl-messageformat";

export type Texts = Readonly<Record<string, string>>;
type Part = ReturnType<IntlMessageFormat["getAst"]>[number];

/** What the parser calls its parts. */
const WORDS = 0;
const PLURAL = 6;
const POUND = 7;

interface Allowed {
  /** The same word in both languages. */
  same: readonly string[];
  /** The language needs no plural where English does. */
  uninflected: readonly string[];
}

export function mistakesOf(english: Texts, other: Texts, locale: string, allowed: Allowed) {
  const keys = Object.keys(english);
  return [
    ...keys.filter((key) => !(key in other)).map((key) => `${key} is missing`),
    ...Object.keys(other)
      .filter((key) => !(key in english))
      .map((key) => `${key} is no text`),
    ...keys
      .filter((key) => key in other)
      .flatMap((key) =>
        mistakesIn(english[key] ?? "", other[key] ?? "", locale, {
          same: allowed.same.includes(key),
          uninflected: allowed.uninflected.includes(key),
        }).map((mistake) => `${key} ${mistake}`),
      ),
  ];
}

function mistakesIn(
  english: string,
  other: string,
  locale: string,
  may: { same: boolean; uninflected: boolean },
): string[] {
  const [wanted, given] = [argumentsOf(english, "en"), argumentsOf(other, locale)];
  if (given === null) return ["cannot be read"];
  const [names, plurals] = [wanted?.names ?? [], wanted?.plurals ?? []];
  const mistakes: string[] = [];
  if (other.trim() === "") mistakes.push("is empty");
  if (names.join() !== given.names.join()) mistakes.push(`has the arguments ${given.names.join()}`);
  if ((other === english) !== may.same)
    mistakes.push(may.same ? "is allowed in vain" : "is English");
  const lacks = plurals.filter((name) => !given.plurals.includes(name));
  if (lacks.length > 0 !== may.uninflected)
    mistakes.push(
      may.uninflected ? "is inflected, and allowed not to be" : `counts no ${lacks.join()}`,
    );
  const invented = given.plurals.filter((name) => !plurals.includes(name));
  // Most are given as words with a unit, which have no plural.
  if (invented.length > 0) mistakes.push(`counts ${invented.join()}, which may be no number`);
  return mistakes;
}

function argumentsOf(text: string, locale: string) {
  const names = new Set<string>();
  const plurals = new Set<string>();
  const walk = (parts: readonly Part[]) => {
    for (const part of parts) {
      if (part.type === WORDS || part.type === POUND) continue;
      if ("value" in part) names.add(part.value);
      if (part.type === PLURAL) plurals.add(part.value);
      if ("options" in part) for (const option of Object.values(part.options)) walk(option.value);
    }
  };
  try {
    walk(new IntlMessageFormat(text, locale).getAst());
  } catch {
    return null;
  }
  return { names: [...names].sort(), plurals: [...plurals].sort() };
}
