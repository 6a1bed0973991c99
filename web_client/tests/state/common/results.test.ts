import { describe, expect, test } from "vitest";
import {
  againstMix,
  askedSeat,
  differenceOf,
  seatOf,
  setForPart,
  shortList,
} from "../../../src/state/common/results";
import { aChoice, finished, seat } from "../../support/a_result";

describe("a finished game", () => {
  test("first shows the seat that was asked for, else the winner", () => {
    expect(seatOf(finished)).toEqual({ table: 1, seat: "tarnholm" });
    const winner = finished.ranking[0];
    expect(seatOf({ ...finished, seat: null })?.seat).toBe(winner?.seat);
    expect(seatOf({ ...finished, seat: null, ranking: [] })).toBeNull();
  });

  test.each([
    ["?table=3&seat=corvo", { table: 3, seat: "corvo" }],
    ["?seat=corvo", { table: 1, seat: "corvo" }],
    ["?table=x&seat=corvo", null],
    ["?table=-1&seat=corvo", null],
    ["", null],
  ])("reads the seat of the address %s", (search, place) => {
    expect(askedSeat(search)).toEqual(place);
  });

  test("is compared with the recommended mix of the same seat", () => {
    const mix = seat.ways.find(({ way }) => way === "mix");
    if (mix === undefined) throw new Error("no mix");
    expect(againstMix(seat)).toEqual({
      kind: "mix_cheaper",
      money: seat.row.cost - mix.cost,
      cost: mix.cost,
      uptime: mix.uptime,
    });
    const cheap = { ...seat, row: { ...seat.row, cost: mix.cost - 10 } };
    expect(againstMix(cheap)).toMatchObject({ kind: "mix_dearer", money: 10 });
    expect(againstMix({ ...seat, row: { ...seat.row, cost: mix.cost } }).kind).toBe("same");
  });

  test("names the part that made the difference, if one did", () => {
    const found = differenceOf(seat);
    expect(found?.part.component).toBe("housing");
    expect(found?.cost).toBe(Math.min(...seat.parts.map((part) => part.if_recommended.cost)));
    expect(differenceOf({ ...seat, difference: null })).toBeNull();
  });

  test("says that the part had more set than its stance, which the comparison leaves out", () => {
    expect(differenceOf(seat)?.more).toBe(false);
    const express = { ...seat, choices: [aChoice("housing", "expedite")] };
    expect(differenceOf(express)?.more).toBe(true);
    const elsewhere = { ...seat, choices: [aChoice("chip", "expedite")] };
    expect(differenceOf(elsewhere)?.more).toBe(false);
  });

  test("knows what was set for a part from what was set for a region or a product", () => {
    const choices = [
      aChoice("chip", "cover_weeks"),
      aChoice("chip", "shelf_weeks"),
      aChoice("chip", "demand_plan"),
      aChoice("chip", "contract"),
      aChoice("housing", "priority"),
    ];
    expect(setForPart({ ...seat, choices }, "chip")).toEqual(["cover_weeks", "contract"]);
    expect(setForPart(seat, "chip")).toEqual([]);
  });

  test("shows the head of a long ranking and the row in question", () => {
    const [row] = finished.ranking;
    if (row === undefined) throw new Error("no row");
    const many = Array.from({ length: 40 }, (_, index) => ({
      ...row,
      place: index + 1,
      table: index + 1,
    }));
    const rows = shortList(many, { table: 33, seat: row.seat }, 10);
    expect(rows.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 33]);
    expect(shortList(many, null, 10)).toHaveLength(10);
    expect(shortList(many.slice(0, 12), null, 10)).toHaveLength(12);
  });
});
