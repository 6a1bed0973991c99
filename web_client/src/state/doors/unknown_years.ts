/** Years nobody knows: made by the server for one game each. They stand in the lists of scenarios, and a game with one
 * is opened when the year is ready. */

import type { ScenarioCard } from "../../generated/protocol";
import { scenarios, yearInTheMaking, years } from "../common/http_api";
import { isYear, yearTitle } from "../common/scenario_shelves";
import { t } from "../../texts/texts";

/** All that a game can be opened with: the server's scenarios, and a year of each difficulty. */
export async function offered(): Promise<ScenarioCard[]> {
  const [listed, unknown] = await Promise.all([scenarios(), years()]);
  return [
    ...listed,
    ...unknown.map((card) => ({
      ...card,
      title: yearTitle(card),
      summary: t("years.summary"),
    })),
  ];
}

/**
 * Waits until a game can be opened with this scenario: at once, but for a year in the making.
 *
 * @param tell How many drafts were made so far, each time that the server says it.
 * @returns Whether it can; not where the signal ended the wait.
 */
export async function ready(
  name: string,
  tell: (tries: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  // Each answer takes a second where the year is not ready, so asking again at once is no flood.
  while (isYear(name) && !signal.aborted) {
    const year = await yearInTheMaking(name);
    if (year.ready) break;
    tell(year.tries);
  }
  return !signal.aborted;
}
