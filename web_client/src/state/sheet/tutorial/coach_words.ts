/** The steps of the tutorial in words, with the numbers of the game as it stands. */

import type { Row, View } from "../../../generated/protocol";
import type { Format } from "../../../format";
import { t } from "../../../texts/texts";
import type { Stance } from "../../common/settings";
import { BUFFERED, LEAN, type CoachStep } from "./coach_steps";

/** Required vehicles that were not made, in a turn: fewer nobody saw wait. */
const MISSED = 0.5;

export interface Told {
  readonly view: View;
  /** What is chosen on this page, by part. */
  readonly stances: Readonly<Record<string, Stance>>;
  readonly format: Format;
}

export function stepText({ topic }: CoachStep, { view, stances, format }: Told): string {
  const brakes = rowOf(view, BUFFERED);
  const buffered = stances[BUFFERED] === "JIC";
  const stop = format.money(view.stop?.cost ?? 0);
  const { made, required } = lineOf(view);
  const stood = required - made >= MISSED;
  switch (topic) {
    case "row":
      return t("tutorial.row");
    case "bin":
      return t("tutorial.bin", { weeks: format.number(lasts(brakes, view)), stop });
    case "dear":
      return t("tutorial.dear", { money: fullBin(rowOf(view, LEAN), format) });
    case "choose":
      return t("tutorial.choose", { money: fullBin(brakes, format) });
    case "decide": {
      if (stances[LEAN] === "JIC") {
        return t("tutorial.confirm_dear", { money: fullBin(rowOf(view, LEAN), format) });
      }
      if (!buffered) return t("tutorial.confirm_lean");
      const fee = format.money(brakes?.offers.fee[1] ?? 0);
      return t("tutorial.confirm_buffer", { fee, money: fullBin(brakes, format) });
    }
    case "filled": {
      const weeks = format.number(brakes?.bin_weeks ?? 0);
      if (!buffered) return t("tutorial.lean", { weeks });
      return t("tutorial.filled", {
        weeks,
        plan: format.number(brakes?.offers.plan_weeks[1] ?? 0),
      });
    }
    case "news":
      return t("tutorial.news");
    case "go_on":
      return t(buffered ? "tutorial.ready" : "tutorial.begin");
    case "struck":
      return t("tutorial.struck");
    case "held": {
      if (stood) return t("tutorial.empty", { missing: format.whole(required - made), stop });
      const weeks = format.number(brakes?.bin_weeks ?? 0);
      return t("tutorial.held", { weeks, made: format.whole(made) });
    }
    case "late":
      return t("tutorial.late");
    case "ran": {
      if (!stood) return t("tutorial.ran", { made: format.whole(made), stop });
      const paid = view.bill_last_turn;
      const money = format.money((paid?.idle ?? 0) + (paid?.lost ?? 0));
      const [some, all] = [format.whole(made), format.whole(required)];
      return t("tutorial.stood", { made: some, required: all, money });
    }
    case "bill":
      if (stood) return t("tutorial.bill_stood");
      return t("tutorial.bill", { money: fullBin(brakes, format) });
    case "last":
      return t("tutorial.last");
  }
}

function rowOf(view: View, component: string): Row | undefined {
  return view.rows.find((row) => row.component === component);
}

/** Weeks until the line stands, should the part's supplier ship nothing more. */
function lasts(row: Row | undefined, view: View): number {
  return (row?.survives_weeks ?? 0) + view.goods_weeks;
}

function fullBin(row: Row | undefined, format: Format): string {
  return format.money(row?.offers.holding_per_week[1] ?? 0);
}

/** Of the last turn. */
function lineOf(view: View): { made: number; required: number } {
  const sum = (of: "made" | "required") => view.weeks.reduce((all, week) => all + week[of], 0);
  return { made: sum("made"), required: sum("required") };
}
