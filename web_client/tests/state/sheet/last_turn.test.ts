import { describe, expect, test } from "vitest";
import { formatFor } from "../../../src/format";
import { lastTurnOf } from "../../../src/state/sheet/last_turn";
import { barText } from "../../../src/state/sheet/last_turn_words";
import { aView } from "../../support/a_view";
import "../../support/speak_english";

const view = aView();

describe("the last turn", () => {
  test("names the part the line waited for longest first", () => {
    const { culprits, made, required } = lastTurnOf(view);
    expect(culprits.map(({ title, units }) => [title, units])).toEqual([
      ["Control chip", 52],
      ["Aluminium housing", 6],
    ]);
    expect([made, required]).toEqual([342, 400]);
  });

  test("gives each week its bar, and the bar its culprits", () => {
    const [, , third] = lastTurnOf(view).bars;
    expect(third).toMatchObject({ made: 78, required: 100, share: 0.78 });
    expect(third?.missing.map(({ place, share }) => [place, share])).toEqual([
      [0, 0.16],
      [1, 0.06],
    ]);
  });

  test("says so where no part was missing", () => {
    const weeks = [{ ...aView().weeks[0], lost_by: { line: 5 } }] as typeof view.weeks;
    const { bars, culprits } = lastTurnOf(aView({ weeks }));
    expect(culprits).toMatchObject([{ title: null, place: -1 }]);
    // The line may have been at its limit, or have made all that it was to make: neither is said.
    const [said] = bars.map((bar) => barText(bar, formatFor("en", "EUR")));
    expect(said).toMatch(/ not made, though no part was missing\.$/);
  });

  test("is empty before the first week", () => {
    expect(lastTurnOf(aView({ weeks: [] }))).toMatchObject({ bars: [], culprits: [], required: 0 });
  });

  test("takes rounding for no loss", () => {
    const weeks = [{ ...aView().weeks[0], lost_by: { chip: 0.01 } }] as typeof view.weeks;
    expect(lastTurnOf(aView({ weeks })).culprits).toEqual([]);
  });
});
