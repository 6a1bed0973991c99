/**
 * The timeline of shocks on the desk: where each lies, and where its label stands so that none is cut off
 * and none lies on another. Shocks that leave each other room share a lane.
 */

import type { Desk, DeskShock, NewsItem } from "../../generated/protocol";
import { isOver } from "../common/game_phase";

export type When = "past" | "now" | "coming";

export interface Strip {
  readonly shock: DeskShock;
  readonly when: When;
  /** Of the bar, in px. */
  readonly left: number;
  readonly width: number;
  readonly words: string;
  /** Where they begin, in px; null: below the bar, in as many lines as they need. */
  readonly wordsAt: number | null;
  /** They stand in the bar, not beside it. */
  readonly inside: boolean;
}

export interface Words {
  /** Of a shock, the longest first; the longest that fits is taken. */
  readonly say: (shock: DeskShock) => readonly string[];
  readonly widthOf: (text: string) => number;
}

const GAP = 8;

/** `first_week` of a desk is the first week not yet played. */
export function lanesOf(desk: Desk, width: number, words: Words): Strip[][] {
  const lanes: { strips: Strip[]; taken: [number, number][] }[] = [];
  for (const shock of desk.shocks) {
    const { strip, from, to } = placed(desk, shock, width, words);
    const free = lanes.find(
      ({ taken }) =>
        strip.wordsAt !== null &&
        taken.every(([left, right]) => to + GAP <= left || right + GAP <= from),
    );
    if (free) {
      free.strips.push(strip);
      free.taken.push([from, to]);
    } else {
      lanes.push({ strips: [strip], taken: [strip.wordsAt === null ? [0, width] : [from, to]] });
    }
  }
  return lanes.map(({ strips }) => strips);
}

interface Placed {
  readonly strip: Strip;
  /** All that it covers, words and bar. */
  readonly from: number;
  readonly to: number;
}

function placed(desk: Desk, shock: DeskShock, width: number, words: Words): Placed {
  const { weeks } = desk.game;
  const left = (width * (Math.min(shock.first_week, weeks) - 1)) / weeks;
  const right = (width * Math.min(shock.last_week, weeks)) / weeks;
  const bar = { shock, when: whenOf(desk, shock), left, width: right - left, inside: false };
  const said = words.say(shock);
  for (const text of said) {
    const long = words.widthOf(text);
    if (long + 2 * GAP <= right - left) {
      const strip = { ...bar, words: text, wordsAt: left + GAP, inside: true };
      return { strip, from: left, to: right };
    }
    if (right + GAP + long <= width) {
      const to = right + GAP + long;
      return { strip: { ...bar, words: text, wordsAt: right + GAP }, from: left, to };
    }
    if (left - GAP - long >= 0) {
      const from = left - GAP - long;
      return { strip: { ...bar, words: text, wordsAt: from }, from, to: right };
    }
  }
  return { strip: { ...bar, words: said[0] ?? "", wordsAt: null }, from: 0, to: width };
}

export function whenOf(desk: Desk, shock: DeskShock): When {
  const now = firstAhead(desk);
  if (shock.last_week < now) return "past";
  return shock.first_week > now ? "coming" : "now";
}

function firstAhead(desk: Desk): number {
  return isOver(desk.phase) ? desk.last_week + 1 : desk.first_week;
}

export function turnOf(desk: Desk, week: number): number {
  return Math.ceil(week / desk.game.weeks_per_turn);
}

export interface NewsMark {
  /** Middle of its week, as a share of the year. */
  readonly at: number;
  readonly out: boolean;
  readonly items: readonly NewsItem[];
}

/** News of all shocks, a mark a week; what is older than the game stands with the first week's. */
export function newsMarksOf(desk: Desk): NewsMark[] {
  const weeks = new Map<number, NewsItem[]>();
  for (const item of desk.shocks.flatMap(({ news }) => news)) {
    const week = Math.max(1, item.week);
    if (week <= desk.game.weeks) weeks.set(week, [...(weeks.get(week) ?? []), item]);
  }
  return [...weeks.entries()]
    .sort(([one], [other]) => one - other)
    .map(([week, items]) => {
      const at = (week - 0.5) / desk.game.weeks;
      return { at, out: items.every((item) => item.week < firstAhead(desk)), items };
    });
}

export type Coming =
  | { readonly week: number; readonly kind: "news"; readonly item: NewsItem }
  | { readonly week: number; readonly kind: "shock"; readonly shock: DeskShock };

/** What comes next of news and shocks, the soonest first. */
export function comingOf(desk: Desk, most: number): Coming[] {
  if (isOver(desk.phase)) return [];
  const last = Math.min(desk.game.weeks, desk.last_turn * desk.game.weeks_per_turn);
  const told = desk.shocks.flatMap(({ news }) =>
    news.map((item): Coming => ({ week: item.week, kind: "news", item })),
  );
  const strikes = desk.shocks
    .filter(({ comes }) => comes)
    .map((shock): Coming => ({ week: shock.first_week, kind: "shock", shock }));
  return [...told, ...strikes]
    .filter(({ week }) => week >= desk.first_week && week <= last)
    .sort((one, other) => one.week - other.week)
    .slice(0, most);
}
