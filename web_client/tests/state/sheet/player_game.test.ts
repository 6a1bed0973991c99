import { describe, expect, test } from "vitest";
import { fromText, toText } from "../../../src/socket/decision_outbox";
import * as rules from "../../../src/state/sheet/player_game";
import type { Lobby } from "../../../src/generated/protocol";
import type { Stance, Stances } from "../../../src/state/common/settings";
import { aView } from "../../support/a_view";

const ack = (id: string) => ({ type: "ack", id, result: null }) as const;
const refusal = (id: string, code: string) =>
  ({ type: "error", id, code, message: "No.", fields: {} }) as const;

function opened(changes = {}): rules.Game {
  const connected = rules.connectionChanged(rules.NEW_GAME, "open");
  return rules.received(connected, aView(changes));
}

function chose(game: rules.Game, component: string, stance: Stance): rules.Game {
  return rules.chose(game, "stances", component, stance);
}

function stances(game: rules.Game): Stances {
  return rules.chosen(game).stances;
}

function confirmedAs(game: rules.Game, id: string): rules.Game {
  return rules.confirmed(game, id)[0];
}

describe("a decision", () => {
  test("shows what holds until the player moves a switch", () => {
    expect(stances(opened())["frame"]).toBe("JIT");
    expect(stances(chose(opened(), "frame", "JIC"))["frame"]).toBe("JIC");
  });

  test("names every component and the turn it is for", () => {
    const [, decide] = rules.confirmed(chose(opened(), "frame", "JIC"), "id-000001");
    expect(decide?.turn).toBe(5);
    expect(decide?.stances).toEqual({
      chip: "JIC",
      housing: "JIC",
      display: "JIT",
      battery: "JIT",
      frame: "JIC",
      trim: "JIT",
    });
  });

  test("is saved only when the server has acknowledged its id", () => {
    const sent = confirmedAs(opened(), "id-000001");
    expect(rules.saving(sent)).toBe("sending");
    expect(rules.saving(rules.received(sent, ack("another-id")))).toBe("sending");
    expect(rules.saving(rules.received(sent, ack("id-000001")))).toBe("saved");
  });

  test("that is refused says why and keeps the player's switches", () => {
    const sent = confirmedAs(chose(opened(), "frame", "JIC"), "id-000001");
    const refused = rules.received(sent, refusal("id-000001", "turn_closed"));
    expect(rules.saving(refused)).toBe("refused");
    expect(refused.refusal?.code).toBe("turn_closed");
    expect(stances(refused)["frame"]).toBe("JIC");
  });

  test("under way when the line breaks is unknown and stays to be sent with the same id", () => {
    const broken = rules.connectionChanged(confirmedAs(opened(), "id-000001"), "broken");
    expect(rules.saving(broken)).toBe("retrying");
    const back = rules.connectionChanged(broken, "open");
    expect(rules.saving(back)).toBe("retrying");
    expect(back.outbox.waiting.map((decide) => decide.id)).toEqual(["id-000001"]);
    expect(rules.saving(rules.received(back, ack("id-000001")))).toBe("saved");
  });

  test("confirmed without a line is kept for the next one", () => {
    const offline = confirmedAs(rules.connectionChanged(opened(), "broken"), "id-000001");
    expect(rules.saving(offline)).toBe("retrying");
    expect(offline.outbox.waiting).toHaveLength(1);
  });

  test("answered after its turn closed leaves the next turn undecided", () => {
    const next = rules.received(confirmedAs(opened(), "id-000001"), aView({ turn: 6 }));
    const answered = rules.received(next, ack("id-000001"));
    expect(rules.saving(answered)).toBe("open");
    expect(answered.view?.confirmed).toBe(false);
  });

  test("can be changed until the turn closes, and says that the change is not saved", () => {
    const saved = rules.received(confirmedAs(opened(), "id-000001"), ack("id-000001"));
    expect(rules.saving(chose(saved, "chip", "JIT"))).toBe("changed");
    expect(rules.saving(chose(saved, "chip", "JIC"))).toBe("saved");
  });

  test("does not outlive its turn as a draft", () => {
    const next = rules.received(chose(opened(), "frame", "JIC"), aView({ turn: 6 }));
    expect(stances(next)["frame"]).toBe("JIT");
  });

  test("saved on another device shows here once nothing is unsaved", () => {
    const moved = chose(opened(), "frame", "JIC");
    const saved = rules.received(confirmedAs(moved, "id-000001"), ack("id-000001"));
    const decision = { ...aView().decision, frame: "JIT" as const };
    const changed = rules.received(saved, aView({ decision, confirmed: true }));
    expect(stances(changed)["frame"]).toBe("JIT");
    expect(rules.saving(changed)).toBe("saved");
  });

  test("cannot be made while no turn is open", () => {
    expect(rules.confirmed(opened({ phase: "finished" }), "id-000001")[1]).toBeNull();
    expect(rules.confirmed(rules.NEW_GAME, "id-000001")[1]).toBeNull();
  });
});

