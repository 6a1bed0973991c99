/**
 * What this browser keeps in localStorage: the tokens of the seats and desks it holds, and for each seat
 * the decisions not answered and the switches not confirmed yet. Where storage is refused (private
 * windows), all works until the tab is closed.
 */

import { newId, newToken } from "../../socket/ids";
import { fromStorage, type Settings } from "./settings";

/** A seat in a game and its desk are held apart: a device may have both. */
export type Role = "player" | "facilitator";
const LISTS = { player: "games", facilitator: "desks" } as const;

export interface HeldGame {
  code: string;
  token: string;
  title: string;
  seat: string;
  turn: number;
  turns: number;
  finished: boolean;
  /** Which seat it is, once it is known. */
  place: { table: number; seat: string } | null;
  /** It is a tutorial, which nobody looks at again. */
  tutorial?: boolean;
}

/** The part of localStorage used here. */
export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Where a person is in the steps of a tutorial: a turn, the number of its step from 0, and whether all are hidden. */
export interface CoachPlace {
  readonly turn: number;
  readonly step: number;
  readonly hidden: boolean;
}

export interface Draft {
  turn: number;
  settings: Settings;
}

export class BrowserStorage {
  private readonly store: KeyValueStore;

  /** `root` keeps two servers under one host apart. */
  constructor(
    store: KeyValueStore,
    private readonly root: string,
  ) {
    this.store = withSpare(store);
  }

  games(role: Role = "player"): HeldGame[] {
    const value = parsed(this.store.getItem(this.key(LISTS[role])));
    return Array.isArray(value) ? value.filter(isHeld) : [];
  }

  game(code: string, role: Role = "player"): HeldGame | null {
    return this.games(role).find((game) => game.code === code) ?? null;
  }

  /** Newest first; what was known of the game stays unless it is said anew. */
  hold(code: string, told: Partial<HeldGame>, role: Role = "player"): void {
    const before = this.game(code, role) ?? newGame(code);
    const others = this.games(role).filter((game) => game.code !== code);
    const games = [{ ...before, ...told, code }, ...others].slice(0, 12);
    this.write(LISTS[role], JSON.stringify(games));
  }

  forget(code: string, role: Role = "player"): void {
    const left = this.games(role).filter((game) => game.code !== code);
    this.write(LISTS[role], JSON.stringify(left));
    if (role === "facilitator") return;
    for (const what of ["outbox", "draft", "story", "tour", "coach", "joining"])
      this.drop(`${what}:${code}`);
  }

  /** How this browser calls itself to the server; it says nothing about the person. */
  device(): string {
    return this.made("device", newId);
  }

  /** The token a seat is asked for under: the same until the answer has come, so that asking twice
   * gives one seat. */
  joining(code: string): string {
    return this.made(`joining:${code}`, newToken);
  }

  /** The name typed last, offered when the next game is joined. */
  name(): string {
    return this.store.getItem(this.key("name")) ?? "";
  }

  keepName(name: string): void {
    this.write("name", name);
  }

  /** The key that opens a finished game's page. */
  resultsKey(code: string): string | null {
    return this.store.getItem(this.key(`results:${code}`));
  }

  keepResultsKey(code: string, key: string): void {
    this.write(`results:${code}`, key);
  }

  outbox(code: string): string | null {
    return this.store.getItem(this.key(`outbox:${code}`));
  }

  keepOutbox(code: string, text: string): void {
    this.write(`outbox:${code}`, text);
  }

  draft(code: string): Draft | null {
    const value = parsed(this.store.getItem(this.key(`draft:${code}`)));
    return isDraft(value) ? { turn: value.turn, settings: fromStorage(value) } : null;
  }

  keepDraft(code: string, { turn, settings }: Draft): void {
    this.write(`draft:${code}`, JSON.stringify({ turn, ...settings }));
  }

  storyRead(code: string): boolean {
    return this.store.getItem(this.key(`story:${code}`)) !== null;
  }

  readStory(code: string): void {
    this.write(`story:${code}`, "1");
  }

  tourDone(code: string): boolean {
    return this.store.getItem(this.key(`tour:${code}`)) !== null;
  }

  endTour(code: string): void {
    this.write(`tour:${code}`, "1");
  }

  /** Where a person is in the steps of a tutorial. */
  coach(code: string): CoachPlace | null {
    const value = parsed(this.store.getItem(this.key(`coach:${code}`)));
    return isCoachPlace(value) ? value : null;
  }

  keepCoach(code: string, place: CoachPlace): void {
    this.write(`coach:${code}`, JSON.stringify(place));
  }

  private made(what: string, make: () => string): string {
    const before = this.store.getItem(this.key(what));
    if (before !== null) return before;
    const value = make();
    this.write(what, value);
    return value;
  }

  private drop(what: string): void {
    this.store.removeItem(this.key(what));
  }

  private key(what: string): string {
    return `linestop${this.root}${what}`;
  }

  private write(what: string, text: string): void {
    this.store.setItem(this.key(what), text);
  }
}

/** Stands in where the browser refuses localStorage. */
export function memoryStore(): KeyValueStore {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** What the browser does not take, since its storage is full or has no room at all, is kept until the page is
 * closed. */
function withSpare(store: KeyValueStore): KeyValueStore {
  const spare = memoryStore();
  return {
    getItem: (key) => spare.getItem(key) ?? store.getItem(key),
    setItem: (key, value) => {
      try {
        store.setItem(key, value);
        spare.removeItem(key);
      } catch {
        spare.setItem(key, value);
      }
    },
    removeItem: (key) => {
      spare.removeItem(key);
      store.removeItem(key);
    },
  };
}

export function localStore(): KeyValueStore {
  try {
    localStorage.getItem("linestop");
    return localStorage;
  } catch {
    return memoryStore();
  }
}

function newGame(code: string): HeldGame {
  return { code, token: "", title: "", seat: "", turn: 1, turns: 0, finished: false, place: null };
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

function isCoachPlace(value: unknown): value is CoachPlace {
  const place = value as Partial<CoachPlace> | null;
  return (
    [typeof place?.turn, typeof place?.step, typeof place?.hidden].join() ===
    "number,number,boolean"
  );
}

function isDraft(value: unknown): value is Partial<Settings> & { turn: number } {
  const draft = value as (Partial<Settings> & { turn?: unknown }) | null;
  return typeof draft?.turn === "number" && typeof draft.stances === "object";
}
