import { describe, expect, test } from "vitest";
import { durationOf, picturesOf, sheetAt } from "../../../src/state/sheet/replay_weeks";
import { sheetOf } from "../../../src/state/sheet/sheet_rows";
import { aView, stancesSet } from "../../support/a_view";

const view = aView();
/** The view of the turn before: its weeks are those that were played since. */
const before = aView({ turn: 4, first_week: 13, last_week: 16 });
const pictures = picturesOf(before, view);
const sheet = sheetOf(view, stancesSet());
const chipIn = (week: number) => {
  const at = pictures.findIndex((picture) => picture.week === week);
  const line = sheetAt(sheet, pictures, at).find(({ row }) => row.component === "chip");
  if (line === undefined) throw new Error("no chip");
  return line;
};

describe("the pictures of a turn", () => {
  test("are how it began and each of its weeks", () => {
    expect(pictures.map(({ week, opening, played }) => [week, opening, played])).toEqual([
      [12, true, 0],
      [13, false, 1],
      [14, false, 2],
      [15, false, 3],
      [16, false, 4],
    ]);
  });

  test("begin with the first week where the page was opened after it", () => {
    expect(picturesOf(null, view).map(({ week }) => week)).toEqual([13, 14, 15, 16]);
  });

  test("take no other turn's view for their beginning", () => {
    const older = aView({ turn: 3, first_week: 9, last_week: 12 });
    expect(picturesOf(older, view).map(({ week }) => week)).toEqual([13, 14, 15, 16]);
  });

  test("are none before the first turn has been played", () => {
    const rows = view.rows.map((row) => ({ ...row, weeks: null }));
    expect(picturesOf(null, aView({ rows, weeks: [] }))).toEqual([]);
  });

  test("are none where a row does not tell its weeks", () => {
    const rows = view.rows.map((row, place) => (place === 2 ? { ...row, weeks: null } : row));
    expect(picturesOf(before, aView({ rows }))).toEqual([]);
  });

  test("play in about six seconds", () => {
    const whole = pictures.reduce((sum, picture) => sum + durationOf(picture), 0);
    expect(whole).toBeGreaterThan(5000);
    expect(whole).toBeLessThan(7000);
  });
});

describe("a row in a picture", () => {
  test("stands as that week left it", () => {
    const told = view.rows[0]?.weeks;
    const line = chipIn(14);
    expect(line.row).toMatchObject({
      bin_weeks: told?.bin_weeks[1],
      quote_weeks: told?.quote_weeks[1],
      received: told?.received[1],
    });
    expect(line.row.on_the_way).toEqual([...(told?.on_the_way[1] ?? []), 0, 0]);
    expect(line.now).toBe(sheet[0]);
  });

  test("has as many places on the way as it has now, however few are told", () => {
    const now = view.rows[0]?.on_the_way.length;
    const rows = view.rows.map((row) => {
      return row.weeks === null
        ? row
        : { ...row, weeks: { ...row.weeks, on_the_way: [[5], [], [1, 2]] } };
    });
    const [opening, first, second] = picturesOf(before, aView({ rows }));
    const places = [opening, first, second].map((one) => one?.rows["chip"]?.onTheWay.length);
    expect(places).toEqual([now, now, now]);
    expect(first?.rows["chip"]?.onTheWay.slice(0, 2)).toEqual([5, 0]);
  });

  test("stands in the last week as it stands now", () => {
    const { bin_weeks, quote_weeks, on_the_way, received } = view.rows[0] ?? {};
    expect(chipIn(16).row).toMatchObject({ bin_weeks, quote_weeks, on_the_way, received });
  });

  test("keeps what is chosen and what it costs", () => {
    const now = sheetOf(view, stancesSet({ chip: "JIT" }));
    const [line] = sheetAt(now, pictures, 1);
    expect(line?.chosen).toBe(now[0]?.chosen);
    expect(line?.plan).toBe(now[0]?.plan);
  });

  test("shows a box as the same one a week later, one slot on", () => {
    const due = (week: number, weeks: number) =>
      chipIn(week).slots.find((slot) => slot.week === weeks)?.due;
    expect(due(13, 4)).toBe(due(14, 3));
    expect(due(14, 1)).toBe(due(15, 0));
  });

  test("shows what has come in as the last box", () => {
    expect(chipIn(15).slots.at(-1)).toMatchObject({ week: 0, units: 99 });
  });

  test("says how the quote moved in that week", () => {
    expect(chipIn(14).quote).toBe("longer");
    expect(chipIn(14).row.quote_before).toBe(10.2);
  });

  test("measures its bin as the sheet does now", () => {
    const now = sheet[0];
    expect(chipIn(16).bin).toBeCloseTo(now?.bin ?? 0);
    expect(chipIn(13).scale).toBe(now?.scale);
  });

  test("is hot in the week in which the line waited for it longest", () => {
    expect([13, 14, 15, 16].map((week) => chipIn(week).hot)).toEqual([false, false, true, true]);
  });

  test("shows the queue of its port", () => {
    const at = pictures.findIndex(({ week }) => week === 13);
    for (const { row } of sheetAt(sheet, pictures, at)) {
      expect(row.port?.queue_weeks).toBe(row.weeks?.queue_weeks?.[0]);
    }
  });
});

test("beyond the last picture stands the sheet as it is", () => {
  expect(sheetAt(sheet, pictures, pictures.length)).toBe(sheet);
});
