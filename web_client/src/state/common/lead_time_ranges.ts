/**
 * Quoted lead times and port queues over all tables: the least and the most, and what is usual. Each table
 * has a world of its own, so one number would not do.
 */

import type { Board } from "../../generated/protocol";

export interface Spread {
  readonly kind: "quote" | "queue";
  readonly name: string;
  readonly title: string;
  readonly least: number;
  readonly most: number;
  readonly usual: number;
  /** A week or more above what is usual, somewhere. */
  readonly late: boolean;
}

const MOST_NOTABLE = 4;

/** What is far from usual, the farthest first: all else need not stand on a wall. */
export function notableOf(board: Board): Spread[] {
  return [...quotesOf(board), ...queuesOf(board)]
    .filter(({ late }) => late)
    .sort((one, other) => other.most - other.usual - (one.most - one.usual))
    .slice(0, MOST_NOTABLE);
}

type Tables = Pick<Board, "tables">;

export function quotesOf(board: Tables): Spread[] {
  const all = board.tables.flatMap((table) => table.quotes);
  return spreads(
    "quote",
    all.map((row) => [row.component, row.title, row.quote_weeks, row.usual_weeks]),
  );
}

export function queuesOf(board: Tables): Spread[] {
  const all = board.tables.flatMap((table) => table.queues);
  return spreads(
    "queue",
    all.map((row) => [row.port, row.title, row.queue_weeks, row.usual_queue_weeks]),
  );
}

type Told = [name: string, title: string, weeks: number, usual: number];

function spreads(kind: Spread["kind"], told: readonly Told[]): Spread[] {
  const names = [...new Set(told.map(([name]) => name))];
  return names.map((name) => {
    const same = told.filter(([other]) => other === name);
    const weeks = same.map(([, , value]) => value);
    const [, title, , usual] = same[0] as Told;
    const most = Math.max(...weeks);
    return { kind, name, title, least: Math.min(...weeks), most, usual, late: most - usual >= 1 };
  });
}
