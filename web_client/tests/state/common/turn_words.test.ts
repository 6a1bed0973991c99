import { expect, test } from "vitest";
import { allDecided, clockWord, closedText, isTelling } from "../../../src/state/common/turn_words";
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

test("the word beside the time is the one that matters most, and nothing where no turn is open", () => {
  const all = { tables: ["d"], held: true, interrupted: true };
  expect(clockWord(aStatus({ ...all, paused: true, closing: true }), 5)).toBe("paused");
  expect(clockWord(aStatus({ ...all, closing: true }), 5)).toBe("closing");
  expect(clockWord(aStatus(all), 5)).toBe("held");
  expect(clockWord(aStatus({ ...all, tables: ["c"] }), 5)).toBe("interrupted");
  expect(clockWord(aStatus(), 5)).toBe("left");
  expect(clockWord(aStatus(), null)).toBe("none");
  expect(clockWord(aStatus({ phase: "resolving" }), null)).toBeNull();
  expect(clockWord(null, null)).toBeNull();
  const telling = (["interrupted", "held", "left", "none", null] as const).map(isTelling);
  expect(telling).toEqual([true, true, false, false, false]);
});
