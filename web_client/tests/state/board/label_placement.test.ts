import { describe, expect, test } from "vitest";
import {
  type Anchor,
  type Box,
  dotOf,
  inside,
  leashOf,
  overlap,
  placeLabels,
} from "../../../src/state/board/label_placement";

/** Numbers from 0 to 1 that are the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const BOUNDS: Box = { x: 80, y: 40, width: 1020, height: 460 };

function someAnchors(seed: number, count: number, spread = 1): Anchor[] {
  const next = chance(seed);
  return Array.from({ length: count }, () => ({
    x: BOUNDS.x + BOUNDS.width * (0.5 + spread * (next() - 0.5)),
    y: BOUNDS.y + BOUNDS.height * (0.5 + spread * (next() - 0.5)),
    r: 13,
    width: 80 + 340 * next(),
    height: 31,
  }));
}

/** What must hold of names, wherever the dots are; the first thing that does not. */
function faultOf(anchors: readonly Anchor[], labels: readonly (Box | null)[]): string {
  const placed = labels.filter((label) => label !== null);
  const clash = placed.some((one, n) => placed.slice(n + 1).some((other) => overlap(one, other)));
  if (clash) return "two names overlap";
  if (placed.some((label) => anchors.some((anchor) => overlap(label, dotOf(anchor))))) {
    return "a name lies on a dot";
  }
  return placed.every((label) => inside(label, BOUNDS)) ? "" : "a name is cut off";
}

describe("the names of the leaders", () => {
  const room = { bounds: BOUNDS, taken: [], avoid: [] };

  test("never collide, lie on no dot and are never cut off, wherever the dots are", () => {
    for (let seed = 1; seed <= 400; seed++) {
      const anchors = someAnchors(seed, 6, seed % 2 ? 1 : 0.05);
      const labels = placeLabels(anchors, room);
      expect(faultOf(anchors, labels)).toBe("");
      expect(labels).not.toContain(null);
    }
  });

  test("red control: names simply to the right of their dots do collide", () => {
    const anchors = someAnchors(2, 6, 0.05);
    const naive = anchors.map(({ x, y, r, width, height }) => {
      return { x: x + r + 6, y: y - height / 2, width, height };
    });
    expect(faultOf(anchors, naive)).not.toBe("");
  });

  test("are left out, not written over one another, where there is no room for all", () => {
    const anchors = Array.from({ length: 6 }, () => {
      return { x: 100, y: 60, r: 13, width: 420, height: 31 };
    });
    const tight = { bounds: { x: 80, y: 40, width: 470, height: 75 }, taken: [], avoid: [] };
    const labels = placeLabels(anchors, tight);
    const placed = labels.filter((label) => label !== null);
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThan(6);
    expect(faultOf(anchors, labels)).toBe("");
  });

  test("lie near their dots where the first to choose could take the only place of another", () => {
    // One after the other in this order, the last would find a place 85 px from its dot.
    const anchors = someAnchors(205, 6, 0.3);
    const labels = placeLabels(anchors, room);
    const far = anchors.map((anchor, place) => leashOf(anchor, labels[place] ?? null)?.far);
    expect(Math.max(...far.map((each) => each ?? Infinity))).toBeLessThan(30);
  });

  test("stand to the right if nothing is there, and elsewhere if something is", () => {
    const anchor = { x: 300, y: 200, r: 10, width: 100, height: 30 };
    const [right] = placeLabels([anchor], room);
    expect(right).toMatchObject({ y: 185 });
    expect(right?.x).toBeGreaterThan(310);
    const grey = { x: 330, y: 190, width: 20, height: 20 };
    const [other] = placeLabels([anchor], { ...room, avoid: [grey] });
    expect(overlap(other as Box, grey)).toBe(false);
    const [away] = placeLabels([anchor], { ...room, taken: [{ ...BOUNDS, x: 301 }] });
    expect((away?.x ?? 0) + (away?.width ?? 0)).toBeLessThanOrEqual(301);
  });

  test("leave a line free that would strike them through", () => {
    const anchor = { x: 300, y: 200, r: 10, width: 100, height: 30 };
    const level = [200, 204].map((y, end) => ({ x: end * 600, y }));
    const [struck] = placeLabels([anchor], room);
    const [clear] = placeLabels([anchor], { ...room, lines: [level] });
    const middle = (label: Box | null | undefined) => (label?.y ?? 0) + (label?.height ?? 0) / 2;
    expect(Math.abs(middle(struck) - 202)).toBeLessThan(15);
    expect(Math.abs(middle(clear) - 202)).toBeGreaterThan(15);
  });
});
