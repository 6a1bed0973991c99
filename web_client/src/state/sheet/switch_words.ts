/** What a switch that is set, and not played yet, does to what waits and to one's share of a shortage. */

import type { Format } from "../../format";
import { t } from "../../texts/texts";
import type { SheetRow } from "./sheet_rows";

export function switchWords(line: SheetRow, format: Format): string {
  const { row, chosen } = line.now ?? line;
  const waiting = row.unfilled_units >= 0.5;
  if (chosen.builds) {
    return [t("switch.more"), waiting ? share(row.rationing, "more") : ""].join(" ").trim();
  }
  const weeks = Math.round(chosen.buildWeeks);
  const said = [waiting ? orders(row.contract?.[0], row.unfilled_units, row.supplier, format) : ""];
  said.push(t("switch.pause", { weeks }));
  if (waiting) said.push(share(row.rationing, "less"));
  return said.join(" ").trim();
}

/** Whether what waits at the supplier stays ordered, by the contract of the stance that is set. */
function orders(
  contract: string | undefined,
  units: number,
  supplier: string,
  format: Format,
): string {
  const kept = contract !== "cancel_freely" && contract !== "firm_window";
  return t(kept ? "switch.stay" : "switch.cancel", { units: format.whole(units), supplier });
}

/** Where a supplier shares by open orders, who has fewer of them gets less. */
function share(rationing: string | null | undefined, change: "more" | "less"): string {
  const byOrders = rationing === undefined || rationing === null || rationing === "linear";
  if (byOrders) return t(`switch.share_${change}`);
  return rationing === "turn_and_earn" ? t(`switch.share_sales_${change}`) : "";
}
