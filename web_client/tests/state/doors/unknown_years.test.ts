import { afterEach, expect, test, vi } from "vitest";
import { ready } from "../../../src/state/doors/unknown_years";

afterEach(() => vi.unstubAllGlobals());

/** A server that answers so, one after another; the last answer for ever. */
function server(...answers: { ready: boolean; tries: number }[]) {
  const asked: string[] = [];
  vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
  vi.stubGlobal("fetch", (url: URL) => {
    const answer = answers[Math.min(asked.push(url.pathname), answers.length) - 1];
    return Promise.resolve(new Response(JSON.stringify(answer)));
  });
  return asked;
}

test("a scenario is ready without asking", async () => {
  const asked = server({ ready: false, tries: 0 });
  expect(await ready("calm_seas", () => undefined, new AbortController().signal)).toBe(true);
  expect(asked).toEqual([]);
});

test("a year is waited for, and each answer tells how many drafts it took", async () => {
  const told: number[] = [];
  const asked = server(
    { ready: false, tries: 0 },
    { ready: false, tries: 2 },
    { ready: true, tries: 3 },
  );
  const there = await ready("year_easy", (tries) => told.push(tries), new AbortController().signal);
  expect([there, told]).toEqual([true, [0, 2]]);
  expect(asked).toEqual(Array(3).fill("/api/years/year_easy"));
});

test("who leaves is not waited for any longer", async () => {
  const asked = server({ ready: false, tries: 1 });
  const leaving = new AbortController();
  expect(await ready("year_hard", () => leaving.abort(), leaving.signal)).toBe(false);
  expect(asked).toHaveLength(1);
});
