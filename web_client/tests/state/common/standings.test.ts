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

test("bots stand where they belong, without a rank, unless nobody else plays", () => {
  const seats = [
    aStanding({ seat: "a", total_cost: 2 }),
    aStanding({ seat: "b", total_cost: 1, bot: true }),
    aStanding({ seat: "c", total_cost: 3 }),
  ];
  const places = (all: typeof seats) => ranked(all).map(({ place }) => place);
  expect(places(seats)).toEqual([null, 1, 2]);
  expect(places(seats.map((seat) => ({ ...seat, bot: true })))).toEqual([1, 2, 3]);
});

const view = aView();

test("the cheapest company stands first, equals share a place, and bots do not count", () => {
  const people = view.standings.map((standing) => ({ ...standing, bot: false }));
  expect(costPlace(people)).toEqual({ place: 2, all: 4 });
  expect(costPlace(people.map((standing) => ({ ...standing, total_cost: 1 })))?.place).toBe(1);
  expect(costPlace(people.map((one) => ({ ...one, bot: !one.you })))).toBeNull();
});
