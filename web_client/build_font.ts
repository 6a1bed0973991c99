/** Vite plugin: cuts the font to the characters and weights that the screens use. */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

const WHOLE = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const CUT = ".fonts/inter-latin.woff2";
/** The hyphen without what the font lays out: with tabular figures it would be as wide as a digit, and a
 * double name would fall apart. */
const HYPHEN = ".fonts/inter-hyphen.woff2";
/** As `src/styles/fonts.css` has it in the font's unicode-range. */
const CHARACTERS: readonly (readonly [number, number])[] = [
  [0x20, 0x2c],
  [0x2e, 0xff],
  [0x131, 0x131],
  [0x152, 0x153],
  [0x2bb, 0x2bc],
  [0x2c6, 0x2c6],
  [0x2da, 0x2da],
  [0x2dc, 0x2dc],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2191, 0x2193],
  [0x2212, 0x2212],
  [0x2215, 0x2215],
];

/** Cuts Inter to the weights and characters that the screens use, before the styles are read: the font is
 * a third of what a first visit loads, and this takes two fifths of it away. */
export function cutFont(): Plugin {
  return {
    name: "cut-font",
    async buildStart() {
      if (process.env["VITEST"] !== undefined) return;
      const text = CHARACTERS.map(([first, last]) => charactersFrom(first, last)).join("");
      const whole = await readFile(WHOLE);
      const options = {
        targetFormat: "woff2",
        variationAxes: { wght: { min: 400, max: 750 } },
      } as const;
      await mkdir(dirname(CUT), { recursive: true });
      await writeFile(CUT, await subsetFont(whole, text, options));
      const bare = { ...options, noLayoutClosure: true };
      await writeFile(HYPHEN, await subsetFont(whole, "-", bare));
    },
  };
}

function charactersFrom(first: number, last: number): string {
  const codes = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return String.fromCodePoint(...codes);
}
