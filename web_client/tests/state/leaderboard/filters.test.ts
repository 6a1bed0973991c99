import { expect, test } from "vitest";
import {
  addressOf,
  chosenIn,
  DEFAULTS,
  queryOf,
  shownIn,
} from "../../../src/state/leaderboard/filters";

test("the leaderboard is asked only for what differs from its default list", () => {
  expect(queryOf({ ...DEFAULTS, scenario: "calm" })).toBe("scenario=calm");
  expect(queryOf({ ...DEFAULTS, scenario: "calm", who: "bot" })).toBe("scenario=calm&who=bot");
});

test("what the leaderboard shows further is the page's own and is asked of no server", () => {
  const filters = { ...DEFAULTS, scenario: "calm", who: "bot" };
  const address = addressOf(filters, "fill_rate");
  expect(address).toBe("scenario=calm&who=bot&show=fill_rate");
  expect(shownIn(`?${address}`)).toBe("fill_rate");
  expect(addressOf(filters, "")).toBe(queryOf(filters));
  expect(chosenIn(filters)).toEqual([{ name: "who", value: "bot" }]);
});
