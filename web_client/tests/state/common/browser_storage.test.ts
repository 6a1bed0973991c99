import { expect, test } from "vitest";
import { stancesSet } from "../../support/a_view";
import { BrowserStorage, memoryStore } from "../../../src/state/common/browser_storage";

const token = "t".repeat(24);

test("a game is held with its token, and what is told later is added", () => {
  const storage = new BrowserStorage(memoryStore(), "/");
  storage.hold("AAA", { token });
  storage.hold("AAA", { title: "Calm seas", turn: 3 });
  expect(storage.game("AAA")).toMatchObject({ token, title: "Calm seas", turn: 3 });
});

test("the game played last stands first", () => {
  const storage = new BrowserStorage(memoryStore(), "/");
  for (const code of ["AAA", "BBB", "AAA"]) storage.hold(code, { token });
  expect(storage.games().map((game) => game.code)).toEqual(["AAA", "BBB"]);
});

test("a forgotten game leaves nothing behind", () => {
  const store = memoryStore();
  const storage = new BrowserStorage(store, "/");
  storage.hold("AAA", { token });
  storage.keepOutbox("AAA", "[]");
  storage.keepDraft("AAA", { turn: 1, settings: stancesSet({ chip: "JIC" }) });
  storage.forget("AAA");
  expect([storage.game("AAA"), storage.outbox("AAA"), storage.draft("AAA")]).toEqual([
    null,
    null,
    null,
  ]);
});

test("two servers below one host do not share their games", () => {
  const store = memoryStore();
  new BrowserStorage(store, "/one/").hold("AAA", { token });
  expect(new BrowserStorage(store, "/two/").games()).toEqual([]);
});

test("damaged text on the store is no game", () => {
  const store = memoryStore();
  store.setItem("linestop/games", "{{{");
  store.setItem("linestop/draft:AAA", '{"turn":"x"}');
  const storage = new BrowserStorage(store, "/");
  expect([storage.games(), storage.draft("AAA")]).toEqual([[], null]);
});

test("a full store stops nobody from playing", () => {
  const full = {
    ...memoryStore(),
    setItem: () => {
      throw new Error("full");
    },
  };
  const storage = new BrowserStorage(full, "/");
  expect(() => storage.keepOutbox("AAA", "[]")).not.toThrow();
  storage.hold("AAA", { token });
  expect([storage.outbox("AAA"), storage.game("AAA")?.token]).toEqual(["[]", token]);
});

test("a seat and the desk of one game are held apart", () => {
  const storage = new BrowserStorage(memoryStore(), "/");
  storage.hold("AAA", { token });
  storage.hold("AAA", { token: "desk" }, "facilitator");
  storage.forget("AAA");
  expect([storage.game("AAA"), storage.game("AAA", "facilitator")?.token]).toEqual([null, "desk"]);
});

test("a seat is asked for under one token until it is held", () => {
  const storage = new BrowserStorage(memoryStore(), "/");
  const first = storage.joining("AAA");
  expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(storage.joining("AAA")).toBe(first);
  expect(storage.joining("BBB")).not.toBe(first);
  storage.forget("AAA");
  expect(storage.joining("AAA")).not.toBe(first);
});

test("a browser calls itself the same in every tab", () => {
  const store = memoryStore();
  expect(new BrowserStorage(store, "/").device()).toBe(new BrowserStorage(store, "/").device());
});
