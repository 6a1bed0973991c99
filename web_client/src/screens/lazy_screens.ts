/** Screens loaded when they are opened, as the first visit need not load them. */

export const play = () => import("./Play.svelte");
export const claim = () => import("./Claim.svelte");
export const host = () => import("./Host.svelte");
export const desk = () => import("./Desk.svelte");
export const board = () => import("./Board.svelte");
export const debrief = () => import("./Debrief.svelte");
export const card = () => import("./Card.svelte");
export const guide = () => import("./Guide.svelte");
export const leaderboard = () => import("./Leaderboard.svelte");
