import { describe, expect, test } from "vitest";
import { formatFor } from "../../../src/format";
import type { Standing } from "../../../src/generated/protocol";
import { dotOf, inside } from "../../../src/state/board/label_placement";
import {
  coloursOf,
  racersOf,
  rowsOf,
  shortened,
  winnersOf,
  seatKey,
  shortName,
  spanOf,
  spotsOf,
} from "../../../src/state/board/race";
import { plotOf, type Words } from "../../../src/state/board/race_plot";
import { aBoard, aStanding } from "../../support/a_desk";

/** Numbers from 0 to 1 that are the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

describe("the race", () => {
  const trail = (seat: string, cost: number[]) => {
    return { table: 1, seat, cost, uptime: cost.map((_, turn) => 1 - turn / 10) };
  };

  test("puts the leaders first, with the last turns of their way", () => {
    const standings = ["a", "b", "c"].map((seat) => aStanding({ seat }));
    const trails = [trail("c", [1, 2, 3, 4, 5]), trail("a", [9])];
    const racers = racersOf(aBoard({ standings, trails }));
    expect(racers.map(({ standing }) => standing.seat)).toEqual(["c", "a", "b"]);
    expect(racers[0]?.trail.map(({ cost }) => cost)).toEqual([2, 3, 4, 5]);
    expect(racers[1]?.trail).toEqual([{ cost: 9, uptime: 1 }]);
    expect(racers[2]?.trail).toEqual([]);
  });

  test("shows on its axes everybody, every trail, and room below the target", () => {
    const standings = [
      aStanding({ seat: "a", uptime: 0.97, total_cost: 400 }),
      aStanding({ seat: "b", uptime: 0.72, total_cost: 900 }),
    ];
    const racers = racersOf(aBoard({ standings, trails: [trail("a", [100, 400])] }));
    const { cost, uptime } = spanOf(racers, 0.9);
    expect(cost[0]).toBeLessThan(100);
    expect(cost[1]).toBeGreaterThan(900);
    expect(uptime).toEqual([0.7, 1]);
    const calm = racersOf(aBoard({ standings: [aStanding({ uptime: 1 })] }));
    expect(spanOf(calm, 0.9).uptime[0]).toBeCloseTo(0.875);
  });

  test("has an axis also when everybody stands in the same place", () => {
    const same = racersOf(aBoard({ standings: [aStanding({ total_cost: 0 })] }));
    const { cost } = spanOf(same, 0.9);
    expect(cost[1] - cost[0]).toBeGreaterThan(0);
  });

  test("draws those as one who stand in the same place, under the first one's name", () => {
    const spots = spotsOf([0, 100, 3, 101, 55], (x) => ({ x, y: 7 }), 10);
    expect(spots.map(({ items }) => items)).toEqual([[0, 3], [100, 101], [55]]);
  });

  test("lets a leader keep the colour it had, and gives a new one the first that is free", () => {
    const first = coloursOf(new Map(), ["a", "b", "c"]);
    expect([...first]).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
    const next = coloursOf(first, ["c", "d", "a"]);
    expect([next.get("c"), next.get("a"), next.get("d")]).toEqual([2, 0, 1]);
  });

  test("ranks those in one row whom only their table tells apart", () => {
    const at = (table: number, changes: Partial<Standing>) =>
      aStanding({ table, score: 50, ...changes });
    const rows = rowsOf([
      at(1, { name: "Ana" }),
      at(2, { name: "Ben" }),
      at(3, { name: "Cem", uptime: 0.8 }),
      at(3, { seat: "corvo", name: "Dia", score: 70 }),
    ]);
    expect(rows.map(({ place, standing, others }) => [place, standing.name, others])).toEqual([
      [1, "Dia", 0],
      [2, "Ana", 1],
      [2, "Cem", 0],
    ]);
  });

  const words: Words = {
    format: formatFor("en-GB", "EUR"),
    name: ({ standing }, others) => `${standing.name} +${others}`,
    target: "aim 90% uptime",
    widthOf: (text) => text.length * 15,
  };

  test("of twelve tables of equals is a dot for each company, and the number in it says for how many", () => {
    const seats = ["a", "b", "c", "d"];
    const standings = Array.from({ length: 48 }, (_, n) => {
      const seat = seats[n % 4] as string;
      return aStanding({
        table: 1 + Math.floor(n / 4),
        seat,
        uptime: 1 - (n % 4) / 20,
        total_cost: 20_000 + 5_000 * (n % 4),
        score: 90 - (n % 4),
      });
    });
    const trails = standings.slice(0, 3).map(({ table, seat, total_cost, uptime }) => {
      return { table, seat, cost: [total_cost], uptime: [uptime] };
    });
    const racers = racersOf(aBoard({ standings, trails }));
    const plot = plotOf(racers, 0.9, { width: 1180, height: 600, font: 24 }, words);
    expect(plot.named.map(({ name }) => name)).toEqual(["Ana +11", "Ana +11", "Ana +11"]);
    expect(plot.grey.map(({ seats }) => seats)).toEqual([12]);
    expect(plot.named.every(({ label }) => label !== null)).toBe(true);
  });

  test("keeps all that it draws inside its frame, on a wall and on a phone", () => {
    const next = chance(7);
    const standings = Array.from({ length: 40 }, (_, n) =>
      aStanding({ table: n, uptime: 0.6 + 0.4 * next(), total_cost: 1e5 * (1 + next()) }),
    );
    const trails = standings.slice(0, 6).map(({ table, seat, total_cost, uptime }) => {
      return { table, seat, cost: [total_cost / 2, total_cost], uptime: [1, uptime] };
    });
    const racers = racersOf(aBoard({ standings, trails }));
    for (const [width, height, font] of [
      [1180, 600, 24],
      [326, 340, 13],
    ] as const) {
      const widthOf = (text: string) => (text.length * font) / 1.6;
      const plot = plotOf(racers, 0.9, { width, height, font }, { ...words, widthOf });
      const frame = { x: 0, y: 0, width, height };
      expect(plot.grey.every((dot) => inside(dotOf(dot), frame))).toBe(true);
      expect(plot.named.every((dot) => inside(dotOf({ ...dot, r: plot.r }), frame))).toBe(true);
      expect(plot.up.every(({ at }) => at >= 0 && at <= height)).toBe(true);
      expect(plot.across.every(({ at }) => at >= plot.box.x && at <= width)).toBe(true);
      expect(new Set(plot.across.map(({ text }) => text)).size).toBe(plot.across.length);
    }
  });

  test("shortens a long name at a word, and leaves a short one alone", () => {
    expect(shortName("Ferrow & Daughters")).toBe("Ferrow & Daughters");
    expect(shortName("Mossgate Agricultural and Municipal Machines Cooperative")).toBe(
      "Mossgate Agricultural and…",
    );
    expect(shortName("x".repeat(40))).toBe(`${"x".repeat(28)}…`);
  });

  test("writes no amount of money over another, in a currency of many letters, too", () => {
    const standings = [1, 9].map((cost) => aStanding({ seat: `${cost}`, total_cost: cost * 1e5 }));
    const racers = racersOf(aBoard({ standings }));
    const format = formatFor("de-CH", "CHF");
    const widthOf = (text: string) => text.length * 15;
    for (const width of [300, 500, 900, 1200]) {
      const size = { width, height: 500, font: 24 };
      const { across } = plotOf(racers, 0.9, size, { ...words, format, widthOf });
      expect(across.length).toBeGreaterThan(0);
      across.slice(1).forEach(({ at, text }, place) => {
        const before = across[place];
        const gap = at - (before?.at ?? 0);
        expect(gap).toBeGreaterThan((widthOf(text) + widthOf(before?.text ?? "")) / 2);
      });
    }
  });

  test("knows a seat by its table, too", () => {
    expect(seatKey({ table: 2, seat: "a" })).not.toBe(seatKey({ table: 3, seat: "a" }));
  });
});

test("a short list keeps the people, and only who is ranked can win", () => {
  const seats = [
    aStanding({ seat: "a", total_cost: 1, bot: true }),
    aStanding({ seat: "b", total_cost: 2, bot: true }),
    aStanding({ seat: "c", total_cost: 3 }),
  ];
  const named = (rows: ReturnType<typeof rowsOf>) => rows.map(({ standing }) => standing.seat);
  expect(named(shortened(rowsOf(seats), 2))).toEqual(["a", "c"]);
  expect(named(winnersOf(aBoard({ standings: seats })))).toEqual(["c"]);
});
