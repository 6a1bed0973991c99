/**
 * What the server works out when it is first asked for: asked for until all of it is there, with how far it
 * is, and why it failed.
 */

import type { Reason } from "../../../texts/errors";
import { reasonOf } from "../http_api";

export class WorkedOut<T> {
  asking = $state(false);
  failure = $state.raw<Reason | null>(null);
  /** The last answer: all of it, or how far it is. */
  told = $state.raw<T | null>(null);
  private left = false;

  /** `isWhole` says of an answer whether it need not be asked for again. */
  constructor(
    private readonly request: () => Promise<T>,
    private readonly isWhole: (told: T) => boolean = () => true,
  ) {}

  /** The server answers when all is there, or after a second; then it is asked again. */
  async ask(): Promise<void> {
    if (this.asking || this.left) return;
    this.asking = true;
    this.failure = null;
    try {
      let whole = false;
      while (!whole && !this.left) {
        this.told = await this.request();
        whole = this.isWhole(this.told);
      }
    } catch (error) {
      this.failure = reasonOf(error);
    }
    this.asking = false;
  }

  /** Its page was left: no more is asked. */
  leave(): void {
    this.left = true;
  }
}
