/**
 * What each plan of a table costs beside lean rivals, as it was, and with everybody doing the same: bars on one
 * scale, and the plan that company changed most.
 */

import type { ResultRow } from "../../generated/protocol";

export const COMPANIES = ["lean", "played", "alike"] as const;
export type Company = (typeof COMPANIES)[number];

export interface CompanyBar {
  readonly company: Company;
  readonly cost: number;
  readonly uptime: number;
  /** Of the dearest bar at the table. */
  readonly share: number;
}

export interface CompanyRow {
  readonly row: ResultRow;
  readonly bars: readonly CompanyBar[];
  /** What the plan costs more with everybody doing the same than beside lean rivals. */
  readonly more: number;
}

/** Less is no difference. */
const LEAST = 0.5;

/** The seats of one table, by rank as the room lists them; empty where nobody worked it out. */
export function companyOf(ranking: readonly ResultRow[], table: number): CompanyRow[] {
  const seats = ranking.filter((row) => row.table === table && row.company !== null);
  const costs = seats.flatMap((row) => sumsOf(row).map(({ cost }) => cost));
  const dearest = Math.max(1, ...costs);
  return seats.map((row) => ({
    row,
    bars: sumsOf(row).map((bar) => ({ ...bar, share: Math.max(0, bar.cost) / dearest })),
    more: (row.company?.alike_cost ?? 0) - (row.company?.lean_cost ?? 0),
  }));
}

function sumsOf({ company, cost, uptime }: ResultRow): Omit<CompanyBar, "share">[] {
  if (company === null) return [];
  return [
    { company: "lean", cost: company.lean_cost, uptime: company.lean_uptime },
    { company: "played", cost, uptime },
    { company: "alike", cost: company.alike_cost, uptime: company.alike_uptime },
  ];
}

/** The plan that suffers most when everybody does the same; null: none does. */
export function mostCrowded(rows: readonly CompanyRow[]): CompanyRow | null {
  const [most] = [...rows].sort((one, other) => other.more - one.more);
  return most !== undefined && most.more >= LEAST ? most : null;
}

/** In how many seats of the whole room the plan is dearer when everybody does the same. */
export function crowded(ranking: readonly ResultRow[]): { dearer: number; all: number } {
  const known = ranking.flatMap(({ company }) => (company === null ? [] : [company]));
  const dearer = known.filter(({ alike_cost, lean_cost }) => alike_cost - lean_cost >= LEAST);
  return { dearer: dearer.length, all: known.length };
}
