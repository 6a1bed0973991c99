import { expect, test } from "vitest";
import * as settings from "../../../src/state/common/settings";

const { NOTHING_SET, withSet } = settings;

test("a command leaves out what nobody has set", () => {
  const command = settings.asCommand(withSet(NOTHING_SET, "stances", "chip", "JIC"));
  expect(command).toEqual({ stances: { chip: "JIC" } });
});

test("a command says what it says again when it is read", () => {
  let set = withSet(NOTHING_SET, "stances", "chip", "JIC");
  set = withSet(set, "numbers", "chip", { cover_weeks: 3 });
  set = withSet(set, "express", "chip", true);
  set = withSet(set, "secondSource", "frame", false);
  set = withSet(set, "shelves", "coast", null);
  set = withSet(set, "plan", "trike", [1, 2]);
  const command = settings.asCommand(set);
  expect(command).toMatchObject({ express: ["chip"], second_source: { frame: false } });
  expect(settings.ofCommand(command)).toEqual(set);
});

test("express that is taken back is said, since what was confirmed would stay", () => {
  const back = withSet(NOTHING_SET, "express", "chip", false);
  expect(settings.asCommand(back).express).toEqual([]);
});

test("a command without express leaves open what was confirmed of it", () => {
  expect(settings.ofCommand({ stances: { chip: "JIT" } }).express).toEqual({});
  expect(settings.ofCommand({ stances: { chip: "JIT" }, express: [] }).express).toEqual({
    chip: false,
  });
});

test("what is set as it was is settled, whatever the order of its numbers", () => {
  const held = withSet(NOTHING_SET, "numbers", "chip", { cover_weeks: 3, safety_factor: 1 });
  const mine = withSet(NOTHING_SET, "numbers", "chip", { safety_factor: 1, cover_weeks: 3 });
  expect(settings.isEmpty(settings.unsettled(mine, held))).toBe(true);
  const other = withSet(NOTHING_SET, "numbers", "chip", { safety_factor: 1, cover_weeks: 4 });
  expect(settings.unsettled(other, held).numbers).toEqual(other.numbers);
});

test("numbers given back, no express, no plan and the usual shelf are what holds at first", () => {
  let mine = withSet(NOTHING_SET, "numbers", "chip", {});
  mine = withSet(mine, "express", "chip", false);
  mine = withSet(mine, "plan", "trike", []);
  mine = withSet(mine, "shelves", "coast", null);
  expect(settings.isEmpty(settings.unsettled(mine, NOTHING_SET))).toBe(true);
  // A stance may have a second source of its own: to refuse it is something else than to say nothing.
  const without = withSet(NOTHING_SET, "secondSource", "chip", false);
  expect(settings.isEmpty(settings.unsettled(without, NOTHING_SET))).toBe(false);
});

test("a value taken away is set no more", () => {
  const set = withSet(NOTHING_SET, "secondSource", "chip", true);
  expect(withSet(set, "secondSource", "chip", undefined)).toEqual(NOTHING_SET);
});

test("a draft of an older version, which knew stances alone, is whole", () => {
  expect(settings.fromStorage({ stances: { chip: "JIC" } })).toEqual({
    ...NOTHING_SET,
    stances: { chip: "JIC" },
  });
});
