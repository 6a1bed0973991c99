/**
 * Made-up frames of the desk and the board: two tables in the middle of a game, to be varied by each test.
 */

import type {
  Board,
  Desk,
  DeskOverview,
  DeskSeat,
  DeskShock,
  Standing,
  Status,
} from "../../src/generated/protocol";
import { aView } from "./a_view";

export function aStatus(changes: Partial<Status> = {}): Status {
  return {
    type: "status",
    phase: "deciding",
    turn: 5,
    turns: 13,
    remaining_ms: 161_000,
    closing: false,
    paused: false,
    interrupted: false,
    message: "",
    tables: ["dca", "dbb"],
    ...changes,
  };
}

export function aSeat(changes: Partial<DeskSeat> = {}): DeskSeat {
  return {
    table: 1,
    seat: "halden",
    title: "Halden Motors",
    player: "p1",
    name: "Ana",
    devices: 1,
    away_ms: null,
    decided: false,
    late: false,
    repeats: 0,
    stances: {},
    steady: 1,
    lost: {},
    uptime: 0.96,
    total_cost: 400_000,
    score: 71,
    ...changes,
  };
}

export function aShock(changes: Partial<DeskShock> = {}): DeskShock {
  return {
    name: "berths",
    title: "Fewer berths",
    kind: "port_slowdown",
    target: "alder",
    target_title: "Port Alder",
    first_week: 14,
    last_week: 26,
    comes: true,
    live: false,
    news: [],
    ...changes,
  };
}

export function aDesk(changes: Partial<Desk> = {}): Desk {
  return {
    type: "desk",
    game: { ...aView().game, kind: "workshop", tables: 2 },
    phase: "deciding",
    turn: 5,
    first_week: 17,
    last_week: 20,
    seed: "42",
    seed_given: false,
    turn_seconds: 300,
    first_turn_seconds: null,
    all_in: true,
    last_turn: 13,
    seats: ["halden", "corvo", "tessaly"].flatMap((seat) => [aSeat({ seat })]),
    boards: 1,
    phone_seen: true,
    shocks: [aShock()],
    shock_kinds: [],
    tables: [],
    news: [],
    published: false,
    join_url: null,
    join_url_given: false,
    results_path: null,
    ...changes,
  };
}

/** Of a game of many tables. */
export function anOverview(changes: Partial<DeskOverview> = {}): DeskOverview {
  return {
    people: 1000,
    programs: 0,
    away: 0,
    groups: {},
    group: "all",
    text: "",
    players: [],
    found: 1000,
    page: 1,
    pages: 21,
    found_players: [],
    waiting: [],
    asked: 1000,
    parts: [],
    steady: 0,
    ...changes,
  };
}

export function aBoard(changes: Partial<Board> = {}): Board {
  return {
    type: "board",
    game: { ...aView().game, kind: "workshop", tables: 2 },
    phase: "deciding",
    turn: 5,
    first_week: 17,
    last_week: 20,
    people: [],
    standings: [],
    trails: [],
    tables: [],
    news: [],
    join_url: null,
    join_url_given: false,
    results_path: null,
    ...changes,
  };
}

export function aStanding(changes: Partial<Standing> = {}): Standing {
  const who = { table: 1, seat: "halden", title: "Halden Motors", name: "Ana", you: false };
  return { ...who, uptime: 0.9, total_cost: 100, score: null, ...changes };
}
