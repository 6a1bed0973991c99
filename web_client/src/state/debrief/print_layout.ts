/** Paper has no clicks: what belongs on a handout is unfolded for the printer, and folded again. */

const unfolded = new Set<HTMLDetailsElement>();

export function openForPrint(printing: boolean): void {
  if (printing) {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("details.on-paper")) {
      if (!details.open) unfolded.add(details);
      details.open = true;
    }
    return;
  }
  for (const details of unfolded) details.open = false;
  unfolded.clear();
}
