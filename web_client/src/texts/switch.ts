/** Changing the language while a page is open. */

import { keepLanguage, type Language } from "./language";
import { speak } from "./texts";

type Redraw = () => Promise<void>;
let redraw: Redraw = () => Promise.resolve();

/** The page says how all of it is drawn anew. */
export function drawnAnewBy(how: Redraw): void {
  redraw = how;
}

/** Screens open their lines again in the new language; what was not confirmed is kept as for a reload. */
export async function choose(language: Language): Promise<void> {
  await speak(language);
  keepLanguage(language);
  await redraw();
}
