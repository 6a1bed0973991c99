import { expect, test } from "vitest";
import type { ScenarioCard } from "../../../src/generated/protocol";
import {
  shelfTitle,
  shelvesOf,
  sizeText,
  usualScenario,
} from "../../../src/state/common/scenario_shelves";

const card = (title: string, more: Partial<ScenarioCard> = {}): ScenarioCard => ({
  name: title.toLowerCase(),
  title,
  summary: "",
  weeks: 28,
  weeks_per_turn: 4,
  turns: 7,
  seats: 4,
  components: 5,
  ...more,
});

test("easy scenarios come first, on each shelf the short ones, and last those that do not say", () => {
  const shelves = shelvesOf([
    card("Own"),
    card("Storm", { difficulty: "hard", minutes: 20 }),
    card("Long", { difficulty: "easy", minutes: 60 }),
    card("Breeze", { difficulty: "easy", minutes: 20 }),
    card("Air", { difficulty: "easy", minutes: 20 }),
  ]);
  expect(shelves.map((shelf) => [shelf.difficulty, shelf.cards.map(({ title }) => title)])).toEqual(
    [
      ["easy", ["Air", "Breeze", "Long"]],
      ["hard", ["Storm"]],
      [null, ["Own"]],
    ],
  );
  expect(shelves.map(shelfTitle)).toEqual(["Easy", "Hard", "Without a stated difficulty"]);
});

test("where no author says how hard a scenario is, one shelf holds all", () => {
  expect(shelvesOf([card("B"), card("A")]).map((shelf) => shelf.cards.length)).toEqual([2]);
  expect(shelvesOf([])).toEqual([]);
});

test("minutes stand beside the size where they are known", () => {
  expect(sizeText(card("A"))).not.toContain("minutes");
  expect(sizeText(card("A", { minutes: 20 }))).toContain("about 20 minutes");
});

test("a new game begins with the squeeze, wherever it stands in the list", () => {
  const named = (name: string) => card(name, { name });
  expect(usualScenario([named("calm_seas"), named("pacific_squeeze")])).toBe("pacific_squeeze");
  expect(usualScenario([named("own"), named("other")])).toBe("own");
  expect(usualScenario([])).toBe("");
});
