import { expect, test } from "vitest";
import type { Buffers, PartBuffer } from "../../../src/generated/protocol";
import { formatFor } from "../../../src/format";
import { placeIn, stepsOf } from "../../../src/state/sheet/tutorial/coach_steps";
import { bufferText, questionsOf } from "../../../src/state/sheet/tutorial/ending";
import "../../support/speak_english";

const format = formatFor("en", "EUR");
const NONE = { cost: 0, saved: 0 };
const BRAKES: PartBuffer = {
  component: "brake",
  turns: 4,
  held: { cost: 990, saved: 33_800 },
  always: { cost: 990, saved: 33_800 },
};
const BATTERIES: PartBuffer = {
  component: "battery",
  turns: 0,
  held: NONE,
  always: { cost: 15_200, saved: 0.001 },
};
const BUFFERS: Buffers = { parts: [BRAKES, BATTERIES] };

test("each turn ends with the step that asks to confirm, and after the last there is none", () => {
  for (const turn of [1, 2, 3, 4]) expect(stepsOf(turn).at(-1)?.spot).toBe("confirm");
  expect(stepsOf(5)).toEqual([]);
});

test("the place that was kept holds for its own turn; another turn begins at its first step", () => {
  expect(placeIn(1, null)).toEqual({ turn: 1, step: 0, hidden: false });
  expect(placeIn(2, { turn: 2, step: 1, hidden: false })).toEqual({
    turn: 2,
    step: 1,
    hidden: false,
  });
  expect(placeIn(3, { turn: 2, step: 1, hidden: true })).toEqual({
    turn: 3,
    step: 0,
    hidden: true,
  });
});

test.each([99, -4, 1.5])("a place beyond the steps, %s, is one of them all the same", (step) => {
  const place = placeIn(1, { turn: 1, step, hidden: false });
  expect(stepsOf(1)[place.step]).toBeDefined();
});

test("a buffer is told by what it did, and one that was not kept by what it would have done", () => {
  expect(bufferText(BRAKES, 4, format)).toBe("Your buffer cost €990 and saved €33.8K.");
  expect(bufferText(BATTERIES, 4, format)).toBe(
    "You kept no buffer. One would have cost €15.2K and saved nothing.",
  );
  const late = { ...BRAKES, turns: 1, held: { cost: 480, saved: 15_000 } };
  expect(bufferText(late, 4, format)).toBe(
    "Your buffer, held in 1 turn, cost €480 and saved €15K. From the first turn on it would have cost €990 and saved €33.8K.",
  );
});

test("each question has one right answer, and says of every wrong one what it is", () => {
  const questions = questionsOf(BUFFERS, format);
  expect(questions.map(({ name }) => name)).toEqual(["jic", "jit"]);
  for (const { answers } of questions) {
    expect(answers.filter(({ right }) => right)).toHaveLength(1);
    expect(new Set(answers.map(({ said }) => said)).size).toBe(answers.length);
    expect(answers.every(({ feedback }) => feedback.length > 20)).toBe(true);
  }
});

test("of a game without these parts nothing is asked", () => {
  expect(questionsOf({ parts: [BRAKES] }, format)).toEqual([]);
});
