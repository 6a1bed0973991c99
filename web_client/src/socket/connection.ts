/**
 * The WebSocket to one room. `hello` is the first frame of every connection, and nothing else is sent
 * before its `ack`. A lost connection comes back by itself. A phone's socket may look open and be dead, so
 * after a sleep a new one is opened at once, and while nothing is heard the server is asked whether it is
 * there: a page must not show an old turn as if it were the present.
 */

import ReconnectingSocket from "partysocket/ws";
import type { Command, Frame, Hello, Ping } from "../generated/protocol";
import { language } from "../texts/texts";
import { isFinal } from "./close_codes";
import { frameOf } from "./frames";
import { newId } from "./ids";
import { pageClock } from "./page_clock";
import { watchForSleep } from "./page_wakes";

export type ConnectionState = "connecting" | "open" | "broken";

export interface ConnectionListener {
  state(state: ConnectionState): void;
  frame(frame: Frame): void;
  /** The server closed for good without a `bye` that could be read. */
  closedForGood(code: number): void;
}

/** A page that slept for less keeps its connection, if the server answers. */
const NAP_MS = 3000;
/** A command unanswered for longer on an open connection: it is dead, though nothing says so. */
const SILENCE_MS = 6000;
/** So long an answer is waited for where there is reason to doubt the connection. */
const DOUBT_MS = 2000;
/** Nothing was heard for so long: ask. */
const QUIET_MS = 10_000;

export class Connection {
  private socket: ReconnectingSocket;
  private readonly stopped = new AbortController();
  private helloId = "";
  private ready = false;
  private openedAt = 0;
  private heardAt = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;
  /** The question whether the server is there, and until when its answer is waited for. */
  private asked: { id: string; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(
    private readonly url: string,
    private readonly game: string,
    /** None: an observer, who needs only the code. */
    private readonly token: string | null,
    private readonly device: string,
    private readonly listener: ConnectionListener,
  ) {
    this.socket = this.open();
    watchForSleep(
      {
        woke: (asleep) => this.woke(asleep),
        doubts: () => this.ask(DOUBT_MS),
        beat: () => pageClock.now() - this.heardAt > QUIET_MS && this.ask(SILENCE_MS),
      },
      pageClock,
      this.stopped.signal,
    );
  }

  /** Sends now if the room has acknowledged us; whoever asks sends again after the next `ack`. */
  send(command: Command): void {
    if (!this.ready) return;
    this.socket.send(JSON.stringify(command));
    if (this.silence === undefined) this.expectAnswer();
  }

  /** Nothing is owed any more. */
  settled(): void {
    clearTimeout(this.silence);
    this.silence = undefined;
  }

  /** A new socket at once. The old one's reconnect() would sit out its back-off first. */
  anew(): void {
    if (this.stopped.signal.aborted) return;
    const old = this.socket;
    this.down();
    this.socket = this.open();
    old.close(1000, "anew");
  }

  stop(): void {
    this.stopped.abort();
    this.forget();
    this.socket.close(1000, "left");
  }

  /** Late events of a socket given up are ignored. */
  private open(): ReconnectingSocket {
    const socket = new ReconnectingSocket(this.url, [], {
      maxEnqueuedMessages: 0,
      minReconnectionDelay: 300,
      maxReconnectionDelay: 8000,
      reconnectionDelayGrowFactor: 1.6,
      connectionTimeout: 8000,
      minUptime: 3000,
    });
    this.openedAt = pageClock.now();
    const current = () => socket === this.socket && !this.stopped.signal.aborted;
    socket.addEventListener("open", () => current() && this.greet());
    socket.addEventListener("message", (event) => current() && this.hear(event.data));
    socket.addEventListener("close", (event) => current() && this.lost(event.code));
    return socket;
  }

  private greet(): void {
    this.helloId = newId();
    const { game, token, device } = this;
    const hello: Hello = {
      type: "hello",
      id: this.helloId,
      game,
      token,
      device,
      protocol: 1,
      language,
    };
    this.socket.send(JSON.stringify(hello));
  }

  private hear(text: unknown): void {
    const frame = frameOf(text);
    if (frame === null) return;
    this.heardAt = pageClock.now();
    if (this.isAnswer(frame)) return;
    if (frame.type === "ack" && frame.id === this.helloId) {
      this.ready = true;
      this.listener.state("open");
      return;
    }
    // Its server lives and says why it does not answer.
    if (frame.type === "waiting" && this.silence !== undefined) this.expectAnswer();
    this.listener.frame(frame);
  }

  private expectAnswer(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.anew(), SILENCE_MS);
  }

  private lost(code: number): void {
    if (isFinal(code)) {
      this.stop();
      this.listener.closedForGood(code);
      return;
    }
    this.down();
  }

  private down(): void {
    this.forget();
    this.listener.state("broken");
  }

  private forget(): void {
    this.settled();
    this.answered();
    this.ready = false;
  }

  private woke(asleep: number): void {
    if (this.ready && asleep <= NAP_MS) this.ask(DOUBT_MS);
    // Browsers tell of one waking in several ways, one after the other: the first opened a line.
    else if (this.ready || pageClock.now() - this.openedAt > DOUBT_MS) this.anew();
  }

  /** Ask whether the server is there; what hears no answer in time is dead. */
  private ask(patience: number): void {
    if (!this.ready || this.asked !== null) return;
    const ping: Ping = { type: "ping", id: newId() };
    this.asked = { id: ping.id, timer: setTimeout(() => this.anew(), patience) };
    this.socket.send(JSON.stringify(ping));
  }

  /** Whether it answers our question; an older server answers without an id that it does not know it. */
  private isAnswer(frame: Frame): boolean {
    if (this.asked === null || (frame.type !== "ack" && frame.type !== "error")) return false;
    if (frame.id !== this.asked.id && frame.id !== null) return false;
    this.answered();
    return true;
  }

  private answered(): void {
    clearTimeout(this.asked?.timer);
    this.asked = null;
  }
}
