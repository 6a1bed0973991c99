/**
 * What the sheet explains in a first turn, step by step: its columns, and then what this game offers beside the
 * stances, and nothing that it does not offer.
 */

import type { View } from "../../generated/protocol";
import { cashNeed } from "./cash_need";
import type { PartOptions } from "./part_options";
import { COLUMNS, type Column, type SheetRow } from "./sheet_rows";

/** In the order in which they stand on the screen. */
export const OFFERS = [
  "express",
  "second",
  "numbers",
  "sources",
  "contract",
  "shelves",
  "demand",
  "cash",
] as const;
export type Offer = (typeof OFFERS)[number];

export interface TourStep {
  readonly topic: Column | Offer;
  /** The row that it is shown at: the first that has it. */
  readonly place: number;
  /** That row's part; empty where no part has it. */
  readonly part: string;
}

/** Whether a topic is a column of the sheet, and no offer beside it. */
export function isColumn(topic: TourStep["topic"]): topic is Column {
  return (COLUMNS as readonly string[]).includes(topic);
}

export function tourSteps(view: View, sheet: readonly SheetRow[]): readonly TourStep[] {
  const columns = COLUMNS.map((topic) => {
    // To speak of a port, one must be seen.
    const place = sheet.findIndex(({ row }) => topic !== "port" || row.port !== null);
    return stepAt(topic, sheet, Math.max(0, place));
  });
  // Where one switch sets all parts, nothing else is set.
  if (view.game.depth === "classic") return columns;
  return [...columns, ...OFFERS.flatMap((offer) => offered(offer, view, sheet))];
}

/** Presets are the expert's: the tour of stances has a third. */
export function hasPresets(sheet: readonly SheetRow[]): boolean {
  return sheet.some(({ options }) => options !== null && isExpert(options));
}

const AT_A_PART: Readonly<Partial<Record<Offer, (options: PartOptions) => boolean>>> = {
  express: ({ express }) => express !== null,
  // An expert sets the split among the numbers.
  second: ({ second, names }) => second !== null && !names.includes("sourcing_split"),
  numbers: isExpert,
  sources: (options) => isExpert(options) && options.sources.length > 1,
  contract: (options) => isExpert(options) && options.contracts.length > 0,
};

function offered(offer: Offer, view: View, sheet: readonly SheetRow[]): TourStep[] {
  const has = AT_A_PART[offer];
  if (has !== undefined) {
    const place = sheet.findIndex(({ options }) => options !== null && has(options));
    return place === -1 ? [] : [stepAt(offer, sheet, place)];
  }
  const there =
    (offer === "shelves" && (view.shelves ?? []).length > 0) ||
    (offer === "demand" && (view.demand ?? []).length > 0) ||
    (offer === "cash" && cashNeed(view, sheet) !== null);
  return there ? [{ topic: offer, place: -1, part: "" }] : [];
}

function stepAt(topic: TourStep["topic"], sheet: readonly SheetRow[], place: number): TourStep {
  return { topic, place, part: sheet[place]?.row.title ?? "" };
}

function isExpert({ presets }: PartOptions): boolean {
  return presets.length > 0;
}