describe("the line", () => {
  test("that breaks before the first view is still connecting", () => {
    expect(rules.connectionChanged(rules.NEW_GAME, "broken").connectionState).toBe("connecting");
    expect(rules.connectionChanged(opened(), "broken").connectionState).toBe("broken");
  });

  test("refused at hello stops the page", () => {
    const refused = rules.received(rules.NEW_GAME, refusal("hello-id", "no_such_game"));
    expect(refused.stopped?.code).toBe("no_such_game");
  });

  test("ended by a bye stops only if coming back makes no sense", () => {
    const bye = { type: "bye", code: "restart", message: "" } as const;
    expect(rules.received(opened(), { ...bye, come_back: true }).stopped).toBeNull();
    expect(rules.received(opened(), { ...bye, come_back: false }).stopped?.code).toBe("restart");
  });
});

describe("the outbox", () => {
  test("comes back whole after the tab was closed, unsure of what arrived", () => {
    const { outbox } = confirmedAs(opened(), "id-000001");
    const back = fromText(toText(outbox));
    expect(back.waiting).toEqual(outbox.waiting);
    expect(back.unsure).toBe(true);
  });

  test.each(["", "{", "null", "{}", "[1, null]", '[{"type":"decide"}]'])(
    "takes damaged text %j for empty",
    (text) => {
      expect(fromText(text).waiting).toEqual([]);
    },
  );
});

describe("a seat on several devices", () => {
  test("knows a decision that was made on another one", () => {
    const here = { ...opened({ confirmed: true, decided_on: "other" }), device: "mine" };
    expect(rules.savedElsewhere(here)).toBe(true);
    const own = rules.received(confirmedAs(here, "id-000001"), ack("id-000001"));
    expect(rules.savedElsewhere(own)).toBe(false);
  });
});

describe("the lobby", () => {
  test("gives way to the first turn", () => {
    const lobby = { type: "lobby" } as Lobby;
    const waiting = rules.received(rules.NEW_GAME, lobby);
    expect(waiting.lobby).toBe(lobby);
    expect(rules.received(waiting, aView()).lobby).toBeNull();
  });
});

