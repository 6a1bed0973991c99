/** The play screen's live game: holds the value of `game.ts`, moves it by what the line brings. */

import type { Frame } from "../../generated/protocol";
import { socketUrl } from "../../routes";
import { Connection, type Line } from "../../socket/connection";
import { newId } from "../../socket/ids";
import { Asks, type Outcome, type Wish } from "../../socket/pending_commands";
import * as outbox from "../../socket/decision_outbox";
import { Clock } from "../common/turn_clock.svelte";
import * as rules from "./player_game";
import type { Keep } from "../common/browser_storage";

export class Play {
  game = $state.raw<rules.Game>(rules.NEW_GAME);
  readonly clock = new Clock();
  private readonly connection: Connection;
  private readonly asks: Asks;

  constructor(
    readonly code: string,
    token: string,
    private readonly keep: Keep,
  ) {
    const draft = keep.draft(code);
    this.game = {
      ...rules.NEW_GAME,
      device: keep.device(),
      outbox: outbox.fromText(keep.outbox(code)),
      draft: draft?.stances ?? {},
      draftTurn: draft?.turn ?? 0,
    };
    this.connection = new Connection(
      socketUrl(code, document.baseURI),
      code,
      token,
      keep.device(),
      {
        line: (line) => this.lineIs(line),
        frame: (frame) => this.hear(frame),
        closedForGood: (close) => this.move(rules.stop(this.game, rules.ofClose(close))),
      },
    );
    this.asks = new Asks((command) => this.connection.send(command));
  }

  choose(component: string, stance: rules.Stance): void {
    this.move(rules.chose(this.game, component, stance));
  }

  chooseAll(stance: rules.Stance): void {
    this.move(rules.choseAll(this.game, stance));
  }

  confirm(): void {
    const [game, decide] = rules.confirmed(this.game, newId());
    this.move(game);
    if (decide !== null) this.connection.send(decide);
  }

  /** What the opener of a game may ask: to start it, to publish it. */
  ask(wish: Wish): Promise<Outcome> {
    return this.asks.ask(wish);
  }

  /** The player asks for the line at once instead of at the end of the back-off. */
  tryNow(): void {
    this.connection.anew();
  }

  leave(): void {
    this.connection.stop();
    this.clock.stop();
  }

  private lineIs(line: Line): void {
    this.move(rules.lineChanged(this.game, line));
    if (line !== "open") return;
    for (const decide of this.game.outbox.waiting) this.connection.send(decide);
    this.asks.again();
  }

  private hear(frame: Frame): void {
    if (!this.asks.heard(frame)) this.move(rules.received(this.game, frame));
    if (this.game.outbox.waiting.length === 0 && !this.asks.owed) this.connection.settled();
    if (frame.type === "status") this.clock.set(frame);
    if (frame.type === "view" || frame.type === "lobby") this.remember();
    if (this.game.stopped !== null) this.end(this.game.stopped);
  }

  /** The outbox is on disk before its frame is sent. */
  private move(game: rules.Game): void {
    const before = this.game;
    this.game = game;
    if (game.outbox.waiting !== before.outbox.waiting) {
      this.keep.keepOutbox(this.code, outbox.toText(game.outbox));
    }
    if (game.draft !== before.draft || game.draftTurn !== before.draftTurn) {
      this.keep.keepDraft(this.code, { turn: game.draftTurn, stances: game.draft });
    }
  }

  private end({ code, message }: rules.Reason): void {
    this.asks.giveUp(code, message);
    this.connection.stop();
  }

  private remember(): void {
    const { view, lobby } = this.game;
    if (lobby !== null) {
      const { title, turns } = lobby.game;
      this.keep.hold(this.code, { title, turns, turn: 0, seat: lobby.seat_title });
    }
    if (view === null) return;
    const { title, turns } = view.game;
    const finished = view.phase === "finished" || view.phase === "archived";
    const place = { table: view.table, seat: view.seat };
    const { turn, seat_title: seat } = view;
    this.keep.hold(this.code, { title, turns, turn, seat, finished, place });
  }
}
