/**
 * The WebSocket to one room. `hello` is the first frame of every connection, and nothing else is sent
 * before its `ack`. A lost connection comes back by itself; when the page returns to the foreground a new
 * one is opened at once, since a phone's socket may look open and be dead.
 */

import ReconnectingSocket from "partysocket/ws";
import type { Command, Frame, Hello } from "../generated/protocol";
import { language } from "../texts/texts";
import { isFinal } from "./close_codes";
import { frameOf } from "./frames";
import { newId } from "./ids";

export type ConnectionState = "connecting" | "open" | "broken";

export interface ConnectionListener {
  state(state: ConnectionState): void;
  frame(frame: Frame): void;
  /** The server closed for good without a `bye` that could be read. */
  closedForGood(code: number): void;
}

/** A tab hidden for less keeps its connection. */
const HIDDEN_MS = 3000;
/** A command unanswered for longer on an open connection: it is dead, though nothing says so. */
const SILENCE_MS = 6000;

export class Connection {
  private socket: ReconnectingSocket;
  private readonly stopped = new AbortController();
  private helloId = "";
  private ready = false;
  private hiddenAt = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: string,
    private readonly game: string,
    /** None: an observer, who needs only the code. */
    private readonly token: string | null,
    private readonly device: string,
    private readonly listener: ConnectionListener,
  ) {
    this.socket = this.open();
    this.watchForeground();
  }

  /** Sends now if the room has acknowledged us; whoever asks sends again after the next `ack`. */
  send(command: Command): void {
    if (!this.ready) return;
    this.socket.send(JSON.stringify(command));
    if (this.silence === undefined) this.silence = setTimeout(() => this.anew(), SILENCE_MS);
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
    this.settled();
    this.ready = false;
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
    if (frame.type === "ack" && frame.id === this.helloId) {
      this.ready = true;
      this.listener.state("open");
      return;
    }
    this.listener.frame(frame);
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
    this.settled();
    this.ready = false;
    this.listener.state("broken");
  }

  private watchForeground(): void {
    const { signal } = this.stopped;
    document.addEventListener("visibilitychange", () => this.turned(performance.now()), { signal });
    // A socket does not notice that its network is gone until it sends; this one may have nothing to say.
    for (const change of ["online", "offline"]) {
      addEventListener(change, () => this.anew(), { signal });
    }
    addEventListener("pageshow", (event) => event.persisted && this.anew(), { signal });
  }

  private turned(now: number): void {
    if (document.visibilityState === "hidden") this.hiddenAt = now;
    else if (!this.ready || now - this.hiddenAt > HIDDEN_MS) this.anew();
  }
}
