import { describe, expect, test } from "vitest";
import type { Row } from "../../../src/generated/protocol";
import { allOf, nextToStop, sheetOf, summaryOf } from "../../../src/state/sheet/sheet_rows";
import { aRow, aView, stancesSet } from "../../support/a_view";

const view = aView();

const asItIs = sheetOf(view, stancesSet());

const line = (sheet: typeof asItIs, component: string) => {
  const found = sheet.find(({ row }) => row.component === component);
  if (found === undefined) throw new Error(component);
  return found;
};

describe("a row of the sheet", () => {
  test("shows the farthest box first, so that goods move to the right", () => {
    const { slots } = line(asItIs, "chip");
    expect(slots.map((slot) => slot.week)).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(slots.slice(-2).map((slot) => slot.units)).toEqual([40, 80]);
  });

  test("draws a box of two weeks' use or more at full height", () => {
    const row = aRow("frame", { on_the_way: [250, 50], use_per_week: 100, received: 0 });
    const [drawn] = sheetOf(aView({ rows: [row] }), stancesSet());
    expect(drawn?.slots.map((slot) => slot.size)).toEqual([0.25, 1, 0]);
  });

  test("measures all bins on one scale", () => {
    const chip = line(asItIs, "chip");
    const housing = line(asItIs, "housing");
    expect(housing.bin / chip.bin).toBeCloseTo(housing.row.bin_weeks / chip.row.bin_weeks);
    for (const { bin, plan } of asItIs) expect(Math.max(bin, plan)).toBeLessThanOrEqual(1);
  });

  test("calls a quote that hardly moved steady", () => {
    expect(line(asItIs, "chip").quote).toBe("longer");
    expect(line(asItIs, "housing").quote).toBe("steady");
    expect(line(asItIs, "trim").quote).toBe("shorter");
  });

  test("is hot where the bin runs dry before an order placed today could arrive", () => {
    const calm = aView().weeks.map((week) => ({ ...week, lost_by: {} }));
    const hot = (...rows: Row[]) => nextToStop(aView({ rows, weeks: calm }))?.component;
    const chip = aRow("chip", { stops_in_weeks: 3, quote_weeks: 14 });
    const frame = aRow("frame", { stops_in_weeks: 1.7, quote_weeks: 1 });
    expect(hot(frame)).toBeUndefined();
    expect(hot(frame, chip)).toBe("chip");
    expect(hot(chip, aRow("trim", { stops_in_weeks: 1, quote_weeks: 2 }))).toBe("trim");
    expect(hot(aRow("display", { stops_in_weeks: null }))).toBeUndefined();
  });

  test("is hot first of all where the line waits already", () => {
    const housing = { bin_units: 0, bin_weeks: 0, stops_in_weeks: null };
    const rows = [aRow("chip"), aRow("housing", housing)];
    const weeks = [{ ...aView().weeks[0], lost_by: { housing: 4 } }] as typeof view.weeks;
    const [, waiting] = sheetOf(aView({ rows, weeks }), stancesSet());
    expect(waiting).toMatchObject({ hot: true, stopsIn: 0 });
  });

  test("moves the plan's mark with the switch", () => {
    const set = line(sheetOf(view, stancesSet({ frame: "JIC" })), "frame");
    expect(set.chosen).toMatchObject({ stance: "JIC", changed: true, planWeeks: 6, fee: 1500 });
    expect(set.chosen.holdingChange).toBe(5500);
    expect(set.plan).toBeGreaterThan(line(asItIs, "frame").plan);
  });
});

describe("the summary of a decision", () => {
  test("counts stances and adds up what holding costs", () => {
    expect(summaryOf(asItIs)).toEqual({
      inCase: 2,
      inTime: 4,
      between: 0,
      holding: 34100,
      holdingChange: 0,
      fees: 0,
      buildWeeks: 4.6,
      weakest: { title: "Frame", weeks: 1.61 },
    });
  });

  test("says what a change costs at once, a week more, and how long it takes", () => {
    const summary = summaryOf(sheetOf(view, stancesSet({ battery: "JIC", housing: "JIT" })));
    expect(summary.holdingChange).toBe(16000 - 8200);
    expect(summary.fees).toBe(3250 + 1750);
    expect(summary.buildWeeks).toBe(9);
  });

  test("counts no weeks in which a bin is only used up", () => {
    const rows = view.rows.map((row) => ({
      ...row,
      offers: { ...row.offers, build_weeks: [12, 12] },
    }));
    const all = (stance: "JIT" | "JIC") =>
      Object.fromEntries(rows.map(({ component }) => [component, stance]));
    expect(summaryOf(sheetOf({ ...view, rows }, stancesSet(all("JIT")))).buildWeeks).toBe(0);
    expect(summaryOf(sheetOf({ ...view, rows }, stancesSet(all("JIC")))).buildWeeks).toBe(12);
  });
});

test("one switch for all costs what all its parts cost", () => {
  const all = allOf(sheetOf(view, stancesSet()), "JIC");
  const each = Object.fromEntries(view.rows.map((row) => [row.component, "JIC" as const]));
  const summary = summaryOf(sheetOf(view, stancesSet(each)));
  expect(all).toMatchObject({ chosen: false, holding: summary.holding, fees: summary.fees });
  expect(allOf(sheetOf(view, stancesSet(each)), "JIC").chosen).toBe(true);
});

describe("a sheet drawn again", () => {
  const chip = (stance: "JIT" | "JIC") => sheetOf(view, stancesSet({ chip: stance }), {}, asItIs);

  test("is the same where nothing else is chosen", () => {
    expect(sheetOf(view, stancesSet(), {}, asItIs)).toBe(asItIs);
  });

  test("has one new line where one part is switched", () => {
    const stance = asItIs[0]?.chosen.stance === "JIT" ? "JIC" : "JIT";
    const fresh = chip(stance).map((line, place) => line !== asItIs[place]);
    expect(fresh).toEqual(asItIs.map((line) => line.row.component === "chip"));
    expect(chip(stance)).toEqual(sheetOf(view, stancesSet({ chip: stance })));
  });

  test("keeps no line of another view", () => {
    const other = sheetOf(aView(), stancesSet(), {}, asItIs);
    expect(other.some((line) => asItIs.includes(line))).toBe(false);
  });
});
