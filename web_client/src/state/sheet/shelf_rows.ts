/** The regional shelves of a seat: what stands on each, what is on the way, who buys there, what its target costs. */

import type { Shelf, View } from "../../generated/protocol";
import type { Settings } from "../common/settings";
import type { Summary } from "./sheet_rows";

export interface ShelfRow {
  readonly shelf: Shelf;
  /** Target that is set here, in weeks of the region's demand. */
  readonly weeks: number;
  /** Somebody has set it; else it is as the scenario has it. */
  readonly own: boolean;
  /** Stock there in weeks of demand. */
  readonly held: number;
  /** Money a week for the target, once it is there, and how much more that is than the one in force. */
  readonly perWeek: number;
  readonly change: number;
  /** Money due at once. */
  readonly fee: number;
  /** Units on their way, by week of arrival, the next first. */
  readonly coming: readonly number[];
  /** Units until the target is there: on the shelf and on the way counted; negative: more than that. */
  readonly missing: number;
}

/** Weeks by which targets differ that anybody could tell apart. */
const LEAST = 0.005;

export function shelfRows(view: View, chosen: Settings): readonly ShelfRow[] {
  return (view.shelves ?? []).map((shelf) => {
    const set = chosen.shelves[shelf.market] ?? null;
    const weeks = set ?? shelf.usual_weeks;
    const coming = shelf.coming ?? [];
    const owned = shelf.units + coming.reduce((sum, units) => sum + units, 0);
    const changed = Math.abs(weeks - shelf.target_weeks) > LEAST;
    return {
      shelf,
      weeks,
      own: set !== null,
      held: shelf.units / Math.max(shelf.demand, 1e-9),
      perWeek: weeks * shelf.holding,
      change: (weeks - shelf.target_weeks) * shelf.holding,
      fee: changed ? (shelf.fee ?? 0) : 0,
      coming,
      // What comes while goods are on their way is sold: it must be on the road as well.
      missing: (weeks + shelf.lead_weeks) * shelf.demand + (shelf.waiting ?? 0) - owned,
    };
  });
}

/** The plan of all parts, and of the regional shelves beside them: what both cost a week, and once. */
export function withShelves(summary: Summary, shelves: readonly ShelfRow[]): Summary {
  const sum = (of: (row: ShelfRow) => number) => shelves.reduce((all, row) => all + of(row), 0);
  return {
    ...summary,
    holding: summary.holding + sum(({ perWeek }) => perWeek),
    holdingChange: summary.holdingChange + sum(({ change }) => change),
    fees: summary.fees + sum(({ fee }) => fee),
  };
}
