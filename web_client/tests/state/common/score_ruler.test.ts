import { describe, expect, test } from "vitest";
import type { Mark } from "../../../src/generated/protocol";
import { labelsOf, rulerOf, widthOf } from "../../../src/state/common/score_ruler";

const mark = (way: Mark["way"], score: number): Mark => ({ way, score, cost: 0 });

/** Numbers that look like chance and are the same in every run. */
function* chance(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

describe("the ruler", () => {
  test("goes from 0 to 100", () => {
    const { zero, marks } = rulerOf([mark("jit", 0), mark("played", 50), mark("best", 100)]);
    expect([zero, ...marks.map(({ at }) => at)]).toEqual([0, 0, 0.5, 1]);
  });

  test("is drawn beyond both ends, and no further than -100", () => {
    const { zero, marks } = rulerOf([mark("jit", -400), mark("played", 125), mark("jic", 0)]);
    expect(zero).toBeCloseTo(100 / 225);
    expect(marks.map(({ at }) => at)).toEqual([0, 1, zero]);
  });

  const words = (marks: readonly Mark[], width: number) =>
    labelsOf(
      marks,
      width,
      (way) => `the ${way}`,
      (score) => `${Math.round(score)}`,
    );

  test("has no word over another and none outside, whatever the marks", () => {
    const random = chance(7);
    const next = () => random.next().value as number;
    for (let round = 0; round < 500; round++) {
      const width = 240 + 600 * next();
      const ways = ["jit", "jic", "mix", "best", "played"] as const;
      const near = next() < 0.5 ? 6 : 180;
      const labels = words(
        ways.map((way) => mark(way, 40 + near * (next() - 0.6))),
        width,
      );
      const boxes = labels.map(({ text, middle, row }) => {
        return { row, left: middle - widthOf(text) / 2, right: middle + widthOf(text) / 2 };
      });
      for (const [index, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(-0.001);
        for (const other of boxes.slice(index + 1)) {
          const over = box.row === other.row && box.left < other.right && other.left < box.right;
          expect(over).toBe(false);
        }
      }
    }
  });

  test("names marks of one score together, and the player's own below", () => {
    const labels = words(
      [mark("played", 100), mark("mix", 100), mark("best", 100), mark("jit", 0)],
      300,
    );
    expect(labels.map(({ text }) => text)).toEqual(["the jit 0", "the mix, the best 100"]);
  });
});
