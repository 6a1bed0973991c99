import { expect, test } from "vitest";
import type { NewsItem } from "../../../src/generated/protocol";
import { newsKeys, withEarlier } from "../../../src/state/sheet/news_history";

const item = (week: number, headline: string): NewsItem => ({
  week,
  grade: "press",
  headline,
  text: "",
});
const again = [item(5, "A fire"), item(5, "A fire"), item(4, "A fire")];

test("what is said twice in one week has two keys, which stay when other news come", () => {
  const keys = newsKeys(again);
  expect(new Set(keys).size).toBe(3);
  expect(newsKeys([item(6, "Rain"), ...again]).slice(1)).toEqual(keys);
});

test("earlier news stand below the latest, newest first, and nothing twice", () => {
  const all = [...again, item(1, "Talk")];
  expect(withEarlier(again.slice(0, 2), all)).toEqual(all);
  expect(withEarlier(all, all)).toEqual(all);
  expect(withEarlier([], all)).toEqual(all);
});
