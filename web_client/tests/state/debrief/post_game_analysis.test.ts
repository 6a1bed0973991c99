import { expect, test } from "vitest";
import { barsOf } from "../../../src/state/debrief/post_game_analysis";

test("bars are as high as the largest number is far from nothing", () => {
  expect(barsOf([10, -5, 0])).toEqual([
    { height: 100, below: false },
    { height: 50, below: true },
    { height: 0, below: false },
  ]);
  expect(barsOf([])).toEqual([]);
});
