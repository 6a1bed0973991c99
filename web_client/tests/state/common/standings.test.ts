import { describe, expect, test } from "vitest";
import { costPlace, ranked } from "../../../src/state/common/standings";
import { aStanding } from "../../support/a_desk";
import { aView } from "../../support/a_view";

describe("the ranking", () => {
  test("goes by score as soon as there is one, those without one last", () => {
    const seats = [
      aStanding({ seat: "a", total_cost: 1 }),
      aStanding({ seat: "b", total_cost: 9, score: 80 }),
      aStanding({ seat: "c", total_cost: 5, score: 80 }),
    ];
    expect(ranked(seats).map(({ place, standing }) => [place, standing.seat])).toEqual([
      [1, "b"],
      [1, "c"],
      [3, "a"],
    ]);
  });

  test("goes by cost before that", () => {
    const seats = [
      aStanding({ seat: "a", total_cost: 2 }),
      aStanding({ seat: "b", total_cost: 1 }),
    ];
    expect(ranked(seats).map(({ standing }) => standing.seat)).toEqual(["b", "a"]);
  });
});

const view = aView();

test("the cheapest company stands first, equals share a place", () => {
  expect(costPlace(view.standings)).toBe(2);
  expect(costPlace(view.standings.map((standing) => ({ ...standing, total_cost: 1 })))).toBe(1);
});
