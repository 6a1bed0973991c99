import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestFailed } from "../../../src/state/common/http_api";
import { RetriedRequest, waitBefore } from "../../../src/state/common/retried_request.svelte";

function failing(code: string) {
  return new RequestFailed({ code, message: "" });
}

describe("what a page asks when it opens", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is asked again, ever less often, until somebody answers", async () => {
    const ask = vi.fn(() => Promise.reject<string>(failing("server_gone")));
    const asked = new RetriedRequest(ask);
    for (const tries of [1, 2, 3, 4, 5]) {
      await vi.advanceTimersByTimeAsync(0);
      expect(ask).toHaveBeenCalledTimes(tries);
      expect(asked.waiting).toBe(true);
      await vi.advanceTimersByTimeAsync(waitBefore(tries) - 1);
      expect(ask).toHaveBeenCalledTimes(tries);
      await vi.advanceTimersByTimeAsync(1);
    }
    ask.mockResolvedValue("here");
    await vi.advanceTimersByTimeAsync(waitBefore(6));
    expect(asked).toMatchObject({ value: "here", failure: null, waiting: false });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(7);
  });

  it("is not asked again where the answer was no", async () => {
    const ask = vi.fn(() => Promise.reject<string>(failing("no_such_game")));
    const asked = new RetriedRequest(ask);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(asked).toMatchObject({ waiting: false, failure: { code: "no_such_game" } });
  });

  it("is not asked again by a page that was left", async () => {
    const ask = vi.fn(() => Promise.reject<string>(failing("server_gone")));
    const asked = new RetriedRequest(ask);
    await vi.advanceTimersByTimeAsync(0);
    asked.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
