import { describe, expect, test } from "vitest";
import { notableOf, quotesOf } from "../../../src/state/common/lead_time_ranges";
import { aBoard } from "../../support/a_desk";

test("the board speaks only of what is slower than usual, the worst first", () => {
  const quote = (component: string, quote_weeks: number) => {
    return { component, title: component, supplier: "s", quote_weeks, usual_weeks: 4 };
  };
  const queues = [{ port: "p", title: "Port", queue_weeks: 3, usual_queue_weeks: 0 }];
  const quotes = [quote("chip", 14), quote("frame", 4), quote("trim", 5.5)];
  const notable = notableOf(aBoard({ tables: [{ table: 1, quotes, queues }] }));
  expect(notable.map(({ name, kind }) => [name, kind])).toEqual([
    ["chip", "quote"],
    ["p", "queue"],
    ["trim", "quote"],
  ]);
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
