import { describe, expect, test } from "vitest";
import type { Desk, NewsItem } from "../src/generated/protocol";
import { promptsOf } from "../src/state/desk/facilitator_prompts";
import {
  comingOf,
  lanesOf,
  newsMarksOf,
  turnOf,
  type Strip,
} from "../src/state/desk/shock_timeline";
import { t } from "../src/texts/texts";
import { aDesk, aSeat, aShock } from "./support/a_desk";

function quotes(...weeks: readonly [part: string, weeks: number][]): Desk["tables"] {
  const rows = weeks.map(([component, quote_weeks]) => {
    return { component, title: component, supplier: "s", quote_weeks, usual_weeks: 4 };
  });
  return [{ table: 1, quotes: rows, queues: [] }];
}

function news(week: number, grade: NewsItem["grade"], headline = "A strike?"): NewsItem {
  return { week, grade, headline, text: "" };
}

const STRUCK = aShock({ first_week: 14, last_week: 26 });

describe("a question for the room", () => {
  const first = (changes: Partial<Desk>) => promptsOf(aDesk(changes))[0];
  const kinds = (changes: Partial<Desk>) =>
    promptsOf(aDesk(changes)).map((question) => question.kind);
  const jit = aSeat({ stances: { chip: "JIT" } });
  const jic = aSeat({ stances: { chip: "JIC" } });

  test("is about the long quote of a part that many keep Just in Time", () => {
    const seats = [jit, jit, jic];
    expect(first({ seats, tables: quotes(["chip", 14.2], ["frame", 4]) })).toEqual({
      kind: "exposed",
      values: { part: "chip", weeks: 14, usual: 4, many: 2, all: 3 },
    });
    expect(kinds({ seats, tables: quotes(["chip", 5.9]) })).not.toContain("exposed");
    expect(kinds({ seats: [jit, jic, jic, jic], tables: quotes(["chip", 14]) })[0]).toBe("crowd");
  });

  test("is about the queue where everybody bought at once", () => {
    const tables = quotes(["chip", 9]);
    expect(first({ seats: [jic, jic, jic], tables })).toEqual({
      kind: "crowd",
      values: { part: "chip", weeks: 9, usual: 4, many: 3, all: 3 },
    });
    expect(kinds({ seats: [jic], tables })).not.toContain("crowd");
  });

  test("is first of all about the part that stopped lines, and whose line most", () => {
    const seats = [
      aSeat({ title: "Corvo", table: 3, lost: { chip: 4, frame: 90 } }),
      aSeat({ title: "Tessaly", table: 2, lost: { chip: 100 } }),
      jit,
    ];
    const tables = quotes(["frame", 4], ["chip", 14]);
    expect(first({ seats, tables })).toEqual({
      kind: "stopped",
      values: { lines: 2, part: "chip", seat: "Tessaly", table: 2 },
    });
  });

  test("is about a rumour of the last turn, and the desk knows whether it is true", () => {
    const told = news(15, "rumour");
    const shocks = [STRUCK, aShock({ name: "x", comes: false, news: [told] })];
    const rumour = (comes: string) => {
      return { kind: "rumour", values: { headline: "A strike?", comes } };
    };
    expect(first({ news: [told], shocks })).toEqual(rumour("no"));
    const comes = shocks.map((shock) => ({ ...shock, comes: true }));
    expect(first({ news: [told], shocks: comes })).toEqual(rumour("yes"));
    expect(kinds({ news: [news(12, "rumour")], shocks })).not.toContain("rumour");
    expect(kinds({ news: [news(16, "press"), told], shocks })).not.toContain("rumour");
  });

  test("tells the room nothing that only the desk knows", () => {
    const told = news(15, "rumour");
    const alarm = aShock({ comes: false, news: [told] });
    const seats = [aSeat({ title: "Corvo", lost: { chip: 9 } }), jit, jit, jit];
    const asked = [true, false].map((comes) => {
      const shocks = [{ ...alarm, comes }];
      const desk = aDesk({ seats, shocks, news: [told], tables: quotes(["chip", 14]) });
      return promptsOf(desk).map(({ kind, values }) => t(`question.${kind}`, values));
    });
    expect(asked[0]).toEqual(asked[1]);
    expect(asked[0]?.join(" ")).not.toMatch(/Corvo|Just in|\b3\b|\b4 /);
  });

  test("is about standing still where most changed nothing for three turns", () => {
    const seats = [aSeat({ steady: 3 }), aSeat({ steady: 4 }), aSeat({ steady: 1 })];
    expect(first({ seats, shocks: [STRUCK] })?.kind).toBe("still");
    expect(kinds({ seats: [aSeat(), ...seats], shocks: [STRUCK] })).not.toContain("still");
  });

  test("is about what buffers cost while nothing happens", () => {
    expect(first({ shocks: [] })?.kind).toBe("calm");
    expect(first({ shocks: [STRUCK] })?.kind).toBe("compare");
    expect(first({ shocks: [{ ...STRUCK, comes: false }] })?.kind).toBe("calm");
  });

  test("fits the first turn and the end, and there is always one", () => {
    expect(kinds({ turn: 1 })).toEqual(["first"]);
    expect(kinds({ phase: "finished" })).toEqual(["again"]);
    expect(kinds({ seats: [], shocks: [] }).length).toBeGreaterThan(0);
  });

  test("asks bots only where nobody else plays", () => {
    const bot = aSeat({ player: null, name: null, stances: { chip: "JIT" } });
    const tables = quotes(["chip", 14]);
    expect(kinds({ seats: [bot, bot, jic, jic], tables })).not.toContain("exposed");
    expect(kinds({ seats: [bot, bot], tables })).toContain("exposed");
  });
});

