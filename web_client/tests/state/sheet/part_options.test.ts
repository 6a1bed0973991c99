import { describe, expect, test } from "vitest";
import { NOTHING_SET, withSet, type Settings } from "../../../src/state/common/settings";
import { cashNeed } from "../../../src/state/sheet/cash_need";
import * as options from "../../../src/state/sheet/part_options";
import * as rules from "../../../src/state/sheet/player_game";
import { sheetOf, summaryOf, type SheetRow } from "../../../src/state/sheet/sheet_rows";
import { aView } from "../../support/a_view";
import { CHOICES, EXPERT, offeringView, PLANNING } from "../../support/offered";

const view = offeringView();

function chip(set: Settings, choices = { chip: CHOICES }, of = view): SheetRow {
  const found = sheetOf(of, set, choices).find(({ row }) => row.component === "chip");
  if (found === undefined) throw new Error("There is no chip.");
  return found;
}

describe("what a scenario offers", () => {
  test("is nothing where it says nothing", () => {
    expect(sheetOf(aView(), NOTHING_SET).every((line) => line.options === null)).toBe(true);
  });

  test("is told by the rows of the first turn, later by who is asked", () => {
    const facts = { usual_weeks: 1, value: 1, ages: 0, choices: CHOICES };
    const [first, ...others] = aView().rows;
    if (first === undefined) throw new Error("There are no rows.");
    const opened = aView({ rows: [{ ...first, facts }, ...others] });
    expect(options.choicesOf(opened, null)).toEqual({ [first.component]: CHOICES });
    const part = { component: "frame", title: "", character: "", facts };
    const told = { story: "", blurb: "", news: [], parts: [part] };
    expect(options.choicesOf(aView(), told)).toEqual({ frame: CHOICES });
  });

  test("has the second source's price by its share of the use, above the first one's", () => {
    const lean = { ...NOTHING_SET, stances: { chip: "JIT" as const } };
    const { second } = chip(lean).options ?? {};
    const use = chip(NOTHING_SET).row.use_per_week;
    expect(second).toMatchObject({ on: false, usual: true, share: 0.3 });
    expect(second?.near).toMatchObject({ title: "Near", above: 7, ready_in: null });
    expect(second?.perWeek).toBeCloseTo(use * 0.3 * 6);
    const on = chip(withSet(lean, "secondSource", "chip", true));
    expect(on.options?.second).toMatchObject({ on: true, usual: false });
  });

  test("is a second source that a stance has by itself, until somebody says otherwise", () => {
    const full = { ...NOTHING_SET, stances: { chip: "JIC" as const } };
    expect(chip(full).options?.second).toMatchObject({ on: true, usual: true });
    const without = chip(withSet(full, "secondSource", "chip", false));
    expect(without.options?.second).toMatchObject({ on: false, usual: false });
  });
});

describe("numbers", () => {
  const expert = { chip: EXPERT };
  const set = (numbers: object) => chip(withSet(NOTHING_SET, "numbers", "chip", numbers), expert);

  test("are the stance's own until somebody sets them, one by one", () => {
    const { options: own } = chip({ ...NOTHING_SET, stances: { chip: "JIT" } }, expert);
    expect(own?.numbers).toEqual(EXPERT.presets?.[0]);
    expect(own && options.presetOf(own)).toBe(0);
    const one = chip(
      { ...NOTHING_SET, stances: { chip: "JIT" }, numbers: { chip: { cover_weeks: 2 } } },
      expert,
    );
    expect(one.options?.numbers).toEqual({ cover_weeks: 2, safety_factor: 1, sourcing_split: 0 });
    expect(one.options && options.presetOf(one.options)).toBeNull();
  });

  test("of a preset are known as that preset, and counted as its stance", () => {
    const [, between, full] = EXPERT.presets ?? [];
    expect(set(between ?? {}).chosen.like).toBeNull();
    expect(set(full ?? {}).chosen.like).toBe("JIC");
    const sheet = sheetOf(view, withSet(NOTHING_SET, "numbers", "chip", between), expert);
    expect(summaryOf(sheet)).toMatchObject({ between: 1, inCase: 1, inTime: 4 });
  });

  test("plan, cost and take what the view's slopes say", () => {
    const { chosen, row } = set({ cover_weeks: 5, safety_factor: 2 });
    expect(chosen).toMatchObject({ planWeeks: 6, holding: 6000, fee: PLANNING.fee, changed: true });
    expect(chosen.holdingChange).toBe(6000 - (row.offers.holding_per_week[1] ?? 0));
  });
});

