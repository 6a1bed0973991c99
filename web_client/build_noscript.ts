/** Vite plugin: writes into the page, in every language there is, that it needs JavaScript. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const TEXTS = "src/texts";

/** In place of %NOSCRIPT%: no catalogue is loaded where no script runs. */
export function noScriptTexts(): Plugin {
  return {
    name: "no-script-texts",
    transformIndexHtml: async (html) => html.replace("%NOSCRIPT%", await noScript(TEXTS)),
  };
}

/** A paragraph for each folder of texts, English first. */
export async function noScript(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const languages = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  languages.sort((one, other) => Number(other === "en") - Number(one === "en"));
  return (await Promise.all(languages.map((name) => paragraph(folder, name)))).join("");
}

async function paragraph(folder: string, language: string): Promise<string> {
  const text = await readFile(join(folder, language, "no_script.txt"), "utf8");
  const safe = text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<p lang="${language}">${safe}</p>`;
}
