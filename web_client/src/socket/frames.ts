/**
 * Parses what comes over the WebSocket. A frame of an unknown kind is passed over: the server may be
 * newer.
 */

import type { Frame } from "../generated/protocol";

const KINDS = new Set(["ack", "error", "bye", "status", "view", "lobby", "board", "desk"]);

export function frameOf(text: unknown): Frame | null {
  if (typeof text !== "string") return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("type" in value)) return null;
    return typeof value.type === "string" && KINDS.has(value.type) ? (value as Frame) : null;
  } catch {
    return null;
  }
}
