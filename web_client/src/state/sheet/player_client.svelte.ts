/**
 * The client of a room for a player: holds the value of `player_game.ts` and moves it by what the
 * connection brings and what the player does.
 */

import type { Frame } from "../../generated/protocol";
import { socketUrl } from "../../routes";
import { reasonOfClose } from "../../socket/close_codes";
import { Connection, type ConnectionState } from "../../socket/connection";
import { newId } from "../../socket/ids";
import { PendingCommands, type Outcome, type NewCommand } from "../../socket/pending_commands";
import * as outbox from "../../socket/decision_outbox";
import type { Reason } from "../../texts/errors";
import { NOTHING_SET, type Group, type Settings, type Stance } from "../common/settings";
import { TurnClock } from "../common/turn_clock.svelte";
import * as rules from "./player_game";
import type { BrowserStorage } from "../common/browser_storage";

export class PlayerClient {
  game = $state.raw<rules.Game>(rules.NEW_GAME);
  readonly clock = new TurnClock();
  private readonly connection: Connection;
  private readonly commands: PendingCommands;

  constructor(
    readonly code: string,
    token: string,
    private readonly storage: BrowserStorage,
  ) {
    const draft = storage.draft(code);
    this.game = {
      ...rules.NEW_GAME,
      device: storage.device(),
      outbox: outbox.fromText(storage.outbox(code)),
      draft: draft?.settings ?? NOTHING_SET,
      draftTurn: draft?.turn ?? 0,
    };
    this.connection = new Connection(
      socketUrl(code, document.baseURI),
      code,
      token,
      storage.device(),
      {
        state: (state) => this.stateIs(state),
        frame: (frame) => this.hear(frame),
        closedForGood: (close) => this.move(rules.stop(this.game, reasonOfClose(close))),
      },
    );
    this.commands = new PendingCommands((command) => this.connection.send(command));
  }

  choose<G extends Group>(group: G, name: string, value: Settings[G][string] | undefined): void {
    this.move(rules.chose(this.game, group, name, value));
  }

  chooseAll(stance: Stance): void {
    this.move(rules.choseAll(this.game, stance));
  }

  confirm(): void {
    const [game, decide] = rules.confirmed(this.game, newId());
    this.move(game);
    if (decide !== null) this.connection.send(decide);
  }

  /** What the opener of a game may ask: to start it, to publish it. */
  send(command: NewCommand): Promise<Outcome> {
    return this.commands.send(command);
  }

  /** The player asks for the connection at once instead of at the end of the back-off. */
  tryNow(): void {
    this.connection.anew();
  }

  leave(): void {
    this.connection.stop();
    this.clock.stop();
  }

  private stateIs(state: ConnectionState): void {
    this.move(rules.connectionChanged(this.game, state));
    if (state !== "open") return;
    for (const decide of this.game.outbox.waiting) this.connection.send(decide);
    this.commands.sendAgain();
  }

  private hear(frame: Frame): void {
    if (!this.commands.isAnsweredBy(frame)) this.move(rules.received(this.game, frame));
    if (this.game.outbox.waiting.length === 0 && !this.commands.areOpen) this.connection.settled();
    if (frame.type === "status") this.clock.set(frame);
    if (frame.type === "view" || frame.type === "lobby") this.remember();
    if (this.game.stopped !== null) this.end(this.game.stopped);
  }

  /** The outbox is on disk before its frame is sent. */
  private move(game: rules.Game): void {
    const before = this.game;
    this.game = game;
    if (game.outbox.waiting !== before.outbox.waiting) {
      this.storage.keepOutbox(this.code, outbox.toText(game.outbox));
    }
    if (game.draft !== before.draft || game.draftTurn !== before.draftTurn) {
      this.storage.keepDraft(this.code, { turn: game.draftTurn, settings: game.draft });
    }
  }

  private end({ code, message }: Reason): void {
    this.commands.giveUp(code, message);
    this.connection.stop();
  }

  private remember(): void {
    const { view, lobby } = this.game;
    if (lobby !== null) {
      const { title, turns } = lobby.game;
      this.storage.hold(this.code, { title, turns, turn: 0, seat: lobby.seat_title });
    }
    if (view === null) return;
    const { title, turns } = view.game;
    const finished = view.phase === "finished" || view.phase === "archived";
    const place = { table: view.table, seat: view.seat };
    const { turn, seat_title: seat } = view;
    const tutorial = view.game.kind === "tutorial";
    this.storage.hold(this.code, { title, turns, turn, seat, finished, place, tutorial });
  }
}
