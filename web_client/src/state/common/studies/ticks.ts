/** The ticks of a plot, in hundredths of its box, as many as have room for their words. */

import type { ScaleLinear } from "d3-scale";

export interface Tick {
  readonly at: number;
  readonly value: number;
}

/** What the words under a tick may need, in px: "100.000 €" and some air. */
const TICK = 84;
/** How far words may reach over the right edge of the box, in px: the card's own margin. */
const EDGE = 14;

/** As many round values, five at the most, as have room for their words in a box so many px wide. */
export function ticksApart(x: ScaleLinear<number, number>, width: number): Tick[] {
  const choices = [5, 4, 3, 2, 1].map((count) =>
    x.ticks(count).map((value) => ({ value, at: x(value) })),
  );
  const roomy = ([first, second]: readonly Tick[]) =>
    first === undefined || second === undefined || ((second.at - first.at) / 100) * width >= TICK;
  const found = choices.find(roomy) ?? [];
  // Words at the right edge would stick out of the card.
  const within = found.filter(({ at }) => (at / 100) * width + TICK / 2 <= width + EDGE);
  return within.length > 0 ? within : found;
}
