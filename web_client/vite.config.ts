/** How the client is built, served while one works on it, and tested. */

import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vitest/config";
import { cutFont } from "./build_font.ts";
import { gzippedAssets } from "./build_gzip.ts";
import { parsedMessages } from "./build_messages.ts";
import { pageTexts } from "./build_page_texts.ts";
import oldest from "./oldest_browsers.json" with { type: "json" };

/** The server writes its root path into the built page; the dev server stands at "/". */
function baseForDev(): Plugin {
  return {
    name: "base-for-dev",
    apply: "serve",
    transformIndexHtml: (html) => html.replace("%BASE%", "/"),
  };
}

export default defineConfig({
  base: "./",
  plugins: [svelte(), baseForDev(), pageTexts(), cutFont(), parsedMessages(), gzippedAssets()],
  build: {
    target: Object.entries(oldest).map(([browser, version]) => `${browser}${version}`),
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: "licences.md" },
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:8000",
      "/ws": { target: "ws://127.0.0.1:8000", ws: true },
    },
  },
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    setupFiles: "tests/support/speak_english.ts",
    // A test that never ends, not one on a busy machine: some try hundreds of examples.
    testTimeout: 120_000,
  },
});
