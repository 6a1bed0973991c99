/** The desk as numbers: tables of seats, for whom it waits, what a shock may be. */

import type { Desk, DeskSeat, ShockChoice, Status } from "../../generated/protocol";
import { markOf, type Mark } from "../common/presence";

export interface DeskTable {
  readonly table: number;
  readonly seats: readonly { readonly seat: DeskSeat; readonly mark: Mark | null }[];
  /** Who holds a seat. */
  readonly people: number;
  /** Of them, who decides in this turn. */
  readonly deciding: number;
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
    const deciding = held.filter(({ seat }) => !seat.late).length;
    return { table, seats, people: held.length, deciding, decided };
  });
}

export interface Waiting {
  /** Their device is gone, the longest gone first. */
  readonly away: readonly DeskSeat[];
  /** They are here and have not decided. */
  readonly here: readonly DeskSeat[];
}

/** For whom the open turn waits; who sat down in the middle of it decides from the next one on. */
export function waitingOf(tables: readonly DeskTable[]): Waiting {
  const seats = tables.flatMap((table) => table.seats);
  const seatsOf = (wanted: Mark) =>
    seats.filter(({ mark }) => mark === wanted).map(({ seat }) => seat);
  const gone = ({ away_ms }: DeskSeat) => away_ms ?? 0;
  const away = seatsOf("away").sort((one, other) => gone(other) - gone(one));
  return { away, here: seatsOf("here") };
}

/** Place by score among all seats, equals sharing it; null before there are scores. */
export function placeOf(desk: Desk, { score }: DeskSeat): number | null {
  if (score === null) return null;
  return 1 + desk.seats.filter((other) => (other.score ?? -Infinity) > score).length;
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
