/** What the desk looks at in a game of many tables, and whom it has marked. */

import { SvelteSet } from "svelte/reactivity";
import type { DeskOverview } from "../../generated/protocol";
import type { Outcome, NewCommand } from "../../socket/pending_commands";
import type { Looked } from "../common/room_client.svelte";

export type Group = DeskOverview["group"];
/** In the order in which they are offered. */
export const GROUPS = ["needs_you", "undecided", "away", "left", "stopped", "all"] as const;
/** Of them, those that there may be before the start. */
export const LOBBY_GROUPS: readonly Group[] = ["needs_you", "away", "all"];
/** A name is asked for when it has been typed, not letter by letter. */
const TYPED_MS = 200;
/** As many players as one command may name. */
const AT_A_TIME = 100;

export class SeatSearch {
  text = $state("");
  group = $state<Group>("all");
  page = $state(1);
  /** Only these, if there are any. */
  players = $state.raw<readonly string[]>([]);
  /** Ids of players. */
  readonly marked = new SvelteSet<string>();
  private typed: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly look: (look: Looked) => void) {}

  find(text: string): void {
    this.text = text;
    this.page = 1;
    clearTimeout(this.typed);
    this.typed = setTimeout(() => this.ask(), TYPED_MS);
  }

  show(group: Group, players: readonly string[] = []): void {
    this.group = group;
    this.players = players;
    this.page = 1;
    this.ask();
  }

  showAll(): void {
    this.text = "";
    this.show("all");
  }

  turnTo(page: number): void {
    this.page = page;
    this.ask();
  }

  mark(player: string, marked: boolean): void {
    if (marked) this.marked.add(player);
    else this.marked.delete(player);
  }

  markAll(players: readonly string[]): void {
    for (const player of players) this.marked.add(player);
  }

  private ask(): void {
    clearTimeout(this.typed);
    const { text, group, page } = this;
    this.look({ text, group, page, players: this.players.slice(0, AT_A_TIME) });
  }
}

/** Remove all of these, however many: several commands, as if they were one. The first refusal is told. */
export async function removeAll(
  players: readonly string[],
  act: (command: NewCommand) => Promise<Outcome>,
): Promise<Outcome> {
  let told: Outcome = { ok: true, link: null };
  for (let at = 0; at < players.length; at += AT_A_TIME) {
    const [first, ...others] = players.slice(at, at + AT_A_TIME);
    if (first === undefined) break;
    const outcome = await act({ type: "remove_players", players: [first, ...others] });
    if (told.ok) told = outcome;
  }
  return told;
}
