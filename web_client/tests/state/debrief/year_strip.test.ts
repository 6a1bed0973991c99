import { describe, expect, test } from "vitest";
import { areaOf, extentOf, laidOut, runsOf, stripOf } from "../../../src/state/debrief/year_strip";
import { finished, seat } from "../../support/a_result";

/** Numbers that look like chance and are the same in every run. */
function* chance(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

describe("the strip of the year", () => {
  test("has every week, and what was made and missing make up what was required", () => {
    const weeks = stripOf(seat);
    expect(weeks.map(({ week }) => week)).toEqual(seat.weeks.map(({ week }) => week));
    for (const { made, lost } of weeks) {
      const missing = lost.reduce((sum, { share }) => sum + share, 0);
      expect(made + missing).toBeCloseTo(1, 2);
    }
  });

  test("gives a wait its part's name over gaps of a week", () => {
    const runs = runsOf(seat);
    expect(runs.map(({ part }) => part)).toContain("housing");
    const waited = seat.parts.find(({ component }) => component === "housing")?.units_not_made ?? 0;
    const told = runs
      .filter(({ part }) => part === "housing")
      .reduce((sum, { units }) => sum + units, 0);
    expect(told / waited).toBeGreaterThan(0.9);
  });

  test("draws a shock from its first word to its all-clear, and talk that nobody denied to the end", () => {
    const [shock] = finished.shocks.filter(({ name }) => name === "port_calder_queue");
    if (shock === undefined) throw new Error("no shock");
    expect(extentOf(shock, 52)).toEqual({ first: shock.rumoured, last: shock.cleared });
    const talk = { ...shock, official: null, cleared: null, first_week: null, last_week: null };
    expect(extentOf(talk, 16)).toEqual({ first: shock.rumoured, last: 16 });
  });

  test("lays no words over others", () => {
    const random = chance(3);
    const next = () => random.next().value as number;
    for (let round = 0; round < 200; round++) {
      const items = Array.from({ length: 8 }, (_, index) => {
        const first = 1 + Math.floor(50 * next());
        return {
          first,
          last: Math.min(52, first + Math.floor(20 * next())),
          text: "x".repeat(4 + index * 4),
        };
      });
      const width = 330;
      const boxes = laidOut(items, 52, width).map(({ item, row, toTheEnd }) => {
        const start = ((item.first - 1) / 52) * width;
        const words = item.text.length * 7.2;
        return {
          row,
          left: toTheEnd ? Math.min(start, width - words) : start,
          right: Math.max((item.last / 52) * width, toTheEnd ? width : start + words),
        };
      });
      for (const [index, box] of boxes.entries())
        for (const other of boxes.slice(index + 1))
          expect(box.row === other.row && box.left < other.right && other.left < box.right).toBe(
            false,
          );
    }
  });

  test("draws the bin as an area that closes at the floor", () => {
    expect(areaOf([4, 0, 9], 8)).toBe("0,1 0,0.500 0.5,0.500 1.5,1.000 2.5,0.000 3,0.000 3,1");
  });
});
