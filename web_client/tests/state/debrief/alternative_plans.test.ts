import { describe, expect, test } from "vitest";
import type { SeatDebrief } from "../../../src/generated/protocol";
import { barsOf, linesOf } from "../../../src/state/debrief/alternative_plans";
import { seat } from "../../support/a_result";

describe("the ways one seat could have been played", () => {
  test("are bars whose pieces make up the cost", () => {
    for (const bar of barsOf(seat)) {
      const cost = bar.pieces.reduce((sum, piece) => sum + piece.cost, 0);
      expect(cost).toBeCloseTo(bar.cost, 0);
    }
  });

  test("leave the best plan out where a named way is the best", () => {
    expect(barsOf(seat).map(({ way }) => way)).toEqual(["played", "jit", "jic", "mix"]);
    expect(barsOf(seat).find(({ isBest }) => isBest)?.way).toBe("mix");
    const other = seat.ways.map((way) => (way.way === "best" ? { ...way, jic: ["chip"] } : way));
    expect(barsOf({ ...seat, ways: other }).map(({ way }) => way)).toContain("best");
  });

  test("list the cost lines that any way has: stock, moving, standing still, the largest first", () => {
    const ways = [
      { costs: { storage: 5, freight_cost: 0, lost_margin: 99 } },
      { costs: { capital: 90, storage: 7, changeover_cost: 1 } },
    ];
    expect(linesOf({ ways } as unknown as SeatDebrief)).toEqual([
      "capital",
      "storage",
      "changeover_cost",
      "lost_margin",
    ]);
  });
});
