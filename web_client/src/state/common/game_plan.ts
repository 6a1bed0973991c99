/** How long a game will take, as the page says on which one is opened. */

import type { ScenarioCard } from "../../generated/protocol";

/** Minutes that a turn is reckoned at where it has no deadline: the first is talked over, the others less. */
const FIRST_WITHOUT_DEADLINE = 10;
const WITHOUT_DEADLINE = 5;
const DEBRIEF = 30;

export interface TurnLength {
  readonly weeks: number;
  readonly turns: number;
}

/** The turns that a game of a scenario may have: as the scenario has them, and twice as long. */
export function turnLengths(card: Pick<ScenarioCard, "weeks" | "weeks_per_turn">): TurnLength[] {
  return [card.weeks_per_turn, 2 * card.weeks_per_turn]
    .filter((weeks) => weeks <= card.weeks)
    .map((weeks) => ({ weeks, turns: Math.ceil(card.weeks / weeks) }));
}

/** Minutes of play, rounded up to five, and of the debrief. `minutes`, `first`: of a turn; 0: no deadline. */
export function planOf(turns: number, minutes: number, first: number) {
  const each = minutes || WITHOUT_DEADLINE;
  const play = (first || Math.max(each, FIRST_WITHOUT_DEADLINE)) + (turns - 1) * each;
  return { turns, play: Math.ceil(play / 5) * 5, debrief: DEBRIEF };
}
