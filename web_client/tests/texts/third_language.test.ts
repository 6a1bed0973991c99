import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build } from "vite";
import oldest from "../../oldest_browsers.json" with { type: "json" };
import { paragraphs, troubles } from "../../build_page_texts";

/** What stands below the texts, and the texts. */
const FLOORS = ["generated", "format.ts", "texts"];
let folder = "";

interface Texts {
  speak(language: string): Promise<void>;
  t(key: string): string;
}

/** A copy of the texts with one more folder in it, built as for the browser. */
beforeAll(async () => {
  // Below the installed packages, where the copy finds them and git does not look.
  await mkdir("node_modules/.linestop-tests", { recursive: true });
  folder = await mkdtemp("node_modules/.linestop-tests/third-");
  for (const name of FLOORS) await cp(join("src", name), join(folder, name), { recursive: true });
  const third = join(folder, "texts/eo");
  await cp("src/texts/en", third, { recursive: true });
  await writeFile(join(third, "native_name.ts"), 'export default "Esperanto";\n');
  await writeFile(join(third, "no_script.txt"), "Linestop bezonas <JavaScript>.\n");
  await writeFile(join(third, "app.json"), '{ "retry": "Reprovu" }\n');
  await build({
    configFile: false,
    root: folder,
    logLevel: "error",
    build: {
      outDir: "built",
      minify: false,
      lib: {
        entry: ["texts/texts.ts", "texts/language.ts"],
        formats: ["es"],
      },
    },
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function built<T>(name: string): Promise<T> {
  return (await import(/* @vite-ignore */ join(process.cwd(), folder, "built", name))) as T;
}

test("a language is added by a folder of texts alone", async () => {
  const { LANGUAGES } = await built<{ LANGUAGES: Record<string, string> }>("language.js");
  expect(LANGUAGES).toEqual({ de: "Deutsch", en: "English", eo: "Esperanto" });
  const { speak, t } = await built<Texts>("texts.js");
  await speak("eo");
  expect(t("retry")).toBe("Reprovu");
  await speak("en");
  expect(t("retry")).not.toBe("Reprovu");
});

test("a page without scripts says so in the third language too", async () => {
  expect(await paragraphs(join(folder, "texts"), "no_script")).toMatch(
    /^<p lang="en".+<\/p><p lang="de".+<\/p><p lang="eo" class="no_script">Linestop bezonas &lt;JavaScript>\.<\/p>$/,
  );
});

test("a browser that is too old is told the versions in every language", async () => {
  const said = await troubles("src/texts");
  const told = said.match(/<p lang="\w+" class="too_old">[^<]+<\/p>/g) ?? [];
  expect(told.length).toBeGreaterThanOrEqual(2);
  for (const each of told) {
    for (const version of Object.values(oldest)) expect(each).toContain(` ${version}`);
  }
  expect(said).not.toMatch(/[{}]/);
});
