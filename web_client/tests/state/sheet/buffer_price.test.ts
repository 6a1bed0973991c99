import { expect, test } from "vitest";
import { bufferPrice, stopOf, weeksFull, weeksLeft } from "../../../src/state/sheet/buffer_price";
import { aRow, aView } from "../../support/a_view";

const OFFERS = {
  plan_weeks: [0.7, 6.5],
  holding_per_week: [23, 218],
  fee: [0, 1750],
  build_weeks: [0, 10],
};
const STOP = { units: 100, cost: 27_300 };

test("a buffer costs its holding for the weeks that it is full, half while it fills, and the change", () => {
  const { cost, products } = bufferPrice(
    aRow("housing", { stance: "JIT", offers: OFFERS }),
    STOP,
    52,
  );
  expect(cost).toBeCloseTo(195 * 47 + 1750);
  expect(products).toBe(Math.ceil(cost / 273));
});

test("who holds it already pays no change, and less as the year goes on", () => {
  const held = aRow("housing", { stance: "JIC", offers: { ...OFFERS, fee: [1750, 0] } });
  expect(bufferPrice(held, STOP, 20).cost).toBeCloseTo(195 * 15);
  expect(bufferPrice(held, STOP, 0)).toEqual({ cost: 0, products: 0 });
});

test("a buffer that the year is too short to fill costs what part of it comes to lie there", () => {
  expect(weeksFull(4, 8)).toBe(1);
  expect(weeksFull(8, 8)).toBe(4);
  expect(weeksFull(8, 0)).toBe(8);
});

test("where no stop is known, no number of products is made up", () => {
  expect(bufferPrice(aRow("housing", { offers: OFFERS }), null, 52).products).toBe(0);
});

test("a part whose lack stops less than the line says so; else it is as the line", () => {
  const view = aView({ stop: STOP });
  expect(stopOf(view, aRow("housing"))).toEqual(STOP);
  const less = { units: 40, cost: 11_000 };
  expect(stopOf(view, aRow("trim", { stop: less }))).toEqual(less);
});

test("the weeks that are left end with the last turn that the facilitator leaves, and with the scenario", () => {
  const view = aView({ first_week: 21 });
  const game = { ...view.game, weeks: 50, weeks_per_turn: 4, turns: 13 };
  expect(weeksLeft({ ...view, game }, 13)).toBe(30);
  expect(weeksLeft({ ...view, game }, 7)).toBe(8);
});
