import { describe, expect, test } from "vitest";
import { companyOf, crowded, mostCrowded } from "../../../src/state/debrief/alone_and_together";
import { finished } from "../../support/a_result";

describe("a plan in other company", () => {
  const rows = companyOf(finished.ranking, 1);

  test("has three bars on one scale, that of the dearest at the table", () => {
    expect(rows.map(({ row }) => row.seat)).toEqual(finished.ranking.map(({ seat }) => seat));
    for (const { row, bars } of rows) {
      expect(bars.map(({ company }) => company)).toEqual(["lean", "played", "alike"]);
      expect(bars[0]?.cost).toBe(row.company?.lean_cost);
      expect(bars[1]?.cost).toBe(row.cost);
      expect(bars[2]?.uptime).toBe(row.company?.alike_uptime);
    }
    const shares = rows.flatMap(({ bars }) => bars.map(({ share }) => share));
    expect(Math.max(...shares)).toBe(1);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });

  test("is most crowded where everybody doing the same costs most more", () => {
    const most = mostCrowded(rows);
    expect(most?.more).toBe(Math.max(...rows.map(({ more }) => more)));
    expect(mostCrowded(rows.map((row) => ({ ...row, more: 0 })))).toBeNull();
    const { dearer, all } = crowded(finished.ranking);
    expect([dearer, all]).toEqual([rows.filter(({ more }) => more > 0.5).length, 4]);
  });

  test("is unknown where an older version played the game", () => {
    const older = finished.ranking.map((row) => ({ ...row, company: null }));
    expect(companyOf(older, 1)).toEqual([]);
    expect(crowded(older)).toEqual({ dearer: 0, all: 0 });
    expect(mostCrowded([])).toBeNull();
  });
});
