/**
 * The rows of the decision sheet as numbers: a row for each component, read left to right as goods flow,
 * with what the player has chosen. Widths and heights are shares of 1.
 */

import type { Row, View } from "../../generated/protocol";
import { unsettled, type Group, type Settings, type Stance } from "../common/settings";
import { held } from "./held_settings";
import { optionsOf, type ChoicesByPart, type PartOptions } from "./part_options";
import { choiceOf, type Choice } from "./stance_choice";

/** The columns of the sheet, in the order of the goods. */
export const COLUMNS = ["part", "supplier", "way", "port", "bin", "stance"] as const;
export type Column = (typeof COLUMNS)[number];

export interface SheetRow {
  readonly row: Row;
  /** 0, 1, …: the component's colour and letter everywhere. */
  readonly place: number;
  readonly hot: boolean;
  /** Weeks until a hot row stops the line; 0: it waits already. */
  readonly stopsIn: number;
  readonly quote: "longer" | "shorter" | "steady";
  readonly late: boolean;
  /** Boxes on the way, the farthest first; the last stands at the bin's door. */
  readonly slots: readonly Slot[];
  /** How full the bin is drawn, and where its plan's mark stands. */
  readonly bin: number;
  readonly plan: number;
  /** Weeks of use that a full bin would hold, the same for all rows. */
  readonly scale: number;
  /** Where this is how the row stood in a week that has passed: how it stands now. */
  readonly now: SheetRow | null;
  readonly chosen: Choice;
  readonly other: Choice;
  /** What may be set beside the stance; null: nothing. */
  readonly options: PartOptions | null;
  /** What is set here and would not be played if the turn closed now: it has still to be confirmed. */
  readonly open: readonly Group[];
  /** What of the player's own the line was made of. */
  readonly set: readonly unknown[];
}

export interface Slot {
  /** Weeks until it reaches the plant; 0: it has just come in. */
  readonly week: number;
  /** The week of the year in which it does: by that a box is the same one a week later. */
  readonly due: number;
  readonly units: number;
  /** Height, as a share of the tallest box. */
  readonly size: number;
}

/** A row as it stood after a week that has passed. */
export interface RowWeek {
  readonly week: number;
  readonly onTheWay: readonly number[];
  readonly received: number;
  readonly binWeeks: number;
  readonly quoteWeeks: number;
  /** The port's; 0 where the row has none. */
  readonly queueWeeks: number;
}

export interface Summary {
  readonly inCase: number;
  readonly inTime: number;
  /** Parts with numbers that are neither stance's. */
  readonly between: number;
  readonly holding: number;
  readonly holdingChange: number;
  readonly fees: number;
  readonly buildWeeks: number;
  /** Should any one supplier ship nothing more: the part that stops the line first, and when. */
  readonly weakest: { readonly title: string; readonly weeks: number } | null;
}

/** What is set of a component. */
const OF_A_PART = ["stances", "numbers", "express", "secondSource"] as const;
/** Quotes that move by less are called steady. */
const STEADY_WEEKS = 0.25;
/** A box of this many weeks' use is drawn at full height. */
const FULL_BOX_WEEKS = 2;

/**
 * `choices`: what may be set of each part, as far as it is known. `last`: a sheet of before; of it each line that
 * says the same is kept, so that a screen draws only the others.
 */
export function sheetOf(
  view: View,
  chosen: Settings,
  choices: ChoicesByPart = {},
  last: readonly SheetRow[] = [],
): readonly SheetRow[] {
  const scale = binScale(view.rows);
  const hot = nextToStop(view);
  const unconfirmed = unsettled(chosen, held(view));
  const sheet = view.rows.map((row, place) => {
    const { component } = row;
    const stance = chosen.stances[component] ?? row.stance;
    const offered = choices[component];
    const open = OF_A_PART.filter((group) => unconfirmed[group][component] !== undefined);
    const set = [offered, stance, ...OF_A_PART.map((group) => chosen[group][component]), `${open}`];
    const known = last[place];
    // A view never changes: the same row in the same view is all the same.
    if (known?.row === row && set.every((value, at) => value === known.set[at])) return known;
    const options = optionsOf(row, stance, chosen, offered);
    const mine = choiceOf(row, stance, options);
    return {
      row,
      place,
      hot: row === hot,
      stopsIn: row.bin_weeks < 0.05 ? 0 : (row.stops_in_weeks ?? 0),
      quote: trend(row.quote_weeks - row.quote_before),
      late: isLate(row, row.quote_weeks),
      slots: slotsOf(row, lastWeek(view), row.on_the_way, row.received),
      bin: Math.min(1, row.bin_weeks / scale),
      plan: Math.min(1, mine.planWeeks / scale),
      scale,
      now: null,
      chosen: mine,
      other: choiceOf(row, stance === "JIT" ? "JIC" : "JIT"),
      options,
      open,
      set,
    };
  });
  const same = sheet.length === last.length && sheet.every((line, place) => line === last[place]);
  return same ? last : sheet;
}

