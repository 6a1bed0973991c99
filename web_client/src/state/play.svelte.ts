/** The play screen's live game: holds the value of `game.ts`, moves it by what the line brings. */

import type { Frame } from "../generated/protocol";
import { socketUrl } from "../routes";
import { Connection, type Line } from "../socket/connection";
import { newId } from "../socket/ids";
import * as outbox from "../socket/outbox";
import * as rules from "./game";
import type { Keep } from "./keep";

export class Play {
  game = $state.raw<rules.Game>(rules.NEW_GAME);
  private readonly connection: Connection;

  constructor(
    readonly code: string,
    token: string,
    private readonly keep: Keep,
  ) {
    const draft = keep.draft(code);
    this.game = {
      ...rules.NEW_GAME,
      outbox: outbox.fromText(keep.outbox(code)),
      draft: draft?.stances ?? {},
      draftTurn: draft?.turn ?? 0,
    };
    this.connection = new Connection(socketUrl(code, document.baseURI), code, token, {
      line: (line) => this.lineIs(line),
      frame: (frame) => this.hear(frame),
      closedForGood: (close) => this.move(rules.stop(this.game, ofClose(close))),
    });
  }

  choose(component: string, stance: rules.Stance): void {
    this.move(rules.chose(this.game, component, stance));
    this.keep.keepDraft(this.code, { turn: this.game.draftTurn, stances: this.game.draft });
  }

  confirm(): void {
    const [game, decide] = rules.confirmed(this.game, newId());
    this.move(game);
    if (decide !== null) this.connection.send(decide);
  }

  /** The player asks for the line at once instead of at the end of the back-off. */
  tryNow(): void {
    this.connection.anew();
  }

  leave(): void {
    this.connection.stop();
  }

  private lineIs(line: Line): void {
    this.move(rules.lineChanged(this.game, line));
    if (line === "open")
      for (const decide of this.game.outbox.waiting) this.connection.send(decide);
  }

  private hear(frame: Frame): void {
    this.move(rules.received(this.game, frame));
    if (this.game.outbox.waiting.length === 0) this.connection.settled();
    if (frame.type === "view") this.remember();
    if (this.game.stopped !== null) this.connection.stop();
  }

  /** The outbox is on disk before its frame is sent. */
  private move(game: rules.Game): void {
    const before = this.game.outbox.waiting;
    this.game = game;
    if (game.outbox.waiting !== before) {
      this.keep.keepOutbox(this.code, outbox.toText(game.outbox));
    }
  }

  private remember(): void {
    const { view } = this.game;
    if (view === null) return;
    const { title, turns } = view.game;
    const finished = view.phase === "finished";
    this.keep.hold(this.code, { title, turns, turn: view.turn, seat: view.seat_title, finished });
  }
}

/** Closes whose `bye` was not read, as codes the catalogue words. */
function ofClose(close: number): rules.Reason {
  const codes: Record<number, string> = {
    1009: "frame_too_long",
    4501: "bad_token",
    4502: "bad_frame",
    4504: "no_such_game",
    4505: "superseded",
    4506: "client_too_old",
  };
  return { code: codes[close] ?? "closed", message: "" };
}
