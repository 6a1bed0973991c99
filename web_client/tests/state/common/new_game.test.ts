import { expect, test } from "vitest";
import type { ScenarioCard } from "../../../src/generated/protocol";
import { usualScenario } from "../../../src/state/common/new_game";

const card = (name: string): ScenarioCard => {
  return {
    name,
    title: name,
    summary: "",
    weeks: 52,
    weeks_per_turn: 4,
    turns: 13,
    seats: 4,
    components: 6,
  };
};

test("a new game begins with the squeeze, wherever it stands in the list", () => {
  expect(usualScenario([card("calm_seas"), card("pacific_squeeze")])).toBe("pacific_squeeze");
  expect(usualScenario([card("own"), card("other")])).toBe("own");
  expect(usualScenario([])).toBe("");
});
