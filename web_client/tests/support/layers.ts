/** The order in which the client's folders import: each only from itself and from those before it. */

import type { Graph } from "./imports";

/**
 * Folders and single files below src/, the lowest first. What stands on one line is on one floor: such
 * folders import nothing of each other.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ["generated"],
  ["format.ts"],
  ["texts"],
  ["code_letters.ts"],
  ["routes.ts"],
  ["socket"],
  ["state/common"],
  [
    "state/board",
    "state/card",
    "state/debrief",
    "state/desk",
    "state/doors",
    "state/leaderboard",
    "state/sheet",
  ],
  ["parts/common"],
  [
    "parts/board",
    "parts/card",
    "parts/debrief",
    "parts/desk",
    "parts/doors",
    "parts/leaderboard",
    "parts/sheet",
  ],
  ["screens"],
  ["App.svelte"],
  ["main.ts"],
];

/** The most files in one folder: more, and nothing is found by looking. */
export const MOST_FILES = 26;

/** A line for each import that leads upwards or sideways, and for each module in no folder of the list. */
export function wrongImports(graph: Graph, floors = FLOORS): string[] {
  const places = floors.flatMap((folders, floor) => folders.map((folder) => ({ folder, floor })));
  const placeOf = (name: string) =>
    places.find(({ folder }) => name === folder || name.startsWith(`${folder}/`));
  return [...graph].flatMap(([name, imports]) => {
    const at = placeOf(name);
    if (at === undefined) return [`${name} is in no folder of the list`];
    return imports
      .filter((other) => {
        const to = placeOf(other);
        if (to === undefined) return true;
        return to.folder !== at.folder && !(to.floor < at.floor && mayDraw(at.folder, to.folder));
      })
      .map((other) => `${name} imports ${other}`);
  });
}

/** The parts of one screen know the state of that screen and what is common, not another screen's. */
function mayDraw(folder: string, other: string): boolean {
  if (!folder.startsWith("parts/") || !other.startsWith("state/")) return true;
  return other === "state/common" || other === folder.replace("parts/", "state/");
}

/** The modules of each circle. */
export function circlesIn(graph: Graph): string[][] {
  const reached = new Map([...graph.keys()].map((name) => [name, reachedFrom(name, graph)]));
  const onCircle = [...graph.keys()].filter((name) => reached.get(name)?.has(name));
  const circles = onCircle.map((name) =>
    onCircle.filter((other) => reached.get(name)?.has(other) && reached.get(other)?.has(name)),
  );
  const whole = new Map(circles.map((circle) => [circle.join(" "), circle]));
  return [...whole.values()];
}

function reachedFrom(name: string, graph: Graph): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(graph.get(name) ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(graph.get(next) ?? []));
  }
  return seen;
}

/** Folders that hold too many files, with how many. */
export function crowded(names: readonly string[], most = MOST_FILES): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const folder = name.split("/").slice(0, -1).join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, files]) => files > most).map(([at, files]) => `${at}: ${files}`);
}
