import { describe, expect, test } from "vitest";
import { scatterOf, sidesOf } from "../../../src/state/debrief/scatter_plot";
import { finished, seat } from "../../support/a_result";

describe("the room's picture", () => {
  test("has every seat in the box, the cheaper left, the more uptime up", () => {
    const { dots, target } = scatterOf(finished.ranking, seat.row, finished.game.uptime_target);
    expect(dots.flatMap(({ rows }) => rows)).toHaveLength(finished.ranking.length);
    for (const { x, y } of dots) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(100);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(100);
    }
    for (const { rows, y } of dots) {
      const [row] = rows;
      if (row) expect(y < target).toBe(row.reached_target);
    }
    expect(dots.filter(({ own }) => own)).toHaveLength(1);
    expect(dots.filter(({ winner }) => winner)).toHaveLength(1);
  });

  test("draws seats at one point as one dot", () => {
    const [row] = finished.ranking;
    if (row === undefined) throw new Error("no row");
    const rows = [row, { ...row, seat: "corvo" }];
    const { dots } = scatterOf(rows, null, 0.9);
    expect(dots.map((dot) => dot.rows.length)).toEqual([2]);
  });

  test("puts a name where it hides no other dot", () => {
    const { dots } = scatterOf(finished.ranking, seat.row, 0.9);
    const [one, other] = dots.map((dot, index) => ({ ...dot, x: 40 + 4 * index, y: 50 }));
    if (one === undefined || other === undefined) throw new Error("no dots");
    expect(sidesOf([{ dot: one, text: "Wilhelmina" }], [one, other], 400, 340)).toEqual(["left"]);
    const both = [
      { dot: one, text: "Ann" },
      { dot: other, text: "Bob" },
    ];
    expect(sidesOf(both, [one, other], 400, 340)).toEqual(["left", "right"]);
  });
});
