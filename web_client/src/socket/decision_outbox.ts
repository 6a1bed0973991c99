/**
 * Decisions sent and not answered yet. Each ends as saved or refused; until the server has said which, it
 * stays here under the same id and is sent again after every `hello`. The server counts an id once, so
 * sending twice is harmless and sending never is the only mistake.
 */

import type { Decide } from "../generated/protocol";

export interface Outbox {
  /** Unanswered, oldest first. */
  readonly waiting: readonly Decide[];
  /** Whether one of them was under way when the connection was lost: it may have arrived or not. */
  readonly unsure: boolean;
}

export const EMPTY: Outbox = { waiting: [], unsure: false };

export function put(outbox: Outbox, decide: Decide): Outbox {
  return { ...outbox, waiting: [...outbox.waiting, decide] };
}

export function has(outbox: Outbox, id: string | null): boolean {
  return outbox.waiting.some((decide) => decide.id === id);
}

/** The server has answered this id, whatever the answer. */
export function answered(outbox: Outbox, id: string): Outbox {
  const waiting = outbox.waiting.filter((decide) => decide.id !== id);
  return { waiting, unsure: outbox.unsure && waiting.length > 0 };
}

export function connectionLost(outbox: Outbox): Outbox {
  return { ...outbox, unsure: outbox.waiting.length > 0 };
}

export function toText(outbox: Outbox): string {
  return JSON.stringify(outbox.waiting);
}

/** What a closed tab left behind; damaged text is an empty outbox. */
export function fromText(text: string | null): Outbox {
  if (text === null) return EMPTY;
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value)) return EMPTY;
    const waiting = value.filter(isDecide);
    return { waiting, unsure: waiting.length > 0 };
  } catch {
    return EMPTY;
  }
}

function isDecide(value: unknown): value is Decide {
  if (typeof value !== "object" || value === null) return false;
  const decide = value as Partial<Decide>;
  return (
    decide.type === "decide" &&
    typeof decide.id === "string" &&
    typeof decide.turn === "number" &&
    typeof decide.stances === "object"
  );
}
