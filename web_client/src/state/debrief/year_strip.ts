/**
 * The year of one seat as a strip: what was made each week, what was missing, and which shocks struck
 * when.
 */

import type { SeatDebrief, YearShock } from "../../generated/protocol";

export interface StripWeek {
  readonly week: number;
  /** Share of what was required. */
  readonly made: number;
  readonly lost: readonly Missing[];
}

export interface Missing {
  /** A component, or "line". */
  readonly part: string;
  /** Its place among the components; -1 for the line itself. */
  readonly place: number;
  /** Share of what was required. */
  readonly share: number;
}

/** Weeks in a row in which the line stood for one part. */
export interface Run {
  readonly part: string;
  readonly place: number;
  readonly first: number;
  readonly last: number;
  readonly units: number;
}

/** What takes room on a row: a bar from the start of one week to the end of another, and its words. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

export interface Laid<Item extends Span> {
  readonly item: Item;
  readonly row: number;
  /** Its words end at the strip's end, for want of room. */
  readonly toTheEnd: boolean;
}

/** Less of a week's work is not drawn as a wait with a name. */
const LEAST_SHARE = 0.02;
/** Half an em of the small type, rounded up: what a letter takes on average. */
const LETTER = 7.2;
const GAP = 10;

export function stripOf({ weeks, parts }: SeatDebrief): StripWeek[] {
  const places = new Map(parts.map(({ component }, index) => [component, index]));
  return weeks.map(({ week, required, lost_by }) => {
    const lost = Object.entries(lost_by)
      .map(([part, units]) => ({
        part,
        place: places.get(part) ?? -1,
        share: required > 0 ? Math.min(1, (units ?? 0) / required) : 0,
      }))
      .filter(({ share }) => share > 0.001)
      .sort((one, other) => other.share - one.share);
    const missing = lost.reduce((sum, { share }) => sum + share, 0);
    return { week, made: Math.max(0, 1 - missing), lost };
  });
}

/** Waits with a name: the weeks a part was missing, over gaps of a week. */
export function runsOf(debrief: SeatDebrief): Run[] {
  const runs: Run[] = [];
  for (const { week, lost } of stripOf(debrief)) {
    for (const { part, place, share } of lost) {
      if (share < LEAST_SHARE) continue;
      const units = debrief.weeks[week - 1]?.lost_by[part] ?? 0;
      const before = runs.findIndex((run) => run.part === part && run.last >= week - 2);
      const run = runs[before];
      if (run === undefined) runs.push({ part, place, first: week, last: week, units });
      else runs[before] = { ...run, last: week, units: run.units + units };
    }
  }
  return runs.sort((one, other) => one.first - other.first);
}

/** From the first word of a shock to its end or all-clear, as far as the weeks played go. */
export function extentOf(shock: YearShock, weeks: number): { first: number; last: number } {
  const known = [shock.rumoured, shock.official, shock.cleared, shock.first_week, shock.last_week];
  const told = known.filter((week) => week !== null);
  const within = told.map((week) => Math.min(weeks, Math.max(1, week)));
  // A rumour of what had not come when the game ended, or was never denied, is talk up to the end.
  if (shock.first_week === null && shock.cleared === null) within.push(weeks);
  return { first: Math.min(...within), last: Math.max(...within) };
}

/** Spans in as few rows as their bars and words need, none over another. `width` is the strip's, in px. */
export function laidOut<Item extends Span>(
  items: readonly Item[],
  weeks: number,
  width: number,
): Laid<Item>[] {
  const ends: number[] = [];
  return items.map((item) => {
    const start = ((item.first - 1) / weeks) * width;
    const end = (item.last / weeks) * width;
    const words = Math.min(width, item.text.length * LETTER);
    const toTheEnd = start + words > width;
    const left = toTheEnd ? Math.min(start, width - words) : start;
    const right = Math.max(end, toTheEnd ? width : start + words);
    const free = ends.findIndex((before) => before + GAP <= left);
    const row = free === -1 ? ends.length : free;
    ends[row] = right;
    return { item, row, toTheEnd };
  });
}

/** Left edge and width of some weeks, in hundredths of the strip. */
export function across(first: number, last: number, weeks: number) {
  return { left: (100 * (first - 1)) / weeks, width: (100 * (last - first + 1)) / weeks };
}

/** Cover in the bin as the corners of an area in a box `weeks` wide and 1 high, 1 being `full` weeks. */
export function areaOf(binWeeks: readonly number[], full: number): string {
  const tops = binWeeks.map((cover) => 1 - Math.min(1, Math.max(0, cover) / full));
  const line = tops.map((top, index) => `${index + 0.5},${top.toFixed(3)}`);
  const edge = (index: number) => (tops[index] ?? 1).toFixed(3);
  const last = binWeeks.length;
  return [`0,1`, `0,${edge(0)}`, ...line, `${last},${edge(last - 1)}`, `${last},1`].join(" ");
}
