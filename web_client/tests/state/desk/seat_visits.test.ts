import { describe, expect, test } from "vitest";
import type { DeskChange } from "../../../src/generated/protocol";
import { closingText } from "../../../src/state/desk/closing";
import { awayFor } from "../../../src/state/desk/desk_tables";
import {
  changesByTurn,
  changeText,
  chosenSeatsText,
  chosenText,
  stopText,
} from "../../../src/state/desk/seat_visits";
import { aDesk, anOverview, aSeat } from "../../support/a_desk";

const row = { component: "chip", title: "chip", supplier: "s", quote_weeks: 4, usual_weeks: 4 };
const rows = ["chip", "frame"].map((component) => ({ ...row, component, title: component }));
const tables = [{ table: 1, quotes: rows, queues: [] }];
const change = (turn: number, seat: string, component: string): DeskChange => {
  return { turn, table: 1, seat, component, stance: "JIC" };
};

describe("a seat on the desk", () => {
  test("says what its line waited for, the most first", () => {
    const seat = aSeat({ lost: { frame: 2, chip: 30 } });
    expect(stopText(aDesk({ tables }), seat)).toBe("Last turn the line waited for chip and frame");
    expect(stopText(aDesk({ tables }), aSeat())).toBe("");
  });

  test("says what it changed last, and when", () => {
    const changes = [change(4, "halden", "chip"), change(2, "halden", "frame")];
    expect(changeText(aDesk({ tables, changes }), aSeat())).toBe("Turn 4: chip now JIC");
    expect(changeText(aDesk({ tables, changes }), aSeat({ seat: "corvo" }))).toBe("");
    expect(changeText(aDesk({ tables }), aSeat())).toBe("");
  });
});

describe("what is set beside stances", () => {
  test("is said by its kind and its parts", () => {
    const chosen = { numbers: [0], express: [0, 1], second: [1], plan: true };
    expect(chosenText(aDesk({ tables }), aSeat({ chosen }))).toBe(
      "own numbers for chip; express for chip, frame; second source for frame; plan of demand",
    );
    expect(chosenText(aDesk({ tables }), aSeat({ chosen: { shelves: true } }))).toBe(
      "regional shelves",
    );
    expect(chosenText(aDesk({ tables }), aSeat())).toBe("");
  });

  test("stays short, however many parts there are", () => {
    const numbers = Array.from({ length: 16 }, (_, number) => number);
    const quotes = numbers.map((number) => {
      return { ...row, title: `a part with a long name ${number}` };
    });
    const desk = aDesk({ tables: [{ table: 1, quotes, queues: [] }] });
    expect(chosenText(desk, aSeat({ chosen: { numbers } }))).toBe(
      "own numbers for a part with a long name 0, a part with a long name 1 and 14 more",
    );
  });

  test("is counted where there are many tables", () => {
    const chosen = { numbers: 12, express: 1, second: 0, shelves: 0, plan: 3 };
    expect(chosenSeatsText(anOverview({ asked: 900, chosen }))).toBe(
      "Of 900 seats have set beside their stances: 12 own numbers, 1 express, and 3 a plan of demand.",
    );
    expect(chosenSeatsText(anOverview())).toBe("");
  });
});

test("who changed what is one list, by turn and company", () => {
  const changes = [
    change(4, "halden", "chip"),
    change(4, "halden", "frame"),
    change(2, "halden", "chip"),
  ];
  const listed = changesByTurn(aDesk({ tables, changes, seats: [aSeat()] }));
  expect(listed.map(({ turn, seats }) => [turn, seats.map(({ what }) => what)])).toEqual([
    [4, ["all parts now JIC"]],
    [2, ["chip now JIC"]],
  ]);
});

test("what a bot changed is marked, whoever holds the seat now", () => {
  const changes = [change(4, "halden", "chip"), { ...change(2, "halden", "chip"), bot: true }];
  const listed = changesByTurn(aDesk({ tables, changes, seats: [aSeat()] }));
  expect(listed.map(({ seats }) => seats.map(({ bot }) => bot))).toEqual([[false], [true]]);
});

describe("closing a turn that some have not decided says what holds for them", () => {
  const jit = aSeat({ stances: { chip: "JIT", frame: "JIT" } });

  test("in the first turn what the game opened with, since nothing was decided before", () => {
    expect(closingText(aDesk({ turn: 1 }), [jit])).toBe(
      "Ana has not decided. All parts of this company stay Just in Time.",
    );
    const mixed = aSeat({ stances: { chip: "JIC", frame: "JIT" } });
    expect(closingText(aDesk({ turn: 1 }), [mixed])).toContain("stay as they are");
  });

  test("later what they had, and many people are counted", () => {
    expect(closingText(aDesk({ turn: 2 }), [jit, jit, jit, jit])).toBe(
      "4 people have not decided. The parts of these companies stay as they are.",
    );
  });
});

test("who has just joined is not away yet", () => {
  const seats = [aSeat({ away_ms: 0 }), aSeat({ away_ms: null })];
  expect(awayFor(aDesk({ seats }), 0)).toBe(0);
  expect(awayFor(aDesk({ seats }), 6000)).toBe(1);
});
