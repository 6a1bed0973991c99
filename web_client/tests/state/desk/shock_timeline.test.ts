import { describe, expect, test } from "vitest";
import type { NewsItem } from "../../../src/generated/protocol";
import {
  comingOf,
  lanesOf,
  newsMarksOf,
  type Strip,
  turnOf,
} from "../../../src/state/desk/shock_timeline";
import { aDesk, aShock } from "../../support/a_desk";

function news(week: number, grade: NewsItem["grade"], headline = "A strike?"): NewsItem {
  return { week, grade, headline, text: "" };
}

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

  test("puts news from before the game beside the first week's, in one mark, which its place names", () => {
    const shocks = [
      aShock({ news: [news(-2, "rumour"), news(1, "press")] }),
      aShock({ name: "b", news: [news(0, "rumour")] }),
    ];
    const [first, ...more] = newsMarksOf(aDesk({ shocks, first_week: 1 }));
    expect(more).toEqual([]);
    expect([(first?.at ?? 0) * 52, first?.items.length]).toEqual([0.5, 3]);
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
