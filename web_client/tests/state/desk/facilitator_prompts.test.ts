import { describe, expect, test } from "vitest";
import type { Desk, NewsItem } from "../../../src/generated/protocol";
import { offered, promptsOf } from "../../../src/state/desk/facilitator_prompts";
import { t } from "../../../src/texts/texts";
import { aDesk, anOverview, aSeat, aShock } from "../../support/a_desk";

function quotes(...weeks: readonly [part: string, weeks: number][]): Desk["tables"] {
  const rows = weeks.map(([component, quote_weeks]) => {
    return { component, title: component, supplier: "s", quote_weeks, usual_weeks: 4 };
  });
  return [{ table: 1, quotes: rows, queues: [] }];
}

function news(week: number, grade: NewsItem["grade"], headline = "A strike?"): NewsItem {
  return { week, grade, headline, text: "" };
}

const STRUCK = aShock({ first_week: 14, last_week: 26 });

describe("a question for the room", () => {
  const first = (changes: Partial<Desk>) => promptsOf(aDesk(changes))[0];
  const kinds = (changes: Partial<Desk>) =>
    promptsOf(aDesk(changes)).map((question) => question.kind);
  const jit = aSeat({ stances: { chip: "JIT" } });
  const jic = aSeat({ stances: { chip: "JIC" } });

  test("is about the long quote of a part that many keep Just in Time", () => {
    const seats = [jit, jit, jic];
    expect(first({ seats, tables: quotes(["chip", 14.2], ["frame", 4]) })).toEqual({
      kind: "exposed",
      values: { part: "chip", weeks: 14, usual: 4, many: 2, all: 3 },
    });
    expect(kinds({ seats, tables: quotes(["chip", 5.9]) })).not.toContain("exposed");
    expect(kinds({ seats: [jit, jic, jic, jic], tables: quotes(["chip", 14]) })[0]).toBe("crowd");
  });

  test("is about the queue where everybody bought at once", () => {
    const tables = quotes(["chip", 9]);
    expect(first({ seats: [jic, jic, jic], tables })).toEqual({
      kind: "crowd",
      values: { part: "chip", weeks: 9, usual: 4, many: 3, all: 3 },
    });
    expect(kinds({ seats: [jic], tables })).not.toContain("crowd");
  });

  test("is first of all about the part that stopped lines, and whose line most", () => {
    const seats = [
      aSeat({ title: "Corvo", table: 3, lost: { chip: 4, frame: 90 } }),
      aSeat({ title: "Tessaly", table: 2, lost: { chip: 100 } }),
      jit,
    ];
    const tables = quotes(["frame", 4], ["chip", 14]);
    expect(first({ seats, tables })).toEqual({
      kind: "stopped",
      values: { lines: 2, part: "chip", seat: "Tessaly", table: 2 },
    });
  });

  test("is the same where many tables are told of together", () => {
    const part = { component: "chip", jit: 900, jic: 100, stopped: 20 };
    const parts = [{ ...part, worst_table: 17, worst_title: "Corvo" }];
    const overview = anOverview({ parts, asked: 1000 });
    const tables = quotes(["chip", 14.2]);
    expect(promptsOf(aDesk({ seats: [], overview, tables })).slice(0, 2)).toEqual([
      { kind: "stopped", values: { lines: 20, part: "chip", seat: "Corvo", table: 17 } },
      { kind: "exposed", values: { part: "chip", weeks: 14, usual: 4, many: 900, all: 1000 } },
    ]);
  });

  test("is about a rumour of the last turn, and the desk knows whether it is true", () => {
    const told = news(15, "rumour");
    const shocks = [STRUCK, aShock({ name: "x", comes: false, news: [told] })];
    const rumour = (comes: string) => {
      return { kind: "rumour", values: { headline: "A strike?", comes } };
    };
    expect(first({ news: [told], shocks })).toEqual(rumour("no"));
    const comes = shocks.map((shock) => ({ ...shock, comes: true }));
    expect(first({ news: [told], shocks: comes })).toEqual(rumour("yes"));
    expect(kinds({ news: [news(12, "rumour")], shocks })).not.toContain("rumour");
    expect(kinds({ news: [news(16, "press"), told], shocks })).not.toContain("rumour");
  });

  test("tells the room nothing that only the desk knows", () => {
    const told = news(15, "rumour");
    const alarm = aShock({ comes: false, news: [told] });
    const seats = [aSeat({ title: "Corvo", lost: { chip: 9 } }), jit, jit, jit];
    const asked = [true, false].map((comes) => {
      const shocks = [{ ...alarm, comes }];
      const desk = aDesk({ seats, shocks, news: [told], tables: quotes(["chip", 14]) });
      return promptsOf(desk).map(({ kind, values }) => t(`question.${kind}`, values));
    });
    expect(asked[0]).toEqual(asked[1]);
    expect(asked[0]?.join(" ")).not.toMatch(/Corvo|Just in|\b3\b|\b4 /);
  });

  test("is about standing still where most changed nothing for three turns", () => {
    const seats = [aSeat({ steady: 3 }), aSeat({ steady: 4 }), aSeat({ steady: 1 })];
    expect(first({ seats, shocks: [STRUCK] })?.kind).toBe("still");
    expect(kinds({ seats: [aSeat(), ...seats], shocks: [STRUCK] })).not.toContain("still");
  });

  test("is about what buffers cost while nothing happens", () => {
    expect(first({ shocks: [] })?.kind).toBe("calm");
    expect(first({ shocks: [STRUCK] })?.kind).toBe("same");
    expect(first({ shocks: [{ ...STRUCK, comes: false }] })?.kind).toBe("calm");
  });

  test("fits the first turn and the end, and there is always one", () => {
    expect(kinds({ turn: 1 })).toEqual(["first"]);
    expect(kinds({ phase: "finished" })).toEqual(["again"]);
    expect(kinds({ seats: [], shocks: [] }).length).toBeGreaterThan(0);
  });

  test("is another in each turn, and the fitting ones come before those that fit always", () => {
    const both = aSeat({ stances: { chip: "JIT", frame: "JIT" } });
    const seats = [both, both, jic];
    const tables = quotes(["chip", 14], ["frame", 15]);
    const firsts = [2, 3, 4, 5, 6].map((turn) => {
      const [one, other] = offered("ROTATE", turn, promptsOf(aDesk({ turn, seats, tables })));
      expect(other).toBeDefined();
      return `${one?.kind} ${one?.values["part"] ?? ""}`;
    });
    for (const [place, one] of firsts.slice(1).entries()) expect(one).not.toBe(firsts[place]);
    expect(firsts.slice(0, 2)).toEqual(["exposed frame", "exposed chip"]);
  });

  test("stays the same while a turn lasts, however often the desk is told something", () => {
    const prompts = promptsOf(aDesk({ turn: 3, shocks: [STRUCK] }));
    const kindsOf = () => offered("STAYS", 3, prompts).map(({ kind }) => kind);
    expect(kindsOf()).toEqual(kindsOf());
  });

  test("asks nobody to tell a plan before the end", () => {
    const asked = promptsOf(aDesk({ seats: [jit], tables: quotes(["chip", 14]) }));
    const words = asked.map(({ kind, values }) => t(`question.${kind}`, values)).join(" ");
    expect(words).not.toMatch(/do differently/u);
  });

  test("asks bots only where nobody else plays", () => {
    const bot = aSeat({ player: null, name: null, stances: { chip: "JIT" } });
    const tables = quotes(["chip", 14]);
    expect(kinds({ seats: [bot, bot, jic, jic], tables })).not.toContain("exposed");
    expect(kinds({ seats: [bot, bot], tables })).toContain("exposed");
  });
});
