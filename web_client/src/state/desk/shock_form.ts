/** The form with which the facilitator adds a shock: what it begins with, and what is sent. */

import shockKinds from "../../generated/shock_kinds.json";
import type { ShockChoice } from "../../generated/protocol";

/** By kind, in the server's numbers; null: all or nothing. A newer server may know more kinds. */
const USUAL: Readonly<Record<string, number | null | undefined>> = shockKinds;

/** How strong a shock is, as people type it: in per cent of normal, or in weeks added. */
export interface Strength {
  readonly lowest: number;
  readonly highest: number;
  /** Where the form begins. */
  readonly usual: number;
  /** Whether there is anything to type: a place that closes, closes. */
  readonly asked: boolean;
}

export function strengthOf(choice: ShockChoice): Strength {
  const times = choice.unit === "factor" ? 100 : 1;
  const [lowest, highest] = [Math.ceil(choice.lowest * times), Math.floor(choice.highest * times)];
  const usual = USUAL[choice.kind];
  if (usual === null) return { lowest, highest, usual: lowest, asked: false };
  // Of a kind that this client does not know, the middle.
  const typed = Math.round(usual === undefined ? (lowest + highest) / 2 : usual * times);
  return { lowest, highest, usual: Math.min(highest, Math.max(lowest, typed)), asked: true };
}

/** What is sent: within the kind's bounds, whatever was typed. */
export function sentValue(choice: ShockChoice, typed: number): number {
  const value = choice.unit === "factor" ? typed / 100 : typed;
  return Math.min(choice.highest, Math.max(choice.lowest, value));
}
