import { describe, expect, test } from "vitest";
import { formatFor } from "../../../src/format";
import { nowTexts, shortFacts } from "../../../src/state/sheet/fact_words";
import { aRow } from "../../support/a_view";

const format = formatFor("en", "EUR");

describe("what a part is worth", () => {
  test("is its standard cost and how it keeps", () => {
    const row = aRow("chip", { value: 120, ages: 0.1 });
    expect(shortFacts(row, format)).toBe("€120, loses 10%/year");
  });

  test("says how much dearer it has become where a rise holds", () => {
    const row = aRow("chip", { value: 120, ages: 0.1, dearer: 30 });
    expect(shortFacts(row, format)).toBe("€120, now €30 dearer, loses 10%/year");
  });
});

describe("what only some turns tell", () => {
  test("is nothing in most of them", () => {
    expect(nowTexts(aRow("chip", {}), format)).toEqual([]);
  });

  test("is that less is used, since when a seat stands in line, and what it got", () => {
    const row = aRow("chip", { use_left: 0.6, asked_in: 12, from_reserve: 30 });
    expect(nowTexts(row, format)).toEqual([
      "takes 60% of the usual for now",
      "in line for the supplier’s reserve since week 12",
      "30 from the supplier’s reserve last week",
    ]);
  });
});
