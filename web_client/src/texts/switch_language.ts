/** Changing the language while a page is open. */

import { keepLanguage, type Language } from "./language";
import { speak } from "./texts";

type Redraw = () => Promise<void>;
let redraw: Redraw = () => Promise.resolve();

/** A screen may come in steps, asking the server first; whoever changed the language waits for it. */
const DRAWN_WITHIN_MS = 5000;
let chosenAt = -Infinity;

/** The page says how all of it is drawn anew. */
export function setRedraw(how: Redraw): void {
  redraw = how;
}

/** Screens open their lines again in the new language; what was not confirmed is kept as for a reload. */
export async function switchLanguage(language: Language): Promise<void> {
  await speak(language);
  keepLanguage(language);
  chosenAt = performance.now();
  await redraw();
}

/** The focus went with the screen that is gone: it belongs where it was, unless it is somewhere by now. */
export function shouldTakeFocus(): boolean {
  const lost = document.activeElement === null || document.activeElement === document.body;
  return lost && performance.now() - chosenAt < DRAWN_WITHIN_MS;
}
