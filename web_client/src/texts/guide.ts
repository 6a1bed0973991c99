/**
 * The facilitator's guide, a page of prose: in each language a module of its own, loaded when the page is opened.
 * It is no part of the catalogues, which every screen loads.
 */

import { byFolder } from "./folders";
import type { Guide } from "./guide_type";
import type { Language } from "./language";
import { isKey, t } from "./texts";

const GUIDES = byFolder(import.meta.glob<Guide>("./*/guide.ts", { import: "default" }));

/** Throws: where its text cannot be loaded. A language without one gets the English guide. */
export async function loadGuide(language: Language): Promise<Guide> {
  const load = GUIDES[language] ?? GUIDES["en"];
  if (load === undefined) throw new Error("There is no guide in English.");
  return load();
}

/**
 * Puts the labels of buttons, named as [key] in the text, between the quotes of the language. What is to be
 * typed stands between backticks, which stay.
 */
export function withLabels(text: string, [open, close]: Guide["quotes"]): string {
  return text.replace(/\[([a-z_.]+)\]/g, (whole, key: string) =>
    isKey(key) ? `${open}${t(key)}${close}` : whole,
  );
}
