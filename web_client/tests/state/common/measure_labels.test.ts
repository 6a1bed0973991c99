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
  expect(measureName("fill_rate")).toBe("Orders filled");
  expect([measureName("made_up"), measureMeaning("made_up")]).toEqual(["made_up", ""]);
});

test("a measure's number is written by its unit", () => {
  expect(measureValue(measured("share", 0.5), format)).toBe("50.0%");
  expect(measureValue(measured("money", 52_340), format)).toBe("€52.3k");
  expect(measureValue(measured("weeks", 3), format)).toBe("3 weeks");
  expect(measureValue(measured("ratio", 1.25), format)).toBe("1.3 times");
  expect(measureValue(measured("ratio", null), format)).toBe("–");
  expect(measureValue(measured("weeks", 1), format)).toBe("1 week");
  const borne = (value: number) =>
    measureValue({ name: "borne_by_rivals", unit: "money", value }, format);
  expect([borne(2490), borne(-2490), borne(0.1)]).toEqual([
    "€2.49k more",
    "€2.49k less",
    "nothing",
  ]);
});
