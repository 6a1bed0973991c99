/** The two requests of the home screen. A failure is a code the catalogue words. */

import type { Opened, ScenarioCard } from "../generated/protocol";
import type { Reason } from "./game";

export class RequestFailed extends Error {
  constructor(readonly reason: Reason) {
    super(reason.message);
  }
}

export async function scenarios(): Promise<ScenarioCard[]> {
  return (await answer("api/scenarios")) as ScenarioCard[];
}

export async function openPractice(scenario: string): Promise<Opened> {
  const body = JSON.stringify({ scenario });
  const headers = { "Content-Type": "application/json" };
  return (await answer("api/practice", { method: "POST", headers, body })) as Opened;
}

async function answer(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(new URL(path, document.baseURI), init).catch(() => null);
  if (response === null) throw new RequestFailed({ code: "server_gone", message: "" });
  const value: unknown = await response.json().catch(() => null);
  if (response.ok && value !== null) return value;
  throw new RequestFailed(reasonIn(value));
}

/** The API words an error as {"code", "message"}, as the socket does. */
function reasonIn(value: unknown): Reason {
  const told = value as Partial<Reason> | null;
  if (typeof told?.code !== "string") return { code: "server_failed", message: "" };
  return { code: told.code, message: told.message ?? "" };
}
