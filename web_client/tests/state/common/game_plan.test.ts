import { expect, test } from "vitest";
import { planOf, turnLengths } from "../../../src/state/common/game_plan";

test("a game has the scenario's turns, or half as many that are twice as long", () => {
  expect(turnLengths({ weeks: 52, weeks_per_turn: 4 })).toEqual([
    { weeks: 4, turns: 13 },
    { weeks: 8, turns: 7 },
  ]);
  expect(turnLengths({ weeks: 12, weeks_per_turn: 8 })).toEqual([{ weeks: 8, turns: 2 }]);
});

test.each([
  ["thirteen turns of five minutes, the first without a deadline", 13, 5, 0, 70],
  ["seven of them", 7, 5, 0, 40],
  ["the first has its own minutes", 7, 5, 15, 45],
  ["no deadline at all", 13, 0, 0, 70],
  ["long turns, no deadline for the first", 7, 20, 0, 140],
])("%s", (_, turns, minutes, first, play) => {
  expect(planOf(turns, minutes, first)).toEqual({ turns, play, debrief: 30 });
});
