/** The clock as it is shown: runs by itself between two statuses. */

import type { Status } from "../../generated/protocol";
import { leftAt, toldBy, UNTOLD } from "./time_left";

const OFTEN_MS = 250;

export class Clock {
  /** Milliseconds; null: no deadline. */
  left = $state<number | null>(null);
  private told = UNTOLD;
  private readonly beat = setInterval(() => this.look(), OFTEN_MS);

  set(status: Status): void {
    this.told = toldBy(status, performance.now());
    this.look();
  }

  stop(): void {
    clearInterval(this.beat);
  }

  private look(): void {
    this.left = leftAt(this.told, performance.now());
  }
}
