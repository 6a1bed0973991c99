import { expect, test, vi } from "vitest";
import type { NewCommand, Outcome } from "../../../src/socket/pending_commands";
import { removeAll, SeatSearch } from "../../../src/state/desk/seat_search.svelte";

const PLAYERS = Array.from({ length: 250 }, (_, number) => `p${number}`);

test("many people are removed by as few commands as may name them", async () => {
  const sent: number[] = [];
  const act = (command: NewCommand): Promise<Outcome> => {
    sent.push(command.type === "remove_players" ? command.players.length : 0);
    return Promise.resolve({ ok: true, link: null });
  };
  expect(await removeAll(PLAYERS, act)).toEqual({ ok: true, link: null });
  expect(sent).toEqual([100, 100, 50]);
});

test("what is refused is told, and the others are removed nevertheless", async () => {
  const answers: Outcome[] = [
    { ok: true, link: null },
    { ok: false, code: "no_such_player", message: "" },
    { ok: true, link: null },
  ];
  const outcome = await removeAll(PLAYERS, () => Promise.resolve(answers.shift() as Outcome));
  expect(outcome).toMatchObject({ ok: false, code: "no_such_player" });
  expect(answers).toEqual([]);
});

test("a name is asked for when it has been typed, on the first page", () => {
  vi.useFakeTimers();
  const look = vi.fn();
  const search = new SeatSearch(look);
  search.turnTo(3);
  for (const text of ["A", "An", "Ana"]) search.find(text);
  expect(look).toHaveBeenCalledTimes(1);
  vi.runAllTimers();
  expect(look).toHaveBeenCalledTimes(2);
  expect(look).toHaveBeenLastCalledWith({ text: "Ana", group: "all", page: 1, players: [] });
  search.showAll();
  expect(look).toHaveBeenLastCalledWith({ text: "", group: "all", page: 1, players: [] });
  vi.useRealTimers();
});
