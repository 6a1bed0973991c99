import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

/** The two values of a token: light, dark. */
function token(name: string): [string, string] {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  if (found?.[1] === undefined || found[2] === undefined) throw new Error(name);
  return [found[1], found[2]];
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(["light", "dark"] as const)("in the %s scheme", (scheme) => {
  const of = (name: string) => token(name)[scheme === "light" ? 0 : 1];

  test.each(["c0", "c1", "c2", "c3", "c4", "c5", "c6", "edge"])(
    "%s is a mark on a card",
    (name) => {
      expect(contrast(of(name), of("card"))).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(["ink", "soft", "good", "bad"])("%s is text on card, ground, well and hot", (name) => {
    for (const under of ["card", "ground", "well", "hot"]) {
      expect(contrast(of(name), of(under))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("the accent carries text", () => {
    expect(contrast(of("on-accent"), of("accent"))).toBeGreaterThanOrEqual(4.5);
  });
});

/** The gradients of a style sheet that mix a colour between their own brackets. */
function mixing(text: string): string[] {
  return [...text.matchAll(/gradient\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g)]
    .map(([gradient]) => gradient)
    .filter((gradient) => gradient.includes("color-mix"));
}

// Firefox widens a step between two colours of which one is mixed: of a hatching a plain area is left.
test("no gradient mixes a colour itself", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" });
  const sheets = files.filter((name) => /\.(css|svelte)$/.test(name));
  expect(sheets.length).toBeGreaterThan(50);
  for (const name of sheets) {
    expect(mixing(readFileSync(`src/${name}`, "utf8")), name).toEqual([]);
  }
});

test("red control: one that does is found", () => {
  const mixed =
    "repeating-linear-gradient(45deg, red 0 3px, color-mix(in srgb, var(--card), red) 3px 5px)";
  expect(mixing(`.a { background: ${mixed}; }`)).toHaveLength(1);
  expect(
    mixing(".a { background: linear-gradient(red, var(--card)) color-mix(in srgb, red); }"),
  ).toEqual([]);
});
