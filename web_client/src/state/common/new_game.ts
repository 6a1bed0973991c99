/** What a new game begins with. */

import type { ScenarioCard } from "../../generated/protocol";

/** The scenario that suits a first workshop; on a server without it, the first of the list. */
const USUAL = "pacific_squeeze";

export function usualScenario(cards: readonly ScenarioCard[]): string {
  return (cards.find(({ name }) => name === USUAL) ?? cards[0])?.name ?? "";
}
