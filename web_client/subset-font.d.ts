/** Types of the package subset-font, which brings none: as much of it as the build asks for. */
declare module "subset-font" {
  interface Options {
    targetFormat?: "sfnt" | "woff" | "woff2" | "truetype";
    variationAxes?: Record<string, number | { min?: number; max?: number; default?: number }>;
    /** Leaves out the letters that only the font's layout features lead to. */
    noLayoutClosure?: boolean;
  }
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options?: Options,
  ): Promise<Uint8Array>;
}
