import { expect, test } from "vitest";
import type { NewsItem } from "../../../src/generated/protocol";
import { worded, wordedShock } from "../../../src/state/common/shock_words";
import { speak } from "../../../src/texts/texts";

const typed: NewsItem = { week: 3, grade: "official", headline: "A strike", text: "It is." };
const usual: NewsItem = {
  ...typed,
  headline: "Chiba closes",
  words: { kind: "closure", target: "Chiba" },
};
const over: NewsItem = {
  ...typed,
  headline: "Over: A strike",
  words: { kind: "closure", target: "Chiba", headline: "A strike", over: true },
};
const usualOver: NewsItem = { ...over, words: { kind: "closure", target: "Chiba", over: true } };

const headlines = (news: NewsItem[]) => worded({ news }).news.map(({ headline }) => headline);

test("a usual headline is in the reader's language, one that was typed as it was typed", async () => {
  expect(headlines([typed, usual, over, usualOver])).toEqual([
    "A strike",
    "Chiba closes",
    "Over: A strike",
    "Over: Chiba closes",
  ]);
  await speak("de");
  expect(headlines([typed, usual, over, usualOver])).toEqual([
    "A strike",
    "Chiba schließt",
    "Vorbei: A strike",
    "Vorbei: Chiba schließt",
  ]);
  const shock = { title: "Chiba closes", news: [usual], words: usual.words ?? null };
  expect(wordedShock(shock).title).toBe("Chiba schließt");
  expect(wordedShock({ ...shock, words: null }).title).toBe("Chiba closes");
  await speak("en");
});

test("a shock on the lines of all companies is worded without a name of the scenario", async () => {
  const all: NewsItem = { ...typed, words: { kind: "line_outage", target: "" } };
  expect(headlines([all])).toEqual(["All companies: the line stands"]);
  await speak("de");
  expect(headlines([all])).toEqual(["Alle Firmen: Die Linie steht"]);
  await speak("en");
});
