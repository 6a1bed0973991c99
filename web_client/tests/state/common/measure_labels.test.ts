import { expect, test } from "vitest";
import { formatFor } from "../../../src/format";
import type { Measured } from "../../../src/generated/protocol";
import {
  measureMeaning,
  measureName,
  measureValue,
} from "../../../src/state/common/measure_labels";

const format = formatFor("en-GB", "EUR");
const measured = (unit: Measured["unit"], value: number | null): Measured => ({
  name: "made_up",
  unit,
  value,
});

test("a measure is called by its text, and by its own name before it has one", () => {
  expect(measureName("fill_rate")).toBe("Fill rate");
  expect([measureName("made_up"), measureMeaning("made_up")]).toEqual(["made_up", ""]);
});

test("a measure's number is written by its unit", () => {
  expect(measureValue(measured("share", 0.5), format)).toBe("50.0%");
  expect(measureValue(measured("money", 52_340), format)).toBe("€52.3k");
  expect(measureValue(measured("weeks", 3), format)).toBe("3 weeks");
  expect(measureValue(measured("ratio", 1.25), format)).toBe("1.3");
  expect(measureValue(measured("ratio", null), format)).toBe("–");
});
