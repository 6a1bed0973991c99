/**
 * The results of a game of four, as the server sent them: GET
 * /api/games/{code}/results?table=1&seat=tarnholm.
 */

import type { Results, SeatDebrief } from "../../src/generated/protocol";
import told from "./results.json";

export const finished = told as unknown as Results;

function seatIn({ seat }: Results): SeatDebrief {
  if (seat === null) throw new Error("results.json shows no seat.");
  return seat;
}

export const seat = seatIn(finished);
