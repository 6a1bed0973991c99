/** Every request over HTTP. A failure is thrown with a code, which the catalogue words. */

import type {
  Aftermath,
  Buffers,
  CardTimeline,
  GameCard,
  Leaderboard,
  NewGame,
  NewPractice,
  Opened,
  Results,
  ScenarioCard,
  ScenarioPlan,
  Studied,
  Told,
  YearInTheMaking,
} from "../../generated/protocol";
import { language } from "../../texts/texts";
import { reasonText } from "../../texts/errors";
import { withoutPracticeName, withPracticeName } from "./practice_name";
import type { Reason } from "../../texts/errors";
import { withWordedShocks, worded } from "./shock_words";

export class RequestFailed extends Error {
  constructor(readonly reason: Reason) {
    super(reason.message);
  }
}

export function reasonOf(error: unknown): Reason {
  return error instanceof RequestFailed ? error.reason : { code: "server_failed", message: "" };
}

/** What to say of anything that went wrong while asking. */
export function errorText(error: unknown): string {
  return reasonText(reasonOf(error));
}

export function scenarios(): Promise<ScenarioCard[]> {
  return answer<ScenarioCard[]>("api/scenarios");
}

/** What a scenario is and what it is for, with the map of its chain. */
export function scenarioPlan(scenario: string): Promise<ScenarioPlan> {
  return answer<ScenarioPlan>(`api/scenarios/${encodeURIComponent(scenario)}/card`);
}

/** When what may come in a game's scenario; for its facilitator alone. */
export function gameTimeline(code: string, token: string | null): Promise<CardTimeline> {
  const path = `api/games/${encodeURIComponent(code)}/timeline`;
  return answer<CardTimeline>(path, { headers: bearer(token) });
}

/** A scenario over many years; asked for until it is worked out. */
export function scenarioNumbers(scenario: string): Promise<Studied> {
  return answer<Studied>(`api/scenarios/${encodeURIComponent(scenario)}/numbers`);
}

/** A year nobody knows of each difficulty. */
export function years(): Promise<ScenarioCard[]> {
  return answer<ScenarioCard[]>("api/years");
}

/** Whether the next year of this name is ready; an answer comes within about a second. */
export function yearInTheMaking(name: string): Promise<YearInTheMaking> {
  return answer<YearInTheMaking>(`api/years/${encodeURIComponent(name)}`);
}

export function openPractice(wanted: NewPractice): Promise<Opened> {
  return post("api/practice", wanted);
}

export function openTutorial(): Promise<Opened> {
  return post("api/tutorial", {});
}

export function openGame(game: NewGame): Promise<Opened> {
  return post("api/games", game);
}

export function gameCard(code: string): Promise<GameCard> {
  return answer<GameCard>(`api/games/${encodeURIComponent(code)}`);
}

export function joinGame(code: string, name: string, token: string): Promise<Opened> {
  return post(`api/games/${encodeURIComponent(code)}/join`, { name, token });
}

export function recoverDesk(game: string, recovery: string): Promise<Opened> {
  return post("api/recover", { game, recovery });
}

export function claimSeat(code: string): Promise<Opened> {
  return post("api/claim", { code });
}

/** The story and the news of all weeks, for who holds a seat. */
export async function storyAndNews(code: string, token: string | null): Promise<Told> {
  const path = `api/games/${encodeURIComponent(code)}/told`;
  return worded(await answer<Told>(path, { headers: bearer(token) }));
}

/** `secret` opens a game that is not published: its page's key, or a token of a seat or the desk. */
export async function gameResults(
  code: string,
  seat: { table: number; seat: string } | null,
  secret: string | null,
): Promise<Results> {
  const path = `api/games/${encodeURIComponent(code)}/results`;
  const query = seat === null ? "" : `?${new URLSearchParams({ ...seat, table: `${seat.table}` })}`;
  const results = await answer<Results>(path + query, { headers: bearer(secret) });
  return withWordedShocks(withPracticeName(results));
}

/** Regret, luck and frontier of a finished game; worked out when it is first asked for. */
export function gameAftermath(code: string, secret: string | null): Promise<Aftermath> {
  const path = `api/games/${encodeURIComponent(code)}/aftermath`;
  return answer<Aftermath>(path, { headers: bearer(secret) });
}

/** What each buffer of one's own seat cost and saved in a finished game. */
export function gameBuffers(code: string, secret: string | null): Promise<Buffers> {
  const path = `api/games/${encodeURIComponent(code)}/buffers`;
  return answer<Buffers>(path, { headers: bearer(secret) });
}

/** The scenario of a finished game over many years, and rules of thumb; asked for until it is worked out. */
export function gameStudied(code: string, secret: string | null): Promise<Studied> {
  const path = `api/games/${encodeURIComponent(code)}/studied`;
  return answer<Studied>(path, { headers: bearer(secret) });
}

export async function leaderboard(query: string): Promise<Leaderboard> {
  return withoutPracticeName(await answer<Leaderboard>(`api/leaderboard?${query}`));
}

/** Fails if it does not. */
export async function serverAnswers(): Promise<void> {
  await reach("healthz");
}

export async function fetchFile(path: string, secret: string | null): Promise<Blob> {
  const response = await reach(path, { headers: bearer(secret) });
  if (response.ok) return response.blob();
  throw new RequestFailed(reasonIn(await response.json().catch(() => null)));
}

function bearer(secret: string | null): Record<string, string> {
  return secret === null ? {} : { Authorization: `Bearer ${secret}` };
}

function post(path: string, value: unknown): Promise<Opened> {
  const headers = { "Content-Type": "application/json" };
  return answer<Opened>(path, { method: "POST", headers, body: JSON.stringify(value) });
}

async function answer<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await reach(path, init);
  const value: unknown = await response.json().catch(() => null);
  if (response.ok && value !== null) return value as T;
  throw new RequestFailed(reasonIn(value));
}

async function reach(path: string, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("Accept-Language", language);
  const url = new URL(path, document.baseURI);
  const response = await fetch(url, { ...init, headers }).catch(() => null);
  if (response === null) throw new RequestFailed({ code: "server_gone", message: "" });
  return response;
}

/** The API words an error as {"code", "message"}, as the socket does. */
function reasonIn(value: unknown): Reason {
  const told = value as Partial<Reason> | null;
  if (typeof told?.code !== "string") return { code: "server_failed", message: "" };
  return { code: told.code, message: told.message ?? "" };
}
