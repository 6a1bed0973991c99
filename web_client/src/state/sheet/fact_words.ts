/** The facts of a part in words: the same ones in the same order for every part, each with its yardstick. */

import type { Format } from "../../format";
import type { PartFacts, Row } from "../../generated/protocol";
import { t } from "../../texts/texts";

export function factsText(facts: PartFacts | null, row: Row, format: Format): string {
  if (facts === null) return "";
  const share = (value: number) => format.target(value);
  const port = row.port?.title ?? "";
  const {
    load = null,
    others = null,
    reserve = null,
    port_load: portLoad = null,
    port_others: portOthers = null,
  } = facts;
  const said = [
    t("fact.weeks", { weeks: facts.usual_weeks, shown: format.number(facts.usual_weeks) }),
    t("fact.quote", { shown: format.number(row.quote_weeks) }),
    load === null ? "" : t("fact.load", { supplier: row.supplier, share: share(load) }),
    others === null ? "" : t("fact.others", { share: share(others) }),
    reserve === null ? "" : t("fact.reserve", { share: share(reserve) }),
    portLoad === null ? "" : t("fact.port_load", { port, share: share(portLoad) }),
    portOthers === null ? "" : t("fact.port_others", { share: share(portOthers) }),
    row.port === null ? t("fact.no_port") : "",
    t("fact.value", { value: format.money(facts.value) }),
    t("fact.ages", { share: share(facts.ages) }),
  ];
  return said.filter((text) => text !== "").join(" · ");
}

/** What one is worth and how it keeps, on the row of every part; the story has all facts. */
export function shortFacts(row: Row, format: Format): string {
  const value = format.money(row.value ?? 0);
  const ages = format.target(row.ages ?? 0);
  if (!row.dearer) return t("row.facts", { value, ages });
  return t("row.facts_dearer", { value, more: format.money(row.dearer), ages });
}

/** What only some turns tell: that the part is spared, and a place in line for its supplier's reserve. */
export function nowTexts(row: Row, format: Format): string[] {
  const { use_left: used = 1, asked_in: week = 0, from_reserve: got = 0 } = row;
  const said = [
    used === 1 ? "" : t("row.use_left", { share: format.target(used) }),
    week === 0 ? "" : t("row.in_line", { week }),
    got === 0 ? "" : t("row.from_reserve", { units: format.whole(got) }),
  ];
  return said.filter((text) => text !== "");
}
