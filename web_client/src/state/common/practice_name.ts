/**
 * The name of a person who practises alone. They type none; the server writes one down, and the page says
 * it in its language.
 */

import type { Leaderboard, Results, ResultRow } from "../../generated/protocol";
import { t } from "../../texts/texts";

/** As the server calls who plays alone; anybody else by that name typed it. */
const ALONE = "You";

export function withPracticeName(results: Results): Results {
  if (results.game.kind !== "practice") return results;
  const { ranking, seat } = results;
  return {
    ...results,
    ranking: ranking.map(named),
    seat: seat === null ? null : { ...seat, row: named(seat.row) },
  };
}

/** On a list of everybody it is not the reader. */
export function withoutPracticeName(list: Leaderboard): Leaderboard {
  const rows = list.rows.map((row) =>
    row.kind === "practice" && row.person && row.name === ALONE
      ? { ...row, name: t("leader.somebody") }
      : row,
  );
  return { ...list, rows };
}

function named(row: ResultRow): ResultRow {
  return row.name === ALONE ? { ...row, name: t("results.you") } : row;
}
