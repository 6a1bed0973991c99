/** What a score says in money, and why two seats of alike cost may have unlike scores. */

import type { ResultRow } from "../../generated/protocol";

/** Costs that differ by less, of the seat's own, are alike. */
const ALIKE = 0.15;
/** Scores that differ by less are not worth a sentence. */
const UNLIKE = 3;

/**
 * Another seat whose cost and score do not go together with this seat's: it paid less and stands lower, or
 * the other way round; else one of alike cost with another score. Null: none in this room.
 */
export function puzzlingSeat(own: ResultRow, ranking: readonly ResultRow[]): ResultRow | null {
  const candidates = ranking
    .filter((row) => row.table !== own.table || row.seat !== own.seat)
    .filter((row) => Math.abs(row.score - own.score) >= UNLIKE && gap(row, own) <= ALIKE);
  const crossed = candidates.filter((row) => (row.cost - own.cost) * (row.score - own.score) > 0);
  const [nearest] = (crossed.length > 0 ? crossed : candidates).sort(
    (one, other) => gap(one, own) - gap(other, own),
  );
  return nearest ?? null;
}

function gap(row: ResultRow, own: ResultRow): number {
  return Math.abs(row.cost - own.cost) / Math.max(1, Math.abs(own.cost));
}