describe("the year", () => {
  const say = { widthOf: (text: string) => 7 * text.length };
  const words = { ...say, say: ({ title }: { title: string }) => [`${title}, somewhere`, title] };

  test("shows a shock where it lies, cut at the year's end, and whether it is past or coming", () => {
    const shocks = [
      aShock({ first_week: 14, last_week: 26 }),
      aShock({ first_week: 1, last_week: 4 }),
      aShock({ first_week: 51, last_week: 60 }),
    ];
    const strips = lanesOf(aDesk({ shocks }), 1040, words).flat();
    const byWhen = Object.fromEntries(strips.map((strip) => [strip.when, strip]));
    expect(byWhen.now).toMatchObject({ left: 260, width: 260 });
    expect(byWhen.past).toMatchObject({ left: 0, width: 80 });
    expect(byWhen.coming).toMatchObject({ left: 1000, width: 40 });
  });

  test("takes the longest words that fit: in the bar, after it, before it, else below it", () => {
    const at = (first_week: number, last_week: number, title: string, width = 1040) =>
      lanesOf(aDesk({ shocks: [aShock({ first_week, last_week, title })] }), width, words)[0]?.[0];
    expect(at(10, 40, "Flood")).toMatchObject({ words: "Flood, somewhere", wordsAt: 188 });
    expect(at(1, 2, "Flood")).toMatchObject({ words: "Flood, somewhere", wordsAt: 48 });
    expect(at(51, 52, "Flood")?.wordsAt).toBe(1000 - 8 - 7 * 16);
    expect(at(20, 30, "A flood in the hills that goes on", 400)).toMatchObject({ wordsAt: null });
  });

  test("lets no words lie on others or outside, however many shocks and however narrow", () => {
    let state = 11;
    const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
    for (let round = 0; round < 200; round++) {
      const shocks = Array.from({ length: 9 }, (_, n) => {
        const first_week = 1 + Math.floor(50 * next());
        const last_week = first_week + Math.floor(20 * next());
        const title = "x".repeat(4 + Math.floor(70 * next()));
        return aShock({ name: `${n}`, first_week, last_week, title });
      });
      const width = 320 + 1200 * next();
      const lanes = lanesOf(aDesk({ shocks }), width, words);
      expect(lanes.flat()).toHaveLength(9);
      for (const lane of lanes) expect(faultOf(lane, width)).toBe("");
    }
  });

  test("red control: all shocks in one lane do lie on one another", () => {
    const shocks = [aShock({ name: "a" }), aShock({ name: "b" })];
    const strips = lanesOf(aDesk({ shocks }), 1040, words).flat();
    expect(faultOf(strips, 1040)).not.toBe("");
  });

  function faultOf(lane: readonly Strip[], width: number): string {
    if (lane.some(({ wordsAt }) => wordsAt === null) && lane.length > 1) return "not alone";
    const boxes = lane.map(({ left, width: long, words: text, wordsAt }) => {
      const end = wordsAt === null ? left + long : wordsAt + say.widthOf(text);
      return [Math.min(left, wordsAt ?? left), Math.max(left + long, end)] as const;
    });
    if (boxes.some(([from, to]) => from < -0.01 || to > width + 0.01)) return "outside";
    const clash = boxes.some(([from, to], n) =>
      boxes.slice(n + 1).some(([left, right]) => from < right && left < to),
    );
    return clash ? "on one another" : "";
  }

  test("marks the weeks of news, and those that are out", () => {
    const shocks = [
      aShock({ news: [news(12, "rumour"), news(20, "official")] }),
      aShock({ name: "b", news: [news(12, "press"), news(60, "press")] }),
    ];
    const marks = newsMarksOf(aDesk({ shocks }));
    expect(marks.map(({ at, out, items }) => [at * 52, out, items.length])).toEqual([
      [11.5, true, 2],
      [19.5, false, 1],
    ]);
  });

  test("knows what comes next, and nothing beyond the last turn or of alarms that are false", () => {
    const shocks = [
      aShock({ name: "a", first_week: 30, news: [news(19, "rumour")] }),
      aShock({ name: "b", first_week: 18, comes: false, news: [news(22, "press")] }),
      aShock({ name: "c", first_week: 16, news: [news(16, "official")] }),
    ];
    const told = comingOf(aDesk({ shocks }), 9).map(({ week, kind }) => [week, kind]);
    expect(told).toEqual([
      [19, "news"],
      [22, "news"],
      [30, "shock"],
    ]);
    expect(comingOf(aDesk({ shocks, last_turn: 5 }), 9).map(({ week }) => week)).toEqual([19]);
    expect(comingOf(aDesk({ shocks }), 1)).toHaveLength(1);
    expect(comingOf(aDesk({ shocks, phase: "finished" }), 9)).toEqual([]);
    expect([turnOf(aDesk(), 1), turnOf(aDesk(), 4), turnOf(aDesk(), 5)]).toEqual([1, 1, 2]);
  });
});
