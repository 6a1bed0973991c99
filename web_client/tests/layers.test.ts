import { describe, expect, test } from "vitest";
import { graphOf, sourcesIn, type Sources } from "./support/imports";
import { circlesIn, crowded, MOST_FILES, wrongImports } from "./support/layers";

const sources = sourcesIn("src");
const graph = graphOf(sources);

/** The client with made-up modules in it. */
function withModules(more: Sources) {
  return graphOf({ ...sources, ...more });
}

describe("the client's folders", () => {
  test("import downwards alone", () => {
    expect(wrongImports(graph)).toEqual([]);
  });

  test("hold no circle of modules, even of types", () => {
    expect(circlesIn(graph)).toEqual([]);
  });

  test("hold few enough files to find one by looking", () => {
    expect(crowded(Object.keys(sources))).toEqual([]);
    expect(crowded(Object.keys(sourcesIn("tests")))).toEqual([]);
  });

  test("hold no file that does not say first what it is", () => {
    const silent = Object.entries(sources).filter(
      ([name, text]) =>
        !name.endsWith(".json") && !/^(\/\*\*|\/\/|<!--) ?\S|^(\/\*\*|<!--)\n/.test(text),
    );
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  test("hold no file longer than a reader follows", () => {
    const long = Object.entries(sources).filter(
      ([name, text]) => !/^generated|\.json$/.test(name) && text.trimEnd().split("\n").length > 300,
    );
    expect(long.map(([name]) => name)).toEqual([]);
  });
});

describe("what breaks the order is found:", () => {
  test.each([
    ["an upward import", "socket/a.ts", 'import { t } from "../state/common/phase";'],
    ["one of types alone", "texts/a.ts", 'import type { A } from "../state/common/phase";'],
    ["a type named where it is used", "texts/a.ts", 'type A = import("../state/common/phase").A;'],
    ["one that is passed on", "state/common/a.ts", 'export * from "../../parts/common/P.svelte";'],
    ["a dynamic one", "parts/doors/A.svelte", '<script>import("../../screens/S.svelte")</script>'],
    ["a glob", "state/common/a.ts", 'import.meta.glob("../../screens/S*.svelte");'],
    [
      "one in a component's second script",
      "parts/common/A.svelte",
      '<script module>import type { B } from "../desk/B.svelte";</script><script>let a;</script>',
    ],
    ["one between the parts of two screens", "parts/board/a.ts", 'import "../desk/B.svelte";'],
    ["a part that reads another's state", "parts/board/a.ts", 'import "../../state/desk/d";'],
    ["one between the states of two screens", "state/sheet/a.ts", 'import "../desk/d";'],
  ])("%s", (_, name, text) => {
    const targets = {
      "parts/common/P.svelte": "",
      "parts/desk/B.svelte": "",
      "screens/S.svelte": "",
      "state/common/phase.ts": "",
      "state/desk/d.ts": "",
    };
    const wrong = wrongImports(withModules({ ...targets, [name]: text }));
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain(`${name} imports `);
  });

  test("a folder that is not in the list", () => {
    expect(wrongImports(withModules({ "utils/a.ts": "" }))).toEqual([
      "utils/a.ts is in no folder of the list",
    ]);
  });

  test("a circle of three in one folder, closed by a type", () => {
    const circle = {
      "socket/a.ts": 'import { b } from "./b";',
      "socket/b.ts": 'export { c } from "./c";',
      "socket/c.ts": 'import type { A } from "./a";',
    };
    expect(circlesIn(withModules(circle))).toEqual([Object.keys(circle)]);
  });

  test("an import that leads nowhere", () => {
    expect(() => withModules({ "socket/a.ts": 'import "./nothing";' })).toThrow("not there");
  });

  test("a folder with one file too many", () => {
    const names = Array.from({ length: MOST_FILES + 1 }, (_, index) => `parts/board/${index}`);
    expect(crowded(names)).toEqual([`parts/board: ${MOST_FILES + 1}`]);
    expect(crowded(names.slice(1))).toEqual([]);
  });
});
