/**
 * Places labels beside the dots of a plot so that none lies over another: each as near to its dot as there
 * is room. A label for which there is none is left out (null). One that lands far away chooses before the
 * others, as long as that brings all of them nearer.
 */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A dot that wants a name of this size; where all lie well, the first in a list chose first. */
export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelArea {
  readonly bounds: Box;
  /** Where no name may lie. */
  readonly taken: readonly Box[];
  /** Where one lies only if there is nothing better. */
  readonly avoid: readonly Box[];
  /** What would strike a name through, from corner to corner; as bad as what is to be avoided. */
  readonly lines?: readonly (readonly Corner[])[];
}

export type Corner = Pick<Box, "x" | "y">;

const GAP = 6;
const RINGS = 7;
/** To the right first, as one reads; then around. */
const TURNS = [0, 8, 1, 15, 7, 9, 2, 14, 6, 10, 3, 13, 5, 11, 4, 12];

export function placeLabels(anchors: readonly Anchor[], room: LabelArea): (Box | null)[] {
  let best = inOrder(anchors, [...anchors.keys()], room);
  for (let round = 0; round < anchors.length; round++) {
    const worst = best.far.indexOf(Math.max(...best.far));
    const order = [worst, ...best.order.filter((place) => place !== worst)];
    const tried = inOrder(anchors, order, room);
    if (sum(tried.far) >= sum(best.far)) break;
    best = tried;
  }
  return best.labels;
}

interface Placed {
  readonly order: readonly number[];
  /** By anchor, as `far`: how long a line to its name would be. */
  readonly labels: (Box | null)[];
  readonly far: readonly number[];
}

/** None is worse than one at the other end of any wall. */
const NOWHERE = 10_000;
/** In px: so much further is better than a line across another name. */
const CROSSED = 100;
const STEPS = 16;
const POINT = { width: 0, height: 0 };

function inOrder(anchors: readonly Anchor[], order: readonly number[], room: LabelArea): Placed {
  const taken = [...room.taken, ...anchors.map(dotOf)];
  const free = (box: Box) =>
    inside(box, room.bounds) && !taken.some((other) => overlap(box, other));
  const labels: (Box | null)[] = anchors.map(() => null);
  const lines = (room.lines ?? []).map(pointsOn);
  for (const place of order) {
    const anchor = anchors[place] as Anchor;
    const harm = (box: Box) =>
      room.avoid.filter((other) => overlap(box, other)).length +
      lines.filter((line) => struck(box, line)).length +
      anchors.filter((dot, other) => struck(box, leashPoints(dot, labels[other] ?? null))).length +
      crossed(anchor, box, labels);
    const chosen = nearby(anchor, harm, free) ?? anywhere(anchor, room.bounds, free);
    if (chosen !== null) taken.push(chosen);
    labels[place] = chosen;
  }
  const far = anchors.map((anchor, place) => farOf(anchor, labels[place] ?? null, labels));
  return { order, labels, far };
}

function farOf(anchor: Anchor, label: Box | null, labels: readonly (Box | null)[]): number {
  const leash = leashOf(anchor, label);
  if (label === null || leash === null) return NOWHERE;
  return leash.far + CROSSED * crossed(anchor, label, labels);
}

/** How many other names a line from the dot to this one would strike out. */
function crossed(dot: Anchor, label: Box, labels: readonly (Box | null)[]): number {
  const points = leashPoints(dot, label);
  return labels.filter((other) => other !== null && other !== label && struck(other, points))
    .length;
}

function leashPoints(dot: Anchor, label: Box | null): Corner[] {
  const end = leashOf(dot, label);
  return end === null ? [] : between(dot, end, STEPS);
}

function struck(box: Box, line: readonly Corner[]): boolean {
  return line.some((point) => overlap({ ...point, ...POINT }, box));
}

function between(from: Corner, to: Corner, steps: number): Corner[] {
  return Array.from({ length: steps }, (_, step) => {
    const share = step / steps;
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  });
}

/** In px: a name is not so low that a line passes it between two of these. */
const APART = 8;

function pointsOn(corners: readonly Corner[]): Corner[] {
  return corners.slice(1).flatMap((to, place) => {
    const from = corners[place] as Corner;
    const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / APART);
    return [...between(from, to, steps), to];
  });
}

/** Where a line from the dot meets its name, and how long it is. */
export function leashOf(
  { x, y }: Pick<Anchor, "x" | "y">,
  label: Box | null,
): { x: number; y: number; far: number } | null {
  if (label === null) return null;
  const near = {
    x: Math.min(Math.max(x, label.x), label.x + label.width),
    y: Math.min(Math.max(y, label.y), label.y + label.height),
  };
  return { ...near, far: Math.hypot(near.x - x, near.y - y) };
}

const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);

export function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

export function inside(box: Box, bounds: Box): boolean {
  return (
    box.x >= bounds.x &&
    box.y >= bounds.y &&
    box.x + box.width <= bounds.x + bounds.width &&
    box.y + box.height <= bounds.y + bounds.height
  );
}

export function dotOf({ x, y, r }: Pick<Anchor, "x" | "y" | "r">): Box {
  return { x: x - r, y: y - r, width: 2 * r, height: 2 * r };
}

type Free = (box: Box) => boolean;

function nearby(anchor: Anchor, harm: (box: Box) => number, free: Free): Box | null {
  let best: Box | null = null;
  let least = Infinity;
  for (let ring = 0; ring < RINGS; ring++) {
    TURNS.forEach((turn, order) => {
      const box = around(anchor, ring, turn);
      const price = 3 * ring + 0.1 * order;
      if (price >= least || !free(box)) return;
      const whole = price + 4 * harm(box);
      if (whole < least) [best, least] = [box, whole];
    });
  }
  return best;
}

/** The box that touches a ring around the dot from outside, in one of sixteen directions. */
function around({ x, y, r, width, height }: Anchor, ring: number, turn: number): Box {
  const angle = (turn * Math.PI) / 8;
  const [right, down] = [Math.cos(angle), -Math.sin(angle)];
  const away = r + GAP + ring * height * 0.6;
  return {
    x: x + away * right + (right * width) / 2 - width / 2,
    y: y + away * down + (down * height) / 2 - height / 2,
    width,
    height,
  };
}

/** The free place nearest to the dot, however far. */
function anywhere({ x, y, width, height }: Anchor, bounds: Box, free: Free): Box | null {
  let best: Box | null = null;
  let least = Infinity;
  for (let top = bounds.y; top + height <= bounds.y + bounds.height; top += height / 2) {
    for (let left = bounds.x; left + width <= bounds.x + bounds.width; left += height) {
      const box = { x: left, y: top, width, height };
      const far = Math.hypot(left + width / 2 - x, top + height / 2 - y);
      if (far < least && free(box)) [best, least] = [box, far];
    }
  }
  return best;
}
