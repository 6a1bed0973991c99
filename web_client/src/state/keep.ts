/**
 * What this browser keeps: the tokens of the games it holds a seat in, and beside each the decisions
 * not answered and the switches not confirmed yet. Where storage is refused (private windows), all
 * works until the tab is closed.
 */

import type { Stances } from "./game";

export interface HeldGame {
  code: string;
  token: string;
  title: string;
  seat: string;
  turn: number;
  turns: number;
  finished: boolean;
}

/** The part of localStorage used here. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface Draft {
  turn: number;
  stances: Stances;
}

export class Keep {
  /** `root` keeps two servers under one host apart. */
  constructor(
    private readonly shelf: Shelf,
    private readonly root: string,
  ) {}

  games(): HeldGame[] {
    const value = parsed(this.shelf.getItem(this.key("games")));
    return Array.isArray(value) ? value.filter(isHeld) : [];
  }

  game(code: string): HeldGame | null {
    return this.games().find((game) => game.code === code) ?? null;
  }

  /** Newest first; what was known of the game stays unless it is said anew. */
  hold(code: string, told: Partial<HeldGame>): void {
    const before = this.game(code) ?? newGame(code);
    const others = this.games().filter((game) => game.code !== code);
    this.write("games", JSON.stringify([{ ...before, ...told, code }, ...others].slice(0, 12)));
  }

  forget(code: string): void {
    this.write("games", JSON.stringify(this.games().filter((game) => game.code !== code)));
    for (const what of ["outbox", "draft", "story", "tour"])
      this.shelf.removeItem(this.key(`${what}:${code}`));
  }

  outbox(code: string): string | null {
    return this.shelf.getItem(this.key(`outbox:${code}`));
  }

  keepOutbox(code: string, text: string): void {
    this.write(`outbox:${code}`, text);
  }

  draft(code: string): Draft | null {
    const value = parsed(this.shelf.getItem(this.key(`draft:${code}`)));
    return isDraft(value) ? value : null;
  }

  keepDraft(code: string, draft: Draft): void {
    this.write(`draft:${code}`, JSON.stringify(draft));
  }

  storyRead(code: string): boolean {
    return this.shelf.getItem(this.key(`story:${code}`)) !== null;
  }

  readStory(code: string): void {
    this.write(`story:${code}`, "1");
  }

  tourDone(code: string): boolean {
    return this.shelf.getItem(this.key(`tour:${code}`)) !== null;
  }

  endTour(code: string): void {
    this.write(`tour:${code}`, "1");
  }

  private key(what: string): string {
    return `linestop${this.root}${what}`;
  }

  private write(what: string, text: string): void {
    try {
      this.shelf.setItem(this.key(what), text);
    } catch {
      // A full shelf: the page still holds it all until it is closed.
    }
  }
}

/** Stands in where the browser refuses localStorage. */
export function shelfInMemory(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

export function browserShelf(): Shelf {
  try {
    localStorage.getItem("linestop");
    return localStorage;
  } catch {
    return shelfInMemory();
  }
}

function newGame(code: string): HeldGame {
  return { code, token: "", title: "", seat: "", turn: 1, turns: 0, finished: false };
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function isHeld(value: unknown): value is HeldGame {
  const game = value as Partial<HeldGame> | null;
  return typeof game?.code === "string" && typeof game.token === "string";
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null;
  return typeof draft?.turn === "number" && typeof draft.stances === "object";
}
