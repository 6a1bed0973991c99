/** What a server works out piece by piece: asked for until it is there, and no longer than its page is. */

import { expect, test } from "vitest";
import { RequestFailed } from "../../../../src/state/common/http_api";
import { WorkedOut } from "../../../../src/state/common/studies/worked_out.svelte";

/** Gives one answer after another; an error is thrown. */
function answers(given: readonly (number | Error)[]) {
  const left = [...given];
  return () => {
    const next = left.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? 0);
  };
}

test("is asked for until it is whole, and each answer is told", async () => {
  const seen: (number | null)[] = [];
  const next = answers([1, 2, 3, 4]);
  const work: WorkedOut<number> = new WorkedOut(
    () => {
      seen.push(work.told);
      return next();
    },
    (told) => told === 3,
  );
  await work.ask();
  expect(seen).toEqual([null, 1, 2]);
  expect([work.told, work.asking, work.failure]).toEqual([3, false, null]);
});

test("a failure ends it with its reason, and asking again goes on", async () => {
  const failed = new RequestFailed({ code: "busy", message: "" });
  const work = new WorkedOut(answers([1, failed, 2]), (told) => told === 2);
  await work.ask();
  expect(work.failure?.code).toBe("busy");
  expect([work.told, work.asking]).toEqual([1, false]);
  await work.ask();
  expect([work.told, work.failure]).toEqual([2, null]);
});

test("asking twice asks once, and a page that was left asks no more", async () => {
  let asked = 0;
  const work: WorkedOut<number> = new WorkedOut(
    () => {
      asked += 1;
      if (asked === 3) work.leave();
      return Promise.resolve(asked);
    },
    () => false,
  );
  await Promise.all([work.ask(), work.ask()]);
  await work.ask();
  expect(asked).toBe(3);
});
