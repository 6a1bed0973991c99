/** Vite plugin: writes into the page, in every language there is, what it must say where the client does not
 * run: no catalogue is loaded there. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import oldest from "./oldest_browsers.json" with { type: "json" };

const TEXTS = "src/texts";
/** What `public/start_check.js` shows, by the names of the files. */
const TROUBLES = ["too_old", "not_started", "still_loading"];

/** In place of %NOSCRIPT% and %TROUBLES%. */
export function pageTexts(): Plugin {
  return {
    name: "page-texts",
    transformIndexHtml: async (html) =>
      html
        .replace("%NOSCRIPT%", await paragraphs(TEXTS, "no_script"))
        .replace("%TROUBLES%", await troubles(TEXTS)),
  };
}

/** All that can go wrong before the client runs, in all languages; one of them is shown. */
export async function troubles(folder: string): Promise<string> {
  return (await Promise.all(TROUBLES.map((name) => paragraphs(folder, name)))).join("");
}

/** A paragraph for each folder of texts, English first. */
export async function paragraphs(folder: string, name: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const languages = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  languages.sort((one, other) => Number(other === "en") - Number(one === "en"));
  return (await Promise.all(languages.map((language) => paragraph(folder, language, name)))).join(
    "",
  );
}

async function paragraph(folder: string, language: string, name: string): Promise<string> {
  const text = await readFile(join(folder, language, `${name}.txt`), "utf8");
  const filled = text.trim().replace(/\{(\w+)\}/g, (all, browser) => versions[browser] ?? all);
  const safe = filled.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<p lang="${language}" class="${name}">${safe}</p>`;
}

const versions: Record<string, string> = oldest;
