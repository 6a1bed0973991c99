/**
 * Tells when a page may have slept, or lost its network, without its socket knowing. Browsers say so by different
 * events, and some by none: so a beat listens for the time in which it did not beat.
 */

import type { PageClock } from "./page_clock";

export interface Sleeper {
  /** The page is awake again after so many milliseconds, or its network has changed: Infinity if nobody knows. */
  woke(asleep: number): void;
  /** Something happened after which an open socket may be dead. */
  doubts(): void;
  /** Every second while the page is seen. */
  beat(): void;
}

const BEAT_MS = 1000;
/** A beat that comes so late was not late because the page was busy. */
const MISSED_MS = 3000;

export function watchForSleep(sleeper: Sleeper, clock: PageClock, signal: AbortSignal): void {
  let seenAt = clock.now();
  const passed = () => {
    const before = seenAt;
    seenAt = clock.now();
    return seenAt - before;
  };
  const hidden = () => document.visibilityState === "hidden";
  const woke = () => !hidden() && sleeper.woke(passed());
  const lost = () => sleeper.woke(Infinity);

  document.addEventListener("visibilitychange", () => (hidden() ? passed() : woke()), { signal });
  document.addEventListener("resume", lost, { signal });
  addEventListener("pageshow", (event) => event.persisted && lost(), { signal });
  // A socket does not notice that its network is gone until it sends; this one may have nothing to say.
  for (const change of ["online", "offline"]) addEventListener(change, lost, { signal });
  addEventListener("focus", () => sleeper.doubts(), { signal });
  networkOf(navigator)?.addEventListener("change", () => sleeper.doubts(), { signal });

  const beat = setInterval(() => {
    // A hidden page beats when its browser likes; it is looked after when it is seen again.
    if (hidden()) return;
    const missed = passed();
    if (missed > MISSED_MS) sleeper.woke(missed);
    else sleeper.beat();
  }, BEAT_MS);
  signal.addEventListener("abort", () => clearInterval(beat));
}

/** Which network a device is in: some browsers tell. */
function networkOf(device: Navigator & { connection?: unknown }): EventTarget | null {
  return device.connection instanceof EventTarget ? device.connection : null;
}
