import { describe, expect, test } from "vitest";
import type { Demand, View } from "../../../src/generated/protocol";
import { NOTHING_SET, withSet } from "../../../src/state/common/settings";
import {
  orderChanges,
  planWith,
  productPlans,
  unitsMore,
  type ProductPlan,
} from "../../../src/state/sheet/demand_plan";
import { shelfRows, withShelves } from "../../../src/state/sheet/shelf_rows";
import { sheetOf, summaryOf } from "../../../src/state/sheet/sheet_rows";
import { offeringView, PLANNING } from "../../support/offered";

const TRIKE: Demand = {
  product: "trike",
  title: "Trike",
  forecast: [10, 10, 10, 10, 20, 20, 20, 20, 40, 40],
  asked: [8, 9],
  parts: { chip: 2, frame: 1 },
};

function plan(
  planned: readonly number[] = [],
  demand = TRIKE,
  more: Partial<View> = {},
): ProductPlan {
  const view = offeringView({ demand: [demand], ...more });
  const chosen = withSet(NOTHING_SET, "plan", "trike", planned);
  const season = Array.from({ length: 60 }, (_, week) => 1 + week / 100);
  const [found] = productPlans(view, chosen, [{ product: "trike", season }]);
  if (found === undefined) throw new Error("There is no plan.");
  return found;
}

describe("the chart of a product", () => {
  test("has the weeks asked before those forecast, each with its season", () => {
    const { weeks } = plan();
    const first = offeringView().first_week;
    expect(weeks[0]).toMatchObject({ week: first - 2, asked: 8, forecast: null });
    expect(weeks[2]).toMatchObject({ week: first, asked: null, forecast: 10, planned: null });
    expect(weeks[2]?.season).toBeCloseTo(1 + (first - 1) / 100);
    expect(weeks[2]?.life).toBe(1);
  });

  test("shows news in the week in which it came", () => {
    const week = offeringView().first_week - 1;
    const item = { week, grade: "press" as const, headline: "Sun ahead", text: "" };
    const { weeks } = plan([], TRIKE, { news: [item] });
    expect(weeks.filter(({ news }) => news.length > 0)).toMatchObject([
      { week, news: ["Sun ahead"] },
    ]);
  });

  test("leaves out news of a supplier, which touches some parts alone", () => {
    const week = offeringView().first_week - 1;
    const item = { week, grade: "press" as const, headline: "A strike", text: "" };
    const shown = (parts: string[]) => {
      const { weeks } = plan([], TRIKE, { news: [item], news_marks: [{ parts }] });
      return weeks.flatMap(({ news }) => news);
    };
    expect(shown(["chip"])).toEqual([]);
    expect(shown(["chip", "frame"])).toEqual(["A strike"]);
  });
});

describe("a plan", () => {
  test("is set in parts as long as a turn, as a share of the forecast", () => {
    const { blocks } = plan();
    expect(blocks.map(({ forecast, share }) => [forecast, share])).toEqual([
      [10, 1],
      [20, 1],
      [40, 1],
    ]);
    expect(planWith(plan(), [], 0, 1.5)).toEqual([15, 15, 15, 15]);
    // What lies before a part is planned as it was.
    expect(planWith(plan([15, 15, 15, 15]), [15, 15, 15, 15], 1, 0.5)).toEqual([
      15, 15, 15, 15, 10, 10, 10, 10,
    ]);
  });

  test("of all that is forecast is none", () => {
    expect(planWith(plan([15, 15, 15, 15]), [15, 15, 15, 15], 0, 1)).toEqual([]);
    expect(plan().own).toBe(false);
  });

  test("says what it changes, in products and in the orders that cover its weeks", () => {
    const more = plan([15, 15, 15, 15]);
    expect(unitsMore(more)).toBe(20);
    expect(changes(more, 2.5)).toEqual({ chip: 2 * 5 * 2.5, frame: 5 * 2.5 });
    expect(changes(more, 9)).toEqual({ chip: 40, frame: 20 });
  });

  test("counts the goods wanted with a week, and what was planned with before", () => {
    const goods = plan([15, 15], { ...TRIKE, wanted: [0.5] });
    expect(changes(goods, 1)).toEqual({ chip: 2 * 5 * 1.5, frame: 5 * 1.5 });
    // Back to the forecast from a plan in force: less is ordered.
    const back = plan([], { ...TRIKE, planned: [15, 15, 10, 10, 20, 20, 20, 20, 40, 40] });
    expect(changes(back, 2)).toEqual({ chip: -20, frame: -10 });
  });
});

function changes(of: ProductPlan, covers: number): Record<string, number> {
  const view = offeringView();
  const rows = view.rows.map((row) => {
    return { ...row, planning: { ...PLANNING, covers_weeks: covers } };
  });
  const sheet = sheetOf({ ...view, rows }, NOTHING_SET);
  const found = orderChanges(sheet, [of]);
  return Object.fromEntries(found.map(({ row, units }) => [row.component, units]));
}

describe("a regional shelf", () => {
  const shelf = {
    market: "coast",
    title: "Coast",
    usual_weeks: 2,
    target_weeks: 2,
    lead_weeks: 3,
    units: 100,
    demand: 50,
    holding: 30,
    fee: 400,
    coming: [50, 50],
  };
  const of = (weeks: number | null) =>
    shelfRows(
      offeringView({ shelves: [shelf] }),
      withSet(NOTHING_SET, "shelves", "coast", weeks),
    )[0];

  test("has the scenario's weeks until somebody sets its own", () => {
    expect(of(null)).toMatchObject({
      weeks: 2,
      own: false,
      held: 2,
      perWeek: 60,
      change: 0,
      fee: 0,
    });
    expect(of(4)).toMatchObject({ weeks: 4, own: true, perWeek: 120, change: 60, fee: 400 });
  });

  test("lacks what its weeks and those of its way ask for, less what is there and on the way", () => {
    expect(of(null)?.missing).toBe(50);
    expect(of(0)?.missing).toBe(-50);
  });

  test("stands in what the whole plan costs a week and once, beside the parts", () => {
    const view = offeringView({ shelves: [shelf] });
    const parts = summaryOf(sheetOf(view, NOTHING_SET));
    const both = withShelves(parts, shelfRows(view, withSet(NOTHING_SET, "shelves", "coast", 4)));
    expect(both.holding - parts.holding).toBeCloseTo(120);
    expect(both.holdingChange - parts.holdingChange).toBeCloseTo(60);
    expect(both.fees - parts.fees).toBeCloseTo(400);
    expect(withShelves(parts, [])).toEqual(parts);
  });
});
