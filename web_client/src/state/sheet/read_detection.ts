/**
 * Whether a text has been read, as far as a page can tell: its end was in view, and there was time to come
 * to it. Who has just arrived where it fits the window has not read it yet.
 */

/** A screenful is skimmed in this time, not sooner. */
export const SKIM_MS = 20_000;

/** Calls `read` once; the function returned stops waiting for it. `end` is the last piece of the text. */
export function whenRead(end: Element, read: () => void): () => void {
  let seen = false;
  let late = false;
  const watch = new IntersectionObserver((entries) => {
    seen ||= entries.some((entry) => entry.isIntersecting);
    look();
  });
  const timer = setTimeout(() => {
    late = true;
    look();
  }, SKIM_MS);
  function stop() {
    clearTimeout(timer);
    watch.disconnect();
  }
  function look() {
    if (!seen || !late) return;
    stop();
    read();
  }
  watch.observe(end);
  return stop;
}
