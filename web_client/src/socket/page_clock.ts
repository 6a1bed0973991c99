/**
 * Milliseconds that have passed on this page, for countdowns and silences. Neither of a browser's clocks can be
 * trusted alone: `performance.now` stands still on some devices while they sleep, and `Date.now` jumps when
 * somebody sets the clock.
 */

export interface BrowserClocks {
  readonly steady: () => number;
  readonly wall: () => number;
}

/** Clocks of one device differ by their rounding, and drift a little. */
const SAME_MS = 1000;

export class PageClock {
  private readonly began: number;
  private wallBegan: number;
  /** What the steady clock slept through. */
  private slept = 0;

  constructor(private readonly clocks: BrowserClocks) {
    this.began = clocks.steady();
    this.wallBegan = clocks.wall();
  }

  /** Goes on while either clock does, and never back. */
  now(): number {
    const steady = this.clocks.steady() - this.began + this.slept;
    const ahead = this.clocks.wall() - this.wallBegan - steady;
    if (Math.abs(ahead) < SAME_MS) return steady;
    if (ahead < 0) {
      // Somebody set the clock back: count from there.
      this.wallBegan += ahead;
      return steady;
    }
    this.slept += ahead;
    return steady + ahead;
  }
}

/** Looked up at each call: a page may be given other clocks while it is open. */
export const pageClock = new PageClock({
  steady: () => performance.now(),
  wall: () => Date.now(),
});
