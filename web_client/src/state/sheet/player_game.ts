/**
 * The rules of the player's page: what it knows of its game is one value, and what happens makes a new one
 * of it. Pure functions, without socket, clock or screen.
 */

import type {
  Ahead,
  ChosenNow,
  Decide,
  Error as Refusal,
  Frame,
  Lobby,
  Status,
  View,
} from "../../generated/protocol";
import * as outbox from "../../socket/decision_outbox";
import type { Reason } from "../../texts/errors";
import { t } from "../../texts/texts";
import { worded } from "../common/shock_words";
import {
  asCommand,
  isEmpty,
  layered,
  NOTHING_SET,
  ofCommand,
  unsettled,
  withSet,
  type Group,
  type Settings,
  type Stance,
} from "../common/settings";
import type { ConnectionState } from "../../socket/connection";
import { held, inForce, withHeld } from "./held_settings";

export interface Game {
  /** How this device calls itself, so that it knows its own decisions from its team's. */
  readonly device: string;
  readonly connectionState: ConnectionState;
  /** Before the start. */
  readonly lobby: Lobby | null;
  readonly view: View | null;
  /** What belongs to the view of its turn, and came before it. */
  readonly ahead: Ahead | null;
  readonly chosenNow: ChosenNow | null;
  /** The last view of the turn before, if this page has seen it. */
  readonly before: View | null;
  readonly status: Status | null;
  /** What is set on this page and not confirmed yet, for `draftTurn` only. */
  readonly draft: Settings;
  readonly draftTurn: number;
  readonly outbox: outbox.Outbox;
  /** The turn whose decision is on disk, as far as this page has been told since it opened. */
  readonly savedTurn: number;
  readonly refusal: Reason | null;
  /** A decision that came too late, while this page has not seen the turn that is open now. */
  readonly late: { readonly decide: Decide; readonly refusal: Reason } | null;
  readonly stopped: Reason | null;
  /** Why the server can save nothing just now, and answers nothing. */
  readonly waiting: Reason | null;
}

export const NEW_GAME: Game = {
  device: "",
  connectionState: "connecting",
  lobby: null,
  view: null,
  ahead: null,
  chosenNow: null,
  before: null,
  status: null,
  draft: NOTHING_SET,
  draftTurn: 0,
  outbox: outbox.EMPTY,
  savedTurn: 0,
  refusal: null,
  late: null,
  stopped: null,
  waiting: null,
};

/** The seat is somebody else's now: trying again would be refused again. */
export function isLost({ code }: Reason): boolean {
  return ["replaced", "moved", "sent_away", "bad_token", "unknown_token", "no_seat"].includes(code);
}

export type Saving = "open" | "sending" | "retrying" | "refused" | "saved" | "changed";

export function received(before: Game, frame: Frame): Game {
  // Whatever else it says, it could save again first.
  const game = before.waiting === null ? before : { ...before, waiting: null };
  switch (frame.type) {
    case "ack":
      return acknowledged(game, frame.id);
    case "ahead":
      return { ...game, ahead: frame };
    case "chosen":
      return { ...game, chosenNow: frame };
    case "view":
      return { ...seen(game, whole(inOne(frame, game))), lobby: null };
    case "lobby":
      return { ...game, lobby: frame };
    case "board":
    case "desk":
      return game;
    case "status":
      return { ...game, status: frame };
    case "waiting":
      return { ...game, waiting: { code: frame.code, message: frame.message } };
    case "error":
      return refused(game, frame);
    case "bye":
      return frame.come_back ? game : stop(game, frame);
  }
}

export function connectionChanged(game: Game, state: ConnectionState): Game {
  if (state !== "broken") return { ...game, connectionState: state, waiting: null };
  const now = game.view === null && game.lobby === null ? "connecting" : "broken";
  return {
    ...game,
    connectionState: now,
    outbox: outbox.connectionLost(game.outbox),
    waiting: null,
  };
}

export function stop(game: Game, { code, message }: Reason): Game {
  return { ...game, stopped: { code, message } };
}

/** The player set one thing of a component, market or product. */
export function chose<G extends Group>(
  game: Game,
  group: G,
  name: string,
  value: Settings[G][string] | undefined,
): Game {
  if (game.view === null) return game;
  const draft = withSet(draftOf(game), group, name, value);
  return { ...game, draft, draftTurn: game.view.turn, refusal: null };
}

/** The player confirmed: what must be sent, whole, under a new id. */
export function confirmed(game: Game, id: string): [Game, Decide | null] {
  const { view } = game;
  if (view === null || view.phase !== "deciding") return [game, null];
  const decide: Decide = { type: "decide", id, turn: view.turn, ...asCommand(chosen(game)) };
  return [{ ...game, refusal: null, outbox: outbox.put(game.outbox, decide) }, decide];
}

/** The one switch of a classic game: every part alike. */
export function choseAll(game: Game, stance: Stance): Game {
  const rows = game.view?.rows ?? [];
  return rows.reduce((before, row) => chose(before, "stances", row.component, stance), game);
}

/** What the page shows as set: unconfirmed, else under way, else what holds. */
export function chosen(game: Game): Settings {
  const { view } = game;
  if (view === null) return NOTHING_SET;
  const underWay = game.outbox.waiting.filter((decide) => decide.turn === view.turn);
  return layered(inForce(view), ...underWay.map(ofCommand), draftOf(game));
}

