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
    port_load: portLoad = null,
    port_others: portOthers = null,
  } = facts;
  const said = [
    t("fact.weeks", { weeks: facts.usual_weeks, shown: format.number(facts.usual_weeks) }),
    t("fact.quote", { shown: format.number(row.quote_weeks) }),
    load === null ? "" : t("fact.load", { supplier: row.supplier, share: share(load) }),
    others === null ? "" : t("fact.others", { share: share(others) }),
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
