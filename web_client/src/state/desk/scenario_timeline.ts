/** Where a week of a scenario's timeline lies. */

import type { CardTimeline } from "../../generated/protocol";

/** Where a week begins, in hundredths of the year, 0 to 100; what lies outside is at the year's end. */
export function shareOfYear({ weeks }: CardTimeline, week: number): number {
  return (100 * Math.min(Math.max(week - 1, 0), weeks)) / weeks;
}
