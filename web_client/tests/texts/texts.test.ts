import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "../../src/texts/en";
import { isKey, listText, t } from "../../src/texts/texts";
import { reasonText } from "../../src/texts/errors";
import type { Key } from "../../src/texts/catalogue";

const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(svelte|ts)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join("src", name), "utf8") }));

/** Keys made from a code or a name: `error.${code}`. */
const made = sources
  .flatMap(({ text }) => [...text.matchAll(/`([a-z_]+\.[^`\s]*\$\{[^`\s]*)`/g)])
  .map(([, template = ""]) => {
    const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(".", "\\."));
    return new RegExp(`^${parts.join("[A-Za-z_]+")}$`);
  });

test("every text of the catalogue is said somewhere", () => {
  const said = (key: string) =>
    sources.some(({ text }) => text.includes(`"${key}"`)) || made.some((form) => form.test(key));
  expect(Object.keys(en).filter((key) => !said(key))).toEqual([]);
});

test("every text can be formatted", () => {
  const values = new Proxy({}, { get: () => 2, has: () => true });
  for (const key of Object.keys(en)) expect(t(key as Key, values)).not.toBe("");
});

test("a name that runs from right to left stands by itself in a sentence and in a list", () => {
  const sentence = (name: string) => t("debrief.seat_by", { seat: "Tarnholm", name });
  expect(sentence("שרה")).toBe(sentence("Sara").replace("Sara", "\u2068שרה\u2069"));
  expect(sentence("Sara")).not.toContain("\u2068");
  expect(listText(["سارة", "Ben"])).toBe("\u2068سارة\u2069 and Ben");
});

test("no component holds a word of its own", () => {
  const markup = (text: string) =>
    text.replace(/<(script|style)[\s\S]*?<\/\1>/g, "").replace(/<!--[\s\S]*?-->/g, "");
  const words = sources
    .filter(({ name }) => name.endsWith(".svelte"))
    .flatMap(({ name, text }) => {
      const between = markup(text).replace(/\{[^{}]*(\{[^{}]*(\{[^{}]*\}[^{}]*)*\}[^{}]*)*\}/g, "");
      return [...between.matchAll(/>([^<]*[A-Za-z]{2,}[^<]*)</g)].map((found) => [name, found[1]]);
    });
  expect(words).toEqual([]);
});

test("an error is worded by its code, and by the server's sentence if the code is new", () => {
  expect(reasonText({ code: "turn_closed", message: "x" })).toBe(en["error.turn_closed"]);
  expect(reasonText({ code: "brand_new", message: "Do this." })).toBe("Do this.");
  expect(reasonText({ code: "brand_new", message: "" })).toContain("brand_new");
});

/** Said only by commands on a terminal, to whoever asks for a socket by plain HTTP, or never: the base of all
 * errors. */
const NEVER_SENT = [
  "error.error",
  "error.setup",
  "error.differs",
  "error.file_exists",
  "error.no_person",
  "error.no_upgrade",
  "error.not_one_person",
];

test("every code the server refuses with has a text", () => {
  const modules = readdirSync("../game", { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".py") && !/^cli[\\/]/.test(name),
  );
  const codes = modules.flatMap((name) => {
    const text = readFileSync(join("../game", name), "utf8");
    return [...text.matchAll(/\bcode ?= ?"([a-z_]+)"|leave\(\s*"([a-z_]+)"/g)].map(
      ([, refused, left]) => `error.${refused ?? left}`,
    );
  });
  expect(codes.length).toBeGreaterThan(40);
  expect([...new Set(codes)].filter((key) => !isKey(key)).sort()).toEqual(NEVER_SENT.sort());
});

test("a key is no word every object knows", () => {
  expect(isKey("constructor")).toBe(false);
});
