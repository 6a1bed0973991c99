import { expect, test } from "vitest";
import first from "../../src/texts/en/first";
import later from "../../src/texts/en/later";
import { reachedAtOnce, sourcesIn, type Sources } from "../support/imports";

/** Keys of later texts that modules of the first screens name, or begin to name. */
function lateIn(modules: Iterable<string>, sources: Sources): string[] {
  return [...modules].flatMap((name) =>
    [...(sources[name] ?? "").matchAll(/["`]([a-z_]+\.[a-zA-Z_.]*)(\$\{)?/g)].flatMap(
      ([, key = "", begun]) =>
        Object.keys(later).filter((late) => (begun ? late.startsWith(key) : late === key)),
    ),
  );
}

const sources = sourcesIn("src");
const atOnce = reachedAtOnce("main.ts", sources);
/** It words answers that later screens alone ask for. */
const ASKED_LATER = "state/common/shock_words.ts";

test("the first screens say nothing whose text is loaded later", () => {
  expect(atOnce).toContain("screens/Home.svelte");
  expect(atOnce).not.toContain("screens/Play.svelte");
  expect(
    lateIn(
      [...atOnce].filter((name) => name !== ASKED_LATER),
      sources,
    ),
  ).toEqual([]);
});

test("red control: a screen that is loaded later does, with whole keys and begun ones", () => {
  expect(lateIn(reachedAtOnce("screens/Board.svelte", sources), sources)).not.toEqual([]);
  const [some = ""] = Object.keys(later);
  expect(lateIn(["a.ts"], { "a.ts": `t(\`${some.split(".")[0]}.\${name}\`)` })).toContain(some);
});

test("no text stands in both halves", () => {
  expect(Object.keys(first).filter((key) => key in later)).toEqual([]);
});
