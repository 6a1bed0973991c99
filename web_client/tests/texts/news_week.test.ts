import { expect, test } from "vitest";
import { newsWeekText } from "../../src/texts/texts";
import "../support/speak_english";

test("news that is older than the game has no week of the game", () => {
  expect([-1, 0, 1, 12].map(newsWeekText)).toEqual([
    "before week 1",
    "before week 1",
    "wk 1",
    "wk 12",
  ]);
});
