import { expect, test } from "vitest";
import { allDecided, closedText } from "../../../src/state/common/turn_words";
import { aStatus } from "../../support/a_desk";

test("a turn that closed says why: while its weeks run, and all through the next turn", () => {
  expect(closedText(aStatus({ phase: "resolving", closed_by: "all_in" }))).toBe(
    "Turn 5 closed because everybody had decided.",
  );
  expect(closedText(aStatus({ closed_by: "deadline" }))).toBe(
    "Turn 4 closed because its time was up.",
  );
  expect(closedText(aStatus({ closed_by: "facilitator" }))).toContain("by the facilitator");
});

test("there is nothing to say in the first turn, after the end, and of an older server", () => {
  expect(closedText(aStatus({ closed_by: "" }))).toBe("");
  expect(closedText(aStatus({ phase: "finished", closed_by: "all_in" }))).toBe("");
  expect(closedText(aStatus())).toBe("");
  expect(closedText(null)).toBe("");
});

test("all have decided when nobody who decides in this turn is left", () => {
  expect(allDecided(aStatus({ tables: ["ddl", "dbb"] }))).toBe(true);
  expect(allDecided(aStatus({ tables: ["dca"] }))).toBe(false);
  expect(allDecided(aStatus({ tables: ["bbl"] }))).toBe(false);
});
