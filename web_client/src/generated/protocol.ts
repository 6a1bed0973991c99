// Made from game/messages/ by `npm run types`. Do not edit.

export type Command =
  | Hello
  | Decide
  | Start
  | CloseTurn
  | Pause
  | Resume
  | Extend
  | SetDeadline
  | SetClosing
  | LastTurn
  | Announce
  | Inject
  | Rename
  | HandOver
  | ToBot
  | Publish
  | Archive;
export type Frame = Ack | Error | Bye | Status | View | Lobby | Board | Desk;

export interface Protocol {
  "GET /api/games/{code} gives": GameCard;
  "GET /api/games/{code}/aftermath gives": Aftermath;
  "GET /api/games/{code}/results gives": Results;
  "GET /api/games/{code}/told gives": Told;
  "GET /api/games/{code}/weeks gives": PastWeeks;
  "GET /api/leaderboard gives": Leaderboard;
  "GET /api/scenarios gives": ScenarioCard[];
  "POST /api/claim gives": Opened;
  "POST /api/claim takes": Claim;
  "POST /api/games gives": Opened;
  "POST /api/games takes": NewGame;
  "POST /api/games/{code}/join gives": Opened;
  "POST /api/games/{code}/join takes": JoinGame;
  "POST /api/practice gives": Opened;
  "POST /api/practice takes": NewPractice;
  "POST /api/recover gives": Opened;
  "POST /api/recover takes": Recover;
  command: Command;
  frame: Frame;
}
/**
 * GET /api/games/{code}: what the join page tells before anybody sits down.
 */
export interface GameCard {
  code: string;
  depth: "classic" | "segmented";
  joinable: boolean;
  joined: number;
  kind: "open" | "practice" | "workshop";
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  published: boolean;
  scenario: string;
  summary: string;
  title: string;
  turn: number;
  turns: number;
}
/**
 * GET /api/games/{code}/aftermath: what takes seconds to work out, once a finished game.
 */
export interface Aftermath {
  fates: number;
  holds: number | null;
  luck: number | null;
  refused: string | null;
  seats: SeatAftermath[];
}
/**
 * One seat, looked back on by many replays.
 */
export interface SeatAftermath {
  borne_by_rivals: number;
  frontier: SeatFrontier;
  luck: Luck;
  regret: Regret | null;
  seat: string;
  table: number;
}
/**
 * Simple policies in one seat, in the year as it came, rivals on the mix; hull: the best of them by
 * falling uptime and cost.
 */
export interface SeatFrontier {
  efficiency: number | null;
  points: PolicyPoint[];
}
/**
 * Cost and uptime of a way to play a seat for the whole game.
 */
export interface PolicyPoint {
  cost: number;
  kind: "hull" | "jic" | "jit" | "mix" | "played" | "policy";
  uptime: number;
}
/**
 * The same decisions of the whole table under other fates: what one seat would have paid.
 */
export interface Luck {
  bars: number[];
  dearer: number;
  drawn: number;
  high: number;
  low: number;
  percentiles: number[];
}
/**
 * What a seat paid beyond perfect foresight: never a plan that anybody could have had.
 */
export interface Regret {
  bound: number;
  by_week: number[];
  cost: number;
  regret: number;
  uptime: number;
}
/**
 * GET /api/games/{code}/results: a finished game's page; with ?table=1&seat=name one seat's debrief.
 */
export interface Results {
  engine: string;
  game: GameInfo;
  ranking: ResultRow[];
  scoring_version: number;
  seat: SeatDebrief | null;
  seed: string;
  shocks: YearShock[];
  stances: RoomStance[];
  weeks_played: number;
}
export interface GameInfo {
  bots: "hybrid" | "jic" | "jit";
  code: string;
  currency: string;
  depth: "classic" | "segmented";
  kind: "open" | "practice" | "workshop";
  lesson: string;
  scenario: string;
  story: string;
  summary: string;
  tables: number;
  title: string;
  turns: number;
  uptime_target: number;
  weeks: number;
  weeks_per_turn: number;
}
/**
 * One seat in the room's ranking.
 */
export interface ResultRow {
  cost: number;
  name: string | null;
  place: number;
  reached_target: boolean;
  score: number;
  seat: string;
  table: number;
  title: string;
  uptime: number;
}
/**
 * One seat, looked back on.
 */
