/** The layout of the race: the place in px of each dot, trail, tick and label. */

import { scaleLinear, type ScaleLinear } from "d3-scale";
import type { Format } from "../../format";
import { dotOf, overlap, placeLabels, type Box, type Corner } from "./label_placement";
import { spanOf, spotsOf, type Point, type Racer, type Spot } from "./race";

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Of the smallest text, in px: all else follows from it. */
  readonly font: number;
}

export interface Words {
  readonly format: Format;
  readonly name: (racer: Racer, others: number) => string;
  readonly target: string;
  readonly widthOf: (text: string) => number;
}

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface Named {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly label: Box | null;
  /** As an SVG path; empty where there is no way yet. */
  readonly trail: string;
}

export interface Grey {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly seats: number;
}

export interface Plot {
  readonly box: Box;
  readonly band: Box;
  readonly target: Box;
  readonly across: readonly Tick[];
  readonly up: readonly Tick[];
  readonly named: readonly Named[];
  readonly grey: readonly Grey[];
  readonly r: number;
}

export function plotOf(racers: readonly Racer[], target: number, size: Size, words: Words): Plot {
  const { font } = size;
  const box = boxOf(size, words.widthOf(words.format.target(1)));
  const span = spanOf(racers, target);
  const across = scaleLinear(span.cost, [box.x, box.x + box.width]);
  const up = scaleLinear(span.uptime, [box.y + box.height, box.y]);
  const at = ({ cost, uptime }: Point) => ({ x: across(cost), y: up(uptime) });
  const here = ({ standing }: Racer) => at({ cost: standing.total_cost, uptime: standing.uptime });
  const spots = spotsOf(racers, here, 0.5 * font);
  const others = spots.filter(({ items }) => !leads(items)).flatMap(({ items }) => items);
  const grey = spotsOf(others, here, 1.4 * font).map((spot) => greyOf(spot, font));
  const band = { ...box, height: up(target) - box.y };
  const dots = [...spots.map(({ x, y }) => dotOf({ x, y, r: 0.55 * font })), ...grey.map(dotOf)];
  const aim = aimOf(band, font, words.widthOf(words.target), dots);
  return {
    box,
    band,
    target: aim,
    across: money(across, size, words),
    up: ticks(up.ticks(5), up, words.format.target),
    named: namedOf(
      spots.filter(({ items }) => leads(items)),
      { at, box, font, grey, aim, target: lineUnder(band), words },
    ),
    grey,
    r: 0.5 * font,
  };
}

function boxOf({ width, height, font }: Size, label: number): Box {
  const left = label + 0.6 * font;
  const top = 2.1 * font;
  return { x: left, y: top, width: width - left - 0.6 * font, height: height - top - 3.1 * font };
}

function lineUnder({ x, y, width, height }: Box): Corner[] {
  return [0, width].map((right) => ({ x: x + right, y: y + height }));
}

/** At the line it names, where no dot is: first on the right below it, where few stand. */
function aimOf(band: Box, font: number, width: number, dots: readonly Box[]): Box {
  const [pad, height, line] = [0.4 * font, 1.3 * font, band.y + band.height];
  const across = [
    band.x + band.width - width - pad,
    band.x + pad,
    band.x + (band.width - width) / 2,
  ];
  const places = [line, line - height].flatMap((y) => across.map((x) => ({ x, y, width, height })));
  const free = places.find((place) => !dots.some((dot) => overlap(place, dot)));
  return free ?? (places[0] as Box);
}

/** As many as stand side by side, and none that would be cut off. */
function money(scale: ScaleLinear<number, number>, { width, font }: Size, words: Words): Tick[] {
  const ends = ({ at, text }: Tick) => {
    const half = words.widthOf(text) / 2;
    return { from: at - half, to: at + half };
  };
  const apart = (shown: readonly Tick[]) =>
    shown.every((tick, place) => {
      const next = shown[place + 1];
      return next === undefined || ends(next).from - ends(tick).to > font;
    });
  const whole = (tick: Tick) => ends(tick).from >= 0 && ends(tick).to <= width;
  const choices = [5, 4, 3, 2, 1]
    .flatMap((count) => [1, 2].map((step) => everyOf(step, scale.ticks(count))))
    .map((values) => ticks(values, scale, words.format.money))
    .filter(apart)
    .map((shown) => shown.filter(whole));
  // One figure alone is no scale.
  return choices.find(({ length }) => length > 1) ?? choices[0] ?? [];
}

function everyOf(step: number, values: readonly number[]): number[] {
  return values.filter((_, place) => place % step === 0);
}

function ticks(
  values: readonly number[],
  scale: (value: number) => number,
  say: (value: number) => string,
): Tick[] {
  return values.map((value) => ({ at: scale(value), text: say(value) }));
}

function leads(items: readonly Racer[]): boolean {
  return items.some(({ trail }) => trail.length > 0);
}

function greyOf({ x, y, items }: Spot<Racer>, font: number): Grey {
  const seats = items.length;
  return { key: items[0]?.key ?? "", x, y, r: (seats > 1 ? 0.85 : 0.34) * font, seats };
}

interface Around {
  at: (point: Point) => { x: number; y: number };
  box: Box;
  font: number;
  grey: readonly Grey[];
  aim: Box;
  /** The line that the aim names. */
  target: readonly Corner[];
  words: Words;
}

function namedOf(spots: readonly Spot<Racer>[], around: Around): Named[] {
  const { at, box, font, grey, aim, target, words } = around;
  const bold = 1.3 * font;
  const named = spots.map(({ x, y, items }) => {
    const [racer] = items as [Racer];
    const name = words.name(racer, items.length - 1);
    const corners = racer.trail.map(at);
    const way = corners.map((corner) => `${corner.x.toFixed(1)},${corner.y.toFixed(1)}`);
    const trail = way.length > 1 ? `M${way.join("L")}` : "";
    return { racer: { key: racer.key, x, y, name, trail }, corners };
  });
  const anchors = named.map(({ racer: { x, y, name } }) => {
    return { x, y, r: 0.55 * font, width: words.widthOf(name) + 0.3 * font, height: bold };
  });
  const numbers = grey.filter(({ seats }) => seats > 1).map(dotOf);
  // Most stand near the top: a name beside them reaches over it by half its height.
  const bounds = { ...box, y: box.y - 0.8 * font, height: box.height + 0.8 * font };
  const lines = [target, ...named.map(({ corners }) => corners)];
  const room = { bounds, taken: [aim, ...numbers], avoid: grey.map(dotOf), lines };
  const labels = placeLabels(anchors, room);
  return named.map(({ racer }, place) => ({ ...racer, label: labels[place] ?? null }));
}
