import { expect, test } from "vitest";
import { PendingCommands, type DeskCommand } from "../../src/socket/pending_commands";

function asking() {
  const sent: DeskCommand[] = [];
  return { sent, commands: new PendingCommands((command) => sent.push(command)) };
}

test("a command is answered by the frame with its id, and by no other", async () => {
  const { commands, sent } = asking();
  const answer = commands.send({ type: "pause" });
  expect(commands.isAnsweredBy({ type: "ack", id: "another-id", result: null })).toBe(false);
  expect(commands.isAnsweredBy({ type: "ack", id: sent[0]?.id ?? "", result: null })).toBe(true);
  expect(await answer).toEqual({ ok: true, link: null });
  expect(commands.areOpen).toBe(false);
});

test("a refusal comes back with its reason", async () => {
  const { commands, sent } = asking();
  const answer = commands.send({ type: "extend", seconds: 60 });
  const refusal = { code: "no_deadline", message: "There is none.", fields: {} };
  commands.isAnsweredBy({ type: "error", id: sent[0]?.id ?? "", ...refusal });
  expect(await answer).toEqual({ ok: false, code: "no_deadline", message: "There is none." });
});

test("what is not answered is asked again under the same id", () => {
  const { commands, sent } = asking();
  void commands.send({ type: "close_turn", turn: 3 });
  commands.sendAgain();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual(sent[0]);
});

test("a page that was sent away answers for the server", async () => {
  const { commands } = asking();
  const answer = commands.send({ type: "start" });
  commands.giveUp("superseded", "");
  expect(await answer).toMatchObject({ ok: false, code: "superseded" });
});
