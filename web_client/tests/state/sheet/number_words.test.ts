import { expect, test } from "vitest";
import { formatFor } from "../../../src/format";
import type { PartChoices, PartNumbers } from "../../../src/generated/protocol";
import { meaningText } from "../../../src/state/sheet/number_words";
import { shareSet, type PartOptions } from "../../../src/state/sheet/part_options";
import { sheetOf, type SheetRow } from "../../../src/state/sheet/sheet_rows";
import { stancesSet } from "../../support/a_view";
import { EXPERT, offeringView } from "../../support/offered";
import "../../support/speak_english";

const format = formatFor("en", "EUR");

function chip(set: PartNumbers, choices: PartChoices = EXPERT): [SheetRow, PartOptions] {
  const settings = { ...stancesSet({ chip: "JIT" }), numbers: { chip: set } };
  const sheet = sheetOf(offeringView(), settings, { chip: choices });
  const line = sheet.find(({ row }) => row.component === "chip");
  if (line?.options == null) throw new Error("The chip offers nothing.");
  return [line, line.options];
}

test("cover says what it is before what it costs", () => {
  const said = meaningText(...chip({ cover_weeks: 4 }), "cover_weeks", format);
  expect(said).toMatch(/^Stock beyond what is used until an order arrives\. Costs €4K\/wk/);
});

test("a near source that is dearer costs, and one that is cheaper saves", () => {
  const said = (choices: PartChoices) =>
    meaningText(...chip({ sourcing_split: 0.5 }, choices), "sourcing_split", format);
  expect(said(EXPERT)).toMatch(/^Costs €[^−+]+\/wk against the far source alone/);
  const [far, near] = EXPERT.sources ?? [];
  if (far === undefined || near === undefined) throw new Error("The chip has two sources.");
  const cheap = { ...EXPERT, sources: [{ ...far, premium: 90 }, near] };
  expect(said(cheap)).toMatch(/^Saves €[^−+]+\/wk against the far source alone/);
});

test("express says what a number of weeks does also where none is set", () => {
  const never = meaningText(...chip({}), "expedite", format);
  expect(never).toBe(
    "Nothing goes express by itself. Set weeks, and units go express whenever the bin holds less, for €4 more each.",
  );
  const set = meaningText(...chip({ expedite: 2 }), "expedite", format);
  expect(set).toMatch(/^Whenever the bin holds less: €4 more for each unit/);
});

test("a source tells the share that is set beside the one it has now", () => {
  const [, options] = chip({ sourcing_split: 0.25 });
  expect(options.sources.map((source) => shareSet(options, source))).toEqual([0.75, 0.25]);
  expect(options.sources.map(({ share }) => share)).toEqual([1, 0]);
});

test("where nobody sets the split, no share is told as set", () => {
  const [, options] = chip({ sourcing_split: 0.25 }, { ...EXPERT, numbers: ["cover_weeks"] });
  expect(options.sources.map((source) => shareSet(options, source))).toEqual([null, null]);
});

test("of two near sources none is said to get what both share", () => {
  const [, options] = chip({ sourcing_split: 0.25 });
  const [far, near] = options.sources;
  if (far === undefined || near === undefined) throw new Error("The chip has two sources.");
  const crowded = { ...options, sources: [far, near, { ...near, lane: "rail" }] };
  expect(crowded.sources.map((source) => shareSet(crowded, source))).toEqual([0.75, null, null]);
});
