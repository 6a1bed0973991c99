import { afterEach, expect, test } from "vitest";
import type { Leaderboard, Results } from "../../../src/generated/protocol";
import { withoutPracticeName, withPracticeName } from "../../../src/state/common/practice_name";
import { speak } from "../../../src/texts/texts";

afterEach(() => speak("en"));

/** The part of a page that names people. */
function page(kind: "practice" | "workshop", ...names: (string | null)[]): Results {
  const ranking = names.map((name) => ({ name }));
  return { game: { kind }, ranking, seat: { row: ranking[0] } } as unknown as Results;
}

function list(kind: "practice" | "workshop", name: string): Leaderboard {
  return { rows: [{ kind, name, person: true }] } as unknown as Leaderboard;
}

test("who practised alone is called so in the page's language", async () => {
  await speak("de");
  const { ranking, seat } = withPracticeName(page("practice", "You", null));
  expect(ranking.map(({ name }) => name)).toEqual(["Sie", null]);
  expect(seat?.row.name).toBe("Sie");
});

test("on the leaderboard somebody else practised", () => {
  expect(withoutPracticeName(list("practice", "You")).rows[0]?.name).toBe("Somebody");
});

test("a name that a person typed stays", async () => {
  await speak("de");
  expect(withPracticeName(page("workshop", "You", "Ann")).ranking[0]?.name).toBe("You");
  expect(withPracticeName(page("practice", "Ann")).ranking[0]?.name).toBe("Ann");
  expect(withoutPracticeName(list("workshop", "You")).rows[0]?.name).toBe("You");
  expect(withoutPracticeName(list("practice", "Ann")).rows[0]?.name).toBe("Ann");
});
