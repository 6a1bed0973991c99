/** Plays the pictures of a replay one after the other, as a reactive value. */

import { durationOf, type Picture } from "./replay_weeks";

export class Replay {
  /** Number of the picture shown; null: how things stand now. */
  at = $state<number | null>(null);
  playing = $state(false);
  private pictures: readonly Picture[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private run = new AbortController();

  /** From the first picture on, as soon as somebody looks. */
  play(pictures: readonly Picture[]): void {
    this.now();
    if (pictures.length === 0) return;
    this.pictures = pictures;
    this.run = new AbortController();
    this.playing = true;
    this.at = 0;
    this.wait();
  }

  /** One picture, and it stays. */
  show(at: number): void {
    this.now();
    this.at = at;
  }

  /** How things stand now: what a skipped replay ends with, and one seen to its end. */
  now(): void {
    clearTimeout(this.timer);
    this.run.abort();
    this.playing = false;
    this.at = null;
  }

  private wait(): void {
    const picture = this.pictures[this.at ?? 0];
    if (picture === undefined) return this.now();
    if (document.visibilityState === "visible") {
      this.timer = setTimeout(() => this.next(), durationOf(picture));
    } else {
      const { signal } = this.run;
      document.addEventListener("visibilitychange", () => this.wait(), { signal, once: true });
    }
  }

  private next(): void {
    const at = (this.at ?? 0) + 1;
    if (at >= this.pictures.length) return this.now();
    this.at = at;
    this.wait();
  }
}
