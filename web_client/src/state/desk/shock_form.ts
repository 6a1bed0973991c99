/** The form with which the facilitator adds a shock: what is typed there, and what is sent. */

import type { ShockChoice } from "../../generated/protocol";

/** What a shock usually does, in per cent of normal or in weeks: where the form begins. */
const USUAL: Readonly<Record<ShockChoice["kind"], number>> = {
  capacity_cut: 50,
  closure: 0,
  port_slowdown: 50,
  demand_surge: 130,
  demand_slump: 70,
  lead_time_stretch: 3,
  price_spike: 150,
  outside_orders: 150,
};

/** What people type is a share in per cent or a number of weeks. */
export function typedRange(choice: ShockChoice): {
  lowest: number;
  highest: number;
  usual: number;
} {
  const times = choice.unit === "factor" ? 100 : 1;
  const [lowest, highest] = [Math.ceil(choice.lowest * times), Math.floor(choice.highest * times)];
  return { lowest, highest, usual: Math.min(highest, Math.max(lowest, USUAL[choice.kind])) };
}

export function valueOf(choice: ShockChoice, typed: number): number {
  const value = choice.unit === "factor" ? typed / 100 : typed;
  return Math.min(choice.highest, Math.max(choice.lowest, value));
}
