/**
 * A game as the desk or the board sees it: the last status and the last whole state, and for the desk
 * the commands not answered yet. Coming back after a break is hearing both anew.
 */

import type { Board, Desk, Frame, Status } from "../../generated/protocol";
import { socketUrl } from "../../routes";
import { Asks, type Outcome, type Wish } from "../../socket/pending_commands";
import { Connection, type Line } from "../../socket/connection";
import { Clock } from "./turn_clock.svelte";
import { ofClose, type Reason } from "../sheet/player_game";

export class Watch {
  line = $state<Line>("connecting");
  desk = $state.raw<Desk | null>(null);
  board = $state.raw<Board | null>(null);
  status = $state.raw<Status | null>(null);
  stopped = $state.raw<Reason | null>(null);
  readonly clock = new Clock();
  private readonly connection: Connection;
  private readonly asks: Asks;

  /** `token` is the desk's; the board needs none. */
  constructor(
    readonly code: string,
    token: string | null,
    device: string,
  ) {
    this.connection = new Connection(socketUrl(code, document.baseURI), code, token, device, {
      line: (line) => this.lineIs(line),
      frame: (frame) => this.hear(frame),
      closedForGood: (close) => this.stop(ofClose(close)),
    });
    this.asks = new Asks((command) => this.connection.send(command));
  }

  ask(wish: Wish): Promise<Outcome> {
    return this.asks.ask(wish);
  }

  tryNow(): void {
    this.connection.anew();
  }

  leave(): void {
    this.connection.stop();
    this.clock.stop();
  }

  private lineIs(line: Line): void {
    const shown = this.desk !== null || this.board !== null;
    this.line = line === "broken" && !shown ? "connecting" : line;
    if (line === "open") this.asks.again();
  }

  private hear(frame: Frame): void {
    if (this.asks.heard(frame)) {
      if (!this.asks.owed) this.connection.settled();
      return;
    }
    if (frame.type === "desk") this.desk = frame;
    if (frame.type === "board") this.board = frame;
    if (frame.type === "status") {
      this.status = frame;
      this.clock.set(frame);
    }
    if (frame.type === "bye" && !frame.come_back) this.stop(frame);
    if (frame.type === "error" && this.line !== "open") this.stop(frame);
  }

  private stop({ code, message }: Reason): void {
    this.stopped = { code, message };
    this.asks.giveUp(code, message);
    this.connection.stop();
  }
}
