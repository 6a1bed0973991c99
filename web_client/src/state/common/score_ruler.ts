/**
 * The scale of the score: where its marks stand, and their labels in rows so that none lies over another.
 */

import type { Mark } from "../../generated/protocol";

export interface OnRuler {
  readonly mark: Mark;
  /** Share of the ruler's length. */
  readonly at: number;
}

/** Marks that stand at one point are named together. */
export interface RulerLabel {
  readonly ways: readonly Mark["way"][];
  readonly score: number;
  readonly at: number;
  readonly text: string;
  /** From 0, the row next to the ruler. */
  readonly row: number;
  /** The words' middle, in px from the ruler's left end. */
  readonly middle: number;
}

/** Scores below are drawn at the ruler's end, and say their number. */
const LOWEST = -100;
const LETTER = 7.2;
const GAP = 8;

export function rulerOf(marks: readonly Mark[]): { zero: number; marks: OnRuler[] } {
  const scores = marks.map(({ score }) => Math.max(LOWEST, score));
  const least = Math.min(0, ...scores);
  const length = Math.max(100, ...scores) - least;
  const at = (score: number) => (Math.max(least, score) - least) / length;
  return { zero: at(0), marks: marks.map((mark) => ({ mark, at: at(mark.score) })) };
}

/** Words above the ruler for all marks but the player's own, in as few rows as they need. */
export function labelsOf(
  marks: readonly Mark[],
  width: number,
  word: (way: Mark["way"]) => string,
  number: (score: number) => string,
): RulerLabel[] {
  const ends: number[] = [];
  return together(rulerOf(marks).marks.filter(({ mark }) => mark.way !== "played")).map((group) => {
    const [{ mark, at }] = group;
    const ways = group.map((each) => each.mark.way);
    const text = `${ways.map(word).join(", ")} ${number(mark.score)}`;
    const half = (text.length * LETTER) / 2;
    const middle = Math.max(half, Math.min(width - half, at * width));
    const free = ends.findIndex((end) => end + GAP <= middle - half);
    const row = free === -1 ? ends.length : free;
    ends[row] = middle + half;
    return { ways, score: mark.score, at, text, row, middle };
  });
}

export function widthOf(text: string): number {
  return text.length * LETTER;
}

type Group = [OnRuler, ...OnRuler[]];

/** Left to right, those of one rounded score together. */
function together(marks: readonly OnRuler[]): Group[] {
  const groups: Group[] = [];
  for (const mark of [...marks].sort((one, other) => one.at - other.at)) {
    const last = groups.at(-1);
    if (last && Math.round(last[0].mark.score) === Math.round(mark.mark.score)) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}
