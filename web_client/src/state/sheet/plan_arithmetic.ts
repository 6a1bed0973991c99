/**
 * What a part's numbers plan, hold and cost, worked out from the view alone, for any numbers: the server tells the
 * slopes (`Planning`), so that nobody waits for it while a number is being turned.
 */

import type { Planning, Row } from "../../generated/protocol";
import type { EffectiveNumbers } from "./part_options";

/** A bin counts as built when it is within this share of its plan, and so many weeks of use. */
const SLACK_OF_PLAN = 0.05;
const SLACK_OF_USE = 0.1;
/** As far as the server looks ahead. */
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

/** Money that the next order of such a plan needs. */
export function orderOf(planning: Planning, plan: number): number {
  return Math.min(planning.most_order, Math.max(0, planning.gap + plan * planning.price));
}

export function isSamePlan(one: number, other: number): boolean {
  return Math.abs(one - other) < ROUNDING;
}

/** Weeks until the bin holds the plan; 0: it does; `FARTHEST_WEEKS`: not within those. */
export function buildWeeks(row: Row, plan: number): number {
  const slack = SLACK_OF_PLAN * plan + SLACK_OF_USE;
  const filled = row.planning?.fill ?? [];
  if (filled.length > 0 && row.bin_weeks < plan) return filledIn(filled, plan - slack);
  return emptiedIn(row, plan + slack);
}

/** `filled`: weeks of use in the bin now and after each week. */
function filledIn(filled: readonly number[], enough: number): number {
  const week = filled.findIndex((weeks) => weeks >= enough);
  if (week !== -1) return week;
  if (filled.length > FARTHEST_WEEKS) return FARTHEST_WEEKS;
  // It was told as far as anybody plans; beyond, the last week's pace goes on.
  const [before = 0, last = 0] = filled.slice(-2);
  if (last <= before) return FARTHEST_WEEKS;
  const more = Math.ceil((enough - last) / (last - before));
  return Math.min(FARTHEST_WEEKS, filled.length - 1 + more);
}

/** If nothing more is ordered: what is on the way still comes. */
function emptiedIn(row: Row, enough: number): number {
  const coming = row.port === null ? row.on_the_way : (row.port.arrivals ?? []);
  let weeks = row.bin_weeks;
  for (let week = 0; week < FARTHEST_WEEKS; week += 1) {
    if (weeks <= enough) return week;
    weeks += (coming[week] ?? 0) / Math.max(row.use_per_week, 1e-9) - 1;
  }
  return FARTHEST_WEEKS;
}
