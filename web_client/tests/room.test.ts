import { describe, expect, test } from "vitest";
import { quotesOf } from "../src/state/common/lead_time_ranges";
import { clockText, leftAt, readingOf, NO_READING } from "../src/state/common/time_left";
import { placeOf, tablesOf, waitingOf } from "../src/state/desk/desk_tables";
import { addressOf, chosenIn, DEFAULTS, queryOf, shownIn } from "../src/state/leaderboard/filters";
import { markOf, presenceOf } from "../src/state/common/presence";
import { ranked } from "../src/state/common/standings";
import { aBoard, aDesk, aSeat, aStanding, aStatus } from "./support/a_desk";

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

describe("the room", () => {
  test("counts who decides in this turn, who has and who is away", () => {
    expect(presenceOf(["dca", "dbf"])).toEqual({ people: 4, decided: 2, away: 1, bots: 1 });
    expect(presenceOf(["dl", "db"])).toEqual({ people: 2, decided: 2, away: 0, bots: 1 });
    expect(presenceOf([])).toEqual({ people: 0, decided: 0, away: 0, bots: 0 });
  });

  test("finds a seat by its table and place, and nothing where there is none", () => {
    const status = aStatus({ tables: ["dca", "bf"] });
    expect(markOf(status, 1, 2)).toBe("away");
    expect(markOf(status, 2, 1)).toBe("free");
    expect([markOf(status, 3, 0), markOf(null, 1, 0), markOf(status, 1, -1)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe("the desk", () => {
  test("groups seats by table and counts who has decided", () => {
    const seats = [
      aSeat({ seat: "halden" }),
      aSeat({ seat: "corvo" }),
      aSeat({ table: 2, seat: "halden" }),
      aSeat({ table: 2, seat: "corvo", player: null, name: null }),
      aSeat({ table: 2, seat: "oster", late: true }),
    ];
    const tables = tablesOf(aDesk({ seats }), aStatus({ tables: ["dc", "dbl"] }));
    expect(tables.map(({ people, deciding, decided }) => [people, deciding, decided])).toEqual([
      [2, 2, 1],
      [2, 1, 1],
    ]);
    expect(tables[1]?.seats[1]?.mark).toBe("bot");
  });

  test("waits for those who are away, the longest first, then for those who are here", () => {
    const seats = [
      aSeat({ seat: "a", name: "decided" }),
      aSeat({ seat: "b", name: "just gone", devices: 0, away_ms: 5_000 }),
      aSeat({ seat: "c", name: "long gone", devices: 0, away_ms: 40_000 }),
      aSeat({ seat: "d", name: "here" }),
      aSeat({ seat: "e", name: "from the next turn on", late: true }),
      aSeat({ seat: "f", player: null, name: null }),
    ];
    const { away, here } = waitingOf(tablesOf(aDesk({ seats }), aStatus({ tables: ["daaclb"] })));
    expect(away.map(({ name }) => name)).toEqual(["long gone", "just gone"]);
    expect(here.map(({ name }) => name)).toEqual(["here"]);
  });

  test("places seats by their score, equals alike", () => {
    const seats = [50, 80, 80, null].map((score) => aSeat({ score }));
    const desk = aDesk({ seats });
    expect(seats.map((seat) => placeOf(desk, seat))).toEqual([3, 1, 1, null]);
  });
});

describe("the board", () => {
  test("shows a span over all tables, and what is late at any of them", () => {
    const quote = { component: "chip", title: "Chip", supplier: "Hsinchu", usual_weeks: 10 };
    const table = (number: number, quote_weeks: number) => ({
      table: number,
      quotes: [{ ...quote, quote_weeks }],
      queues: [],
    });
    const [chip] = quotesOf(aBoard({ tables: [table(1, 10), table(2, 14)] }));
    expect(chip).toMatchObject({ least: 10, most: 14, usual: 10, late: true });
  });
});

describe("the ranking", () => {
  test("goes by score as soon as there is one, those without one last", () => {
    const seats = [
      aStanding({ seat: "a", total_cost: 1 }),
      aStanding({ seat: "b", total_cost: 9, score: 80 }),
      aStanding({ seat: "c", total_cost: 5, score: 80 }),
    ];
    expect(ranked(seats).map(({ place, standing }) => [place, standing.seat])).toEqual([
      [1, "b"],
      [1, "c"],
      [3, "a"],
    ]);
  });

  test("goes by cost before that", () => {
    const seats = [
      aStanding({ seat: "a", total_cost: 2 }),
      aStanding({ seat: "b", total_cost: 1 }),
    ];
    expect(ranked(seats).map(({ standing }) => standing.seat)).toEqual(["b", "a"]);
  });
});

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
