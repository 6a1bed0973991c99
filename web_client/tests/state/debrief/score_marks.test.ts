import { describe, expect, test } from "vitest";
import { puzzlingSeat } from "../../../src/state/debrief/score_marks";
import { seat } from "../../support/a_result";

describe("a seat whose cost and score do not go together with one's own", () => {
  const own = { ...seat.row, cost: 100_000, score: 90 };
  const other = (cost: number, score: number, name = "Bo") => ({
    ...own,
    seat: name,
    name,
    cost,
    score,
  });

  test("paid less and stands lower", () => {
    const lower = other(98_000, 80);
    expect(puzzlingSeat(own, [own, other(95_000, 99, "Cy"), lower])).toBe(lower);
  });

  test("or has another score at nearly the same cost", () => {
    const alike = other(101_000, 80);
    expect(puzzlingSeat(own, [own, alike])).toBe(alike);
  });

  test("is none where cost or score is far off, or the score the same", () => {
    expect(puzzlingSeat(own, [own, other(150_000, 95), other(100_500, 91, "Cy")])).toBeNull();
    expect(puzzlingSeat(own, [own])).toBeNull();
  });
});
