/**
 * Which languages there are, and which one the page speaks: the one chosen on this device, otherwise the
 * first of the browser's that there is, otherwise English.
 */

import { byFolder } from "./folders";

/** The name of a folder of texts, a tag of BCP 47 such as "de". */
export type Language = string;

/**
 * Every language there is a folder of, by the name its own speakers give it. The names are few bytes and
 * come with the first screen; the texts come one language at a time (`texts.ts`).
 */
export const LANGUAGES = byFolder(
  import.meta.glob<string>("./*/native_name.ts", { eager: true, import: "default" }),
);

const STORAGE_KEY = "linestop.language";

export function isLanguage(name: string | null | undefined): name is Language {
  return name !== null && name !== undefined && Object.hasOwn(LANGUAGES, name);
}

/** English, where neither names one that there is. */
export function languageOf(chosen: string | null, wanted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return wanted.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage) ?? "en";
}

/** What this browser asks for. */
export function languageHere(): Language {
  return languageOf(kept(), wantedHere());
}

export function wantedHere(): readonly string[] {
  if (typeof navigator === "undefined") return [];
  // Browsers inside other apps may have no list.
  return (navigator.languages as readonly string[] | undefined) ?? [navigator.language];
}

/** Where the browser refuses storage, the choice holds until the page is closed. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    return;
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}
