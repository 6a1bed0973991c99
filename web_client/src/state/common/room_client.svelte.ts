/**
 * The client of a room for the desk and the board: the last status, the last whole state, and for the desk
 * the commands not answered yet. After a break the server sends both anew.
 */

import type { Board, Desk, Frame, Look, Status } from "../../generated/protocol";
import { socketUrl } from "../../routes";
import { PendingCommands, type Outcome, type NewCommand } from "../../socket/pending_commands";
import { Connection, type ConnectionState } from "../../socket/connection";
import { worded, wordedShock } from "./shock_words";
import { TurnClock } from "./turn_clock.svelte";
import { reasonOfClose } from "../../socket/close_codes";
import type { Reason } from "../../texts/errors";

export type Looked = Omit<Look, "id" | "type">;

export class RoomClient {
  connectionState = $state<ConnectionState>("connecting");
  desk = $state.raw<Desk | null>(null);
  board = $state.raw<Board | null>(null);
  status = $state.raw<Status | null>(null);
  stopped = $state.raw<Reason | null>(null);
  /** Why the server can save nothing just now, and answers nothing. */
  waiting = $state.raw<Reason | null>(null);
  readonly clock = new TurnClock();
  private looked: Looked | null = null;
  private readonly connection: Connection;
  private readonly commands: PendingCommands;

  /** `token` is the desk's; the board needs none. */
  constructor(
    readonly code: string,
    token: string | null,
    device: string,
  ) {
    this.connection = new Connection(socketUrl(code, document.baseURI), code, token, device, {
      state: (state) => this.stateIs(state),
      frame: (frame) => this.hear(frame),
      closedForGood: (close) => this.stop(reasonOfClose(close)),
    });
    this.commands = new PendingCommands((command) => this.connection.send(command));
  }

  send(command: NewCommand): Promise<Outcome> {
    return this.commands.send(command);
  }

  /** Which seats the frames tell of from now on, in a game of many tables; lasts over a lost connection. */
  look(look: Looked): void {
    this.looked = look;
    void this.commands.send({ type: "look", ...look });
  }

  tryNow(): void {
    this.connection.anew();
  }

  leave(): void {
    this.connection.stop();
    this.clock.stop();
  }

  private stateIs(state: ConnectionState): void {
    const shown = this.desk !== null || this.board !== null;
    this.connectionState = state === "broken" && !shown ? "connecting" : state;
    this.waiting = null;
    if (state !== "open") return;
    this.commands.sendAgain();
    if (this.looked !== null) this.look(this.looked);
  }

  private hear(frame: Frame): void {
    this.waiting = frame.type === "waiting" ? { code: frame.code, message: frame.message } : null;
    if (this.commands.isAnsweredBy(frame)) {
      if (!this.commands.areOpen) this.connection.settled();
      return;
    }
    if (frame.type === "desk") {
      this.desk = { ...worded(frame), shocks: frame.shocks.map(wordedShock) };
    }
    if (frame.type === "board") this.board = worded(frame);
    if (frame.type === "status") {
      this.status = frame;
      this.clock.set(frame);
    }
    if (frame.type === "bye" && !frame.come_back) this.stop(frame);
    if (frame.type === "error" && this.connectionState !== "open") this.stop(frame);
  }

  private stop({ code, message }: Reason): void {
    this.stopped = { code, message };
    this.commands.giveUp(code, message);
    this.connection.stop();
  }
}
