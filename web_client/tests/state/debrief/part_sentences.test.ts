import { describe, expect, test } from "vitest";
import type { SeatDebrief } from "../../../src/generated/protocol";
import { stanceRuns, storyOf, stretchesOf } from "../../../src/state/debrief/part_sentences";
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
