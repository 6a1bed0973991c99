/**
 * The results of a game of four, as the server sent them: GET
 * /api/games/{code}/results?table=1&seat=tarnholm.
 */

import type { ChoiceDebrief, Results, SeatDebrief } from "../../src/generated/protocol";
import told from "./results.json";

export const finished = told as unknown as Results;

function seatIn({ seat }: Results): SeatDebrief {
  if (seat === null) throw new Error("results.json shows no seat.");
  return seat;
}

export const seat = seatIn(finished);

/** What might have been set for a part, or for a region or a product that is called like it. */
export function aChoice(of: string, choice: ChoiceDebrief["choice"], cost = 100): ChoiceDebrief {
  return { of, choice, title: of, cost, uptime: 0 };
}
