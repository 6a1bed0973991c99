import { describe, expect, test } from "vitest";
import type { Fact, PartDebrief } from "../../../src/generated/protocol";
import {
  besideRecommended,
  type Sentence,
  stanceRuns,
  storyOf,
  stretchesOf,
} from "../../../src/state/debrief/part_sentences";
import { finished, seat } from "../../support/a_result";

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

  test("what nothing struck says so, and what a buffer of it was worth", () => {
    expect(story("frame")).toEqual([{ key: "why.quiet", values: {}, shocks: [] }]);
    const [quiet, without] = story("display");
    expect(quiet?.key).toBe("why.quiet");
    expect(without).toMatchObject({
      key: "why.without",
      values: { made: "same", costs: "less" },
      money: expect.closeTo(7074, -1) as number,
    });
    expect(besideRecommended(part("display")).money).toBeCloseTo(without?.money ?? 0, 0);
  });

  test("what the line stood for says how long, behind what, and how far the buffer had come", () => {
    const [waited, drained, without] = story("housing");
    expect(waited?.key).toBe("why.waited");
    expect(waited?.values).toMatchObject({ weeks: 14, first: 22, last: 35 });
    expect(waited?.shocks).toEqual(["The queue off Port Calder"]);
    expect(drained?.key).toBe("why.drained");
    expect(drained?.values).toMatchObject({
      turn: 2,
      week: 13,
      held: part("housing").bin_weeks[11],
    });
    expect(without?.values).toMatchObject({ made: "fewer", costs: "more" });
  });

  const facts = (name: string, ...more: Fact[]) => [...part(name).facts, ...more];

  test("a buffer begun after the shock says so instead", () => {
    const numbers = { turn: 6, week: 21, shock_week: 13 };
    const late: Fact = { code: "late", numbers, shock: "port_calder_queue" };
    const changed = { ...part("housing"), facts: facts("housing", late) };
    const told = storyOf(changed, seat, finished.shocks);
    expect(told.map(({ key }) => key)).toEqual(["why.waited", "why.late", "why.without"]);
  });

  test("a wait without a shock says that the bin was thin, and what the line ran through", () => {
    const [waited, carried] = story("chip");
    expect(waited?.key).toBe("why.waited_thin");
    expect(carried).toEqual({
      key: "why.carried",
      values: {},
      shocks: ["Everybody wants chips", "Flood at Nine Peaks"],
    });
  });

  test("a wait that is a shock's only in part says how many weeks are which", () => {
    const thin: Fact = { code: "thin", numbers: { weeks: 3, units: 9 }, shock: null };
    const [told] = storyOf(
      { ...part("housing"), facts: facts("housing", thin) },
      seat,
      finished.shocks,
    );
    expect(told?.key).toBe("why.waited_both");
    expect(told?.values).toMatchObject({ weeks: 14, behind: 11, thin: 3 });
  });

  test("money beside the recommendation is none where it was followed", () => {
    expect(besideRecommended(part("frame")).kind).toBe("same");
    expect(besideRecommended(part("housing")).kind).toBe("dearer");
    expect(besideRecommended(part("chip")).kind).toBe("cheaper");
    const other = { ...part("chip"), if_recommended: { component: "chip", cost: 0.2, uptime: 0 } };
    expect(besideRecommended(other).kind).toBe("no_difference");
    // The recommendation has no numbers and no options: with them, its stance alone is not it.
    expect(besideRecommended(part("frame"), true).kind).not.toBe("same");
  });

  test("a log of an older version, which never asked what a buffer was worth, says nothing of it", () => {
    const older = part("display").facts.filter(({ code }) => code !== "without_buffer");
    const told = storyOf({ ...part("display"), facts: older }, seat, finished.shocks);
    expect(told.map(({ key }) => key)).toEqual(["why.quiet"]);
  });
});

