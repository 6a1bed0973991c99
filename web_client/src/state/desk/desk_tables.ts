/** The seats of the desk by table, for whom an open turn waits, and places by score. */

import type { Desk, DeskSeat, Status } from "../../generated/protocol";
import { markOf, presenceOf, type Mark } from "../common/presence";
import { countedIn } from "../common/standings";

export interface DeskTable {
  readonly table: number;
  readonly seats: readonly { readonly seat: DeskSeat; readonly mark: Mark | null }[];
  /** Who holds a seat. */
  readonly people: number;
  /** Of them, who decides in this turn. */
  readonly deciding: number;
  readonly decided: number;
  /** Seats of the table, of which `seats` may be some. */
  readonly all: number;
}

export function tablesOf(desk: Desk, status: Status | null): DeskTable[] {
  if (desk.overview) return tablesOfPage(desk, status);
  const numbers = [...new Set(desk.seats.map((seat) => seat.table))];
  return numbers.map((table) => {
    const seats = desk.seats
      .filter((seat) => seat.table === table)
      .map((seat, place) => ({ seat, mark: markOf(status, table, place) }));
    const held = seats.filter(({ seat }) => seat.player !== null);
    const decided = held.filter(({ mark }) => mark === "decided").length;
    const deciding = held.filter(({ seat }) => !seat.late).length;
    return { table, seats, people: held.length, deciding, decided, all: seats.length };
  });
}

/** Of many tables those on the page; a table may stand there with some of its seats alone. */
function tablesOfPage(desk: Desk, status: Status | null): DeskTable[] {
  const numbers = [...new Set(desk.seats.map((seat) => seat.table))];
  return numbers.map((table) => {
    const seats = desk.seats
      .filter((seat) => seat.table === table)
      .map((seat) => ({ seat, mark: markOfSeat(desk, seat) }));
    const letters = status?.tables[table - 1] ?? "";
    const { people: deciding, decided } = presenceOf([letters]);
    const people = letters.replaceAll(/[bf]/g, "").length;
    return { table, seats, people, deciding, decided, all: letters.length };
  });
}

/** Its place at the table is not known here, but the seat itself says what its letter in the status says. */
function markOfSeat(desk: Desk, seat: DeskSeat): Mark {
  if (seat.player === null) return desk.phase === "lobby" ? "free" : "bot";
  if (seat.late) return "late";
  if (seat.decided) return "decided";
  return seat.devices > 0 ? "here" : "away";
}

export interface Waiting {
  /** Their device is gone, the longest gone first. */
  readonly away: readonly DeskSeat[];
  /** They are here and have not decided. */
  readonly here: readonly DeskSeat[];
  /** All of them; of many tables `away` and `here` name a few. */
  readonly people: number;
}

/** For whom the open turn waits; who sat down in the middle of it decides from the next one on. */
export function waitingOf(desk: Desk, tables: readonly DeskTable[]): Waiting {
  if (desk.overview) {
    const { waiting, groups } = desk.overview;
    const away = waiting.filter(({ devices }) => devices === 0);
    const here = waiting.filter(({ devices }) => devices > 0);
    return { away, here, people: groups["undecided"] ?? 0 };
  }
  const seats = tables.flatMap((table) => table.seats);
  const seatsOf = (wanted: Mark) =>
    seats.filter(({ mark }) => mark === wanted).map(({ seat }) => seat);
  const gone = ({ away_ms }: DeskSeat) => away_ms ?? 0;
  const away = seatsOf("away").sort((one, other) => gone(other) - gone(one));
  const here = seatsOf("here");
  return { away, here, people: away.length + here.length };
}

/** Who holds a seat: people, and programs that joined by the code as bots. */
export function peopleOf({ seats, overview }: Desk): { people: number; bots: number } {
  if (overview) return { people: overview.people, bots: overview.programs };
  const held = seats.filter(({ player }) => player !== null);
  const bots = held.filter(({ program }) => program === true).length;
  return { people: held.length - bots, bots };
}

/** A page that has just joined, or is being loaded anew, needs a moment to connect. */
const COMING_MS = 5000;

/** How many have been without a device for longer than a page takes to connect; `passed` since the desk came. */
export function awayFor({ seats, overview }: Desk, passed: number): number {
  if (overview) return overview.away;
  return seats.filter(
    ({ away_ms, program }) => program !== true && away_ms !== null && away_ms + passed > COMING_MS,
  ).length;
}

/** Place by score among people, equals sharing it; null before there are scores, and for a bot. */
export function placeOf(desk: Desk, seat: DeskSeat): number | null {
  if (desk.overview) return seat.place ?? null;
  const { score } = seat;
  if (score === null) return null;
  const counted = countedIn(
    desk.seats.map((each) => ({ ...each, bot: each.player === null || each.program === true })),
  );
  if (!counted.some((each) => each.table === seat.table && each.seat === seat.seat)) return null;
  return 1 + counted.filter((other) => (other.score ?? -Infinity) > score).length;
}
