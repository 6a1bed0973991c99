/**
 * Unfolds what belongs on the printed debrief while it is printed, and folds it again: paper has no
 * clicks.
 */

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
