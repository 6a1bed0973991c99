/** The picture of one of the five questions: its line of equal cost, its band, its crossing. */

import { describe, expect, it } from "vitest";
import { HEIGHT, pictureOf, WIDTH } from "../../../../src/state/common/studies/question_plot";
import type { CardQuestion } from "../../../../src/generated/protocol";

const asked: CardQuestion = {
  question: "supply",
  points: [
    { x: 3, mean: -200, ci95: 50 },
    { x: 4, mean: 200, ci95: 80 },
    { x: 6, mean: 600, ci95: 10 },
  ],
  crossing: 3.5,
  direction: "jic",
};

describe("the picture of a question", () => {
  it("marks the crossing on the line of equal cost, between the points around it", () => {
    const { crossing, level, dots } = pictureOf(asked);
    expect(crossing?.y).toBe(level);
    expect(crossing?.x).toBeCloseTo(((dots[0]?.x ?? 0) + (dots[1]?.x ?? 0)) / 2);
    expect(dots[0]?.y).toBeGreaterThan(level);
    expect(dots[2]?.y).toBeLessThan(level);
  });

  it("has no mark where both never cost the same, and still shows the line of equal cost", () => {
    const points = asked.points.map((point) => ({ ...point, mean: point.mean + 900 }));
    const { crossing, level } = pictureOf({ ...asked, points, crossing: null });
    expect(crossing).toBeNull();
    expect(level).toBeLessThanOrEqual(HEIGHT);
  });

  it("keeps dots and band within its box", () => {
    const { band, dots } = pictureOf(asked);
    const places = band.split(" ").map((pair) => pair.split(",").map(Number));
    for (const [x = 0, y = 0] of [...places, ...dots.map((dot) => [dot.x, dot.y])]) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(WIDTH);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(HEIGHT);
    }
  });

  it("stands as many values below as have room for their words, and none outside", () => {
    const money = (x: number) => `${(x * 100_000).toString()} €`;
    const [narrow, broad] = [300, 900].map((width) => pictureOf(asked, width, money).varied);
    expect(narrow?.length).toBeGreaterThan(0);
    expect(broad?.length).toBeGreaterThan(narrow?.length ?? 0);
    for (const { at } of broad ?? []) expect(at).toBeLessThan(900);
    const words = narrow?.map(({ value, at }) => [at, money(value).length * 6.5] as const) ?? [];
    words.slice(1).forEach(([at, long], index) => {
      const [before = 0, half = 0] = words[index] ?? [];
      expect(at - long / 2).toBeGreaterThan(before + half / 2);
    });
  });
});
