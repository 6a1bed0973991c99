import { expect, test } from "vitest";
import { formatFor } from "../../../src/format";
import type { ChoiceDebrief } from "../../../src/generated/protocol";
import { choiceBars, choiceText } from "../../../src/state/debrief/choice_what_ifs";
import "../../support/speak_english";

const format = formatFor("en", "EUR");
const housing: ChoiceDebrief = {
  choice: "cover_weeks",
  of: "housing",
  title: "Housing",
  cost: 12_000,
  uptime: -0.021,
};
const express: ChoiceDebrief = {
  choice: "expedite",
  of: "chip",
  title: "Drive chip",
  cost: -3000,
  uptime: 0.0001,
};

test("a bar is as long as its money, against the most money of all", () => {
  const [first, second] = choiceBars([housing, express]);
  expect([first?.share, second?.share]).toEqual([1, 0.25]);
  expect([first?.saved, second?.saved]).toEqual([12_000, -3000]);
});

test("what would have cost more without it saved money, and the uptime it gained is said", () => {
  const [bar] = choiceBars([housing]);
  expect(bar && choiceText(bar, format)).toMatch(/^Saved €12.* Uptime 2\.1 points higher\.$/);
});

test("what made the year dearer is said so, and uptime that nobody sees is left out", () => {
  const [bar] = choiceBars([express]);
  expect(bar && choiceText(bar, format)).toMatch(/^Cost €3.* more\.$/);
});

test("a number that was the stance's own changed nothing", () => {
  const [bar] = choiceBars([{ ...housing, cost: 0, uptime: 0 }]);
  expect(bar?.share).toBe(0);
  expect(bar && choiceText(bar, format)).toBe("Changed nothing.");
});
