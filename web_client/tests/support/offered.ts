/** What a made-up scenario offers for the chip beside its stance, and a view of a game that offers it. */

import type { PartChoices, Planning, View } from "../../src/generated/protocol";
import { aView } from "./a_view";

export const PLANNING: Planning = {
  covers_weeks: 3,
  weeks_per_factor: 0.5,
  holding: 1000,
  fee: 700,
  price: 10_000,
  gap: -5000,
  most_order: 90_000,
  fill: [1, 1.5, 2, 4, 6, 8, 10],
};

export const CHOICES: PartChoices = {
  express: {
    lane: "flight",
    mode: "air",
    weeks: 1,
    usual_weeks: 6,
    price: 4,
    most_weeks: 2,
    below_weeks: 3,
  },
  second_share: 0.3,
  second_by_stance: [false, true],
  sources: [
    { lane: "sea", title: "Far", mode: "ocean", usual_weeks: 7, share: 1, premium: 1 },
    {
      lane: "road",
      title: "Near",
      mode: "truck",
      usual_weeks: 2,
      share: 0,
      near: true,
      premium: 6,
      qualification_weeks: 8,
    },
  ],
};

/** As `CHOICES`, and the numbers of an expert game. */
export const EXPERT: PartChoices = {
  ...CHOICES,
  between_weeks: 4,
  numbers: ["cover_weeks", "safety_factor", "sourcing_split"],
  presets: [
    { cover_weeks: 1, safety_factor: 1, sourcing_split: 0 },
    { cover_weeks: 4, safety_factor: 1.6, sourcing_split: 0.2 },
    { cover_weeks: 7, safety_factor: 2, sourcing_split: 0.3 },
  ],
};

/** All rows plan; the chip has express and two sources. */
export function offeringView(changes: Partial<View> = {}): View {
  const view = aView({ chosen: {}, ...changes });
  const rows = view.rows.map((row) => {
    if (row.component !== "chip") return { ...row, planning: PLANNING };
    const sources = [
      { quote_weeks: 9, share: 1 },
      { quote_weeks: 2.5, share: 0, dearer: 1, ready_in: null },
    ];
    const express = { units: 120.4, cost: 480, more: [0, 60, 118, 40] };
    return { ...row, planning: PLANNING, sources, express };
  });
  return { ...view, rows };
}