/** A row as it stood after a week that has passed; `hot`: the line waited for it in that week. */
export function lineAt(line: SheetRow, week: RowWeek, quoteBefore: number, hot: boolean): SheetRow {
  const { port } = line.row;
  const row: Row = {
    ...line.row,
    on_the_way: [...week.onTheWay],
    received: week.received,
    bin_weeks: week.binWeeks,
    quote_weeks: week.quoteWeeks,
    quote_before: quoteBefore,
    port: port === null ? null : { ...port, queue_weeks: week.queueWeeks },
  };
  return {
    ...line,
    row,
    hot,
    stopsIn: 0,
    quote: trend(week.quoteWeeks - quoteBefore),
    late: isLate(row, week.quoteWeeks),
    slots: slotsOf(row, week.week, week.onTheWay, week.received),
    bin: Math.min(1, week.binWeeks / line.scale),
    now: line,
  };
}

export function summaryOf(sheet: readonly SheetRow[]): Summary {
  const add = (pick: (choice: Choice) => number) =>
    sheet.reduce((sum, { chosen }) => sum + pick(chosen), 0);
  const count = (like: Choice["like"]) => sheet.filter(({ chosen }) => chosen.like === like).length;
  return {
    inCase: count("JIC"),
    inTime: count("JIT"),
    between: count(null),
    holding: add((chosen) => chosen.holding),
    holdingChange: add((chosen) => chosen.holdingChange),
    fees: add((chosen) => (chosen.changed ? chosen.fee : 0)),
    // Going lean takes weeks too, but nobody waits for that: only full bins are built.
    buildWeeks: Math.max(0, ...sheet.map(({ chosen }) => (chosen.builds ? chosen.buildWeeks : 0))),
    weakest: weakestOf(sheet),
  };
}

export interface All {
  readonly stance: Stance;
  /** Every part stands so. */
  readonly chosen: boolean;
  readonly holding: number;
  readonly fees: number;
}

/** What one switch for all parts would mean. */
export function allOf(sheet: readonly SheetRow[], stance: Stance): All {
  const choices = sheet.map(({ chosen, other }) => (chosen.stance === stance ? chosen : other));
  const add = (pick: (choice: Choice) => number) =>
    choices.reduce((sum, one) => sum + pick(one), 0);
  return {
    stance,
    chosen: sheet.every((line) => line.chosen.stance === stance),
    holding: add((one) => one.holding),
    fees: add((one) => (one.changed ? one.fee : 0)),
  };
}

/**
 * The row that will stop the line next: the part it waits for now, else the bin that runs dry first
 * and sooner than an order placed today could arrive. None where every gap can still be filled.
 */
export function nextToStop(view: View): Row | null {
  const waited = view.weeks.at(-1)?.lost_by ?? {};
  const lost = (row: Row) => (row.bin_weeks < 0.5 ? (waited[row.component] ?? 0) : 0);
  const [worst] = [...view.rows].sort((a, b) => lost(b) - lost(a));
  if (worst !== undefined && lost(worst) > 0) return worst;
  const tooLate = view.rows.filter((row) => dryIn(row) < row.quote_weeks);
  return tooLate.sort((a, b) => dryIn(a) - dryIn(b))[0] ?? null;
}

function dryIn(row: Row): number {
  return row.stops_in_weeks ?? Infinity;
}

function weakestOf(sheet: readonly SheetRow[]): Summary["weakest"] {
  const rows = sheet.map(({ row }) => row).sort((a, b) => a.survives_weeks - b.survives_weeks);
  const [row] = rows;
  return row === undefined ? null : { title: row.title, weeks: row.survives_weeks };
}

/** Weeks as they are read, so that "1 week" is said where "1" stands. */
export function tenths(weeks: number): number {
  return Math.round(10 * weeks) / 10;
}

/** The last week played; 0 before the first. */
export function lastWeek(view: View): number {
  return view.weeks.at(-1)?.week ?? 0;
}

/** One scale for all bins and all weeks of a turn, so that they compare: the fullest bin or the highest
 * plan, and some air. */
function binScale(rows: readonly Row[]): number {
  const weeks = rows.flatMap((row) => [
    row.bin_weeks,
    ...row.offers.plan_weeks,
    ...(row.weeks?.bin_weeks ?? []),
  ]);
  return Math.max(2, ...weeks) * 1.08;
}

function slotsOf(row: Row, week: number, onTheWay: readonly number[], received: number): Slot[] {
  const full = FULL_BOX_WEEKS * Math.max(row.use_per_week, 1e-9);
  const slots = [received, ...onTheWay].map((units, weeks) => {
    return { week: weeks, due: week + weeks, units, size: Math.min(1, units / full) };
  });
  return slots.reverse();
}

function isLate(row: Row, quote: number): boolean {
  return quote - row.usual_weeks >= 1;
}

function trend(change: number): SheetRow["quote"] {
  if (Math.abs(change) < STEADY_WEEKS) return "steady";
  return change > 0 ? "longer" : "shorter";
}
