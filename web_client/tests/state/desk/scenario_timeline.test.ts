/** Weeks of a scenario's timeline on its strip. */

import { expect, test } from "vitest";
import { shareOfYear } from "../../../src/state/desk/scenario_timeline";

const year = { weeks: 50, weeks_per_turn: 4, recommended: {}, shocks: [] };

test("the first week begins at the left edge, and the week after the last is the right one", () => {
  expect(shareOfYear(year, 1)).toBe(0);
  expect(shareOfYear(year, 26)).toBe(50);
  expect(shareOfYear(year, 51)).toBe(100);
});

test("what is told before the year or felt after it stays on the strip", () => {
  expect(shareOfYear(year, -3)).toBe(0);
  expect(shareOfYear(year, 80)).toBe(100);
});
