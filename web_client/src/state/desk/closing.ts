/** What closing the turn now would mean for those who have not decided. */

import type { Desk, DeskSeat } from "../../generated/protocol";
import { listText, t } from "../../texts/texts";

/** More names than these are counted only. */
const NAMED = 3;

/** `people`: how many they are, of whom `waits` may be some. */
export function closingText(desk: Desk, waits: readonly DeskSeat[], people = waits.length): string {
  const names = waits.map(({ name }) => name ?? "");
  const who =
    people <= NAMED
      ? t("closing.named", { people, names: listText(names) })
      : t("closing.counted", { people });
  const stays = meaningOf(desk, waits);
  return `${who} ${t(`closing.${stays}`, { people })}`;
}

/** In the first turn nobody has decided before: their parts stay as the game opened. */
function meaningOf({ turn }: Desk, waits: readonly DeskSeat[]): "jit" | "jic" | "same" {
  if (turn > 1) return "same";
  const stances = new Set(waits.flatMap((seat) => Object.values(seat.stances)));
  if (stances.size !== 1) return "same";
  return stances.has("JIC") ? "jic" : "jit";
}
