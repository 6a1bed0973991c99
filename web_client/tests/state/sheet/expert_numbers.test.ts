import { describe, expect, test } from "vitest";
import { NOTHING_SET, withSet, type Settings } from "../../../src/state/common/settings";
import * as expert from "../../../src/state/sheet/expert_numbers";
import * as rules from "../../../src/state/sheet/player_game";
import { sheetOf, type SheetRow } from "../../../src/state/sheet/sheet_rows";
import { EXPERT, offeringView } from "../../support/offered";

const view = offeringView();

function chip(set: Settings, choices = EXPERT): SheetRow {
  const found = sheetOf(view, set, { chip: choices }).find(({ row }) => row.component === "chip");
  if (found === undefined) throw new Error("There is no chip.");
  return found;
}

function meaning(set: object, name: "cover_weeks" | "safety_factor" | "sourcing_split") {
  const line = chip(withSet(NOTHING_SET, "numbers", "chip", set));
  if (line.options === null) throw new Error("There is nothing to set.");
  return expert.meaningOf(line, line.options, name);
}

describe("a step", () => {
  const { cover_weeks: range } = expert.RANGES;
  test("goes to the next number on the steps, and not beyond the range", () => {
    expect(expert.stepped(0.5, range, true)).toBe(1);
    expect(expert.stepped(0.84, range, true)).toBe(1);
    expect(expert.stepped(0.84, range, false)).toBe(0.5);
    expect(expert.stepped(0, range, false)).toBe(0);
    expect(expert.stepped(26, range, true)).toBe(26);
    expect(expert.stepped(0.3, expert.RANGES.safety_factor, true)).toBe(0.4);
  });

  test("typed beyond the range ends at it", () => {
    expect(expert.inRange(99, range)).toBe(26);
    expect(expert.inRange(-1, range)).toBe(0);
  });
});

describe("what a number means", () => {
  test("is its own part of the plan, and the time until all of it is there", () => {
    const cover = meaning({ cover_weeks: 4, safety_factor: 2 }, "cover_weeks");
    expect(cover).toMatchObject({ perWeek: 4000, weeks: 4, service: null });
    const factor = meaning({ cover_weeks: 4, safety_factor: 2 }, "safety_factor");
    expect(factor).toMatchObject({ perWeek: 1000, weeks: 1, build: cover.build });
    expect(factor.service).toBeCloseTo(0.97725, 5);
  });

  test("of a split is the dearer source's share of the use", () => {
    const { row } = chip(NOTHING_SET);
    const { perWeek } = meaning({ sourcing_split: 0.5 }, "sourcing_split");
    expect(perWeek).toBeCloseTo(row.use_per_week * 0.5 * 6);
  });
});

test.each([
  [0, 0.5],
  [0.841621, 0.8],
  [1.644854, 0.95],
  [-1.644854, 0.05],
  [3.090232, 0.999],
])("the normal distribution at %d is %d", (z, share) => {
  expect(expert.normal(z)).toBeCloseTo(share, 6);
});

describe("a preset", () => {
  const opened = rules.received(rules.connectionChanged(rules.NEW_GAME, "open"), view);

  function tapped(place: number, before = opened): rules.Game {
    let game = before;
    const line = chip(rules.chosen(game));
    expert.choosePreset(line, place, (group, name, value) => {
      game = rules.chose(game, group, name, value);
    });
    return game;
  }
  const marked = (game: rules.Game) =>
    expert.presetsOf(chip(rules.chosen(game))).map(({ chosen }) => chosen);

  test("is one tap, and the one that is marked", () => {
    for (const place of [0, 1, 2]) {
      expect(marked(tapped(place))).toEqual([place === 0, place === 1, place === 2]);
    }
  });

  test("of a stance gives the numbers back to it", () => {
    const between = tapped(1);
    expect(rules.chosen(between).numbers["chip"]).toEqual(EXPERT.presets?.[1]);
    const full = tapped(2, between);
    expect(rules.chosen(full)).toMatchObject({ stances: { chip: "JIC" }, numbers: { chip: {} } });
  });

  test("leaves the place for money as it is, which marks no preset less", () => {
    const first = rules.chose(opened, "numbers", "chip", { priority: 3 });
    expect(marked(first)).toEqual(marked(opened));
    expect(rules.chosen(tapped(0, first)).numbers["chip"]).toEqual({ priority: 3 });
    expect(rules.chosen(tapped(1, first)).numbers["chip"]).toMatchObject({ priority: 3 });
  });

  test("leaves a number as it is in which the presets do not differ", () => {
    const presets = (EXPERT.presets ?? []).map((preset) => ({ ...preset, sourcing_split: 0 }));
    const line = (numbers: object) => {
      const set = withSet(NOTHING_SET, "numbers", "chip", numbers);
      return chip(set, { ...EXPERT, presets });
    };
    const chosen = (numbers: object) => expert.presetsOf(line(numbers)).map((one) => one.chosen);
    expect(chosen({ sourcing_split: 0.4 })).toEqual([false, false, true]);
    const set: unknown[] = [];
    for (const place of [0, 1]) {
      expert.choosePreset(
        line({ sourcing_split: 0.4, cover_weeks: 3 }),
        place,
        (group, _, value) => {
          if (group === "numbers") set.push(value);
        },
      );
    }
    expect(set).toEqual([{ sourcing_split: 0.4 }, { ...presets[1], sourcing_split: 0.4 }]);
  });

  test("is the same under whatever contract", () => {
    const own = rules.chose(opened, "numbers", "chip", { contract: "JIT" });
    expect(marked(own)).toEqual(marked(opened));
    const line = chip(rules.chosen(own));
    expect(line.options?.numbers).toEqual(EXPERT.presets?.[2]);
  });

  test("is none where numbers are one's own", () => {
    const own = rules.chose(opened, "numbers", "chip", { cover_weeks: 2.5 });
    expect(marked(own)).toEqual([false, false, false]);
  });
});