export interface SeatDebrief {
  blurb: string;
  cost_by_turn: number[];
  dearer: "jic" | "jit";
  difference: WhatIf | null;
  losses: LostUnits[];
  marks: Mark[];
  measures: Measured[];
  parts: PartDebrief[];
  row: ResultRow;
  uptime_by_turn: number[];
  ways: WayOutcome[];
  weeks: WeekRow[];
}
/**
 * One component as recommended from the first turn on, all else as played: what that changes.
 *
 * Negative cost: it would have been cheaper. Both 0: it was played so.
 */
export interface WhatIf {
  component: string;
  cost: number;
  uptime: number;
}
/**
 * Sales lost for one cause.
 */
export interface LostUnits {
  component: string | null;
  first_week: number;
  last_week: number;
  shocks: string[];
  units: number;
}
/**
 * A point on the ruler: 0 is the dearer slogan, 100 the best plan that could have been fixed.
 */
export interface Mark {
  cost: number;
  score: number;
  way: "best" | "jic" | "jit" | "mix" | "played";
}
/**
 * One measure of a seat or of one of its components over the weeks played; a client words it by name.
 */
export interface Measured {
  name: string;
  unit: "money" | "ratio" | "share" | "weeks";
  value: number | null;
}
/**
 * One component of one seat, looked back on.
 */
export interface PartDebrief {
  bin_weeks: number[];
  component: string;
  facts: Fact[];
  holding: number;
  if_recommended: WhatIf;
  lowest_bin_week: number;
  lowest_bin_weeks: number;
  measures: Measured[];
  other: number;
  reason: string;
  recommended: "JIC" | "JIT";
  shortage: number;
  stances: ("JIC" | "JIT")[];
  table_jic: number[];
  title: string;
  units_lost: number;
  units_not_made: number;
  weeks_waited: number;
}
/**
 * One plain fact about a part, worded by the client from its catalogue.
 *
 * as_recommended; otherwise (turns it stood otherwise); waited (weeks, first_week, last_week, units:
 * the line stood for it); carried (shock, first_week, last_week: it struck and the line ran);
 * late (turn, week, shock, shock_week: put Just in Case after it had struck, and the line stood);
 * false_alarm (turn, week, shock: put Just in Case for what never came); quiet (nothing struck it).
 */
export interface Fact {
  code: "as_recommended" | "carried" | "false_alarm" | "late" | "otherwise" | "quiet" | "waited";
  numbers: {
    [k: string]: number | undefined;
  };
  shock: string | null;
}
/**
 * What one way to play a seat came to: same luck, same rivals' orders, books closed.
 */
export interface WayOutcome {
  cost: number;
  costs: {
    [k: string]: number | undefined;
  };
  jic: string[];
  uptime: number;
  way: "best" | "jic" | "jit" | "mix" | "played";
}
/**
 * A week of the seat's line, and what came of it.
 */
export interface WeekRow {
  cost: number;
  demand: number;
  lost_by: {
    [k: string]: number | undefined;
  };
  lost_sales: number;
  made: number;
  required: number;
  week: number;
}
/**
 * What struck, or was said to be coming, in the weeks played.
 */
export interface YearShock {
  cleared: number | null;
  comes: boolean;
  components: string[];
  first_week: number | null;
  last_week: number | null;
  name: string;
  news: NewsItem[];
  official: number | null;
  origin: "everyday" | "live" | "scenario";
  rumoured: number | null;
  target: string;
  title: string;
}
export interface NewsItem {
  grade: "official" | "press" | "rumour";
  headline: string;
  text: string;
  week: number;
}
/**
 * How the whole room stood on one component.
 */
export interface RoomStance {
  component: string;
  jic: number[];
  recommended: "JIC" | "JIT";
  title: string;
}
/**
 * GET /api/games/{code}/told: what everybody has been told so far, with an ETag.
 */
export interface Told {
  blurb: string;
  news: NewsItem[];
  story: string;
}
/**
 * GET /api/games/{code}/weeks: all weeks played, with an ETag; the facilitator asks for a seat
 * with ?table=1&seat=name, a player gets his own.
 */
export interface PastWeeks {
  components: string[];
  costs: CostLine[];
  measures: Measured[];
  part_measures: Measured[][];
  ports: string[];
  score_by_turn: (number | null)[];
  seat: string;
  table: number;
  uptime_by_turn: number[];
  weeks: PastWeek[];
}
export interface CostLine {
  last_turn: number;
  line: string;
  so_far: number;
}
/**
 * One week of a seat as it was; lists follow `PastWeeks.components` and `.ports`.
 */