describe("no two sentences about one part contradict each other", () => {
  const named = (story: readonly Sentence[], ...keys: Sentence["key"][]) =>
    story
      .filter(({ key }) => keys.includes(key))
      .flatMap(({ shocks, values }) => [...shocks, ...(values["shock"] ? [values["shock"]] : [])]);

  /** What the story claims twice, and otherwise. */
  function contradictions(part: PartDebrief): string[] {
    const story = storyOf(part, seat, finished.shocks);
    const keys = story.map(({ key }) => key);
    const waits = named(story, "why.waited", "why.waited_both");
    const found: string[] = [];
    if (new Set(keys).size < keys.length) found.push("the same twice");
    if (keys.filter((key) => key.startsWith("why.waited")).length > 1) found.push("two waits");
    if (named(story, "why.carried").some((shock) => waits.includes(shock)))
      found.push("a shock that was carried and waited for");
    if (named(story, "why.late", "why.drained").some((shock) => !waits.includes(shock as string)))
      found.push("a buffer too late for what was not waited for");
    if (
      keys.includes("why.quiet") &&
      keys.some((key) => key !== "why.quiet" && key !== "why.alarm" && key !== "why.without")
    )
      found.push("nothing struck, and something did");
    const without = story.find(({ key }) => key === "why.without");
    const { kind, money } = besideRecommended(part);
    if (without && part.recommended === "JIT") {
      const wanted = { cheaper: "more", dearer: "less", same: "same", no_difference: "same" }[kind];
      if (without.values["costs"] !== wanted)
        found.push("cheaper in one place, dearer in the other");
      if (Math.abs((without.money ?? 0) - money) > 0.5) found.push("two sums of money");
    }
    return found;
  }

  /** Numbers from 0 to 1 that are the same in every run. */
  function chance(seed: number): () => number {
    let state = seed;
    return () => (state = (state * 48271) % 2147483647) / 2147483647;
  }

  /** Any facts that the server may send together: tests/game/review/test_facts_agree.py says which. */
  function anyPart(seed: number): PartDebrief {
    const dice = chance(seed);
    const some = <Item>(items: readonly Item[]) => items.filter(() => dice() < 0.5);
    const stances = seat.weeks.slice(0, 13).map(() => (dice() < 0.6 ? "JIT" : "JIC"));
    const recommended = dice() < 0.5 ? "JIT" : "JIC";
    const struck = some(
      finished.shocks.filter((each) => each.first_week !== null && each.origin !== "everyday"),
    );
    const waits = some(struck);
    const told: Fact[] = waits.map(({ name }) => ({
      code: "behind",
      numbers: { weeks: 4, units: 40 * dice() },
      shock: name,
    }));
    if (waits.length === 0 || dice() < 0.3)
      if (dice() < 0.5 || waits.length > 0)
        told.push({ code: "thin", numbers: { weeks: 2, units: 3 }, shock: null });
    const weeks = told.reduce((sum, { numbers }) => sum + (numbers["weeks"] ?? 0), 0);
    if (weeks > 0)
      told.unshift({
        code: "waited",
        numbers: { weeks, units: 50 * dice(), first_week: 3, last_week: 30 },
        shock: null,
      });
    for (const { name, first_week } of struck) {
      const numbers = { turn: 8, week: 29, shock_week: first_week ?? 1 };
      if (!waits.some((wait) => wait.name === name))
        told.push({ code: "carried", numbers: {}, shock: name });
      else if (dice() < 0.5) told.push({ code: "late", numbers, shock: name });
    }
    if (struck.length === 0) told.push({ code: "quiet", numbers: {}, shock: null });
    const cost = 20_000 * (dice() - 0.5);
    const held = stances.includes("JIC");
    if (held)
      told.push({
        code: "without_buffer",
        numbers: { units: 9 * (dice() - 0.5), cost },
        shock: null,
      });
    const followed = stances.every((stance) => stance === recommended);
    const change = followed ? 0 : recommended === "JIT" ? (held ? cost : 0) : -cost;
    return {
      ...seat.parts[0],
      stances,
      recommended,
      facts: told,
      if_recommended: { component: "frame", cost: change, uptime: 0 },
    } as PartDebrief;
  }

  test("in five hundred years made up by dice", () => {
    const keys = new Set<string>();
    for (let seed = 1; seed <= 500; seed += 1) {
      const part = anyPart(seed);
      expect([seed, ...contradictions(part)]).toEqual([seed]);
      for (const { key } of storyOf(part, seat, finished.shocks)) keys.add(key);
    }
    expect(keys.size).toBe(8);
  });

  test("red control: facts that contradict each other are noticed", () => {
    const part = anyPart(1);
    const shock = finished.shocks.find(({ first_week }) => first_week !== null)?.name ?? "";
    const facts: Fact[] = [
      { code: "waited", numbers: { weeks: 2, units: 9, first_week: 1, last_week: 2 }, shock: null },
      { code: "thin", numbers: { weeks: 2, units: 9 }, shock: null },
      { code: "late", numbers: { turn: 2, week: 5, shock_week: 3 }, shock },
    ];
    expect(contradictions({ ...part, facts })).not.toEqual([]);
  });
});
