/** The width of a text in px, for labels placed by hand. */

let context: CanvasRenderingContext2D | null | undefined;

/**
 * In px; `font` as in CSS. Where nothing can be measured, an ample guess. All digits of the pages are as wide
 * as a nought (tokens.css), which a canvas cannot be told.
 */
export function widthOf(text: string, font: string, size: number): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.65;
  context.font = font;
  return context.measureText(text.replace(/\d/g, "0")).width;
}
