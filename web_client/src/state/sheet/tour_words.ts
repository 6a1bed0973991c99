/** The steps of the sheet's tour in words: what each is called, and what it says. */

import { t } from "../../texts/texts";
import type { Key } from "../../texts/catalogue";
import { isColumn, type Offer, type TourStep } from "./tour_steps";

const NAMES: Readonly<Record<Offer, Key>> = {
  express: "express.name",
  second: "tour.second_name",
  numbers: "numbers.open",
  sources: "tour.sources_name",
  contract: "contract.title",
  shelves: "shelves.title",
  demand: "demand.title",
  cash: "tour.cash_name",
};

export function stepName({ topic }: TourStep): string {
  return t(isColumn(topic) ? `sheet.${topic}` : NAMES[topic]);
}

/** `presets`: between the two stances there is a third. */
export function stepText({ topic, part }: TourStep, presets: boolean): string {
  return t(topic === "stance" && presets ? "tour.presets" : `tour.${topic}`, { part });
}
