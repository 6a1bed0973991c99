import { describe, expect, test } from "vitest";
import type { Mark, Results, SeatDebrief } from "../src/generated/protocol";
import { questionsOf, MAX_QUESTIONS } from "../src/state/debrief/discussion_questions";
import {
  againstMix,
  askedSeat,
  differenceOf,
  seatOf,
  shortList,
} from "../src/state/common/results";
import { labelsOf, rulerOf, widthOf } from "../src/state/common/score_ruler";
import { scatterOf, sidesOf } from "../src/state/debrief/scatter_plot";
import { areaOf, extentOf, laidOut, runsOf, stripOf } from "../src/state/debrief/year_strip";
import { stanceRuns, storyOf, stretchesOf } from "../src/state/debrief/part_sentences";
import { barsOf, linesOf } from "../src/state/debrief/alternative_plans";
import { finished, seat } from "./support/a_result";

const mark = (way: Mark["way"], score: number): Mark => ({ way, score, cost: 0 });

/** Numbers that look like chance and are the same in every run. */
function* chance(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

describe("the ruler", () => {
  test("goes from 0 to 100", () => {
    const { zero, marks } = rulerOf([mark("jit", 0), mark("played", 50), mark("best", 100)]);
    expect([zero, ...marks.map(({ at }) => at)]).toEqual([0, 0, 0.5, 1]);
  });

  test("is drawn beyond both ends, and no further than -100", () => {
    const { zero, marks } = rulerOf([mark("jit", -400), mark("played", 125), mark("jic", 0)]);
    expect(zero).toBeCloseTo(100 / 225);
    expect(marks.map(({ at }) => at)).toEqual([0, 1, zero]);
  });

  const words = (marks: readonly Mark[], width: number) =>
    labelsOf(
      marks,
      width,
      (way) => `the ${way}`,
      (score) => `${Math.round(score)}`,
    );

  test("has no word over another and none outside, whatever the marks", () => {
    const random = chance(7);
    const next = () => random.next().value as number;
    for (let round = 0; round < 500; round++) {
      const width = 240 + 600 * next();
      const ways = ["jit", "jic", "mix", "best", "played"] as const;
      const near = next() < 0.5 ? 6 : 180;
      const labels = words(
        ways.map((way) => mark(way, 40 + near * (next() - 0.6))),
        width,
      );
      const boxes = labels.map(({ text, middle, row }) => {
        return { row, left: middle - widthOf(text) / 2, right: middle + widthOf(text) / 2 };
      });
      for (const [index, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(-0.001);
        for (const other of boxes.slice(index + 1)) {
          const over = box.row === other.row && box.left < other.right && other.left < box.right;
          expect(over).toBe(false);
        }
      }
    }
  });

  test("names marks of one score together, and the player's own below", () => {
    const labels = words(
      [mark("played", 100), mark("mix", 100), mark("best", 100), mark("jit", 0)],
      300,
    );
    expect(labels.map(({ text }) => text)).toEqual(["the jit 0", "the mix, the best 100"]);
  });
});

describe("a finished game", () => {
  test("first shows the seat that was asked for, else the winner", () => {
    expect(seatOf(finished)).toEqual({ table: 1, seat: "tarnholm" });
    const winner = finished.ranking[0];
    expect(seatOf({ ...finished, seat: null })?.seat).toBe(winner?.seat);
    expect(seatOf({ ...finished, seat: null, ranking: [] })).toBeNull();
  });

  test.each([
    ["?table=3&seat=corvo", { table: 3, seat: "corvo" }],
    ["?seat=corvo", { table: 1, seat: "corvo" }],
    ["?table=x&seat=corvo", null],
    ["?table=-1&seat=corvo", null],
    ["", null],
  ])("reads the seat of the address %s", (search, place) => {
    expect(askedSeat(search)).toEqual(place);
  });

  test("is compared with the recommended mix of the same seat", () => {
    const mix = seat.ways.find(({ way }) => way === "mix");
    if (mix === undefined) throw new Error("no mix");
    expect(againstMix(seat)).toEqual({
      kind: "mix_cheaper",
      money: seat.row.cost - mix.cost,
      cost: mix.cost,
      uptime: mix.uptime,
    });
    const cheap = { ...seat, row: { ...seat.row, cost: mix.cost - 10 } };
    expect(againstMix(cheap)).toMatchObject({ kind: "mix_dearer", money: 10 });
    expect(againstMix({ ...seat, row: { ...seat.row, cost: mix.cost } }).kind).toBe("same");
  });

  test("names the part that made the difference, if one did", () => {
    const found = differenceOf(seat);
    expect(found?.part.component).toBe("housing");
    expect(found?.cost).toBe(Math.min(...seat.parts.map((part) => part.if_recommended.cost)));
    expect(differenceOf({ ...seat, difference: null })).toBeNull();
  });

  test("shows the head of a long ranking and the row in question", () => {
    const [row] = finished.ranking;
    if (row === undefined) throw new Error("no row");
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...row,
      place: index + 1,
      table: index + 1,
    }));
    const rows = shortList(many, { table: 33, seat: row.seat }, 10);
    expect(rows.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 33]);
    expect(shortList(many, null, 10)).toHaveLength(10);
    expect(shortList(many.slice(0, 12), null, 10)).toHaveLength(12);
  });
});

