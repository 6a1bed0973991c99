/** The desk as numbers: tables of seats, the year as a strip, what a shock may be. */

import type { Desk, DeskSeat, DeskShock, ShockChoice, Status } from "../generated/protocol";
import { isOver, markOf, type Mark } from "./room";

export interface DeskTable {
  readonly table: number;
  readonly seats: readonly { readonly seat: DeskSeat; readonly mark: Mark | null }[];
  readonly people: number;
  readonly decided: number;
}

export function tablesOf(desk: Desk, status: Status | null): DeskTable[] {
  const numbers = [...new Set(desk.seats.map((seat) => seat.table))];
  return numbers.map((table) => {
    const seats = desk.seats
      .filter((seat) => seat.table === table)
      .map((seat, place) => ({ seat, mark: markOf(status, table, place) }));
    const held = seats.filter(({ seat }) => seat.player !== null);
    const decided = held.filter(({ mark }) => mark === "decided").length;
    return { table, seats, people: held.length, decided };
  });
}

export interface Bar {
  readonly shock: DeskShock;
  /** Shares of the year. */
  readonly from: number;
  readonly length: number;
  /** Where its words stand: inside a long bar, else on the side with more room. */
  readonly words: "inside" | "after" | "before";
  readonly when: "past" | "now" | "coming";
}

/** Shocks on the strip of the year; `first_week` is the first week not yet played. */
export function yearOf(desk: Desk): Bar[] {
  const { weeks } = desk.game;
  const now = isOver(desk.phase) ? desk.last_week + 1 : desk.first_week;
  return desk.shocks.map((shock) => {
    const from = (Math.min(shock.first_week, weeks) - 1) / weeks;
    const length =
      (Math.min(shock.last_week, weeks) - Math.min(shock.first_week, weeks) + 1) / weeks;
    return { shock, from, length, words: wordsOf(from, length), when: whenOf(shock, now) };
  });
}

const LONG = 0.4;

function wordsOf(from: number, length: number): Bar["words"] {
  if (length >= LONG) return "inside";
  return 1 - from - length >= from ? "after" : "before";
}

function whenOf(shock: DeskShock, now: number): Bar["when"] {
  if (shock.last_week < now) return "past";
  return shock.first_week > now ? "coming" : "now";
}

/** What a shock usually does, in per cent of normal or in weeks: where the form begins. */
const USUAL: Readonly<Record<ShockChoice["kind"], number>> = {
  capacity_cut: 50,
  closure: 0,
  port_slowdown: 50,
  demand_surge: 130,
  demand_slump: 70,
  lead_time_stretch: 3,
  price_spike: 150,
  outside_orders: 150,
};

/** What people type is a share in per cent or a number of weeks. */
export function typedRange(choice: ShockChoice): {
  lowest: number;
  highest: number;
  usual: number;
} {
  const times = choice.unit === "factor" ? 100 : 1;
  const [lowest, highest] = [Math.ceil(choice.lowest * times), Math.floor(choice.highest * times)];
  return { lowest, highest, usual: Math.min(highest, Math.max(lowest, USUAL[choice.kind])) };
}

export function valueOf(choice: ShockChoice, typed: number): number {
  const value = choice.unit === "factor" ? typed / 100 : typed;
  return Math.min(choice.highest, Math.max(choice.lowest, value));
}
