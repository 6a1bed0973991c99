/**
 * Commands sent and not answered yet, other than decisions: each has one answer. Until it has come, the
 * command is sent again under the same id after every `hello`; the server counts an id once. They live as
 * long as the page: what a facilitator pressed before a reload is seen to be done or not.
 */

import type { Command, Decide, Frame, HandOverLink, Hello, Ping } from "../generated/protocol";
import { newId } from "./ids";

export type DeskCommand = Exclude<Command, Hello | Decide | Ping>;
/** A command before it has its id. */
export type NewCommand = DeskCommand extends infer C
  ? C extends unknown
    ? Omit<C, "id">
    : never
  : never;

export type Outcome =
  | { readonly ok: true; readonly link: HandOverLink | null }
  | { readonly ok: false; readonly code: string; readonly message: string };

interface Open {
  readonly command: DeskCommand;
  readonly done: (outcome: Outcome) => void;
}

export class PendingCommands {
  private readonly open = new Map<string, Open>();

  constructor(private readonly transmit: (command: DeskCommand) => void) {}

  get areOpen(): boolean {
    return this.open.size > 0;
  }

  send(wanted: NewCommand): Promise<Outcome> {
    const command = { ...wanted, id: newId() } as DeskCommand;
    const answer = new Promise<Outcome>((done) => this.open.set(command.id, { command, done }));
    this.transmit(command);
    return answer;
  }

  sendAgain(): void {
    for (const { command } of this.open.values()) this.transmit(command);
  }

  /** Whether this frame answered one of them. */
  isAnsweredBy(frame: Frame): boolean {
    if (frame.type === "ack") return this.settle(frame.id, { ok: true, link: frame.result });
    if (frame.type !== "error" || frame.id === null) return false;
    return this.settle(frame.id, { ok: false, code: frame.code, message: frame.message });
  }

  /** Nobody will answer any more. */
  giveUp(code: string, message: string): void {
    for (const id of [...this.open.keys()]) this.settle(id, { ok: false, code, message });
  }

  private settle(id: string, outcome: Outcome): boolean {
    const open = this.open.get(id);
    this.open.delete(id);
    open?.done(outcome);
    return open !== undefined;
  }
}
