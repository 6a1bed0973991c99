/** The width of a text in px, for labels placed by hand. */

let context: CanvasRenderingContext2D | null | undefined;

/** In px; `font` as in CSS. Where nothing can be measured, an ample guess. */
export function widthOf(text: string, font: string, size: number): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * size * 0.65;
  context.font = font;
  return context.measureText(text).width;
}
