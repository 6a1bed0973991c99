// protocol.schema.json -> protocol.ts, the types of every frame.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const folder = new URL("./src/generated/", import.meta.url);

export async function typesText() {
  const schema = JSON.parse(await readFile(new URL("protocol.schema.json", folder), "utf8"));
  return compile(schema, "Protocol", {
    bannerComment: "// Made from game/messages/ by `npm run types`. Do not edit.",
    additionalProperties: false,
    strictIndexSignatures: true,
    style: { printWidth: 100 },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL("protocol.ts", folder), await typesText());
}
