import { describe, expect, test } from "vitest";
import { placeOf, tablesOf, waitingOf } from "../../../src/state/desk/desk_tables";
import { aDesk, anOverview, aSeat, aStatus } from "../../support/a_desk";

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
    const desk = aDesk({ seats });
    const { away, here } = waitingOf(desk, tablesOf(desk, aStatus({ tables: ["daaclb"] })));
    expect(away.map(({ name }) => name)).toEqual(["long gone", "just gone"]);
    expect(here.map(({ name }) => name)).toEqual(["here"]);
  });

  test("places seats by their score, equals alike", () => {
    const seats = [50, 80, 80, null].map((score) => aSeat({ score }));
    const desk = aDesk({ seats });
    expect(seats.map((seat) => placeOf(desk, seat))).toEqual([3, 1, 1, null]);
  });

  test("of many tables shows the page that it was told, and counts each whole table by the status", () => {
    const seats = [
      aSeat({ table: 2, seat: "corvo", decided: true }),
      aSeat({ table: 2, seat: "oster", devices: 0, away_ms: 9_000 }),
    ];
    const overview = anOverview({ groups: { undecided: 5 }, waiting: seats.slice(1) });
    const desk = aDesk({ seats, overview });
    const [table] = tablesOf(desk, aStatus({ tables: ["ddd", "cda"] }));
    expect(table?.seats.map(({ mark }) => mark)).toEqual(["decided", "away"]);
    expect([table?.people, table?.deciding, table?.decided, table?.all]).toEqual([3, 3, 1, 3]);
    const { away, here, people } = waitingOf(desk, []);
    expect([away.length, here.length, people]).toEqual([1, 0, 5]);
  });
});
