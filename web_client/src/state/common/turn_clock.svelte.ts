/** The clock of a turn as a reactive value: runs by itself between two statuses. */

import type { Status } from "../../generated/protocol";
import { pageClock } from "../../socket/page_clock";
import { leftAt, readingOf, NO_READING } from "./time_left";

const OFTEN_MS = 250;

export class TurnClock {
  /** Milliseconds; null: no deadline. */
  left = $state<number | null>(null);
  private reading = NO_READING;
  private readonly beat = setInterval(() => this.look(), OFTEN_MS);

  set(status: Status): void {
    this.reading = readingOf(status, pageClock.now());
    this.look();
  }

  stop(): void {
    clearInterval(this.beat);
  }

  private look(): void {
    this.left = leftAt(this.reading, pageClock.now());
  }
}
