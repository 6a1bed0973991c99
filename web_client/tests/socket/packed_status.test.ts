import { expect, test } from "vitest";
import { frameOf } from "../../src/socket/frames";
import { aStatus } from "../support/a_desk";

test("a packed status is read as one with a string for each table", () => {
  // What the server packs from "dcal" and "bfdc": "dcalb" is 310 = 3·91 + 37, "fdcff" is 6551 = 71·91 + 90.
  const packed = "&Hk~";
  const frame = frameOf(JSON.stringify(aStatus({ tables: [], packed, seats: 4 })));
  expect(frame).toMatchObject({ tables: ["dcal", "bfdc"] });
});

test("any other status is left as it came", () => {
  expect(frameOf(JSON.stringify(aStatus()))).toEqual(aStatus());
});
