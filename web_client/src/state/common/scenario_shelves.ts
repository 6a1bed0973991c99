/** The scenarios of a server in the order in which one chooses: the easy ones first, then the short ones; and the one
 * that a new game begins with. */

import type { ScenarioCard } from "../../generated/protocol";
import { t } from "../../texts/texts";

/** The scenario that suits a first workshop; on a server without it, the first of the list. */
const USUAL = "pacific_squeeze";

export function usualScenario(cards: readonly ScenarioCard[]): string {
  return (cards.find(({ name }) => name === USUAL) ?? cards[0])?.name ?? "";
}

export type Difficulty = NonNullable<ScenarioCard["difficulty"]>;

export interface Shelf {
  /** None: their authors do not say how hard they are. */
  difficulty: Difficulty | null;
  cards: ScenarioCard[];
}

const ORDER: readonly (Difficulty | null)[] = ["easy", "medium", "hard", null];

export function shelvesOf(cards: readonly ScenarioCard[]): Shelf[] {
  return ORDER.map((difficulty) => ({
    difficulty,
    cards: cards
      .filter((card) => (card.difficulty ?? null) === difficulty)
      .sort(
        (one, other) =>
          (one.minutes ?? Infinity) - (other.minutes ?? Infinity) || byTitle(one, other),
      ),
  })).filter((shelf) => shelf.cards.length > 0);
}

function byTitle(one: ScenarioCard, other: ScenarioCard): number {
  return one.title.localeCompare(other.title);
}

/** Weeks, turns, parts, companies, and how long a game takes where its author says so. */
export function sizeText(card: ScenarioCard): string {
  const { weeks, turns, components, seats, minutes } = card;
  const size = t("home.scenario_size", { weeks, turns, components, seats });
  return minutes ? `${size} · ${t("home.scenario_minutes", { minutes })}` : size;
}

export function shelfTitle({ difficulty }: Shelf): string {
  return t(difficulty === null ? "difficulty.unstated" : `difficulty.${difficulty}`);
}
