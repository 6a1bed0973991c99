/** The frontier of policies: its marks, its line, its ticks. */

import { expect, test } from "vitest";
import type { PolicyPoint } from "../../../../src/generated/protocol";
import { dotsOf, marksOf } from "../../../../src/state/common/studies/frontier";

const point = (kind: PolicyPoint["kind"], cost: number, uptime: number) => ({ kind, cost, uptime });

test("marks have names, what is far dearer is left out, and what was played is drawn last", () => {
  const points = [
    point("played", 10, 0.9),
    point("jit", 20, 0.8),
    point("hull", 8, 0.95),
    point("hull", 12, 1),
    point("policy", 100, 1),
  ];
  const picture = dotsOf(points);
  expect(marksOf(points).map(({ kind }) => kind)).toEqual(["played", "jit"]);
  expect(picture.dots.map(({ kind }) => kind)).toEqual(["hull", "hull", "jit", "played"]);
  expect(picture.hull.split(" ")).toHaveLength(2);
  expect(picture.uptimes.map(({ value }) => value)).toEqual([0.8, 0.85, 0.9, 0.95, 1]);
  expect(
    picture.costs.map(({ value }) => value),
    "so many as their words have room",
  ).toEqual([10, 15]);
  for (const dot of picture.dots) {
    expect(dot.x).toBeGreaterThanOrEqual(0);
    expect(dot.x).toBeLessThanOrEqual(100);
  }
});
