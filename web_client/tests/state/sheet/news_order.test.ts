import { expect, test } from "vitest";
import type { NewsItem, View } from "../../../src/generated/protocol";
import { freshNews, newsOf } from "../../../src/state/sheet/news_order";
import { aView } from "../../support/a_view";

type Told = [
  week: number,
  grade: NewsItem["grade"],
  headline: string,
  parts: string[],
  clear?: boolean,
];

function told(...items: Told[]): View {
  const view = aView({ first_week: 33 });
  return {
    ...view,
    game: { ...view.game, weeks_per_turn: 4 },
    news: items.map(([week, grade, headline]) => ({ week, grade, headline, text: "" })),
    news_marks: items.map(([, , , parts, clear]) => ({ parts, all_clear: clear ?? false })),
  };
}

test("a fire at a supplier stands above the rumour that is newer, and the all-clear below both", () => {
  const view = told(
    [32, "official", "no strike", ["battery"], true],
    [32, "rumour", "displays", ["display"]],
    [30, "official", "fire", ["frame"]],
    [29, "press", "flood", ["chip"]],
  );
  const order = freshNews(view).map(({ item }) => item.headline);
  expect(order).toEqual(["fire", "flood", "displays", "no strike"]);
});

test("what touches none of one's own parts stands last, however official it is", () => {
  const view = told([32, "official", "others", []], [29, "rumour", "mine", ["chip"]]);
  expect(freshNews(view).map(({ item }) => item.headline)).toEqual(["mine", "others"]);
});

test("what an earlier turn brought is not fresh", () => {
  const view = told([29, "press", "new", ["chip"]], [28, "official", "old", ["chip"]]);
  expect(freshNews(view).map(({ item }) => item.headline)).toEqual(["new"]);
});

test("a part's own row has the gravest of its news", () => {
  const fresh = freshNews(
    told([32, "rumour", "talk", ["chip", "frame"]], [30, "official", "cut", ["chip"]]),
  );
  expect(newsOf(fresh, "chip")?.item.headline).toBe("cut");
  expect(newsOf(fresh, "frame")?.item.headline).toBe("talk");
  expect(newsOf(fresh, "trim")).toBeNull();
});

test("a server that sends no marks is shown all the same", () => {
  const view = told([32, "press", "one", []]);
  delete view.news_marks;
  expect(freshNews(view)).toHaveLength(1);
});
