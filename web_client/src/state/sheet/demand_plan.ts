/**
 * The plan of demand: what was asked, what is forecast, what is known of season and life, and a plan in place of
 * the forecast, set in parts of a turn's weeks as a share of what is forecast.
 */

import type { Demand, DemandFactors, NewsItem, Row, View } from "../../generated/protocol";
import type { Settings } from "../common/settings";
import type { SheetRow } from "./sheet_rows";

/** Parts of the weeks to come that can be planned, each as long as a turn. */
const BLOCKS = 3;

export interface PlanBlock {
  readonly first: number;
  readonly last: number;
  /** Units a week. */
  readonly forecast: number;
  readonly planned: number;
  /** Planned over forecast. */
  readonly share: number;
}

export interface PlanWeek {
  readonly week: number;
  readonly asked: number | null;
  readonly forecast: number | null;
  readonly planned: number | null;
  /** Season and life, 1 being the mean of the year; null: not known yet. */
  readonly season: number | null;
  readonly life: number | null;
  /** Headlines of the news of that week. */
  readonly news: readonly string[];
}

export interface ProductPlan {
  readonly demand: Demand;
  readonly weeks: readonly PlanWeek[];
  readonly blocks: readonly PlanBlock[];
  /** The largest number that is drawn. */
  readonly most: number;
  /** Something else than the forecast is planned. */
  readonly own: boolean;
}

export function productPlans(
  view: View,
  chosen: Settings,
  factors: readonly DemandFactors[],
): readonly ProductPlan[] {
  return (view.demand ?? []).map((demand) => {
    const known = factors.find(({ product }) => product === demand.product);
    const planned = chosen.plan[demand.product] ?? [];
    const weeks = weeksOf(view, demand, planned, known);
    const drawn = weeks.flatMap(({ asked, forecast, planned }) => [asked, forecast, planned]);
    return {
      demand,
      weeks,
      blocks: blocksOf(view, demand, planned),
      most: Math.max(1, ...drawn.map((units) => units ?? 0)),
      own: planned.length > 0,
    };
  });
}

/** One part of the weeks planned as a share of the forecast; an empty plan where all is as forecast. */
export function planWith(
  { demand, blocks }: ProductPlan,
  chosen: readonly number[],
  place: number,
  share: number,
): readonly number[] {
  const block = blocks[place];
  const first = blocks[0]?.first ?? 0;
  if (block === undefined) return chosen;
  const until = Math.max(chosen.length, block.last - first + 1);
  const units = demand.forecast.slice(0, until).map((forecast, index) => {
    const week = first + index;
    if (week < block.first || week > block.last) return chosen[index] ?? forecast;
    return rounded(forecast * share);
  });
  const same = units.every((planned, index) => isAsForecast(planned, demand.forecast[index]));
  return same ? [] : units;
}

/** What a plan of a product changes in the weeks ahead: units of it. */
export function unitsMore({ demand, weeks }: ProductPlan): number {
  const first = weeks.length - demand.forecast.length;
  return weeks.slice(first).reduce((sum, { planned, forecast }) => {
    return sum + (planned === null ? 0 : planned - (forecast ?? 0));
  }, 0);
}

export interface OrderChange {
  readonly row: Row;
  /** Units that the next order grows by; negative: shrinks. */
  readonly units: number;
}

/**
 * What plans change in the next orders, against the plan or forecast that they were last made with: the use of the
 * weeks that an order covers, the last of them in part, and the goods that are wanted for it (`Demand`).
 */
export function orderChanges(
  sheet: readonly SheetRow[],
  plans: readonly ProductPlan[],
): readonly OrderChange[] {
  return sheet
    .map(({ row }) => {
      const covered = row.planning?.covers_weeks ?? 0;
      const units = plans.reduce((sum, plan) => {
        return sum + (plan.demand.parts?.[row.component] ?? 0) * wantedMore(plan, covered);
      }, 0);
      return { row, units };
    })
    .filter(({ units }) => Math.abs(units) >= 0.5);
}

/** Units of the product that orders are made for beyond those of before. */
function wantedMore({ demand, weeks }: ProductPlan, covered: number): number {
  const ahead = weeks.slice(weeks.length - demand.forecast.length);
  return ahead.reduce((sum, { planned, forecast }, index) => {
    const before = demand.planned?.[index] ?? forecast ?? 0;
    const more = (planned ?? forecast ?? 0) - before;
    const part = Math.min(1, Math.max(0, covered - index));
    return sum + more * (part + (demand.wanted?.[index] ?? 0));
  }, 0);
}

function weeksOf(
  view: View,
  demand: Demand,
  planned: readonly number[],
  known: DemandFactors | undefined,
): PlanWeek[] {
  const asked = demand.asked ?? [];
  const news = newsOfDemand(view, demand);
  const start = view.first_week - asked.length;
  return [...asked, ...demand.forecast].map((units, index) => {
    const week = start + index;
    const ahead = index - asked.length;
    return {
      week,
      asked: ahead < 0 ? units : null,
      forecast: ahead < 0 ? null : units,
      planned: ahead < 0 ? null : (planned[ahead] ?? null),
      season: known?.season[week - 1] ?? null,
      life: known?.life?.[week - 1] ?? (known === undefined ? null : 1),
      news: news.filter((item) => item.week === week).map(({ headline }) => headline),
    };
  });
}

/**
 * News that may be of the demand: it touches all parts of the product, or nothing that is known. What touches some
 * of them alone speaks of their supplier or port.
 */
function newsOfDemand(view: View, { parts }: Demand): readonly NewsItem[] {
  const needed = Object.keys(parts ?? {}).filter((part) => (parts?.[part] ?? 0) > 0);
  return view.news.filter((_, index) => {
    const touched = view.news_marks?.[index]?.parts ?? [];
    return touched.length === 0 || needed.every((part) => touched.includes(part));
  });
}

function blocksOf(view: View, { forecast }: Demand, planned: readonly number[]): PlanBlock[] {
  const long = view.game.weeks_per_turn;
  const count = Math.min(BLOCKS, Math.ceil(forecast.length / long));
  return Array.from({ length: count }, (_, place) => {
    const from = place * long;
    const units = forecast.slice(from, from + long);
    const mine = units.map((value, index) => planned[from + index] ?? value);
    const usual = mean(units);
    return {
      first: view.first_week + from,
      last: view.first_week + from + units.length - 1,
      forecast: usual,
      planned: mean(mine),
      share: usual > 0 ? mean(mine) / usual : 1,
    };
  });
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** No finer than a tenth of a unit. */
function rounded(units: number): number {
  return Math.round(10 * units) / 10;
}

function isAsForecast(planned: number, forecast = 0): boolean {
  return Math.abs(planned - forecast) <= 0.05 + 1e-9;
}