describe("a decision that came after its turn had closed", () => {
  const sent = confirmedAs(chose(opened(), "frame", "JIC"), "id-000001");
  const next = rules.received(sent, aView({ turn: 6 }));
  const late = rules.received(next, refusal("id-000001", "turn_closed"));

  test("stays set for the turn that is open now, not confirmed", () => {
    expect(stances(late)["frame"]).toBe("JIC");
    expect(rules.isTooLate(late.refusal)).toBe(true);
    expect(rules.saving(late)).toBe("refused");
    const [, decide] = rules.confirmed(late, "id-000002");
    expect(decide).toMatchObject({ turn: 6, stances: { frame: "JIC" } });
  });

  test("stays set where the page, which was away, sees the turn only after the refusal", () => {
    const told = rules.received(sent, refusal("id-000001", "turn_closed"));
    const seen = rules.received(told, aView({ turn: 6 }));
    expect(stances(seen)["frame"]).toBe("JIC");
    expect(rules.isTooLate(seen.refusal)).toBe(true);
    // Once: the turn after that is a new one.
    const after = rules.received(seen, aView({ turn: 7 }));
    expect(stances(after)["frame"]).toBe("JIT");
    expect(after.refusal).toBeNull();
  });

  test("does not undo what has been set since", () => {
    const since = chose(chose(next, "frame", "JIC"), "frame", "JIT");
    const refused = rules.received(since, refusal("id-000001", "turn_closed"));
    expect(stances(refused)["frame"]).toBe("JIT");
  });
});

describe("how the page stands with the server", () => {
  test("is always one word", () => {
    const game = opened();
    expect(rules.contactOf(rules.NEW_GAME)).toBe("connecting");
    expect(rules.contactOf(game)).toBe("connected");
    const sent = confirmedAs(game, "id-000001");
    expect(rules.contactOf(sent)).toBe("saving");
    expect(rules.contactOf(rules.connectionChanged(sent, "broken"))).toBe("offline");
    expect(rules.contactOf(rules.received(sent, ack("id-000001")))).toBe("saved");
  });
});

test("a latecomer finds the switches as the bot plays them, changed by nobody", () => {
  const [first, ...others] = aView({}).rows;
  const rows = first === undefined ? [] : [{ ...first, stance: "JIC" as const }, ...others];
  const decision = Object.fromEntries(rows.map(({ component }) => [component, "JIT" as const]));
  const component = rows[0]?.component ?? "";
  expect(stances(opened({ rows, decision, late: true }))[component]).toBe("JIC");
  expect(stances(opened({ rows, decision }))[component]).toBe("JIT");
});

test("switches that a latecomer sets wait for the first turn of its own", () => {
  const set = chose(opened({ late: true }), "frame", "JIC");
  const next = rules.received(set, aView({ turn: 6 }));
  expect(stances(next)["frame"]).toBe("JIC");
  const usual = rules.received(chose(opened(), "frame", "JIC"), aView({ turn: 6 }));
  expect(stances(usual)["frame"]).toBe("JIT");
});

describe("the view before", () => {
  test("is the last one of the turn before", () => {
    const scored = rules.received(opened(), aView({ score: 12 }));
    const next = rules.received(scored, aView({ turn: 6 }));
    expect(next.before?.score).toBe(12);
    expect(rules.received(next, aView({ turn: 6, score: 50 })).before?.turn).toBe(5);
  });

  test("is none on a page just opened", () => {
    expect(opened().before).toBeNull();
  });
});

test("the one switch of a classic game sets every part", () => {
  const set = Object.values(stances(rules.choseAll(opened(), "JIC")));
  expect(set.length).toBeGreaterThan(1);
  expect(new Set(set)).toEqual(new Set(["JIC"]));
});

describe("a server that cannot save just now", () => {
  const waits = {
    type: "waiting",
    reason: "busy",
    code: "disk_busy",
    message: "Another program holds it.",
  } as const;

  test("is said until it answers, and the decision stays on its way", () => {
    const sent = confirmedAs(opened(), "id-000001");
    const waiting = rules.received(sent, waits);
    expect(waiting.waiting?.code).toBe("disk_busy");
    expect(rules.saving(waiting)).toBe("sending");
    const saved = rules.received(waiting, ack("id-000001"));
    expect(saved.waiting).toBeNull();
    expect(rules.saving(saved)).toBe("saved");
  });

  test("is no longer said once the connection is lost or made anew", () => {
    const waiting = rules.received(opened(), waits);
    expect(rules.connectionChanged(waiting, "broken").waiting).toBeNull();
    expect(rules.connectionChanged(waiting, "open").waiting).toBeNull();
  });
});
