import { expect, test } from "vitest";
import { Keep, shelfInMemory } from "../src/state/common/browser_storage";

const token = "t".repeat(24);

test("a game is held with its token, and what is told later is added", () => {
  const keep = new Keep(shelfInMemory(), "/");
  keep.hold("AAA", { token });
  keep.hold("AAA", { title: "Calm seas", turn: 3 });
  expect(keep.game("AAA")).toMatchObject({ token, title: "Calm seas", turn: 3 });
});

test("the game played last stands first", () => {
  const keep = new Keep(shelfInMemory(), "/");
  for (const code of ["AAA", "BBB", "AAA"]) keep.hold(code, { token });
  expect(keep.games().map((game) => game.code)).toEqual(["AAA", "BBB"]);
});

test("a forgotten game leaves nothing behind", () => {
  const shelf = shelfInMemory();
  const keep = new Keep(shelf, "/");
  keep.hold("AAA", { token });
  keep.keepOutbox("AAA", "[]");
  keep.keepDraft("AAA", { turn: 1, stances: { chip: "JIC" } });
  keep.forget("AAA");
  expect([keep.game("AAA"), keep.outbox("AAA"), keep.draft("AAA")]).toEqual([null, null, null]);
});

test("two servers below one host do not share their games", () => {
  const shelf = shelfInMemory();
  new Keep(shelf, "/one/").hold("AAA", { token });
  expect(new Keep(shelf, "/two/").games()).toEqual([]);
});

test("damaged text on the shelf is no game", () => {
  const shelf = shelfInMemory();
  shelf.setItem("linestop/games", "{{{");
  shelf.setItem("linestop/draft:AAA", '{"turn":"x"}');
  const keep = new Keep(shelf, "/");
  expect([keep.games(), keep.draft("AAA")]).toEqual([[], null]);
});

test("a full shelf stops nobody from playing", () => {
  const full = {
    ...shelfInMemory(),
    setItem: () => {
      throw new Error("full");
    },
  };
  expect(() => new Keep(full, "/").keepOutbox("AAA", "[]")).not.toThrow();
});

test("a seat and the desk of one game are held apart", () => {
  const keep = new Keep(shelfInMemory(), "/");
  keep.hold("AAA", { token });
  keep.hold("AAA", { token: "desk" }, "facilitator");
  keep.forget("AAA");
  expect([keep.game("AAA"), keep.game("AAA", "facilitator")?.token]).toEqual([null, "desk"]);
});

test("a seat is asked for under one token until it is held", () => {
  const keep = new Keep(shelfInMemory(), "/");
  const first = keep.joining("AAA");
  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(keep.joining("AAA")).toBe(first);
  expect(keep.joining("BBB")).not.toBe(first);
  keep.forget("AAA");
  expect(keep.joining("AAA")).not.toBe(first);
});

test("a browser calls itself the same in every tab", () => {
  const shelf = shelfInMemory();
  expect(new Keep(shelf, "/").device()).toBe(new Keep(shelf, "/").device());
});
