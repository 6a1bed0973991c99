/** Ticks whose words have room. */

import { expect, test } from "vitest";
import { scaleLinear } from "d3-scale";
import { ticksApart } from "../../../../src/state/common/studies/ticks";

test("leaves out a tick whose words would stick out of the card", () => {
  const scale = scaleLinear([100_000, 400_000], [0, 100]);
  const [narrow, broad] = [ticksApart(scale, 267), ticksApart(scale, 900)];
  expect(narrow.map(({ value }) => value)).toEqual([100_000, 200_000, 300_000]);
  expect(narrow.every(({ at }) => (at / 100) * 267 <= 267 - 28)).toBe(true);
  expect(broad.length).toBeGreaterThan(3);
});
