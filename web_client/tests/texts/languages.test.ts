import { readdirSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { formatFor } from "../../src/format";
import type { Catalogue } from "../../src/texts/catalogue";
import de from "../../src/texts/de";
import en from "../../src/texts/en";
import { byFolder } from "../../src/texts/folders";
import { LANGUAGES, languageOf } from "../../src/texts/language";
import { isKey, speak, t } from "../../src/texts/texts";
import { reasonText } from "../../src/texts/errors";
import { mistakesOf } from "../support/catalogue_mistakes";

afterEach(() => speak("en"));

/** The same in both: names, signs and words the game keeps. */
const SAME = [
  "app.name",
  "card.strikes",
  "confirm.end",
  "confirm.short",
  "demand.factor",
  "demand.order",
  "kpi.uptime_none",
  "measures.none",
  "rules.depth",
  "seat.name",
  "stance.JIC",
  "stance.JIC_long",
  "stance.JIT",
  "stance.JIT_long",
  "filter.chosen",
  "filter.who_bot",
  "mark.jic",
  "mark.jit",
  "score.said",
  "strip.jic",
  "strip.units",
  "ways.jic",
];

/** „1 Stück“, „2 Stück“; „2.“ for second. */
const UNINFLECTED = [
  "final.score",
  "kpi.place",
  "score.place",
  "score.shared",
  "talk.winner",
  "why.waited",
  "why.waited_thin",
  "why.waited_both",
  "why.without",
  "kpi.cost_place",
  "kpi.place_short",
];

/** What a translation may share with English; a language that is not here has no such text yet. */
const ALLOWED = { de: { same: SAME, uninflected: UNINFLECTED } };
const NOTHING = { same: [], uninflected: [] };
const translations = Object.entries(
  byFolder(
    import.meta.glob<Catalogue>("../../src/texts/*/index.ts", { eager: true, import: "default" }),
  ),
);

test("every language says all that English says, with the same arguments", () => {
  expect(translations.map(([name]) => name)).toContain("de");
  for (const [name, texts] of translations.filter(([name]) => name !== "en")) {
    const allowed = new Map(Object.entries(ALLOWED)).get(name) ?? NOTHING;
    expect([name, ...mistakesOf(en, texts, name, allowed)]).toEqual([name]);
  }
});

test("a text missing, left over, left English, misspelt or miscounted is found", () => {
  const english = {
    "a.gone": "Gone",
    "a.same": "The same",
    "a.name": "Turn {turn}",
    "a.many": "{n, plural, one {# week} other {# weeks}}",
    "a.one": "{n} weeks",
    "a.torn": "Torn",
    "a.empty": "Empty",
  };
  const german = {
    "a.more": "Mehr",
    "a.same": "The same",
    "a.name": "Runde {turnus}",
    "a.many": "{n} Wochen",
    "a.one": "{n, plural, one {# Woche} other {# Wochen}}",
    "a.torn": "Zerrissen {",
    "a.empty": " ",
  };
  expect(mistakesOf(english, german, "de", { same: [], uninflected: [] })).toEqual([
    "a.gone is missing",
    "a.more is no text",
    "a.same is English",
    "a.name has the arguments turnus",
    "a.many counts no n",
    "a.one counts n, which may be no number",
    "a.torn cannot be read",
    "a.empty is empty",
  ]);
  const vain = { same: ["a.name"], uninflected: ["a.name"] };
  expect(mistakesOf({ "a.name": "Turn" }, { "a.name": "Runde" }, "de", vain)).toEqual([
    "a.name is allowed in vain",
    "a.name is inflected, and allowed not to be",
  ]);
});

test("every folder of texts is a language with the same files", () => {
  const folders = readdirSync("src/texts", { withFileTypes: true }).filter((at) =>
    at.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(LANGUAGES).sort());
  for (const { name } of folders)
    expect(readdirSync(`src/texts/${name}`)).toEqual(readdirSync("src/texts/en"));
});

test("a third language is found by its folder", () => {
  const found = { "./de/native_name.ts": "Deutsch", "./pt-BR/native_name.ts": "Português" };
  expect(byFolder(found)).toEqual({ de: "Deutsch", "pt-BR": "Português" });
});

test("a language without a folder is not spoken", async () => {
  await expect(speak("xx")).rejects.toThrow('no folder of texts for "xx"');
});

test("every German text can be formatted, for none, one and many", async () => {
  await speak("de");
  for (const key of Object.keys(de).filter(isKey))
    for (const count of [0, 1, 2, 3]) {
      const values = new Proxy({}, { get: () => count, has: () => true });
      expect(t(key, values).trim()).not.toBe("");
    }
});

test("one is not many in German", async () => {
  await speak("de");
  expect(t("host.minutes", { minutes: 1 })).toBe("1 Minute");
  expect(t("host.minutes", { minutes: 2 })).toBe("2 Minuten");
});

test("an error is German too", async () => {
  await speak("de");
  expect(reasonText({ code: "paused", message: "The game is paused." })).toBe(de["error.paused"]);
});

test("German keeps umlauts and its own quotation marks", () => {
  const odd = Object.entries(de).filter(([, text]) => /["'‘’“](?=\p{L})|\p{L}"|\.\.\./u.test(text));
  expect(odd).toEqual([]);
  expect(Object.values(de).filter((text) => /[äöüß]/.test(text)).length).toBeGreaterThan(100);
});

test("what was chosen comes first, then what the browser wants, then English", () => {
  expect(languageOf(null, ["de-CH", "en"])).toBe("de");
  expect(languageOf(null, ["fr", "de", "en"])).toBe("de");
  expect(languageOf(null, ["en-GB", "de"])).toBe("en");
  expect(languageOf(null, ["fr", "nl-BE"])).toBe("en");
  expect(languageOf("en", ["de"])).toBe("en");
  expect(languageOf("de", ["en"])).toBe("de");
  expect(languageOf("toString", ["de"])).toBe("de");
  expect(languageOf(null, [])).toBe("en");
});

test("money and shares stand as Germans write them", () => {
  const format = formatFor("de", "EUR");
  expect(format.money(4_123_456)).toBe("4,12\u00a0Mio.\u00a0€");
  expect(format.moneyChange(-8_200)).toBe("−\u20608200\u00a0€");
  expect(format.percent(0.9636)).toBe("96,4\u00a0%");
  expect(format.number(14.06)).toBe("14,1");
});
