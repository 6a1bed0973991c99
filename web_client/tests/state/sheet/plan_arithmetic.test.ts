import { describe, expect, test } from "vitest";
import * as plan from "../../../src/state/sheet/plan_arithmetic";
import { aRow } from "../../support/a_view";
import { PLANNING } from "../../support/offered";

const row = aRow("chip", { planning: PLANNING, bin_weeks: 1, use_per_week: 100 });

test("a plan is cover and safety stock, in weeks of use", () => {
  expect(plan.planWeeks(PLANNING, { cover_weeks: 3, safety_factor: 2 })).toBe(4);
  const ending = { ...PLANNING, weeks_per_cover: 0.5 };
  expect(plan.planWeeks(ending, { cover_weeks: 3, safety_factor: 2 })).toBe(2.5);
});

test("its order costs what is still missing of it, and no more than can be ordered in a week", () => {
  expect(plan.orderOf(PLANNING, 4)).toBe(35_000);
  expect(plan.orderOf(PLANNING, 0.2)).toBe(0);
  expect(plan.orderOf(PLANNING, 20)).toBe(90_000);
});

describe("a bin", () => {
  test("is built once it is nearly at the plan", () => {
    expect(plan.buildWeeks(row, 4)).toBe(3);
    // Within a twentieth and a tenth of a week.
    expect(plan.buildWeeks(row, 4.3)).toBe(3);
    expect(plan.buildWeeks(row, 4.4)).toBe(4);
    expect(plan.buildWeeks(row, 1.05)).toBe(0);
  });

  test("that is never filled so far takes as long as anybody looks ahead", () => {
    expect(plan.buildWeeks(row, 14)).toBe(plan.FARTHEST_WEEKS);
    expect(plan.buildWeeks({ ...row, planning: null }, 4)).toBe(plan.FARTHEST_WEEKS);
  });

  test("above its plan falls to it, and never below what still comes", () => {
    const full = { ...row, bin_weeks: 6, planning: { ...PLANNING, falls: [6, 5.5, 5, 4, 3, 2] } };
    expect(plan.buildWeeks(full, 3)).toBe(4);
    expect(plan.buildWeeks(full, 5.8)).toBe(0);
    expect(plan.buildWeeks(full, 1)).toBe(plan.FARTHEST_WEEKS);
  });
});
