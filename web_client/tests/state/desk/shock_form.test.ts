import { expect, test } from "vitest";
import type { ShockChoice } from "../../../src/generated/protocol";
import shockKinds from "../../../src/generated/shock_kinds.json";
import { headlineText, kindText } from "../../../src/state/common/shock_words";
import { sentValue, strengthOf } from "../../../src/state/desk/shock_form";
import { LANGUAGES } from "../../../src/texts/language";
import { isKey, speak } from "../../../src/texts/texts";

const percent: ShockChoice = {
  kind: "port_slowdown",
  targets: [],
  lowest: 0.1,
  highest: 0.9,
  unit: "factor",
};
const weeks: ShockChoice = {
  ...percent,
  kind: "lead_time_stretch",
  lowest: 1,
  highest: 8,
  unit: "weeks",
};
/** As a newer server may send it. */
const madeUp = { ...percent, kind: "power_cut" as ShockChoice["kind"] };

test("a shock's strength is typed in per cent or in weeks, and begins with what is usual", () => {
  expect(strengthOf(percent)).toEqual({ lowest: 10, highest: 90, usual: 50, asked: true });
  expect(strengthOf({ ...percent, kind: "demand_surge", highest: 5 }).usual).toBe(130);
  expect(strengthOf(weeks)).toEqual({ lowest: 1, highest: 8, usual: 3, asked: true });
});

test("what is usual and what is sent stay within the server's bounds", () => {
  expect(strengthOf({ ...percent, lowest: 0.7 }).usual).toBe(70);
  expect(strengthOf({ ...weeks, lowest: 4 }).usual).toBe(4);
  expect([sentValue(percent, 40), sentValue(percent, 900), sentValue(weeks, 3)]).toEqual([
    0.4, 0.9, 3,
  ]);
});

test("of a place that closes nothing is asked, and all is sent", () => {
  const closure: ShockChoice = { ...percent, kind: "closure", lowest: 0, highest: 1 };
  const { asked, usual } = strengthOf(closure);
  expect([asked, sentValue(closure, usual)]).toEqual([false, 0]);
});

test("a new kind has a form before the client knows it", () => {
  expect(strengthOf(madeUp)).toEqual({ lowest: 10, highest: 90, usual: 50, asked: true });
  expect(kindText(madeUp.kind)).toBe("power cut");
  expect(headlineText(madeUp.kind, "Chiba")).toBe("Chiba: power cut");
});

test("every kind the server has is called something in every language", async () => {
  const kinds = Object.keys(shockKinds);
  expect(kinds).toContain("closure");
  for (const language of Object.keys(LANGUAGES)) {
    await speak(language);
    for (const kind of kinds) {
      expect([language, kind, isKey(`shock_kind.${kind}`)]).toEqual([language, kind, true]);
      expect(headlineText(kind, "Chiba")).toContain("Chiba");
    }
  }
  await speak("en");
});
