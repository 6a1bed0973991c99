import { expect, test } from "vitest";
import { formatFor, localeOf, sentencesOf } from "../src/format";

const format = formatFor("en-GB", "EUR");

test("money has three digits and the scenario's currency", () => {
  expect(format.money(4_123_456)).toBe("€4.12m");
  expect(format.money(52_340)).toBe("€52.3k");
  expect(format.money(0)).toBe("€0");
});

test("a change of money carries its sign, a real minus", () => {
  expect(format.moneyChange(30_000)).toMatch(/^\+\u2060€30[kK]$/);
  expect(format.moneyChange(-8_200)).toMatch(/^−\u2060€8.2[kK]$/);
  expect(format.moneyChange(0)).toBe("€0");
});

test("uptime keeps one decimal, a target none it does not need", () => {
  expect(format.percent(0.9636)).toBe("96.4%");
  expect(format.percent(1)).toBe("100.0%");
  expect(format.target(0.9)).toBe("90%");
  expect(format.target(0.965)).toBe("96.5%");
});

test("weeks have at most one decimal", () => {
  expect(format.number(14.06)).toBe("14.1");
  expect(format.number(3)).toBe("3");
});

test("numbers take the visitor's locale only if it is of the catalogue's language", () => {
  expect(localeOf(["de-DE", "en-AU"], "en")).toBe("en-AU");
  expect(localeOf(["de-DE"], "en")).toBe("en");
  expect(localeOf([], "en")).toBe("en");
});

test("a format is made once for a locale and a currency", () => {
  expect(formatFor("en-GB", "EUR")).toBe(formatFor("en-GB", "EUR"));
  expect(formatFor("en-GB", "EUR")).not.toBe(formatFor("en-GB", "USD"));
});

test("a text is cut into its sentences, and not behind a number or within a quotation", () => {
  const text = "It costs 1.5 weeks. „Ja!“ Doch 2 weeks are enough. Is it? “No.” Yes.";
  expect(sentencesOf(text)).toEqual([
    "It costs 1.5 weeks.",
    "„Ja!“",
    "Doch 2 weeks are enough.",
    "Is it?",
    "“No.”",
    "Yes.",
  ]);
});
