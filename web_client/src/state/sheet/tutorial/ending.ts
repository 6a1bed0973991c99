/** What the end of the tutorial tells of each part's buffer, and what it asks. */

import type { Buffers, PartBuffer } from "../../../generated/protocol";
import type { Format } from "../../../format";
import { t } from "../../../texts/texts";
import { BUFFERED, LEAN } from "./coach_steps";

/** Less money than this is told as nothing. */
const NOTHING = 0.5;

/** What a part's buffer cost and saved, in the numbers of whoever played. */
export function bufferText(buffer: PartBuffer, turns: number, format: Format): string {
  const saved = (money: number) =>
    money < NOTHING ? t("tutorial.saved_nothing") : format.money(money);
  const { held, always } = buffer;
  const said = { cost: format.money(held.cost), saved: saved(held.saved) };
  const could = { cost: format.money(always.cost), saved: saved(always.saved) };
  if (buffer.turns === 0) return t("tutorial.buffer_never", could);
  if (buffer.turns >= turns) return t("tutorial.buffer_held", said);
  return t("tutorial.buffer_part", {
    ...said,
    turns: buffer.turns,
    always_cost: could.cost,
    always_saved: could.saved,
  });
}

export interface Answer {
  readonly said: string;
  readonly right: boolean;
  /** What is said of it once it is chosen. */
  readonly feedback: string;
}

export interface Question {
  readonly name: "jic" | "jit";
  readonly text: string;
  readonly answers: readonly Answer[];
}

/** Two questions; each wrong answer is a number of the same game, so that its reason can be told. */
export function questionsOf({ parts }: Buffers, format: Format): readonly Question[] {
  const brakes = parts.find(({ component }) => component === BUFFERED)?.always;
  const batteries = parts.find(({ component }) => component === LEAN)?.always;
  if (brakes === undefined || batteries === undefined) return [];
  const cost = format.money(brakes.cost);
  const saved = format.money(brakes.saved);
  const other = format.money(batteries.cost);
  return [
    {
      name: "jic",
      text: t("tutorial.ask_jic"),
      answers: [
        wrong(saved, t("tutorial.wrong_stop", { money: saved })),
        right(cost, t("tutorial.right_jic", { cost, saved })),
        wrong(other, t("tutorial.wrong_other", { money: other })),
      ],
    },
    {
      name: "jit",
      text: t("tutorial.ask_jit"),
      answers: [
        wrong(t("tutorial.zero"), t("tutorial.wrong_nothing")),
        wrong(cost, t("tutorial.wrong_brakes", { money: cost })),
        right(other, t("tutorial.right_jit", { cost: other })),
      ],
    },
  ];
}

function right(said: string, feedback: string): Answer {
  return { said, right: true, feedback };
}

function wrong(said: string, feedback: string): Answer {
  return { said, right: false, feedback };
}
