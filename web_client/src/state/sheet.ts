/**
 * The decision sheet as numbers: one line a component, read left to right as goods flow, with what
 * the player has set. Widths and heights are shares of 1; words and marks are the screen's affair.
 */

import type { Row, StanceOffer, View } from "../generated/protocol";
import type { Stance, Stances } from "./game";

export interface Choice {
  readonly stance: Stance;
  /** Another stance than the one in force. */
  readonly changed: boolean;
  readonly planWeeks: number;
  readonly holding: number;
  readonly fee: number;
  readonly buildWeeks: number;
  /** Money a week more (or less) than the stance in force holds. */
  readonly holdingChange: number;
}

export interface SheetRow {
  readonly row: Row;
  /** 0, 1, …: the component's colour and letter everywhere. */
  readonly place: number;
  readonly hot: boolean;
  readonly quote: "longer" | "shorter" | "steady";
  readonly late: boolean;
  /** Boxes on the way, the farthest first; 1 is the tallest box of the sheet. */
  readonly slots: readonly Slot[];
  readonly bin: number;
  readonly plan: number;
  readonly short: boolean;
  readonly chosen: Choice;
  readonly other: Choice;
}

export interface Slot {
  readonly week: number;
  readonly units: number;
  readonly size: number;
}

export interface Summary {
  readonly inCase: number;
  readonly inTime: number;
  readonly holding: number;
  readonly holdingChange: number;
  readonly fees: number;
  readonly buildWeeks: number;
}

/** Quotes that move by less are called steady. */
const STEADY_WEEKS = 0.25;
/** A box of this many weeks' use is drawn at full height. */
const FULL_BOX_WEEKS = 2;

export function sheetOf(view: View, chosen: Stances): SheetRow[] {
  const scale = binScale(view.rows);
  const hot = nextToStop(view.rows);
  return view.rows.map((row, place) => {
    const stance = chosen[row.component] ?? row.stance;
    const mine = choice(row, stance);
    return {
      row,
      place,
      hot: row === hot,
      quote: trend(row.quote_weeks - row.quote_before),
      late: row.quote_weeks - row.usual_weeks >= 1,
      slots: slotsOf(row),
      bin: Math.min(1, row.bin_weeks / scale),
      plan: Math.min(1, mine.planWeeks / scale),
      short: row === hot || row.bin_weeks < 0.5 * Math.min(mine.planWeeks, 1),
      chosen: mine,
      other: choice(row, stance === "JIT" ? "JIC" : "JIT"),
    };
  });
}

export function summaryOf(sheet: readonly SheetRow[]): Summary {
  const add = (pick: (choice: Choice) => number) =>
    sheet.reduce((sum, { chosen }) => sum + pick(chosen), 0);
  const inCase = sheet.filter(({ chosen }) => chosen.stance === "JIC").length;
  return {
    inCase,
    inTime: sheet.length - inCase,
    holding: add((chosen) => chosen.holding),
    holdingChange: add((chosen) => chosen.holdingChange),
    fees: add((chosen) => (chosen.changed ? chosen.fee : 0)),
    buildWeeks: Math.max(0, ...sheet.map(({ chosen }) => chosen.buildWeeks)),
  };
}

/** The row whose bin runs dry first; none if no dry bin is in sight. */
export function nextToStop(rows: readonly Row[]): Row | null {
  const dry = rows.filter((row) => row.stops_in_weeks !== null);
  const first = Math.min(...dry.map((row) => row.stops_in_weeks ?? Infinity));
  return dry.find((row) => row.stops_in_weeks === first) ?? null;
}

function choice(row: Row, stance: Stance): Choice {
  const offer = offerOf(row, stance);
  return {
    stance,
    changed: stance !== row.stance,
    planWeeks: offer.plan_weeks,
    holding: offer.holding_per_week,
    fee: offer.fee,
    buildWeeks: offer.build_weeks,
    holdingChange: offer.holding_per_week - offerOf(row, row.stance).holding_per_week,
  };
}

function offerOf(row: Row, stance: Stance): StanceOffer {
  const nothing = { stance, plan_weeks: 0, holding_per_week: 0, fee: 0, build_weeks: 0 };
  return row.offers.find((offer) => offer.stance === stance) ?? nothing;
}

/** One scale for all bins, so that they compare: the fullest bin or the highest plan, and some air. */
function binScale(rows: readonly Row[]): number {
  const weeks = rows.flatMap((row) => [row.bin_weeks, ...row.offers.map((o) => o.plan_weeks)]);
  return Math.max(2, ...weeks) * 1.08;
}

function slotsOf(row: Row): Slot[] {
  const full = FULL_BOX_WEEKS * Math.max(row.use_per_week, 1e-9);
  const slots = row.on_the_way.map((units, index) => {
    return { week: index + 1, units, size: Math.min(1, units / full) };
  });
  return slots.reverse();
}

function trend(change: number): SheetRow["quote"] {
  if (Math.abs(change) < STEADY_WEEKS) return "steady";
  return change > 0 ? "longer" : "shorter";
}
