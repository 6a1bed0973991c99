import { expect, test } from "vitest";
import { listOf } from "../../../src/state/common/leaderboard_link";
import { DEFAULTS } from "../../../src/state/leaderboard/filters";
import { finished } from "../../support/a_result";

test("a finished game opens the list in which it stands", () => {
  const game = { ...finished.game, scenario: "storm", digest: "" };
  expect(listOf(game)).toBe("leaderboard?scenario=storm");
  expect(listOf({ ...game, kind: "practice", depth: "classic" })).toBe(
    "leaderboard?scenario=storm&depth=classic&kind=practice",
  );
  expect(listOf({ ...game, digest: "0123456789ab" })).toBe(
    "leaderboard?scenario=storm&digest=0123456789ab",
  );
  expect(listOf(game, { live: true, early: true })).toBe(
    "leaderboard?scenario=storm&length=any&live=any",
  );
  expect([DEFAULTS.depth, DEFAULTS.kind]).toEqual(["segmented", "game"]);
});
