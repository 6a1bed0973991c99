/** The map of a chain: every site and line has its place, no label lies on another; the list tells the same. */

import { describe, expect, it } from "vitest";
import type { ChainMap, MapSite } from "../../../src/generated/protocol";
import { listOf, pictureOf } from "../../../src/state/card/chain";

const site = (id: string, kind: MapSite["kind"], column: number, row: number, part = "") => ({
  id,
  kind,
  title: id,
  column,
  row,
  part,
  part_title: part && `The ${part}`,
});

const MAP: ChainMap = {
  columns: 5,
  rows: 2,
  sites: [
    site("mill", "supplier", 0, 0, "wood"),
    site("forge", "supplier", 0, 1, "iron"),
    site("harbour", "port", 1, 0),
    { ...site("road", "way", 1, 1), mode: "truck" },
    site("yard", "depot", 2, 0.5, "wood"),
    { ...site("plants", "plants", 3, 0.5), plants: ["A", "B", "C", "D", "E", "F"] },
    site("town", "market", 4, 0),
    site("isle", "market", 4, 1),
  ],
  links: [
    { start: "mill", end: "harbour", mode: "ocean", weeks: 4 },
    { start: "mill", end: "road", mode: "truck", weeks: 6 },
    { start: "harbour", end: "yard", mode: null, weeks: null },
    { start: "road", end: "plants", mode: null, weeks: null },
    { start: "forge", end: "road", mode: "truck", weeks: 1 },
    { start: "yard", end: "plants", mode: "truck", weeks: 2 },
    { start: "plants", end: "town", mode: null, weeks: null },
    { start: "plants", end: "isle", mode: null, weeks: 5 },
  ],
};

describe("the picture of a chain", () => {
  const { places, lines, labels, column, gap, rows, heads } = pictureOf(MAP);

  it("has room for every box between its edges, and for the plants between its top and its foot", () => {
    const right = Math.max(...places.map(({ left }) => left + column));
    expect(right).toBeCloseTo(100);
    const plants = places.find(({ site }) => site.kind === "plants");
    expect(rows).toBeGreaterThan(MAP.rows);
    expect(plants?.middle).toBeCloseTo(rows / 2);
  });

  it("draws each link, and tells the weeks of those that have them in the room beside their site", () => {
    expect(lines).toHaveLength(MAP.links.length);
    expect(labels.map(({ weeks }) => weeks)).toEqual([4, 6, 1, 2, 5]);
    for (const { left } of labels) {
      const from = places.find((place) => Math.abs(place.left + column - left) < 1e-9);
      expect(from).toBeDefined();
      expect(left + gap).toBeLessThanOrEqual(100 - column + 1e-9);
    }
  });

  it("keeps the labels of lines from one site apart, the upper line's above", () => {
    const [sea, road] = labels;
    expect((road?.middle ?? 0) - (sea?.middle ?? 0)).toBeGreaterThan(0.3);
  });

  it("names each column once by what stands in it", () => {
    expect(heads.map(({ kind }) => kind)).toEqual([
      "supplier",
      "port",
      "depot",
      "plants",
      "market",
    ]);
  });

  it("says by what goods come to a port", () => {
    expect(places.find(({ site: { id } }) => id === "harbour")?.modes).toEqual(["ocean"]);
  });
});

describe("the list of a chain", () => {
  it("names every supplier, plant and market, and every number of weeks of the map", () => {
    const list = listOf(MAP);
    const told = list.stages.map(({ site, modes, deliveries }) => [
      site.id,
      modes,
      deliveries.map(({ from, weeks }) => [from.id, weeks]),
    ]);
    expect(told).toEqual([
      ["harbour", ["ocean"], [["mill", 4]]],
      [
        "road",
        ["truck"],
        [
          ["mill", 6],
          ["forge", 1],
        ],
      ],
      ["yard", ["truck"], [["yard", 2]]],
    ]);
    expect(list.plants).toEqual(["A", "B", "C", "D", "E", "F"]);
    expect(list.markets.map(({ from, weeks }) => [from.id, weeks])).toEqual([
      ["town", null],
      ["isle", 5],
    ]);
  });
});
