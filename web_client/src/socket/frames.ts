/**
 * Parses what comes over the WebSocket. A frame of an unknown kind is passed over: the server may be
 * newer.
 */

import type { Frame } from "../generated/protocol";
import { unpacked } from "./packed_status";

/** By type of frame; the compiler asks for each that the protocol has. */
const KNOWN: Readonly<Record<Frame["type"], true>> = {
  ack: true,
  error: true,
  bye: true,
  waiting: true,
  status: true,
  ahead: true,
  chosen: true,
  view: true,
  lobby: true,
  board: true,
  desk: true,
};

export function frameOf(text: unknown): Frame | null {
  if (typeof text !== "string") return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("type" in value)) return null;
    if (typeof value.type !== "string" || !Object.hasOwn(KNOWN, value.type)) return null;
    const frame = value as Frame;
    return frame.type === "status" ? unpacked(frame) : frame;
  } catch {
    return null;
  }
}
