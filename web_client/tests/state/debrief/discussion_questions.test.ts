import { describe, expect, test } from "vitest";
import type { Results, SeatDebrief } from "../../../src/generated/protocol";
import {
  allQuestionsOf,
  MAX_QUESTIONS,
  questionsOf,
} from "../../../src/state/debrief/discussion_questions";
import { aChoice, finished, seat } from "../../support/a_result";

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

  test("never say that nothing was done for a part for which numbers or options were set", () => {
    const parts = seat.parts.map((part) => ({
      ...part,
      stances: part.stances.map(() => "JIT" as const),
    }));
    const said = (choices: NonNullable<SeatDebrief["choices"]>) =>
      allQuestionsOf(change({ parts, choices })).map(({ key }) => key);
    const nothing = ["talk.heard_never", "talk.not_fooled", "talk.no_buffer"];
    expect(said([])).toEqual(expect.arrayContaining(["talk.heard_never", "talk.no_buffer"]));
    const set = seat.parts.map(({ component }) => aChoice(component, "cover_weeks"));
    expect(said(set).filter((key) => nothing.includes(key))).toEqual([]);
  });

  test("ask whoever beat every fixed plan how", () => {
    expect(asked(change({ row: { ...seat.row, score: 104 } }))[0]).toBe("talk.beat");
    expect(asked(change({ row: { ...seat.row, score: 100.4 } }))).not.toContain("talk.beat");
  });

  test("ask who paid for a rush, if the table rushed", () => {
    const calm = seat.parts.map((part) => ({ ...part, table_jic: part.table_jic.map(() => 1) }));
    expect(allQuestionsOf(change({ parts: calm })).map(({ key }) => key)).not.toContain(
      "talk.rush",
    );
    const rushed = calm.map((part) => ({
      ...part,
      table_jic: [0, 0, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
    }));
    const found = allQuestionsOf(change({ parts: rushed })).find(({ key }) => key === "talk.rush");
    expect(found?.values).toMatchObject({ turn: 4, before: 0, after: 4, seats: 4 });
  });

  test("ask what a buffer would be worth in a calm year, by its own cost", () => {
    const found = allQuestionsOf(finished).find(({ key }) => key === "talk.calm");
    const chip = seat.parts.find(({ component }) => component === "chip");
    expect(found?.money).toBe(chip?.holding);
  });

  test("are others in each seat of a table, however alike they played", () => {
    const seats = finished.ranking.map(({ seat: name }) => name);
    const asks = seats.map((name) => asked(change({ row: { ...seat.row, seat: name } })).join(" "));
    expect(seats).toHaveLength(4);
    expect(new Set(asks).size).toBe(4);
    expect(new Set(asks.flatMap((keys) => keys.split(" "))).size).toBeGreaterThan(MAX_QUESTIONS);
  });

  test("ask what the buffer that saved most was bought on", () => {
    const found = allQuestionsOf(finished).find(({ key }) => key === "talk.worth");
    expect(found?.values).toEqual({ part: "Housing" });
    const { company } = seat.row;
    const crowd = allQuestionsOf(finished).find(({ key }) => key === "talk.crowd");
    expect(crowd?.money).toBe((company?.alike_cost ?? 0) - (company?.lean_cost ?? 0));
    const older = change({ row: { ...seat.row, company: null } });
    expect(allQuestionsOf(older).map(({ key }) => key)).not.toContain("talk.crowd");
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
    expect(asked(calm)).toEqual([
      "talk.no_buffer",
      "talk.crowd",
      "talk.mix_cheaper",
      "talk.next_year",
    ]);
  });

  test("tie every number to the results", () => {
    for (const { values } of questionsOf(finished)) {
      for (const value of Object.values(values)) expect(value).not.toBeUndefined();
    }
  });
});
