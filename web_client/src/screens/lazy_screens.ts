/** Screens loaded when they are opened, as the first visit need not load them; their texts come with them. */

import { speakWhole } from "../texts/texts";

export const play = told(() => import("./Play.svelte"));
export const claim = told(() => import("./Claim.svelte"));
export const host = told(() => import("./Host.svelte"));
export const desk = told(() => import("./Desk.svelte"));
export const board = told(() => import("./Board.svelte"));
export const debrief = told(() => import("./Debrief.svelte"));
export const card = told(() => import("./Card.svelte"));
export const guide = told(() => import("./Guide.svelte"));
export const leaderboard = told(() => import("./Leaderboard.svelte"));

/** A screen with its texts, both on their way at once. */
function told<T>(screen: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([screen(), speakWhole()]))[0];
}