describe("the strip of the year", () => {
  test("has every week, and what was made and missing make up what was required", () => {
    const weeks = stripOf(seat);
    expect(weeks.map(({ week }) => week)).toEqual(seat.weeks.map(({ week }) => week));
    for (const { made, lost } of weeks) {
      const missing = lost.reduce((sum, { share }) => sum + share, 0);
      expect(made + missing).toBeCloseTo(1, 2);
    }
  });

  test("gives a wait its part's name over gaps of a week", () => {
    const runs = runsOf(seat);
    expect(runs.map(({ part }) => part)).toContain("housing");
    const waited = seat.parts.find(({ component }) => component === "housing")?.units_not_made ?? 0;
    const told = runs
      .filter(({ part }) => part === "housing")
      .reduce((sum, { units }) => sum + units, 0);
    expect(told / waited).toBeGreaterThan(0.9);
  });

  test("draws a shock from its first word to its all-clear, and talk that nobody denied to the end", () => {
    const [shock] = finished.shocks.filter(({ name }) => name === "port_calder_queue");
    if (shock === undefined) throw new Error("no shock");
    expect(extentOf(shock, 52)).toEqual({ first: shock.rumoured, last: shock.cleared });
    const talk = { ...shock, official: null, cleared: null, first_week: null, last_week: null };
    expect(extentOf(talk, 16)).toEqual({ first: shock.rumoured, last: 16 });
  });

  test("lays no words over others", () => {
    const random = chance(3);
    const next = () => random.next().value as number;
    for (let round = 0; round < 200; round++) {
      const items = Array.from({ length: 8 }, (_, index) => {
        const first = 1 + Math.floor(50 * next());
        return {
          first,
          last: Math.min(52, first + Math.floor(20 * next())),
          text: "x".repeat(4 + index * 4),
        };
      });
      const width = 330;
      const boxes = laidOut(items, 52, width).map(({ item, row, toTheEnd }) => {
        const start = ((item.first - 1) / 52) * width;
        const words = item.text.length * 7.2;
        return {
          row,
          left: toTheEnd ? Math.min(start, width - words) : start,
          right: Math.max((item.last / 52) * width, toTheEnd ? width : start + words),
        };
      });
      for (const [index, box] of boxes.entries())
        for (const other of boxes.slice(index + 1))
          expect(box.row === other.row && box.left < other.right && other.left < box.right).toBe(
            false,
          );
    }
  });

  test("draws the bin as an area that closes at the floor", () => {
    expect(areaOf([4, 0, 9], 8)).toBe("0,1 0,0.500 0.5,0.500 1.5,1.000 2.5,0.000 3,0.000 3,1");
  });
});

