/** The scenarios of a server in the order in which one chooses: the easy ones first, then the short ones, then the sets
 * that are played one after another, and last the years nobody knows; and the one that a new game begins with. */

import type { ScenarioCard } from "../../generated/protocol";
import { t } from "../../texts/texts";

/** The scenario that suits a first workshop; on a server without it, the first of the list. */
const USUAL = "pacific_squeeze";

export function usualScenario(cards: readonly ScenarioCard[]): string {
  return (cards.find(({ name }) => name === USUAL) ?? cards[0])?.name ?? "";
}

export type Difficulty = NonNullable<ScenarioCard["difficulty"]>;

export interface Shelf {
  /** Unlike those of all other shelves. */
  key: string;
  title: string;
  /** What is to be said of all its scenarios; often nothing. */
  about: string;
  /** They are a set with the same firms, in the order of play. */
  contrast: boolean;
  cards: ScenarioCard[];
}

const ORDER: readonly (Difficulty | null)[] = ["easy", "medium", "hard", null];

export function shelvesOf(cards: readonly ScenarioCard[]): Shelf[] {
  const alone = cards.filter((card) => !card.contrast && !isYear(card.name));
  return [...byDifficulty(alone), ...sets(cards), ...unknown(cards)];
}

/** Whether it is no scenario yet, but a year that the server makes when a game is to be opened with it. */
export function isYear(name: string): boolean {
  return /^year_(easy|medium|hard)$/.test(name);
}

export function yearTitle(card: ScenarioCard): string {
  return t("years.card", { difficulty: difficultyText(card.difficulty ?? null) });
}

function unknown(cards: readonly ScenarioCard[]): Shelf[] {
  const found = cards.filter((card) => isYear(card.name));
  if (found.length === 0) return [];
  const about = t("years.about");
  return [{ key: "years", title: t("years.title"), about, contrast: false, cards: found }];
}

/** Scenarios of one set stand together, however hard each is. */
function sets(cards: readonly ScenarioCard[]): Shelf[] {
  const members = cards.flatMap((card) => (card.contrast ? [{ card, own: card.contrast }] : []));
  return [...new Set(members.map(({ own }) => own.group))].map((group) => {
    const found = members.filter(({ own }) => own.group === group);
    found.sort((one, other) => one.own.place - other.own.place);
    return {
      key: `contrast ${group}`,
      title: found[0]?.own.title ?? "",
      about: t("contrast.hint"),
      contrast: true,
      cards: found.map(({ card }) => card),
    };
  });
}

function byDifficulty(cards: readonly ScenarioCard[]): Shelf[] {
  return ORDER.map((difficulty) => ({
    key: difficulty ?? "unstated",
    title: difficultyText(difficulty),
    about: "",
    contrast: false,
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

/** Weeks, turns, parts, companies, and how long a game takes where its author says so; how hard it is, where no shelf
 * says it. */
export function sizeText(card: ScenarioCard): string {
  const { weeks, turns, components, seats, minutes, contrast, difficulty } = card;
  return [
    isYear(card.name)
      ? t("home.year_size", { weeks, turns, seats })
      : t("home.scenario_size", { weeks, turns, components, seats }),
    ...(minutes ? [t("home.scenario_minutes", { minutes })] : []),
    ...(contrast && difficulty ? [difficultyText(difficulty)] : []),
  ].join(" · ");
}

/** How hard it is, how long it takes and how large it is, of one that stands alone. */
export function factsText(card: ScenarioCard): string {
  const difficulty = card.difficulty ? [difficultyText(card.difficulty)] : [];
  return [...difficulty, sizeText({ ...card, contrast: null })].join(" · ");
}

function difficultyText(difficulty: Difficulty | null): string {
  return t(difficulty === null ? "difficulty.unstated" : `difficulty.${difficulty}`);
}
