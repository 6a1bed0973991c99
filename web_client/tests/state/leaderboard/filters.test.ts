import { expect, test, vi } from "vitest";
import {
  knownOrFirst,
  addressOf,
  chosenIn,
  DEFAULTS,
  queryOf,
  requestOf,
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

test("a day is the reader's own: the server is asked for its two ends as moments", () => {
  const filters = { ...DEFAULTS, scenario: "calm", since: "2026-03-28", until: "2026-03-29" };
  // The page's address keeps the day, so that the link means the same day to whoever gets it.
  expect(queryOf(filters)).toBe("scenario=calm&since=2026-03-28&until=2026-03-29");
  const zones: [string, string, string][] = [
    ["Asia/Tokyo", "2026-03-27T15:00:00.000Z", "2026-03-29T15:00:00.000Z"],
    ["America/New_York", "2026-03-28T04:00:00.000Z", "2026-03-30T04:00:00.000Z"],
    // In this zone the 29th has 23 hours.
    ["Europe/Berlin", "2026-03-27T23:00:00.000Z", "2026-03-29T22:00:00.000Z"],
  ];
  for (const [zone, since, until] of zones) {
    vi.stubEnv("TZ", zone);
    const asked = new URLSearchParams(requestOf(filters));
    expect([asked.get("since"), asked.get("until")]).toEqual([since, until]);
  }
  vi.unstubAllEnvs();
});

test("a list begins with the scenario that was played last, if the server still has it", () => {
  expect(knownOrFirst("mine", ["calm_seas", "mine"])).toBe("mine");
  expect(knownOrFirst("gone", ["calm_seas", "mine"])).toBe("calm_seas");
  expect(knownOrFirst("", ["calm_seas"])).toBe("calm_seas");
  expect(knownOrFirst("mine", [])).toBe("");
});
