/** What holds for the open turn as the view tells it: what was confirmed, or what repeats. */

import type { View } from "../../generated/protocol";
import { asCommand, layered, NOTHING_SET, ofCommand, type Settings } from "../common/settings";

/** Until a latecomer decides, what stands is what the bot plays. */
export function inForce(view: View): Settings {
  const stances = Object.fromEntries(view.rows.map((row) => [row.component, row.stance]));
  return view.late ? { ...NOTHING_SET, stances } : layered({ ...NOTHING_SET, stances }, held(view));
}

/** What would be played if the turn closed now. */
export function held(view: View): Settings {
  const { express = [], ...others } = view.chosen ?? {};
  const fast = Object.fromEntries(express.map((component) => [component, true]));
  return { ...ofCommand({ ...others, stances: view.decision }), express: fast };
}

/** The view with this said in it too, until the server's next one says it. */
export function withHeld(view: View, settings: Settings): View {
  const {
    stances,
    shelves = {},
    express = [],
    ...others
  } = asCommand(layered(held(view), settings));
  const now = { ...view, decision: stances };
  if (view.chosen === undefined) return now;
  const weeks = Object.entries(shelves).flatMap(([market, of]) =>
    of == null ? [] : [[market, of]],
  );
  return {
    ...now,
    chosen: { ...others, express: express ?? [], shelves: Object.fromEntries(weeks) },
  };
}
