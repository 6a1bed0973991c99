/** What a plan's next orders need in money, what the seat has for them, and which of them would be cut. */

import type { Cash, Row, View } from "../../generated/protocol";
import type { OrderChange } from "./demand_plan";
import { orderOf } from "./plan_arithmetic";
import type { SheetRow } from "./sheet_rows";

export interface Cut {
  readonly title: string;
  /** Part of its order that can be paid for, 0 to 1. */
  readonly paid: number;
}

export interface CashNeed {
  readonly cash: Cash;
  /** Money that the next week's orders need. */
  readonly need: number;
  /** Money that is there for them. */
  readonly room: number;
  /** By how much it is too little; 0: it is enough. */
  readonly short: number;
  /** Orders that would be cut, in the order of the sheet. */
  readonly cut: readonly Cut[];
  /** All orders are cut alike. */
  readonly alike: boolean;
}

/** Below a unit of money nothing is cut. */
const LEAST = 0.5;

/** `planned`: what plans of demand change in orders. null: the seat has no limit. */
export function cashNeed(
  view: View,
  sheet: readonly SheetRow[],
  planned: readonly OrderChange[] = [],
): CashNeed | null {
  const { cash } = view;
  const room = cash?.room ?? null;
  if (cash === undefined || room === null) return null;
  const orders = sheet.map((line) => ({
    title: line.row.title,
    rank: cash.by_priority ? (line.options?.priority ?? line.row.planning?.priority ?? 1) : 1,
    need: line.row.planning
      ? orderOf(line.row.planning, line.chosen.planWeeks, moneyOf(line.row, planned))
      : 0,
  }));
  const need = orders.reduce((sum, order) => sum + order.need, 0);
  const paid = paidFor(orders, room);
  const cut = orders
    .map(({ title, need, rank }) => ({ title, need, paid: paid.get(rank) ?? 1 }))
    .filter((order) => order.need * (1 - order.paid) >= LEAST);
  const asked = orders.filter((order) => order.need >= LEAST).length;
  return {
    cash,
    need,
    room,
    short: Math.max(0, need - room),
    cut,
    alike: new Set(paid.values()).size === 1 && cut.length === asked,
  };
}

function moneyOf(row: Row, planned: readonly OrderChange[]): number {
  const change = planned.find((one) => one.row === row);
  return (change?.units ?? 0) * (row.value ?? 0);
}

/** The share of its orders that each rank is paid: the first in full before the next, equals alike. */
function paidFor(orders: readonly { rank: number; need: number }[], room: number) {
  const ranks = [...new Set(orders.map(({ rank }) => rank))].sort((a, b) => a - b);
  let left = room;
  return new Map(
    ranks.map((rank) => {
      const asked = orders
        .filter((order) => order.rank === rank)
        .reduce((sum, { need }) => sum + need, 0);
      const paid = asked <= 0 ? 1 : Math.min(1, left / asked);
      left = Math.max(0, left - asked * paid);
      return [rank, paid] as const;
    }),
  );
}