describe("the ways one seat could have been played", () => {
  test("are bars whose pieces make up the cost", () => {
    for (const bar of barsOf(seat)) {
      const cost = bar.pieces.reduce((sum, piece) => sum + piece.cost, 0);
      expect(cost).toBeCloseTo(bar.cost, 0);
    }
  });

  test("leave the best plan out where a named way is the best", () => {
    expect(barsOf(seat).map(({ way }) => way)).toEqual(["played", "jit", "jic", "mix"]);
    expect(barsOf(seat).find(({ isBest }) => isBest)?.way).toBe("mix");
    const other = seat.ways.map((way) => (way.way === "best" ? { ...way, jic: ["chip"] } : way));
    expect(barsOf({ ...seat, ways: other }).map(({ way }) => way)).toContain("best");
  });

  test("list the cost lines that any way has: stock, moving, standing still, the largest first", () => {
    const ways = [
      { costs: { storage: 5, freight_cost: 0, lost_margin: 99 } },
      { costs: { capital: 90, storage: 7, changeover_cost: 1 } },
    ];
    expect(linesOf({ ways } as unknown as SeatDebrief)).toEqual([
      "capital",
      "storage",
      "changeover_cost",
      "lost_margin",
    ]);
  });
});

describe("part by part", () => {
  test.each([
    ["JIT JIT JIC JIC", [{ kind: "from", turn: 3 }]],
    ["JIC JIC JIT JIT", [{ kind: "until", turn: 2 }]],
    ["JIT JIC JIT JIT", [{ kind: "in", turn: 2 }]],
    ["JIT JIC JIC JIT", [{ kind: "between", first: 2, last: 3 }]],
    [
      "JIC JIT JIC JIC",
      [
        { kind: "in", turn: 1 },
        { kind: "from", turn: 3 },
      ],
    ],
  ])("%s reads in stretches", (stances, stretches) => {
    expect(stretchesOf(stances.split(" ") as ("JIT" | "JIC")[])).toEqual(stretches);
  });

  test("turns with one stance run together", () => {
    expect(stanceRuns(["JIT", "JIT", "JIC"])).toEqual([
      { stance: "JIT", first: 1, last: 2 },
      { stance: "JIC", first: 3, last: 3 },
    ]);
  });

  const part = (name: string) => {
    const found = seat.parts.find(({ component }) => component === name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  const story = (name: string) => storyOf(part(name), seat, finished.shocks);

  test("what nothing struck says whether the buffer was asked for", () => {
    expect(story("frame")).toEqual([
      { key: "why.quiet", values: { stood: "recommended" }, shocks: [] },
    ]);
    expect(story("display")[0]?.values).toEqual({ stood: "jic" });
  });

  test("what the line stood for says how long, behind what, and how far the buffer had come", () => {
    const [waited, drained] = story("housing");
    expect(waited?.key).toBe("why.waited");
    expect(waited?.values).toMatchObject({ weeks: 14, first: 22, last: 35 });
    expect(waited?.shocks).toEqual(["The queue off Port Calder"]);
    expect(drained?.key).toBe("why.drained");
    expect(drained?.values).toMatchObject({
      turn: 2,
      week: 13,
      held: part("housing").bin_weeks[11],
    });
  });

  test("a buffer begun after the shock says so instead", () => {
    const late = {
      code: "late",
      numbers: { turn: 6, week: 21, shock_week: 13 },
      shock: "port_calder_queue",
    };
    const facts = [...part("housing").facts, late] as SeatDebrief["parts"][number]["facts"];
    const told = storyOf({ ...part("housing"), facts }, seat, finished.shocks);
    expect(told.map(({ key }) => key)).toEqual(["why.waited", "why.late"]);
  });

  test("a wait without a shock says that the bin was thin", () => {
    expect(story("chip")[0]?.key).toBe("why.waited_thin");
  });

  test("a shock that a buffer carried names it", () => {
    const chip = {
      ...part("chip"),
      facts: part("chip").facts.filter(({ code }) => code !== "waited"),
    };
    const [told] = storyOf(chip, seat, finished.shocks);
    expect(told).toEqual({
      key: "why.carried",
      values: { on: "buffer", count: 2 },
      shocks: ["Everybody wants chips", "Flood at Nine Peaks"],
    });
  });
});

describe("questions to talk about", () => {
  const asked = (results: Results) => questionsOf(results).map(({ key }) => key);
  const change = (changed: Partial<SeatDebrief>): Results => ({
    ...finished,
    seat: { ...seat, ...changed },
  });
  const stand = (component: string, stances: string) =>
    seat.parts.map((part) =>
      part.component === component
        ? { ...part, stances: [...stances].map((one) => (one === "C" ? "JIC" : "JIT")) }
        : part,
    ) as SeatDebrief["parts"];

  test("are three or four, each once", () => {
    const keys = asked(finished);
    expect(keys.length).toBeGreaterThanOrEqual(3);
    expect(keys.length).toBeLessThanOrEqual(MAX_QUESTIONS);
    expect(new Set(keys).size).toBe(keys.length);
    expect(asked({ ...finished, seat: null })).toEqual([]);
  });

  test("ask from the first word to the act for the part most was lost for", () => {
    expect(asked(finished)[0]).toBe("talk.heard_before");
    const [late] = questionsOf(change({ parts: stand("housing", "TTTTCCCCCCCCC") }));
    expect(late).toMatchObject({ key: "talk.heard_late", values: { week: 5, turn: 5, later: 12 } });
    expect(asked(change({ parts: stand("housing", "T".repeat(13)) }))[0]).toBe("talk.heard_never");
  });

  test("ask whoever beat every fixed plan how", () => {
    expect(asked(change({ row: { ...seat.row, score: 104 } }))[0]).toBe("talk.beat");
    expect(asked(change({ row: { ...seat.row, score: 100.4 } }))).not.toContain("talk.beat");
  });

  test("ask who paid for a rush, if the table rushed", () => {
    const calm = seat.parts.map((part) => ({ ...part, table_jic: part.table_jic.map(() => 1) }));
    expect(asked(change({ parts: calm }))).not.toContain("talk.rush");
    const rushed = calm.map((part) => ({
      ...part,
      table_jic: [0, 0, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
    }));
    const found = questionsOf(change({ parts: rushed })).find(({ key }) => key === "talk.rush");
    expect(found?.values).toMatchObject({ turn: 4, before: 0, after: 4, seats: 4 });
  });

  test("ask what a buffer would be worth in a calm year, by its own cost", () => {
    const found = questionsOf(finished).find(({ key }) => key === "talk.calm");
    const chip = seat.parts.find(({ component }) => component === "chip");
    expect(found?.money).toBe(chip?.holding);
  });

  test("are three even in a year in which nothing happened among bots", () => {
    const parts = seat.parts.map((part) => ({
      ...part,
      stances: part.stances.map(() => "JIT" as const),
      table_jic: part.stances.map(() => 0),
      facts: [],
    }));
    const ranking = finished.ranking.map((row) => ({ ...row, name: null }));
    const calm = { ...change({ parts, losses: [], difference: null }), ranking, shocks: [] };
    expect(asked(calm)).toEqual(["talk.no_buffer", "talk.mix_cheaper", "talk.next_year"]);
  });

  test("tie every number to the results", () => {
    for (const { values } of questionsOf(finished)) {
      for (const value of Object.values(values)) expect(value).not.toBeUndefined();
    }
  });
});

describe("the room's picture", () => {
  test("has every seat in the box, the cheaper left, the more uptime up", () => {
    const { dots, target } = scatterOf(finished.ranking, seat.row, finished.game.uptime_target);
    expect(dots.flatMap(({ rows }) => rows)).toHaveLength(finished.ranking.length);
    for (const { x, y } of dots) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(100);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(100);
    }
    for (const { rows, y } of dots) {
      const [row] = rows;
      if (row) expect(y < target).toBe(row.reached_target);
    }
    expect(dots.filter(({ own }) => own)).toHaveLength(1);
    expect(dots.filter(({ winner }) => winner)).toHaveLength(1);
  });

  test("draws seats at one point as one dot", () => {
    const [row] = finished.ranking;
    if (row === undefined) throw new Error("no row");
    const rows = [row, { ...row, seat: "corvo" }];
    const { dots } = scatterOf(rows, null, 0.9);
    expect(dots.map((dot) => dot.rows.length)).toEqual([2]);
  });

  test("puts a name where it hides no other dot", () => {
    const { dots } = scatterOf(finished.ranking, seat.row, 0.9);
    const [one, other] = dots.map((dot, index) => ({ ...dot, x: 40 + 4 * index, y: 50 }));
    if (one === undefined || other === undefined) throw new Error("no dots");
    expect(sidesOf([{ dot: one, text: "Wilhelmina" }], [one, other], 400, 340)).toEqual(["left"]);
    const both = [
      { dot: one, text: "Ann" },
      { dot: other, text: "Bob" },
    ];
    expect(sidesOf(both, [one, other], 400, 340)).toEqual(["left", "right"]);
  });
});
