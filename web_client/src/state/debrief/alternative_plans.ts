/** What other plans would have cost in the same seat, as bars of three kinds of money. */

import type { SeatDebrief, WayOutcome } from "../../generated/protocol";

/** Keeping stock, moving and changing, standing still. */
export const GROUPS = ["holding", "moving", "stopping"] as const;
export type Group = (typeof GROUPS)[number];

const LINES: Readonly<Record<string, Group>> = {
  capital: "holding",
  storage: "holding",
  insurance: "holding",
  obsolescence: "holding",
  freight_cost: "moving",
  expedite_cost: "moving",
  price_premium: "moving",
  changeover_cost: "moving",
  line_down_cost: "stopping",
  lost_margin: "stopping",
  backlog_cost: "stopping",
};

export interface WayBar {
  readonly way: WayOutcome["way"];
  /** Titles of the parts it holds Just in Case. */
  readonly jic: readonly string[];
  readonly cost: number;
  readonly uptime: number;
  readonly pieces: readonly { group: Group; cost: number; share: number }[];
  /** The best fixed plan is this very one, so it has no bar of its own. */
  readonly isBest: boolean;
}

/** Shares are of the dearest way, so that bars compare. */
export function barsOf({ ways, parts }: SeatDebrief): WayBar[] {
  const dearest = Math.max(1, ...ways.map(({ cost }) => cost));
  const titles = new Map(parts.map(({ component, title }) => [component, title]));
  const plan = ({ jic }: WayOutcome) => [...jic].sort().join(" ");
  const best = ways.find(({ way }) => way === "best");
  const same = ways.filter(
    (each) =>
      best !== undefined && ["jit", "jic", "mix"].includes(each.way) && plan(each) === plan(best),
  );
  return ways
    .filter((each) => each !== best || same.length === 0)
    .map((each) => ({
      way: each.way,
      jic: each.jic.map((name) => titles.get(name) ?? name),
      cost: each.cost,
      uptime: each.uptime,
      pieces: GROUPS.map((group) => {
        const cost = groupCost(each, group);
        return { group, cost, share: Math.max(0, cost) / dearest };
      }),
      isBest: same.includes(each),
    }));
}

/** A line this client does not know is no stock and no standstill. */
export function groupOf(line: string): Group {
  return LINES[line] ?? "moving";
}

function groupCost({ costs }: WayOutcome, group: Group): number {
  return Object.entries(costs).reduce(
    (sum, [line, cost]) => (groupOf(line) === group ? sum + (cost ?? 0) : sum),
    0,
  );
}

/** Cost lines that any of the ways has, by group, the largest first. */
export function linesOf({ ways }: SeatDebrief): string[] {
  const most = new Map<string, number>();
  for (const { costs } of ways) {
    for (const [line, cost] of Object.entries(costs)) {
      most.set(line, Math.max(most.get(line) ?? 0, Math.abs(cost ?? 0)));
    }
  }
  const some = [...most].filter(([, cost]) => cost >= 0.5);
  const order = ([line]: [string, number]) => GROUPS.indexOf(groupOf(line));
  return some.sort((a, b) => order(a) - order(b) || b[1] - a[1]).map(([line]) => line);
}