export interface PastWeek {
  bin_units: number[];
  line: WeekRow;
  port_queue_weeks: number[];
  quote_weeks: number[];
  stances: ("JIC" | "JIT")[];
  turn: number;
}
/**
 * GET /api/leaderboard: best scores of one scenario, `total` of them, `rows` from `offset` on.
 *
 * Query: scenario; depth segmented, classic, any; kind game, practice, any; who person, bot, any;
 * seed drawn, given, any; length full, any; live none, any; decided 0 to 1; since and until
 * (YYYY-MM-DD); game, a code; limit up to 200; offset. The first named of each is the default;
 * decided is 0.9, or 0 where bots are asked for.
 */
export interface Leaderboard {
  offset: number;
  rows: LeaderboardRow[];
  scenario: string;
  total: number;
}
export interface LeaderboardRow {
  cost: number;
  currency: string;
  decided_share: number;
  depth: "classic" | "segmented";
  finished_at: string;
  game: string | null;
  kind: "open" | "practice" | "workshop";
  live_shocks: number;
  measures: Measured[];
  name: string;
  person: boolean;
  place: number;
  reached_target: boolean;
  score: number;
  scoring_version: number;
  seat: string;
  seed: string;
  seed_given: boolean;
  table: number;
  title: string;
  uptime: number;
  weeks: number;
  weeks_played: number;
}
export interface ScenarioCard {
  components: number;
  name: string;
  seats: number;
  summary: string;
  title: string;
  turns: number;
  weeks: number;
}
/**
 * The answer: where to play, and the token that holds the seat or the desk.
 */
export interface Opened {
  game: string;
  path: string;
  recovery: string | null;
  role: "facilitator" | "player";
  token: string;
}
/**
 * POST /api/claim: a handed-over seat moves here; its other devices are sent away.
 */
export interface Claim {
  code: string;
}
/**
 * POST /api/games: a game that others join by its code.
 */
export interface NewGame {
  bots?: ("hybrid" | "jic" | "jit") | null;
  depth?: "classic" | "segmented";
  facilitated?: boolean;
  first_turn_seconds?: number | null;
  name: string;
  pin?: string;
  scenario: string;
  seed?: string | null;
  turn_seconds?: number | null;
}
/**
 * POST /api/games/{code}/join: a seat under a name.
 */
export interface JoinGame {
  bot?: boolean;
  name: string;
  token?: string | null;
}
/**
 * POST /api/practice: a game alone against bots.
 */
export interface NewPractice {
  scenario?: string;
}
/**
 * POST /api/recover: the desk moves here; the device that had it is sent away.
 */
export interface Recover {
  game: string;
  recovery: string;
}
/**
 * The first frame of every connection: who speaks, about which game.
 */
export interface Hello {
  device?: string;
  game: string;
  id: string;
  language?: string;
  protocol?: number;
  token?: string | null;
  type: "hello";
}
/**
 * A seat's stances for a turn; components left out keep theirs.
 */
export interface Decide {
  id: string;
  stances: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  turn: number;
  type: "decide";
}
/**
 * Out of the lobby. For the facilitator, and the opener of an open game.
 */
export interface Start {
  id: string;
  type: "start";
}
/**
 * Close this turn now. Desk; harmless if it is closed already.
 */
export interface CloseTurn {
  id: string;
  turn: number;
  type: "close_turn";
}
/**
 * Stop the clock; decisions are taken all the same. Desk.
 */
export interface Pause {
  id: string;
  type: "pause";
}
/**
 * Let the clock go on. Desk.
 */
export interface Resume {
  id: string;
  type: "resume";
}
/**
 * More time for the turn that is open. Desk.
 */
export interface Extend {
  id: string;
  seconds: number;
  type: "extend";
}
/**
 * From now on so many seconds a turn, the open one too (counted from now); None: no deadline. Desk.
 */
export interface SetDeadline {
  id: string;
  seconds: number | null;
  type: "set_deadline";
}
/**
 * Whether a turn closes by itself when everybody has decided. Desk.
 */
export interface SetClosing {
  all_in: boolean;
  id: string;
  type: "set_closing";
}
/**
 * The game ends when the turn now open has been played. Desk.
 */
