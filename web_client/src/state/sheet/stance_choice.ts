/** What a stance of a part, or numbers set in its place, would mean from now on. */

import type { Row } from "../../generated/protocol";
import type { Stance } from "../common/settings";
import { presetOf, type PartOptions } from "./part_options";
import { buildWeeks, holdingOf, isSamePlan, planWeeks } from "./plan_arithmetic";

export interface Choice {
  readonly stance: Stance;
  /** The stance whose numbers it has; null: others are set in their place. */
  readonly like: Stance | null;
  /** It fills the bin: going lean takes weeks too, but nobody waits for that. */
  readonly builds: boolean;
  /** Another stance than the one in force, or other numbers. */
  readonly changed: boolean;
  readonly planWeeks: number;
  readonly holding: number;
  readonly fee: number;
  readonly buildWeeks: number;
  /** Money a week more (or less) than the stance in force holds. */
  readonly holdingChange: number;
}

/** The order of the lists in a row's offers. */
const STANCES: readonly Stance[] = ["JIT", "JIC"];
/** Of the presets: the one between is neither stance. */
const PRESETS: readonly (Stance | null)[] = ["JIT", null, "JIC"];

/** What a stance would mean; or, where numbers are set in its place (`options`), what these would. */
export function choiceOf(row: Row, stance: Stance, options: PartOptions | null = null): Choice {
  const { stance: inForce, offers, planning } = row;
  const of = (measure: readonly number[], one = stance) => measure[STANCES.indexOf(one)] ?? 0;
  const before = of(offers.holding_per_week, inForce);
  const set = options !== null && Object.keys(options.set).length > 0;
  if (!set || !planning) {
    const holding = of(offers.holding_per_week);
    return {
      stance,
      like: stance,
      builds: stance === "JIC",
      changed: stance !== inForce,
      planWeeks: of(offers.plan_weeks),
      holding,
      fee: of(offers.fee),
      buildWeeks: of(offers.build_weeks),
      holdingChange: holding - before,
    };
  }
  const plan = planWeeks(planning, options.numbers);
  const holding = holdingOf(planning, plan);
  const changed = stance !== inForce || !isSamePlan(plan, of(offers.plan_weeks, inForce));
  return {
    stance,
    like: likeOf(options),
    builds: plan > row.bin_weeks,
    changed,
    planWeeks: plan,
    holding,
    fee: changed ? planning.fee : 0,
    buildWeeks: buildWeeks(row, plan),
    holdingChange: holding - before,
  };
}

function likeOf(options: PartOptions): Stance | null {
  const place = presetOf(options);
  return place === null ? null : (PRESETS[place] ?? null);
}
