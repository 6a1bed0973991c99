import { expect, test } from "vitest";
import { Asks, type DeskCommand } from "../src/socket/pending_commands";

function asking() {
  const sent: DeskCommand[] = [];
  return { sent, asks: new Asks((command) => sent.push(command)) };
}

test("a command is answered by the frame with its id, and by no other", async () => {
  const { asks, sent } = asking();
  const answer = asks.ask({ type: "pause" });
  expect(asks.heard({ type: "ack", id: "another-id", result: null })).toBe(false);
  expect(asks.heard({ type: "ack", id: sent[0]?.id ?? "", result: null })).toBe(true);
  expect(await answer).toEqual({ ok: true, link: null });
  expect(asks.owed).toBe(false);
});

test("a refusal comes back with its reason", async () => {
  const { asks, sent } = asking();
  const answer = asks.ask({ type: "extend", seconds: 60 });
  const refusal = { code: "no_deadline", message: "There is none.", fields: {} };
  asks.heard({ type: "error", id: sent[0]?.id ?? "", ...refusal });
  expect(await answer).toEqual({ ok: false, code: "no_deadline", message: "There is none." });
});

test("what is not answered is asked again under the same id", () => {
  const { asks, sent } = asking();
  void asks.ask({ type: "close_turn", turn: 3 });
  asks.again();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

test("a page that was sent away answers for the server", async () => {
  const { asks } = asking();
  const answer = asks.ask({ type: "start" });
  asks.giveUp("superseded", "");
  expect(await answer).toMatchObject({ ok: false, code: "superseded" });
});
