/**
 * The replay of the weeks that closed last, as pictures of the sheet. A picture shows how things stood
 * after one week; the first, where it is known, how they stood before any of them. How things stand now is
 * not one of them, but the sheet itself.
 */

import type { LineWeek, Row, View } from "../../generated/protocol";
import { lineAt, type RowWeek, type SheetRow } from "./sheet_rows";

export interface Picture {
  readonly week: number;
  /** Before the first week of the turn: nothing has been made yet. */
  readonly opening: boolean;
  /** Weeks of the turn played by then. */
  readonly played: number;
  readonly rows: Readonly<Record<string, RowWeek>>;
  /** The part the line waited for longest in this week. */
  readonly culprit: string | null;
}

/** How long pictures stay, in milliseconds: a turn of four weeks plays in six seconds. */
const OPENING_MS = 700;
const WEEK_MS = 1300;

/** `before`: the view of the turn before, if this page has seen it. */
export function picturesOf(before: View | null, view: View): Picture[] {
  const weeks = view.weeks.map((week, index) => pictureOf(view, week, index));
  const whole = weeks.filter((picture) => Object.keys(picture.rows).length === view.rows.length);
  if (whole.length < view.weeks.length) return [];
  const opening = openingOf(before, view);
  return opening === null ? whole : [opening, ...whole];
}

export function durationOf(picture: Picture): number {
  return picture.opening ? OPENING_MS : WEEK_MS;
}

/** The sheet as a picture shows it: what is chosen, priced and planned stays as it is now. */
export function sheetAt(
  sheet: readonly SheetRow[],
  pictures: readonly Picture[],
  at: number,
): readonly SheetRow[] {
  const picture = pictures[at];
  if (picture === undefined) return sheet;
  return sheet.map((line) => {
    const { component } = line.row;
    const week = picture.rows[component];
    if (week === undefined) return line;
    const before = pictures[at - 1]?.rows[component]?.quoteWeeks ?? week.quoteWeeks;
    return lineAt(line, week, before, component === picture.culprit);
  });
}

function pictureOf(view: View, week: LineWeek, index: number): Picture {
  const rows = view.rows.flatMap((row) => {
    const found = weekOf(row, view, index);
    return found === null ? [] : [[row.component, found] as const];
  });
  const lost = Object.entries(week.lost_by).sort(([, a = 0], [, b = 0]) => b - a);
  const [worst] = lost.filter(([, units = 0]) => units >= 0.5);
  return {
    week: week.week,
    opening: false,
    played: index + 1,
    rows: Object.fromEntries(rows),
    culprit: worst?.[0] ?? null,
  };
}

/** How things stood when the turn began is what its view said; of any other turn it says nothing. */
function openingOf(before: View | null, view: View): Picture | null {
  const [first] = view.weeks;
  if (before === null || first === undefined || before.first_week !== first.week) return null;
  const week = first.week - 1;
  const rows = before.rows.map((row) => [row.component, asItStands(row, week)] as const);
  return { week, opening: true, played: 0, rows: Object.fromEntries(rows), culprit: null };
}

/** A turn's last week is the row itself; the others stand in its lists, or nowhere. */
function weekOf(row: Row, view: View, index: number): RowWeek | null {
  const week = view.weeks[index]?.week ?? 0;
  if (index === view.weeks.length - 1) return asItStands(row, week);
  const told = row.weeks;
  const onTheWay = told?.on_the_way[index];
  if (told === null || onTheWay === undefined) return null;
  return {
    week,
    // The far end is told only as far as anything is there.
    onTheWay: row.on_the_way.map((_, slot) => onTheWay[slot] ?? 0),
    received: told.received[index] ?? 0,
    binWeeks: told.bin_weeks[index] ?? 0,
    quoteWeeks: told.quote_weeks[index] ?? 0,
    queueWeeks: told.queue_weeks?.[index] ?? 0,
  };
}

function asItStands(row: Row, week: number): RowWeek {
  return {
    week,
    onTheWay: row.on_the_way,
    received: row.received,
    binWeeks: row.bin_weeks,
    quoteWeeks: row.quote_weeks,
    queueWeeks: row.port?.queue_weeks ?? 0,
  };
}
