/**
 * The map of a scenario's chain: where each site and each line lies, in hundredths of the map's width and in
 * rows from its top; and the same chain as a list, for a narrow screen and for who listens.
 */

import type { ChainMap, MapLink, MapSite } from "../../generated/protocol";

/** Room between two columns, of the width of a column. */
const GAP = 0.5;
/** Rows between the labels of lines that begin at the same site. */
const APART = 0.34;

export interface Place {
  readonly site: MapSite;
  /** Of its left edge, in hundredths of the width. */
  readonly left: number;
  /** Of its middle, in rows. */
  readonly middle: number;
  /** By what goods come here: of a port, by its first links. */
  readonly modes: readonly Mode[];
}

export interface Label {
  readonly weeks: number;
  readonly left: number;
  readonly middle: number;
}

export interface ChainPicture {
  /** Of a column and of the room between two, in hundredths of the width. */
  readonly column: number;
  readonly gap: number;
  readonly rows: number;
  readonly places: readonly Place[];
  /** SVG paths, their x in hundredths, their y in rows. */
  readonly lines: readonly string[];
  readonly labels: readonly Label[];
  /** The kind of site that stands in each column. */
  readonly heads: readonly { kind: Head; left: number }[];
}

export type Mode = NonNullable<MapLink["mode"]>;
export type Head = Exclude<MapSite["kind"], "way">;

export function pictureOf(map: ChainMap): ChainPicture {
  const column = 100 / (map.columns + GAP * (map.columns - 1));
  const gap = GAP * column;
  const rows = Math.max(map.rows, ...map.sites.map(heightOf));
  const lower = (rows - map.rows) / 2;
  const places = map.sites.map((site) => ({
    site,
    left: site.column * (column + gap),
    middle: lower + site.row + 0.5,
    modes: modesInto(map, site),
  }));
  const at = new Map(places.map((place) => [place.site.id, place]));
  const drawn = map.links.flatMap((link) => {
    const from = at.get(link.start);
    const to = at.get(link.end);
    return from && to ? [{ link, from, to }] : [];
  });
  return {
    column,
    gap,
    rows,
    places,
    lines: drawn.map(({ from, to }) => curve(from.left + column, from.middle, to.left, to.middle)),
    labels: drawn.flatMap(({ link, from, to }) => {
      if (link.weeks === null) return [];
      const others = drawn
        .filter(({ from: start, link: { weeks } }) => start === from && weeks !== null)
        .sort((one, other) => one.to.middle - other.to.middle);
      const number = others.findIndex((other) => other.to === to && other.link === link);
      // Near the beginning of its line, where no other crosses it.
      const alone = 0.12 * (to.middle - from.middle);
      const spread = (number - (others.length - 1) / 2) * APART;
      const middle = from.middle + (others.length > 1 ? spread : alone);
      return [{ weeks: link.weeks, left: from.left + column, middle }];
    }),
    heads: headsOf(map, column + gap),
  };
}

/** In rows: all manufacturers stand in one box. */
function heightOf({ plants = [] }: MapSite): number {
  return 0.5 + 0.4 * plants.length;
}

function curve(x: number, y: number, toX: number, toY: number): string {
  const bend = (toX - x) / 2;
  return `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`;
}

function headsOf(map: ChainMap, step: number): { kind: Head; left: number }[] {
  const kinds = new Map<number, Head>();
  for (const { column, kind } of map.sites) kinds.set(column, kind === "way" ? "port" : kind);
  return [...kinds].map(([column, kind]) => ({ kind, left: column * step }));
}

function modesInto(map: ChainMap, { id, mode }: MapSite): Mode[] {
  if (mode) return [mode];
  const found = map.links.flatMap((link) => (link.end === id && link.mode ? [link.mode] : []));
  return [...new Set(found)];
}

/** A supplier or depot, and how long its goods take this way. */
export interface Delivery {
  readonly from: MapSite;
  readonly weeks: number | null;
}

/** What goods pass on their way, and whose goods pass it. */
export interface Stage {
  readonly site: MapSite;
  readonly modes: readonly Mode[];
  readonly deliveries: readonly Delivery[];
}

export interface ChainList {
  /** Ports, and the ways that pass none; then depots. */
  readonly stages: readonly Stage[];
  readonly plants: readonly string[];
  /** Weeks to those that are served from a shelf of their own. */
  readonly markets: readonly Delivery[];
}

export function listOf(map: ChainMap): ChainList {
  const sites = new Map(map.sites.map((site) => [site.id, site]));
  const into = (id: string): Delivery[] =>
    map.links.flatMap(({ start, end, weeks }) => {
      const from = sites.get(start);
      return end === id && from?.part ? [{ from, weeks }] : [];
    });
  const stages = map.sites
    .filter(({ kind }) => kind === "port" || kind === "way")
    .map((site) => ({ site, modes: modesInto(map, site), deliveries: into(site.id) }));
  const plants = map.sites.find(({ kind }) => kind === "plants");
  // From a depot goods go on without a port between.
  const handed = into(plants?.id ?? "");
  return {
    stages: [
      ...stages,
      ...handed.map(({ from, weeks }) => ({
        site: from,
        modes: modesOf(map, from),
        deliveries: [{ from, weeks }],
      })),
    ],
    plants: plants?.plants ?? [],
    markets: map.sites
      .filter(({ kind }) => kind === "market")
      .map((from) => ({
        from,
        weeks: map.links.find(({ end }) => end === from.id)?.weeks ?? null,
      })),
  };
}

function modesOf(map: ChainMap, { id }: MapSite): Mode[] {
  return map.links.flatMap(({ start, mode }) => (start === id && mode ? [mode] : []));
}