export interface LastTurn {
  id: string;
  type: "last_turn";
}
/**
 * A message to the whole room, until the next; an empty one takes it away. Desk.
 */
export interface Announce {
  id: string;
  text: string;
  type: "announce";
}
/**
 * A shock from the first week not yet played, with the news that announces it at once. Desk.
 */
export interface Inject {
  headline: string;
  id: string;
  kind:
    | "capacity_cut"
    | "closure"
    | "demand_slump"
    | "demand_surge"
    | "lead_time_stretch"
    | "outside_orders"
    | "port_slowdown"
    | "price_spike";
  target: string;
  text: string;
  type: "inject";
  value: number;
  weeks: number;
}
/**
 * Another name for a player. Desk.
 */
export interface Rename {
  id: string;
  name: string;
  player: string;
  type: "rename";
}
/**
 * A one-time link that moves a player's seat to another device; the ack carries it. Desk.
 */
export interface HandOver {
  id: string;
  player: string;
  type: "hand_over";
}
/**
 * Take a seat from whoever holds it and let a bot play it; in the lobby it is free again. Desk.
 */
export interface ToBot {
  id: string;
  player: string;
  type: "to_bot";
}
/**
 * Whether a finished game's page may be read by everybody. Desk, and the opener of an open game.
 */
export interface Publish {
  id: string;
  published: boolean;
  type: "publish";
}
/**
 * A game that is over takes no command and leaves the lists. Desk, and the opener.
 */
export interface Archive {
  id: string;
  type: "archive";
}
/**
 * The command with this id is on disk.
 */
export interface Ack {
  id: string;
  result: HandOverLink | null;
  type: "ack";
}
/**
 * Opens a seat on another device, once.
 */
export interface HandOverLink {
  path: string;
  valid_seconds: number;
}
/**
 * The command with this id changed nothing, and why; `fields` name what the code talks of.
 */
export interface Error {
  code: string;
  fields: {
    [k: string]: string | undefined;
  };
  id: string | null;
  message: string;
  type: "error";
}
/**
 * The last frame: the server closes, and whether coming back makes sense.
 */
export interface Bye {
  code: string;
  come_back: boolean;
  message: string;
  type: "bye";
}
/**
 * What the whole room may know between views: the same bytes for everybody, under 1 KB.
 */
export interface Status {
  closing: boolean;
  message: string;
  paused: boolean;
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  remaining_ms: number | null;
  tables: string[];
  turn: number;
  turns: number;
  type: "status";
}
/**
 * All that one seat may see, whole, once a turn.
 */
export interface View {
  blurb: string;
  confirmed: boolean;
  cost_last_turn: number;
  decided_on: string;
  decision: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  earlier_news: number;
  first_week: number;
  game: GameInfo;
  goods_weeks: number;
  last_week: number;
  late: boolean;
  may_manage: boolean;
  name: string;
  news: NewsItem[];
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  place: number | null;
  places: number;
  player: string;
  repeated: boolean;
  results_path: string | null;
  rows: Row[];
  score: number | null;
  seat: string;
  seat_title: string;
  standings: Standing[];
  stock_value: number;
  table: number;
  total_cost: number;
  turn: number;
  type: "view";
  uptime: number | null;
  uptime_last_turn: number | null;
  weeks: LineWeek[];
}
/**
 * One component, read left to right as goods flow.
 */
export interface Row {
  bin_units: number;
  bin_weeks: number;
  character: string;
  component: string;
  mode: "air" | "ocean" | "truck";
  offers: StanceOffers;
  on_the_way: number[];
  port: PortRow | null;
  quote_before: number;
  quote_weeks: number;
  received: number;
  stance: "JIC" | "JIT";
  stops_in_weeks: number | null;
  supplier: string;
  survives_weeks: number;
  title: string;
  unfilled_units: number;
  use_per_week: number;
  usual_weeks: number;
  weeks: RowWeeks | null;
}
/**
 * What the stances of a component would mean from now on: a list a measure, JIT first, then JIC.
 */
export interface StanceOffers {
  build_weeks: number[];
  fee: number[];
  holding_per_week: number[];
  plan_weeks: number[];
}
export interface PortRow {
  own_units: number;
  port: string;
  queue_weeks: number;
  title: string;
  usual_queue_weeks: number;
}
/**
 * A row as the weeks of the turn that closed last left it, oldest first: a list a measure.
 *
 * The last week of the turn is missing: that is the row itself.
 */
