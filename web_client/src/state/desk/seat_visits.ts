/** What on a seat is worth a visit: its line stopped, and what it changed last. */

import type { Desk, DeskChange, DeskOverview, DeskSeat } from "../../generated/protocol";
import { quotesOf } from "../common/lead_time_ranges";
import { listText, namesInShort, t } from "../../texts/texts";

/** Titles of components by their names, as the desk's tables have them. */
export function partTitles(desk: Desk): ReadonlyMap<string, string> {
  return new Map(quotesOf(desk).map(({ name, title }) => [name, title]));
}

/** What the line waited for last turn, the most first; empty if it ran. */
export function stopText(desk: Desk, { lost }: DeskSeat): string {
  const titles = partTitles(desk);
  const parts = Object.entries(lost).sort(([, one = 0], [, other = 0]) => other - one);
  if (parts.length === 0) return "";
  return t("desk.stopped", { parts: listText(parts.map(([part]) => titles.get(part) ?? part)) });
}

/** The newest change of a seat, with the turn it was made in. */
export function changeText(desk: Desk, { table, seat }: DeskSeat): string {
  const own = (desk.changes ?? []).filter((each) => each.table === table && each.seat === seat);
  const [newest] = own;
  if (newest === undefined) return "";
  const together = own.filter(({ turn }) => turn === newest.turn);
  return t("desk.changed", { turn: newest.turn, what: whatText(desk, together) });
}

/** By stance: "Chips, Frame now JIC; Housing now JIT". */
function whatText(desk: Desk, changes: readonly DeskChange[]): string {
  const titles = partTitles(desk);
  const stances = [...new Set(changes.map(({ stance }) => stance))];
  return stances
    .map((stance) => {
      const parts = changes.filter((each) => each.stance === stance);
      if (parts.length === titles.size && titles.size > 1) {
        return t("desk.change_all", { stance: t(`stance.${stance}`) });
      }
      const names = parts.map(({ component }) => titles.get(component) ?? component);
      return t("desk.change", { parts: listText(names), stance: t(`stance.${stance}`) });
    })
    .join("; ");
}

/** What a seat has set beside its stances: of which kind, and for which parts; empty if nothing. */
export function chosenText(desk: Desk, { chosen }: DeskSeat): string {
  if (chosen === undefined) return "";
  const quotes = desk.tables[0]?.quotes ?? [];
  const named = (places: readonly number[] = [], key: "numbers" | "express" | "second") => {
    const parts = namesInShort(places.map((place) => quotes[place]?.title ?? ""));
    return places.length === 0 ? [] : [t(`desk.set_${key}`, { parts })];
  };
  const said = [
    ...named(chosen.numbers, "numbers"),
    ...named(chosen.express, "express"),
    ...named(chosen.second, "second"),
    ...(chosen.shelves ? [t("desk.set_shelves")] : []),
    ...(chosen.plan ? [t("desk.set_plan")] : []),
  ];
  return said.join("; ");
}

/** How many seats of a game with many tables have set what; empty if none has set anything. */
export function chosenSeatsText({ asked, chosen }: DeskOverview): string {
  if (chosen === undefined) return "";
  const kinds = (["numbers", "express", "second", "shelves", "plan"] as const)
    .filter((kind) => chosen[kind] > 0)
    .map((kind) => t(`crowd.set_${kind}`, { seats: chosen[kind] }));
  return t("crowd.set", { asked, list: listText(kinds) });
}

export interface ChangesOfTurn {
  readonly turn: number;
  readonly seats: readonly {
    readonly seat: DeskSeat;
    readonly what: string;
    /** A bot decided it, whoever holds the seat now. */
    readonly bot: boolean;
  }[];
}

/** Who changed what, the newest turn first. */
export function changesByTurn(desk: Desk): ChangesOfTurn[] {
  const changes = desk.changes ?? [];
  const turns = [...new Set(changes.map(({ turn }) => turn))];
  return turns.map((turn) => {
    const inTurn = changes.filter((each) => each.turn === turn);
    const seats = desk.seats.flatMap((seat) => {
      const own = inTurn.filter((each) => each.table === seat.table && each.seat === seat.seat);
      if (own.length === 0) return [];
      const bot = own.some((each) => each.bot ?? false);
      return [{ seat, what: whatText(desk, own), bot }];
    });
    return { turn, seats };
  });
}
