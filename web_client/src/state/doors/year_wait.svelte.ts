/** A page's wait for a year that the server makes; for a scenario there is none. */

import { ready } from "./unknown_years";

export class YearWait {
  /** Drafts that were made of it so far; null: no year is waited for. */
  tries = $state<number | null>(null);
  private leaving = new AbortController();

  /** Whether a game can be opened with it now; not where the wait was left. */
  until(name: string): Promise<boolean> {
    this.leaving = new AbortController();
    return ready(name, (tries) => (this.tries = tries), this.leaving.signal);
  }

  leave(): void {
    this.leaving.abort();
  }

  /** The game is open, or will not be. */
  end(): void {
    this.tries = null;
  }
}
