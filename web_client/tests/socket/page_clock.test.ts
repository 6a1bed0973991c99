import { expect, test } from "vitest";
import { PageClock } from "../../src/socket/page_clock";

/** A page whose two clocks are moved by hand. */
function aPage() {
  const told = { steady: 500, wall: 1_700_000_000_000 };
  const clock = new PageClock({ steady: () => told.steady, wall: () => told.wall });
  const go = (steady: number, wall: number) => {
    told.steady += steady;
    told.wall += wall;
    return clock.now();
  };
  return go;
}

test("both clocks go on: the steady one tells the time, with its fractions", () => {
  const go = aPage();
  expect(go(250.25, 250)).toBe(250.25);
  expect(go(250.25, 251)).toBe(500.5);
});

test("the steady clock stood still in sleep: the other one tells how long", () => {
  const go = aPage();
  go(1000, 1000);
  expect(go(0, 60_000)).toBe(61_000);
  expect(go(250, 250)).toBe(61_250);
});

test("a clock that was set back, or stands still, takes no time away", () => {
  const go = aPage();
  go(1000, 1000);
  expect(go(250, -3_600_000)).toBe(1250);
  expect(go(250, 250)).toBe(1500);
  for (let beat = 0; beat < 40; beat += 1) go(250, 0);
  expect(go(0, 0)).toBe(11_500);
});

test("and sleep is found out after it, too", () => {
  const go = aPage();
  go(250, -3_600_000);
  expect(go(0, 45_000)).toBe(45_250);
});

test("coarse clocks, as of browsers that hide their precision, run no faster together", () => {
  const go = aPage();
  for (let beat = 0; beat < 400; beat += 1) go(beat % 2 ? 100 : 0, beat % 2 ? 0 : 100);
  expect(go(0, 0)).toBe(20_000);
});
