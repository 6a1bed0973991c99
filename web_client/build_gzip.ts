/** Vite plugin: lays a gzipped copy beside each built file. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(js|css|svg)$/;

/** Lays beside each script and style the bytes that go over the wire, so that the server need not press
 * them anew for every phone. No Brotli: over plain http, as in a classroom, no browser takes it. */
export function gzippedAssets(): Plugin {
  return {
    name: "gzipped-assets",
    apply: "build",
    async writeBundle({ dir = "dist" }, bundle) {
      const texts = Object.keys(bundle).filter((name) => TEXT.test(name));
      await Promise.all(texts.map((name) => gzipped(join(dir, name))));
    },
  };
}

async function gzipped(path: string): Promise<void> {
  await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }));
}
