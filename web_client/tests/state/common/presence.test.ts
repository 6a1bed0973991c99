import { describe, expect, test } from "vitest";
import { markOf, pipsOf, presenceOf } from "../../../src/state/common/presence";
import { aStatus } from "../../support/a_desk";

test("the board has a mark for each person, those who are away last", () => {
  const { columns, marks } = pipsOf({ people: 5, decided: 2, away: 1, bots: 3 });
  expect(marks).toEqual(["decided", "decided", "here", "here", "away"]);
  expect(columns).toBe(5);
  expect(pipsOf({ people: 48, decided: 0, away: 0, bots: 0 }).columns).toBeGreaterThan(10);
});

describe("the room", () => {
  test("counts who decides in this turn, who has and who is away", () => {
    expect(presenceOf(["dca", "dbf"])).toEqual({ people: 4, decided: 2, away: 1, bots: 1 });
    expect(presenceOf(["dl", "db"])).toEqual({ people: 2, decided: 2, away: 0, bots: 1 });
    expect(presenceOf([])).toEqual({ people: 0, decided: 0, away: 0, bots: 0 });
  });

  test("finds a seat by its table and place, and nothing where there is none", () => {
    const status = aStatus({ tables: ["dca", "bf"] });
    expect(markOf(status, 1, 2)).toBe("away");
    expect(markOf(status, 2, 1)).toBe("free");
    expect([markOf(status, 3, 0), markOf(null, 1, 0), markOf(status, 1, -1)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