export interface RowWeeks {
  bin_weeks: number[];
  on_the_way: number[][];
  queue_weeks?: number[];
  quote_weeks: number[];
  received: number[];
}
/**
 * What is public of a seat after each turn.
 */
export interface Standing {
  name: string | null;
  score: number | null;
  seat: string;
  table: number;
  title: string;
  total_cost: number;
  uptime: number;
  you: boolean;
}
/**
 * One week of the seat's line.
 */
export interface LineWeek {
  lost_by: {
    [k: string]: number | undefined;
  };
  made: number;
  required: number;
  week: number;
}
/**
 * What a player sees before the start.
 */
export interface Lobby {
  blurb: string;
  game: GameInfo;
  joined: number;
  may_manage: boolean;
  name: string;
  people: Person[];
  player: string;
  seat: string;
  seat_title: string;
  table: number;
  type: "lobby";
}
/**
 * A seat in the lobby, and who sits there.
 */
export interface Person {
  name: string | null;
  seat: string;
  table: number;
  title: string;
  you: boolean;
}
/**
 * All that an observer, the projector, may see.
 */
export interface Board {
  first_week: number;
  game: GameInfo;
  join_url: string | null;
  last_week: number;
  news: NewsItem[];
  people: Person[];
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  results_path: string | null;
  standings: Standing[];
  tables: TableBoard[];
  trails: Trail[];
  turn: number;
  type: "board";
}
/**
 * What is public of one table's world.
 */
export interface TableBoard {
  queues: QueueRow[];
  quotes: QuoteRow[];
  table: number;
}
export interface QueueRow {
  port: string;
  queue_weeks: number;
  title: string;
  usual_queue_weeks: number;
}
/**
 * What a supplier quotes for a component on its main lane, as everybody hears it.
 */
export interface QuoteRow {
  component: string;
  quote_weeks: number;
  supplier: string;
  title: string;
  usual_weeks: number;
}
/**
 * Where a leading seat stood after each turn, the oldest first; the last is where it stands.
 */
export interface Trail {
  cost: number[];
  seat: string;
  table: number;
  uptime: number[];
}
/**
 * All that the facilitator sees: everything.
 */
export interface Desk {
  all_in: boolean;
  boards: number;
  first_turn_seconds: number | null;
  first_week: number;
  game: GameInfo;
  join_url: string | null;
  last_turn: number;
  last_week: number;
  news: NewsItem[];
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  phone_seen: boolean;
  published: boolean;
  results_path: string | null;
  seats: DeskSeat[];
  seed: string;
  seed_given: boolean;
  shock_kinds: ShockChoice[];
  shocks: DeskShock[];
  tables: TableBoard[];
  turn: number;
  turn_seconds: number | null;
  type: "desk";
}
/**
 * A seat as the facilitator sees it.
 */
export interface DeskSeat {
  away_ms: number | null;
  decided: boolean;
  devices: number;
  late: boolean;
  lost: {
    [k: string]: number | undefined;
  };
  name: string | null;
  player: string | null;
  repeats: number;
  score: number | null;
  seat: string;
  stances: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  steady: number;
  table: number;
  title: string;
  total_cost: number;
  uptime: number | null;
}
/**
 * One kind of shock that may be thrown in here, and what it may strike.
 */
export interface ShockChoice {
  highest: number;
  kind:
    | "capacity_cut"
    | "closure"
    | "demand_slump"
    | "demand_surge"
    | "lead_time_stretch"
    | "outside_orders"
    | "port_slowdown"
    | "price_spike";
  lowest: number;
  targets: ShockTarget[];
  unit: "factor" | "weeks";
}
export interface ShockTarget {
  mode: ("air" | "ocean" | "truck") | null;
  name: string;
  title: string;
}
/**
 * One shock on the facilitator's timeline.
 */
export interface DeskShock {
  comes: boolean;
  first_week: number;
  kind:
    | "capacity_cut"
    | "closure"
    | "demand_slump"
    | "demand_surge"
    | "lead_time_stretch"
    | "outside_orders"
    | "port_slowdown"
    | "price_spike";
  last_week: number;
  live: boolean;
  name: string;
  news: NewsItem[];
  target: string;
  target_title: string;
  title: string;
}
