/** The numbers behind a stance, as an expert sets them: their ranges, and what each costs, protects and takes. */

import type { PartNumbers } from "../../generated/protocol";
import type { Choose, Stance } from "../common/settings";
import {
  isOfPresets,
  isPreset,
  type NumberName,
  type PartOptions,
  type SourceLine,
} from "./part_options";
import { buildWeeks, holdingOf, planWeeks } from "./plan_arithmetic";
import type { SheetRow } from "./sheet_rows";

export interface Range {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

export const RANGES: Readonly<Record<NumberName, Range>> = {
  cover_weeks: { least: 0, most: 26, step: 0.5 },
  safety_factor: { least: 0, most: 4, step: 0.1 },
  sourcing_split: { least: 0, most: 1, step: 0.05 },
  expedite: { least: 0, most: 26, step: 0.5 },
  priority: { least: 1, most: 16, step: 1 },
};

/** In range, and no finer than anybody reads. */
export function inRange(value: number, { least, most }: Range): number {
  const round = Math.round(1000 * value) / 1000;
  return Math.min(most, Math.max(least, round));
}

/** One step up or down, onto the steps: a number between two goes to the next one. */
export function stepped(value: number, { step, ...range }: Range, up: boolean): number {
  const steps = value / step;
  const next = up ? Math.floor(steps + 1e-6) + 1 : Math.ceil(steps - 1e-6) - 1;
  return inRange(next * step, { step, ...range });
}

/** What stands where neither the seat nor its stance says a number. */
export function valueOf({ numbers, sources, priority }: PartOptions, name: NumberName): number {
  const value = numbers[name];
  if (value !== undefined) return value;
  if (name === "sourcing_split") return nearShare(sources);
  return name === "priority" ? priority : RANGES[name].least;
}

export interface NumberMeaning {
  /** Money a week that the number costs; null: none by itself. */
  readonly perWeek: number | null;
  /** Weeks that the line runs longer by it; null: it is no stock. */
  readonly weeks: number | null;
  /** Weeks until the whole plan is there; null: it is no stock. */
  readonly build: number | null;
  /** Part of all cycles in which the swings of demand are covered; null: not its matter. */
  readonly service: number | null;
}

export function meaningOf(line: SheetRow, options: PartOptions, name: NumberName): NumberMeaning {
  const { row } = line;
  const value = valueOf(options, name);
  const nothing = { perWeek: null, weeks: null, build: null, service: null };
  if (name === "sourcing_split") {
    return { ...nothing, perWeek: row.use_per_week * value * dearerNear(options.sources) };
  }
  if ((name !== "cover_weeks" && name !== "safety_factor") || !row.planning) return nothing;
  const weeks = planWeeks(row.planning, { [name]: value });
  return {
    perWeek: holdingOf(row.planning, weeks),
    weeks,
    build: buildWeeks(row, planWeeks(row.planning, options.numbers)),
    service: name === "safety_factor" ? normal(value) : null,
  };
}

/** Weeks that the line runs if the supplier ships nothing more, once the plan is there. */
export function runsWeeks({ chosen }: SheetRow, { betweenWeeks }: PartOptions): number {
  return chosen.planWeeks + betweenWeeks;
}

export interface Preset {
  /** null: what lies between the stances. */
  readonly stance: Stance | null;
  readonly chosen: boolean;
  readonly planWeeks: number;
  readonly holding: number;
}

/** A tap each; none is chosen where the numbers are one's own. */
export function presetsOf({ row, chosen, options }: SheetRow): readonly Preset[] {
  if (options === null) return [];
  const { presets } = options;
  return presets.map((numbers, place) => {
    const stance = place === 0 ? "JIT" : place === presets.length - 1 ? "JIC" : null;
    const plan = row.planning ? planWeeks(row.planning, numbers as Record<NumberName, number>) : 0;
    return {
      stance,
      chosen:
        isPreset(options, numbers) &&
        (stance === null ? hasOwn(options) : chosen.stance === stance),
      planWeeks: plan,
      holding: row.planning ? holdingOf(row.planning, plan) : 0,
    };
  });
}

/** A stance gives the numbers back to it; what lies between is set as numbers of one's own. */
export function choosePreset(line: SheetRow, place: number, choose: Choose): void {
  const { component } = line.row;
  const preset = presetsOf(line)[place];
  if (preset === undefined) return;
  const kept = keptBeside(line.options);
  if (preset.stance === null) {
    choose("numbers", component, { ...line.options?.presets[place], ...kept });
    return;
  }
  choose("stances", component, preset.stance);
  choose("numbers", component, kept);
}

/** What is set beside the numbers that a preset gives: nobody who taps one takes back a source. */
function keptBeside(options: PartOptions | null): PartNumbers {
  if (options === null) return {};
  const kept = Object.entries(options.set).filter(([name]) => isBeside(options, name));
  return Object.fromEntries(kept);
}

/** Numbers of one's own among those that a preset gives. */
function hasOwn(options: PartOptions): boolean {
  return Object.keys(options.set).some((name) => name !== "contract" && !isBeside(options, name));
}

/** A contract is no number: who taps a stance takes it with its own. */
function isBeside(options: PartOptions, name: string): boolean {
  return name !== "contract" && !isOfPresets(options, name as NumberName);
}

function nearShare(sources: readonly SourceLine[]): number {
  return sources.reduce((sum, { near, share }) => sum + (near ? share : 0), 0);
}

/** Money for a unit that the near sources ask above the far ones, at the first of each. */
function dearerNear(sources: readonly SourceLine[]): number {
  const near = sources.find((source) => source.near);
  const far = sources.find((source) => !source.near);
  return (near?.above ?? 0) - (far?.above ?? 0);
}

/** The normal distribution function, by Abramowitz and Stegun (1964), 26.2.17: off by 1e-7 at most. */
export function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const powers = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = powers.reduceRight((rest, factor) => t * (factor + rest), 0);
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return z >= 0 ? 1 - tail : tail;
}
