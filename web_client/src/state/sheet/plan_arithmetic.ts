/**
 * What a part's numbers plan, hold and cost, worked out from the view alone, for any numbers: the server tells the
 * slopes (`Planning`), so that nobody waits for it while a number is being turned.
 */

import type { Planning, Row } from "../../generated/protocol";
import type { EffectiveNumbers } from "./part_options";

/** A bin counts as built when it is within this share of its plan, and so many weeks of use. */
const SLACK_OF_PLAN = 0.05;
const SLACK_OF_USE = 0.1;
/** As far as the server looks ahead; what takes longer is not told. */
export const FARTHEST_WEEKS = 26;
/** Weeks by which two plans may differ and still be the same one, written in fewer digits. */
const ROUNDING = 0.01;

/** Stock planned in the bin, in weeks of mean use. */
export function planWeeks(planning: Planning, numbers: EffectiveNumbers): number {
  const { cover_weeks: cover = 0, safety_factor: factor = 0 } = numbers;
  return cover * (planning.weeks_per_cover ?? 1) + factor * planning.weeks_per_factor;
}

export function holdingOf(planning: Planning, plan: number): number {
  return plan * planning.holding;
}

/** Money that the next order of such a plan needs; `more`: for a plan of demand beside it. */
export function orderOf(planning: Planning, plan: number, more = 0): number {
  return Math.min(planning.most_order, Math.max(0, planning.gap + plan * planning.price + more));
}

export function isSamePlan(one: number, other: number): boolean {
  return Math.abs(one - other) < ROUNDING;
}

/** Weeks until the bin holds the plan; 0: it does; `FARTHEST_WEEKS`: not within those. */
export function buildWeeks({ planning, bin_weeks: bin }: Row, plan: number): number {
  const slack = SLACK_OF_PLAN * plan + SLACK_OF_USE;
  // By week, weeks of use in the bin: if as much is ordered as can be, or nothing for stock.
  const { fill = [], falls = [] } = planning ?? {};
  const week =
    bin < plan
      ? fill.findIndex((weeks) => weeks >= plan - slack)
      : falls.findIndex((weeks) => weeks <= plan + slack);
  return week === -1 ? FARTHEST_WEEKS : week;
}
