import { describe, expect, test } from "vitest";
import { clockText, leftAt, NO_READING, readingOf } from "../../../src/state/common/time_left";
import { aStatus } from "../../support/a_desk";

describe("the clock", () => {
  test("runs by itself between two statuses and stops at nothing", () => {
    const told = readingOf(aStatus({ remaining_ms: 5000 }), 1000);
    expect([leftAt(told, 1000), leftAt(told, 3500), leftAt(told, 9000)]).toEqual([5000, 2500, 0]);
  });

  test("stands still while the game is paused, and outside of a turn there is none", () => {
    const paused = readingOf(aStatus({ remaining_ms: 5000, paused: true }), 1000);
    expect(leftAt(paused, 60_000)).toBe(5000);
    expect(leftAt(readingOf(aStatus({ phase: "resolving" }), 0), 0)).toBeNull();
    expect(leftAt(NO_READING, 7)).toBeNull();
  });

  test("counts a started second whole", () => {
    expect([161_000, 160_001, 999, 0, 3_661_000].map(clockText)).toEqual([
      "2:41",
      "2:41",
      "0:01",
      "0:00",
      "1:01:01",
    ]);
  });
});
