/**
 * Which language the page speaks: the one chosen on this device, otherwise the first of the browser's
 * that there is a catalogue of.
 */

/** Each by the name its own speakers give it. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const SHELF = "linestop.language";

export function isLanguage(name: string | null | undefined): name is Language {
  return name !== null && name !== undefined && Object.hasOwn(LANGUAGES, name);
}

export function languageOf(chosen: string | null, wanted: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return wanted.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage) ?? "en";
}

/** What this browser asks for. */
export function languageHere(): Language {
  return languageOf(kept(), wantedHere());
}

export function wantedHere(): readonly string[] {
  return typeof navigator === "undefined" ? [] : navigator.languages;
}

/** Where the browser refuses storage, the choice holds until the page is closed. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(SHELF, language);
  } catch {
    return;
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(SHELF);
  } catch {
    return null;
  }
}
