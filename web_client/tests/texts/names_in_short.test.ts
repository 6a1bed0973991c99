import { expect, test } from "vitest";
import { namesInShort } from "../../src/texts/texts";
import "../support/speak_english";

const LONG = [
  "Cargo frame, welded, with coupling for a second axle",
  "Weatherproof housing with hinged lid and cable entries",
  "Display",
];

test("some short names are all told", () => {
  expect(namesInShort(["Shell", "Power cell", "The far coast", "Dinghy"])).toBe(
    "Shell, Power cell, The far coast, Dinghy",
  );
});

test("of long ones the first is told, and how many there are beside it", () => {
  expect(namesInShort(LONG)).toBe(`${LONG[0]} and 2 more`);
  expect(namesInShort([...LONG].reverse())).toBe(`Display, ${LONG[1]} and 1 more`);
});

test("one name is told however long it is", () => {
  expect(namesInShort(["x".repeat(200)])).toBe("x".repeat(200));
});

test("there is nothing to tell of nothing", () => {
  expect(namesInShort([])).toBe("");
});