export function saving(game: Game): Saving {
  const { view } = game;
  if (game.outbox.waiting.length > 0) {
    return game.outbox.unsure || game.connectionState !== "open" ? "retrying" : "sending";
  }
  if (game.refusal !== null) return "refused";
  const saved = view !== null && (view.confirmed || game.savedTurn === view.turn);
  if (!saved) return "open";
  return isEmpty(unsettled(chosen(game), held(view))) ? "saved" : "changed";
}

/** Titles of what is set here beside parts, regional shelves and plans of demand, and not confirmed. */
export function openBesideParts(game: Game): string[] {
  const { view } = game;
  if (view === null) return [];
  const { shelves, plan } = unsettled(chosen(game), held(view));
  const kept = (view.shelves ?? []).filter(({ market }) => market in shelves);
  const planned = (view.demand ?? []).some(({ product }) => product in plan);
  // Titles of products hold commas, and this is told in a list: the plan is named as its card is.
  return [
    ...kept.map(({ title }) => t("shelves.one", { market: title })),
    ...(planned ? [t("demand.one")] : []),
  ];
}

/** The turn had closed when the decision came. */
export function isTooLate(refusal: Reason | null): boolean {
  return refusal?.code === "turn_closed" || refusal?.code === "turn_not_open";
}

/** How this page stands with the server, for the mark that is always there. */
export type Contact = "connecting" | "offline" | "saving" | "saved" | "connected";

export function contactOf(game: Game): Contact {
  if (game.connectionState === "connecting") return "connecting";
  if (game.connectionState === "broken") return "offline";
  const now = saving(game);
  if (now === "sending" || now === "retrying") return "saving";
  return now === "saved" ? "saved" : "connected";
}

/** What holds was confirmed on another device at this seat. */
export function savedElsewhere({ view, device }: Game): boolean {
  return view !== null && view.confirmed && view.decided_on !== "" && view.decided_on !== device;
}

function draftOf(game: Game): Settings {
  return game.view !== null && game.draftTurn === game.view.turn ? game.draft : NOTHING_SET;
}

/** What an acknowledged decision says holds from now on, until the next view says it itself. */
function acknowledged(game: Game, id: string): Game {
  const decide = game.outbox.waiting.find((waiting) => waiting.id === id);
  if (decide === undefined) return game;
  const left = { ...game, outbox: outbox.answered(game.outbox, id), refusal: null };
  const { view } = game;
  if (view === null || view.turn !== decide.turn) return left;
  const now = { ...withHeld(view, ofCommand(decide)), confirmed: true, decided_on: game.device };
  // What is saved is no draft any more: the next change may come from another device.
  return { ...left, draft: unsettled(draftOf(game), held(now)), view: now, savedTurn: decide.turn };
}

/** What was confirmed for a turn that had closed meanwhile stays set, for the player to confirm anew. */
function tooLate(game: Game, decide: Decide, refusal: Reason): Game {
  const { view } = game;
  // A page that was away may be told of the refusal first, and then see the next turn.
  if (view === null || view.turn <= decide.turn) {
    return { ...game, refusal, late: { decide, refusal } };
  }
  if (view.phase !== "deciding") return { ...game, refusal };
  const since = draftOf(game);
  const late = unsettled(ofCommand(decide), layered(held(view), since));
  const draft = layered(late, since);
  return { ...game, draft, draftTurn: view.turn, refusal };
}

/** A game that offers more than stances sends a view in three frames, itself last. */
function inOne(view: View, { ahead, chosenNow }: Game): View {
  if (view.chosen === undefined || ahead === null || chosenNow === null) return view;
  const rows = view.rows.map((row, number) => ({ ...row, ...ahead.rows[number] }));
  return { ...view, ...chosenNow, type: "view", rows };
}

/** The far end of the way is sent only as far as anything is there. */
function whole(view: View): View {
  const slots = view.way_weeks ?? 0;
  const rows = view.rows.map((row) => {
    const empty = Array.from({ length: Math.max(0, slots - row.on_the_way.length) }, () => 0);
    return { ...row, on_the_way: [...row.on_the_way, ...empty] };
  });
  return { ...worded(view), rows };
}

function seen(game: Game, view: View): Game {
  const sameTurn = game.view?.turn === view.turn;
  const samePhase = sameTurn && game.view?.phase === view.phase;
  const before = sameTurn ? game.before : game.view;
  // Who came late could set switches, but not confirm them: they wait for the first turn of one's own.
  const draftTurn = game.view?.late === true ? view.turn : game.draftTurn;
  const now = { ...game, view, before, draftTurn, refusal: samePhase ? game.refusal : null };
  const { late } = now;
  return late === null ? now : tooLate({ ...now, late: null }, late.decide, late.refusal);
}

/** A refused `hello` is the end; a refused decision leaves the page as it was before it. */
function refused(game: Game, refusal: Refusal): Game {
  const { id, code, message } = refusal;
  const decide = game.outbox.waiting.find((waiting) => waiting.id === id);
  if (decide !== undefined) {
    const left = { ...game, outbox: outbox.answered(game.outbox, decide.id) };
    const why = { code, message };
    return isTooLate(why) ? tooLate(left, decide, why) : { ...left, refusal: why };
  }
  return game.connectionState === "open"
    ? { ...game, refusal: { code, message } }
    : stop(game, refusal);
}
