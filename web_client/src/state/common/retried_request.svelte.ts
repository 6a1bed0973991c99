/**
 * A request that a page makes when it opens, and makes again by itself until the server answers; at once
 * when the network or the page comes back. A refusal is final until a person asks again.
 */

import { reasonOf } from "./http_api";
import type { Reason } from "../../texts/errors";

/** Milliseconds until the next try. */
const WAITS = [1000, 2000, 3000, 5000] as const;
const COMES_BACK = new Set(["server_gone", "server_failed", "busy", "restart", "storage"]);

export function waitBefore(tries: number): number {
  return WAITS[Math.min(tries, WAITS.length) - 1] ?? WAITS[0];
}

export class RetriedRequest<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Reason | null>(null);
  /** It asks again by itself. */
  readonly waiting = $derived(this.failure !== null && COMES_BACK.has(this.failure.code));
  private tries = 0;
  private asking = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly left = new AbortController();

  constructor(private readonly ask: () => Promise<T>) {
    const { signal } = this.left;
    const again = () => void (this.waiting && this.load());
    if (typeof addEventListener === "function") {
      addEventListener("online", again, { signal });
      addEventListener("visibilitychange", again, { signal });
    }
    void this.load();
  }

  async load(): Promise<void> {
    if (this.asking || this.left.signal.aborted) return;
    clearTimeout(this.timer);
    this.asking = true;
    try {
      this.value = await this.ask();
      this.failure = null;
      this.tries = 0;
    } catch (error) {
      this.failure = reasonOf(error);
      this.tries += 1;
    }
    this.asking = false;
    if (!this.waiting || this.left.signal.aborted) return;
    this.timer = setTimeout(() => void this.load(), waitBefore(this.tries));
  }

  leave(): void {
    this.left.abort();
    clearTimeout(this.timer);
  }
}