describe("money", () => {
  const cash = { cash: 20_000, credit: 30_000, tied_up: 10_000, room: 40_000 };
  const rows = offeringView().rows.slice(0, 2);
  const short = offeringView({ cash, rows }).rows.length;

  test("without a limit is no matter", () => {
    expect(cashNeed(view, sheetOf(view, NOTHING_SET))).toBeNull();
    const open = offeringView({ cash: { ...cash, room: null } });
    expect(cashNeed(open, sheetOf(open, NOTHING_SET))).toBeNull();
  });

  test("that is too little cuts all orders alike", () => {
    const poor = offeringView({ cash });
    const need = cashNeed(poor, sheetOf(poor, NOTHING_SET));
    expect(short).toBe(2);
    expect(need?.short).toBeCloseTo((need?.need ?? 0) - 40_000);
    expect(need?.alike).toBe(true);
    const paid = need?.cut.map((cut) => cut.paid) ?? [];
    for (const share of paid) expect(share).toBeCloseTo(40_000 / (need?.need ?? 1));
  });

  test("by priority pays the first in full, and cuts the last", () => {
    const open = offeringView({ cash: { ...cash, by_priority: true } });
    const rows = open.rows.map((row, rank) => {
      return { ...row, planning: { ...PLANNING, priority: rank + 1 } };
    });
    const poor = { ...open, rows };
    const sheet = sheetOf(poor, NOTHING_SET);
    const need = cashNeed(poor, sheet);
    expect(need?.alike).toBe(false);
    const asked = sheet.map(({ chosen }) =>
      Math.min(90_000, Math.max(0, chosen.planWeeks * 10_000 - 5000)),
    );
    let left = 40_000;
    const cut = asked.map((order) => {
      const paid = order === 0 ? 1 : Math.min(1, left / order);
      left = Math.max(0, left - order * paid);
      return paid;
    });
    const expected = sheet.map(({ row }, place) => [row.title, cut[place] ?? 1] as const);
    expect(need?.cut.map(({ title, paid }) => [title, paid])).toEqual(
      expected.filter(([, paid]) => paid < 1),
    );
  });
});

describe("an option", () => {
  const opened = rules.received(rules.connectionChanged(rules.NEW_GAME, "open"), offeringView());
  const set = rules.chose(opened, "express", "chip", true);
  const ack = { type: "ack", id: "id-000001", result: null } as const;

  test("is sent with the decision, and no other option with it", () => {
    const [, decide] = rules.confirmed(set, "id-000001");
    expect(decide?.express).toEqual(["chip"]);
    expect(decide && Object.keys(decide).sort()).toEqual([
      "express",
      "id",
      "stances",
      "turn",
      "type",
    ]);
  });

  test("is saved with it, ends with its turn, and can be taken back before", () => {
    const saved = rules.received(rules.confirmed(set, "id-000001")[0], ack);
    expect(rules.saving(saved)).toBe("saved");
    expect(rules.chosen(saved).express["chip"]).toBe(true);
    const back = rules.chose(saved, "express", "chip", false);
    expect(rules.saving(back)).toBe("changed");
    expect(rules.confirmed(back, "id-000002")[1]?.express).toEqual([]);
    const next = rules.received(saved, offeringView({ turn: 6 }));
    expect(rules.chosen(next).express["chip"]).toBeUndefined();
  });

  test("of another device is shown, and a plan beside the parts is named until it is confirmed", () => {
    const demand = [{ product: "trike", title: "Trike", forecast: [1, 2] }];
    const shelves = { coast: 3 };
    const told = offeringView({ chosen: { shelves }, demand });
    const seen = rules.received(opened, told);
    expect(rules.chosen(seen).shelves).toEqual({ coast: 3 });
    const planned = rules.chose(seen, "plan", "trike", [5]);
    expect(rules.openBesideParts(planned)).toEqual(["plan of demand"]);
  });
});
