/**
 * The production of the weeks that closed last: how much of what was required was made, and what the rest
 * waited for. The name "line" stands for losses that no component caused.
 */

import type { View, LineWeek } from "../../generated/protocol";

export interface WeekBar {
  readonly week: number;
  /** Units, as far as they were required. */
  readonly made: number;
  readonly required: number;
  /** Share of required that was made. */
  readonly share: number;
  /** Shares of required that were not, by culprit, the largest first. */
  readonly missing: readonly Culprit[];
}

export interface Culprit {
  readonly component: string;
  /** Place among the components; -1 for the line itself. */
  readonly place: number;
  readonly title: string | null;
  readonly units: number;
  readonly share: number;
}

export interface LastTurn {
  readonly required: number;
  readonly made: number;
  readonly bars: readonly WeekBar[];
  readonly culprits: readonly Culprit[];
}

/** Less than this share of a week is rounding, not a loss. */
const NOTHING = 0.0005;

export function lastTurnOf(view: View): LastTurn {
  const required = sum(view.weeks, (week) => week.required);
  const made = sum(view.weeks, served);
  return {
    required,
    made,
    bars: view.weeks.map((week) => barOf(view, week)),
    culprits: culpritsOf(view, totals(view.weeks), required),
  };
}

function barOf(view: View, week: LineWeek): WeekBar {
  const { required } = week;
  const made = served(week);
  const share = required > 0 ? made / required : 1;
  const missing = culpritsOf(view, week.lost_by, required);
  return { week: week.week, made, required, share, missing };
}

/**
 * Units made of those required. What was lost says it product by product: more of one made than required
 * never covers what lacks of another, so that made and waited for add up.
 */
function served({ required, lost_by: lost }: LineWeek): number {
  const missing = Object.values(lost).reduce<number>((all, units = 0) => all + units, 0);
  return Math.max(0, required - missing);
}

function culpritsOf(view: View, lost: LineWeek["lost_by"], required: number): Culprit[] {
  return Object.entries(lost)
    .map(([component, units = 0]) => culprit(view, component, units, required))
    .filter(({ share }) => share > NOTHING)
    .sort((a, b) => b.units - a.units);
}

function culprit(view: View, component: string, units: number, required: number): Culprit {
  const place = view.rows.findIndex((row) => row.component === component);
  const title = view.rows[place]?.title ?? null;
  return { component, place, title, units, share: required > 0 ? units / required : 0 };
}

function totals(weeks: readonly LineWeek[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const week of weeks) {
    for (const [component, units = 0] of Object.entries(week.lost_by)) {
      total[component] = (total[component] ?? 0) + units;
    }
  }
  return total;
}

function sum(weeks: readonly LineWeek[], of: (week: LineWeek) => number): number {
  return weeks.reduce((all, week) => all + of(week), 0);
}
