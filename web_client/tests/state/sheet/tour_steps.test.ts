import { expect, test } from "vitest";
import type { PartChoices, View } from "../../../src/generated/protocol";
import { COLUMNS, sheetOf } from "../../../src/state/sheet/sheet_rows";
import { hasPresets, isColumn, tourSteps } from "../../../src/state/sheet/tour_steps";
import { stepName, stepText } from "../../../src/state/sheet/tour_words";
import { aView, stancesSet } from "../../support/a_view";
import { CHOICES, EXPERT, offeringView } from "../../support/offered";
import "../../support/speak_english";

function toured(view: View, choices: Record<string, PartChoices> = {}) {
  return tourSteps(view, sheetOf(view, stancesSet(), choices));
}
const topics = (view: View, choices: Record<string, PartChoices> = {}) =>
  toured(view, choices).map(({ topic }) => topic);

const CASH: NonNullable<View["cash"]> = { cash: 1e6, credit: 0, tied_up: 0, room: 1e6 };
const SHELF: NonNullable<View["shelves"]>[number] = {
  market: "isles",
  title: "Outer Isles",
  units: 1,
  demand: 1,
  lead_weeks: 5,
  usual_weeks: 1,
  target_weeks: 1,
  holding: 1,
};
const DEMAND: NonNullable<View["demand"]>[number] = {
  product: "hearth",
  title: "Hearth",
  forecast: [1, 1, 1, 1],
};

test("a game that offers nothing beside stances is explained by its columns alone", () => {
  expect(topics(aView())).toEqual(COLUMNS);
});

test("a game of switches explains express, second source and money where it offers them", () => {
  const told = { chip: CHOICES };
  expect(topics(offeringView(), told)).toEqual([...COLUMNS, "express", "second"]);
  expect(topics(offeringView({ cash: CASH }), told).at(-1)).toBe("cash");
  const fast = { chip: { ...CHOICES, second_share: null, sources: [] } };
  expect(topics(offeringView(), fast)).toEqual([...COLUMNS, "express"]);
});

test("an expert's game explains numbers and sources, and no switch that is one of the numbers", () => {
  const offers = topics(offeringView(), { chip: EXPERT }).slice(COLUMNS.length);
  expect(offers).toEqual(["express", "numbers", "sources"]);
});

test("regional shelves, plan of demand and contract are explained where they are", () => {
  const wide = offeringView({ shelves: [SHELF], demand: [DEMAND] });
  const contracts: PartChoices = { ...EXPERT, contracts: ["cancel_freely", "firm"] };
  expect(topics(wide, { chip: contracts }).slice(COLUMNS.length)).toEqual([
    "express",
    "numbers",
    "sources",
    "contract",
    "shelves",
    "demand",
  ]);
});

test("where one switch sets all parts, the columns are all there is", () => {
  const view = offeringView({ cash: CASH, shelves: [SHELF], demand: [DEMAND] });
  const classic = { ...view, game: { ...view.game, depth: "classic" as const } };
  expect(topics(classic, { chip: EXPERT })).toEqual(COLUMNS);
});

test("a step is shown at the first part that has what it speaks of, and names it", () => {
  const view = offeringView();
  const steps = toured(view, { chip: EXPERT });
  const chip = view.rows.findIndex(({ component }) => component === "chip");
  const port = view.rows.findIndex((row) => row.port !== null);
  const at = (topic: string) => steps.find((step) => step.topic === topic);
  expect(at("part")?.place).toBe(0);
  expect(at("port")?.place).toBe(port);
  expect(at("express")).toMatchObject({ place: chip, part: view.rows[chip]?.title });
  for (const step of steps.filter(({ topic }) => ["express", "sources"].includes(topic))) {
    expect(stepText(step, true)).toContain(view.rows[chip]?.title);
  }
});

test("three presets are told of as three", () => {
  const view = offeringView();
  const [stance] = toured(view).filter(({ topic }) => topic === "stance");
  const expert = sheetOf(view, stancesSet(), { chip: EXPERT });
  expect([hasPresets(expert), hasPresets(sheetOf(view, stancesSet()))]).toEqual([true, false]);
  expect(stance && stepText(stance, true)).toContain("Between");
  expect(stance && stepText(stance, false)).not.toContain("Between");
});

test("every step has a name of its own", () => {
  const view = offeringView({ cash: CASH, shelves: [SHELF], demand: [DEMAND] });
  const steps = [...toured(view, { chip: EXPERT }), ...toured(view, { chip: CHOICES })];
  const names = new Map(steps.map((step) => [step.topic, stepName(step)]));
  expect(new Set(names.values()).size).toBe(names.size);
  expect([...names.keys()].filter((topic) => !isColumn(topic))).toHaveLength(7);
});
