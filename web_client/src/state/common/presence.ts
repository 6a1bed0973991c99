/**
 * Who is connected and who has decided, from the letters of a status: a string for each table, a letter
 * for each seat.
 */

import type { Status } from "../../generated/protocol";

export type Mark = "decided" | "here" | "away" | "late" | "bot" | "free";

const MARKS: Readonly<Record<string, Mark>> = {
  d: "decided",
  c: "here",
  a: "away",
  l: "late",
  b: "bot",
  f: "free",
};

export interface Presence {
  /** Seats whose holder decides in this turn; who has just come in is not waited for. */
  readonly people: number;
  readonly decided: number;
  readonly away: number;
  readonly bots: number;
}

export function presenceOf(tables: readonly string[]): Presence {
  const letters = [...tables.join("")];
  const count = (...some: string[]) => letters.filter((letter) => some.includes(letter)).length;
  return { people: count("d", "c", "a"), decided: count("d"), away: count("a"), bots: count("b") };
}

export interface Pips {
  readonly columns: number;
  readonly marks: readonly ("decided" | "here" | "away")[];
}

/** A mark for each person: who has decided first, who is away last; in rows ten or more long. */
export function pipsOf({ people, decided, away }: Presence): Pips {
  const marks = Array.from({ length: people }, (_, place) => {
    if (place < decided) return "decided";
    return place < people - away ? "here" : "away";
  });
  return { columns: people > 10 ? Math.max(10, Math.ceil(Math.sqrt(4 * people))) : people, marks };
}

/** The mark of a seat by its place at a table; tables count from 1. */
export function markOf(status: Status | null, table: number, place: number): Mark | null {
  return MARKS[status?.tables[table - 1]?.charAt(place) ?? ""] ?? null;
}
