/**
 * Commands other than decisions: each is a question with one answer. Until the server has answered,
 * it is asked again under the same id after every `hello`; the server counts an id once. They live as
 * long as the page: what a facilitator pressed before a reload is seen to be done or not.
 */

import type { Command, Decide, Frame, HandOverLink, Hello } from "../generated/protocol";
import { newId } from "./ids";

export type DeskCommand = Exclude<Command, Hello | Decide>;
/** A command before it has its id. */
export type Wish = DeskCommand extends infer C
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

export class Asks {
  private readonly open = new Map<string, Open>();

  constructor(private readonly send: (command: DeskCommand) => void) {}

  get owed(): boolean {
    return this.open.size > 0;
  }

  ask(wish: Wish): Promise<Outcome> {
    const command = { ...wish, id: newId() } as DeskCommand;
    const answer = new Promise<Outcome>((done) => this.open.set(command.id, { command, done }));
    this.send(command);
    return answer;
  }

  again(): void {
    for (const { command } of this.open.values()) this.send(command);
  }

  /** Whether this frame answered one of them. */
  heard(frame: Frame): boolean {
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
