import { expect, test } from "vitest";
import { isFinal } from "../../src/socket/close_codes";
import { frameOf } from "../../src/socket/frames";
import { newId } from "../../src/socket/ids";

test("a frame of a known kind is read, any other passed over", () => {
  expect(frameOf('{"type":"ack","id":"x"}')).toEqual({ type: "ack", id: "x" });
  for (const text of ['{"type":"newer"}', "{", "null", "7", '{"type":7}', new Blob()]) {
    expect(frameOf(text)).toBeNull();
  }
});

test("an id is what the wire allows, and no two are alike", () => {
  const ids = Array.from({ length: 1000 }, newId);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,40}$/);
});

test("only closes that would be refused again are final", () => {
  expect([1009, 4501, 4999].every(isFinal)).toBe(true);
  expect([1000, 1001, 1006, 1012, 4001, 4004].some(isFinal)).toBe(false);
});
