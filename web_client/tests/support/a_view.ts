/** A made-up view of a player: a turn in the middle of a game of six parts, to be varied by each test. */

import type { Row, View } from "../../src/generated/protocol";
import { NOTHING_SET, type Settings, type Stances } from "../../src/state/common/settings";
import text from "./view.json";

export function aView(changes: Partial<View> = {}): View {
  return { ...structuredClone(text as unknown as View), ...changes };
}

export function aRow(component: string, changes: Partial<Row> = {}): Row {
  const row = aView().rows.find((known) => known.component === component);
  if (row === undefined) throw new Error(`view.json has no ${component}.`);
  return { ...row, ...changes };
}

/** What a player has set who set these stances and nothing else. */
export function stancesSet(stances: Stances = {}): Settings {
  return { ...NOTHING_SET, stances };
}
