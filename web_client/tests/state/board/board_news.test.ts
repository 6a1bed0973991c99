import { expect, test } from "vitest";
import type { Board, NewsItem } from "../../../src/generated/protocol";
import { boardNews } from "../../../src/state/board/board_news";

type Told = [week: number, grade: NewsItem["grade"], headline: string];

/** In the turn that begins with week 33, each turn of four weeks. */
function order(...items: Told[]): string[] {
  const news = items.map(([week, grade, headline]) => ({ week, grade, headline, text: "" }));
  const board = { first_week: 33, game: { weeks_per_turn: 4 }, news } as unknown as Board;
  return boardNews(board).map(({ headline }) => headline);
}

test("a turn's official note stands before a newer rumour, and the press between them", () => {
  expect(
    order([31, "rumour", "sale"], [30, "official", "flood"], [29, "press", "consoles"]),
  ).toEqual(["flood", "consoles", "sale"]);
});

test("what is new stands before what was official long ago, and older news by their weeks", () => {
  expect(order([30, "rumour", "new"], [28, "rumour", "talk"], [20, "official", "old"])).toEqual([
    "new",
    "talk",
    "old",
  ]);
});
