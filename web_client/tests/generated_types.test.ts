import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { typesText } from "../generate_types.js";

test("the types are current with the schema", async () => {
  expect(readFileSync("src/generated/protocol.ts", "utf8")).toBe(await typesText());
});
