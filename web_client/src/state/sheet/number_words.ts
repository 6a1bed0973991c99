/** The numbers of a part in words: what each is set to, costs, protects and takes. */

import type { Format } from "../../format";
import { t } from "../../texts/texts";
import { meaningOf, runsWeeks, valueOf } from "./expert_numbers";
import { readyText } from "./option_words";
import type { NumberName, PartOptions } from "./part_options";
import { tenths, type SheetRow } from "./sheet_rows";

export function valueText(name: NumberName, value: number, format: Format): string {
  switch (name) {
    case "cover_weeks":
      return t("number.weeks", { weeks: tenths(value) });
    case "safety_factor":
      return format.fine(value);
    case "sourcing_split":
      return format.rough(value);
    case "expedite":
      return value <= 0 ? t("number.never") : t("number.below", { weeks: tenths(value) });
    case "priority":
      return format.whole(value);
  }
}

/** All numbers of a part, each with its name. */
export function inShort(options: PartOptions, format: Format): readonly string[] {
  return options.names.map((name) => {
    const value = valueText(name, valueOf(options, name), format);
    return t("number.short", { name: t(`number.${name}.short`), value });
  });
}

export function meaningText(
  line: SheetRow,
  options: PartOptions,
  name: NumberName,
  format: Format,
): string {
  const { perWeek, weeks, build, service } = meaningOf(line, options, name);
  const money = format.money(perWeek ?? 0);
  switch (name) {
    case "cover_weeks":
      return [t("number.cover_means", { money, weeks: tenths(weeks ?? 0) }), buildText(line, build)]
        .join(" ")
        .trim();
    case "safety_factor":
      return t("number.safety_means", {
        money,
        weeks: tenths(weeks ?? 0),
        share: format.percent(service ?? 0),
      });
    case "sourcing_split":
      return splitText(options, perWeek ?? 0, format);
    case "expedite":
      return expediteText(options, format);
    case "priority":
      return t("number.priority_means");
  }
}

/** All numbers together. */
export function togetherText(line: SheetRow, options: PartOptions, format: Format): string {
  const { planWeeks, holding, holdingChange, fee, buildWeeks } = line.chosen;
  const change = format.moneyChange(holdingChange);
  const said = [
    t("numbers.together", {
      weeks: tenths(planWeeks),
      money: format.money(holding),
      change:
        Math.abs(holdingChange) < 0.5 ? t("numbers.as_now") : t("numbers.against", { change }),
    }),
    t("numbers.runs", { weeks: tenths(runsWeeks(line, options)) }),
    buildText(line, buildWeeks),
    fee < 0.5 ? "" : t("numbers.fee", { fee: format.money(fee) }),
  ];
  return said.filter((text) => text !== "").join(" ");
}

function buildText({ row, chosen }: SheetRow, build: number | null): string {
  const weeks = Math.round(build ?? 0);
  if (weeks < 1) return t("numbers.there");
  const shrinks = row.bin_weeks > chosen.planWeeks;
  return t(shrinks ? "numbers.shrinks" : "numbers.fills", { weeks });
}

function splitText(options: PartOptions, perWeek: number, format: Format): string {
  const near = options.sources.find((source) => source.near);
  const share = valueOf(options, "sourcing_split");
  if (near === undefined) return "";
  const means = t("number.split_means", {
    way: perWeek < 0 ? "saves" : "costs",
    money: format.money(Math.abs(perWeek)),
    share: format.rough(share),
  });
  return `${means} ${readyText(near)}`;
}

function expediteText({ express, numbers }: PartOptions, format: Format): string {
  if (express === null) return "";
  const money = format.money(express.price);
  if ((numbers.expedite ?? 0) <= 0) return t("number.expedite_never", { money });
  return t("number.expedite_means", {
    money,
    most: tenths(express.most_weeks),
    sooner: tenths(Math.max(0, express.usual_weeks - express.weeks)),
  });
}
