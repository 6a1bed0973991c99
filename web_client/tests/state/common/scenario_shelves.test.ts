import { expect, test } from "vitest";
import type { ScenarioCard } from "../../../src/generated/protocol";
import { shelvesOf, sizeText, usualScenario } from "../../../src/state/common/scenario_shelves";

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
  expect(shelves.map((shelf) => [shelf.title, shelf.cards.map(({ title }) => title)])).toEqual([
    ["Easy", ["Air", "Breeze", "Long"]],
    ["Hard", ["Storm"]],
    ["Without a stated difficulty", ["Own"]],
  ]);
});

test("where no author says how hard a scenario is, one shelf holds all", () => {
  expect(shelvesOf([card("B"), card("A")]).map((shelf) => shelf.cards.length)).toEqual([2]);
  expect(shelvesOf([])).toEqual([]);
});

test("a set that is played to compare stands together, in the order of play and with how hard each is", () => {
  const year = (title: string, place: number, difficulty: "easy" | "hard") =>
    card(title, {
      difficulty,
      contrast: { group: "years", title: "Two years", place, turned: "Turned over: nothing." },
    });
  const [alone, set, ...more] = shelvesOf([
    year("After", 2, "easy"),
    card("Air", { difficulty: "easy" }),
    year("Before", 1, "hard"),
  ]);
  expect(more).toEqual([]);
  expect(alone?.cards.map(({ title }) => title)).toEqual(["Air"]);
  expect([set?.title, set?.contrast]).toEqual(["Two years", true]);
  expect(set?.cards.map(({ title }) => title)).toEqual(["Before", "After"]);
  expect(set?.cards.map(sizeText).map((text) => text.split(" · ").at(-1))).toEqual([
    "Hard",
    "Easy",
  ]);
});

test("years nobody knows stand last, and say nothing of parts that are not drawn yet", () => {
  const year = card("Year", { name: "year_easy", difficulty: "easy", components: 0 });
  const shelves = shelvesOf([year, card("Air", { difficulty: "easy" })]);
  expect(shelves.map(({ title }) => title)).toEqual(["Easy", "A year nobody knows"]);
  expect(shelves[1]?.about).toContain("this one game");
  expect(sizeText(year)).toBe("28 weeks in 7 turns · 4 companies");
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
