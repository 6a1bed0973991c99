// Made from game/messages/ by `npm run types`. Do not edit.

export type Command =
  | Hello
  | Ping
  | Decide
  | Look
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
  | RemovePlayers
  | SetDoor
  | AnswerKnock
  | Publish
  | Archive;
export type Frame =
  Ack | Error | Bye | Waiting | Status | Ahead | ChosenNow | View | Lobby | Board | Desk;

export interface Protocol {
  "GET /api/games/{code} gives": GameCard;
  "GET /api/games/{code}/aftermath gives": Aftermath;
  "GET /api/games/{code}/buffers gives": Buffers;
  "GET /api/games/{code}/results gives": Results;
  "GET /api/games/{code}/studied gives": Studied;
  "GET /api/games/{code}/timeline gives": CardTimeline;
  "GET /api/games/{code}/told gives": Told;
  "GET /api/games/{code}/weeks gives": PastWeeks;
  "GET /api/leaderboard gives": Leaderboard;
  "GET /api/scenarios gives": ScenarioCard[];
  "GET /api/scenarios/{name}/card gives": ScenarioPlan;
  "GET /api/scenarios/{name}/numbers gives": Studied;
  "GET /api/years gives": ScenarioCard[];
  "GET /api/years/{name} gives": YearInTheMaking;
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
  "POST /api/tutorial gives": Opened;
  command: Command;
  frame: Frame;
}
/**
 * GET /api/games/{code}: what the join page shows of a game.
 */
export interface GameCard {
  code: string;
  depth: "classic" | "expert" | "segmented";
  door_open?: boolean;
  joinable: boolean;
  joined: number;
  kind: "open" | "practice" | "tutorial" | "workshop";
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  published: boolean;
  scenario: string;
  summary: string;
  title: string;
  turn: number;
  turns: number;
}
/**
 * GET /api/games/{code}/aftermath: the post-game analysis, which takes seconds the first time.
 */
export interface Aftermath {
  fates: number;
  holds: number | null;
  luck: number | null;
  refused: string | null;
  seats: SeatAftermath[];
}
/**
 * The post-game analysis of one seat.
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
 * Cost against uptime of simple policies in one seat, in the fate that was played, rivals on the
 * recommended mix. The hull holds the best policies, by falling uptime and cost.
 */
export interface SeatFrontier {
  efficiency: number | null;
  points: PolicyPoint[];
}
/**
 * Cost and uptime of one policy in a seat for the whole game.
 */
export interface PolicyPoint {
  cost: number;
  kind: "hull" | "jic" | "jit" | "mix" | "played" | "policy";
  uptime: number;
}
/**
 * What a seat would have paid for the same decisions of its table under other random draws (fates).
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
 * What a seat paid above perfect foresight, a bound that no real plan reaches.
 */
export interface Regret {
  bound: number;
  by_week: number[];
  cost: number;
  regret: number;
  uptime: number;
}
/**
 * GET /api/games/{code}/buffers: what each buffer of a seat cost and saved.
 *
 * The seat is the reader's own, unless ?table=1&seat=name asks for another.
 */
export interface Buffers {
  parts: PartBuffer[];
}
/**
 * What a component's buffer did in a seat, and what it would have done.
 */
export interface PartBuffer {
  always: BufferWorth;
  component: string;
  held: BufferWorth;
  turns: number;
}
/**
 * Money by which a component's buffer made a seat's game dearer and cheaper, all else as played.
 */
export interface BufferWorth {
  cost: number;
  saved: number;
}
/**
 * GET /api/games/{code}/results: the results of a finished game, and the debrief of one seat.
 *
 * A player gets the debrief of the own seat, unless ?table=1&seat=name asks for another.
 */
export interface Results {
  engine: string;
  game: GameInfo;
  questions?: string[];
  ranking: ResultRow[];
  real_event?: RealEvent;
  scoring_version: number;
  seat: SeatDebrief | null;
  seed: string;
  shocks: YearShock[];
  stances: RoomStance[];
  weeks_played: number;
}
/**
 * A game's options, and its scenario's texts and sizes.
 */
export interface GameInfo {
  bots: ("hybrid" | "jic" | "jit") | null;
  code: string;
  currency: string;
  depth: "classic" | "expert" | "segmented";
  digest: string;
  kind: "open" | "practice" | "tutorial" | "workshop";
  lesson: string;
  listed?: "classic" | "expert" | "options" | "segmented";
  long_turns: boolean;
  more_story?: boolean;
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
  bot: boolean;
  company: InCompany | null;
  cost: number;
  cost_of_0: number;
  cost_of_100: number;
  name: string | null;
  place: number | null;
  plays: ("hybrid" | "jic" | "jit") | null;
  reached_target: boolean;
  score: number;
  seat: string;
  table: number;
  title: string;
  uptime: number;
}
/**
 * What a seat's own stances, turn by turn, come to in other company, in the same fate.
 */
export interface InCompany {
  alike_cost: number;
  alike_uptime: number;
  lean_cost: number;
  lean_uptime: number;
}
/**
 * What really happened: the event that the scenario is made from.
 */
export interface RealEvent {
  sources: RealSource[];
  text: string;
  title: string;
}
/**
 * Where the real event can be read up.
 */
export interface RealSource {
  title: string;
  url: string | null;
}
/**
 * The debrief of one seat.
 */
export interface SeatDebrief {
  blurb: string;
  choices?: ChoiceDebrief[];
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
 * One thing that the seat set beside its stances, and what it came to.
 */
export interface ChoiceDebrief {
  choice:
    | "contract"
    | "cover_weeks"
    | "demand_plan"
    | "expedite"
    | "priority"
    | "safety_factor"
    | "shelf_weeks"
    | "sourcing_split";
  cost: number;
  of: string;
  title: string;
  uptime: number;
}
/**
 * Change of cost and uptime if one component had its recommended stance from the first turn on.
 *
 * All else is as played. A negative cost means cheaper; both are 0 where it was played as recommended.
 */
export interface WhatIf {
  component: string;
  cost: number;
  uptime: number;
}
/**
 * Sales of a seat lost for one cause.
 */
export interface LostUnits {
  component: string | null;
  first_week: number;
  last_week: number;
  shocks: string[];
  units: number;
}
/**
 * The score of one policy: 0 is the dearer of all JIT and all JIC, 100 the cheapest fixed plan.
 */
export interface Mark {
  cost: number;
  score: number;
  way: "best" | "jic" | "jit" | "mix" | "played";
}
/**
 * One measure of a seat or of a component over the weeks played; the client has its title by `name`.
 */
export interface Measured {
  name: string;
  unit: "money" | "ratio" | "share" | "weeks";
  value: number | null;
}
/**
 * The debrief of one component of a seat.
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
 * One fact about a component in a seat's debrief; the client words it by its code.
 *
 * as_recommended: it had the recommended stance in every turn. otherwise: in `turns` turns it had not.
 * waited: the line stood for want of it (weeks, first_week, last_week, units). behind: some of these weeks
 * were weeks of `shock`, or came soon after (weeks, units). thin: some were not, of any shock with a name
 * (weeks, units). carried: `shock` struck it and the line ran on (first_week, last_week). late: it was
 * put Just in Case after `shock` had struck, and the line stood (turn, week, shock_week). false_alarm: it
 * was put Just in Case for a `shock` that did not come (turn, week). quiet: no shock with a name struck
 * it. without_buffer: it was Just in Case in some turn; had it never been, so many `units` more would not
 * have been made, and the year would have cost so much more (cost, money).
 */
export interface Fact {
  code:
    | "as_recommended"
    | "behind"
    | "carried"
    | "false_alarm"
    | "late"
    | "otherwise"
    | "quiet"
    | "thin"
    | "waited"
    | "without_buffer";
  numbers: {
    [k: string]: number | undefined;
  };
  shock: string | null;
}
/**
 * Cost and uptime of a seat under one policy, in the same fate and with the rivals' orders held fixed.
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
 * One week of a seat's production line, with demand, lost sales and cost.
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
 * A shock that was in force, or announced, in the weeks played.
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
  words?: ShockWords | null;
}
/**
 * A piece of news.
 */
export interface NewsItem {
  grade: "official" | "press" | "rumour";
  headline: string;
  text: string;
  week: number;
  words?: ShockWords | null;
}
/**
 * What a client needs to word a headline of the facilitator's shock in its own language.
 */
export interface ShockWords {
  headline?: string;
  kind:
    | "capacity_cut"
    | "closure"
    | "demand_slump"
    | "demand_surge"
    | "lead_time_stretch"
    | "line_outage"
    | "outside_orders"
    | "port_slowdown"
    | "price_rise"
    | "price_spike"
    | "use_cut";
  over?: boolean;
  target: string;
}
/**
 * How many seats of the room held one component Just in Case.
 */
export interface RoomStance {
  component: string;
  jic: number[];
  recommended: "JIC" | "JIT";
  title: string;
}
/**
 * GET /api/scenarios/{name}/numbers, and GET /api/games/{code}/studied of a game that has ended.
 *
 * The first who asks has it worked out, at lower priority than every game; ask again until it is there.
 */
export interface Studied {
  done: number;
  numbers: CardNumbers | null;
  of: number;
  rules?: RulesOfThumb | null;
}
/**
 * A scenario over many worlds, for one seat, its rivals on the recommended mix.
 */
export interface CardNumbers {
  frontier: PolicyPoint[];
  frontier_worlds: number;
  holds: number | null;
  luck: number | null;
  questions: CardQuestion[];
  scored_worlds: number;
  seat: string;
  ways: CardWay[];
  worlds: number;
}
/**
 * One of the five questions that decide between JIT and JIC; x rises.
 */
export interface CardQuestion {
  crossing: number | null;
  direction: "jic" | "jit";
  points: QuestionPoint[];
  question: "capital" | "complexity" | "demand" | "stockout" | "supply";
}
/**
 * What all JIT costs more than all JIC, money, where `x` was varied and all else is as it is.
 */
export interface QuestionPoint {
  ci95: number;
  mean: number;
  x: number;
}
/**
 * All JIT, all JIC or the recommended mix, held from the first turn to the last by one seat.
 */
export interface CardWay {
  cheapest: number;
  cost: Spread;
  name: "jic" | "jit" | "mix";
  score: Spread;
  uptime: Spread;
}
/**
 * A number over many worlds.
 */
export interface Spread {
  ci95: number;
  mean: number;
  p05: number;
  p95: number;
}
/**
 * The two stances side by side and the usual rules, in a scenario's own numbers.
 */
export interface RulesOfThumb {
  jic: StanceProfile;
  jit: StanceProfile;
  mix_cost: number;
  mix_uptime: number;
  parts: PartClass[];
  rules: RuleOfThumb[];
  worlds: number;
}
/**
 * What all JIT or all JIC is like; means over worlds, money for a whole game.
 */
export interface StanceProfile {
  bound_weeks: number;
  cheaper: number;
  cost: Spread;
  holding: number;
  obsolescence: number;
  scarcest: string;
  scarcest_weeks: number;
  standing_still: number;
  stock_money: number;
  stock_weeks: number;
  uptime: Spread;
}
/**
 * One part's class by value (ABC) and by how much a week's use varies (XYZ).
 */
export interface PartClass {
  by_value: "A" | "B" | "C";
  by_variation: "X" | "Y" | "Z";
  part: string;
  recommended: "JIC" | "JIT";
  title: string;
  value_share: number;
  variation: number;
  weeks: number;
}
/**
 * A rule by which parts are sorted, followed for a whole game.
 */
export interface RuleOfThumb {
  cost: number;
  jic: string[];
  right: number;
  rule: "distance" | "value" | "value_and_variation" | "variation";
  uptime: number;
}
/**
 * GET /api/games/{code}/timeline: what the facilitator alone knows of a scenario before the end.
 */
export interface CardTimeline {
  recommended: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  shocks: TimelineShock[];
  weeks: number;
  weeks_per_turn: number;
}
/**
 * A shock, or a change of parts, that may come.
 */
export interface TimelineShock {
  end_week: number;
  first_week: number;
  kind:
    | (
        | "capacity_cut"
        | "closure"
        | "demand_slump"
        | "demand_surge"
        | "lead_time_stretch"
        | "line_outage"
        | "outside_orders"
        | "port_slowdown"
        | "price_rise"
        | "price_spike"
        | "use_cut"
      )
    | "engineering_change";
  last_week: number;
  news: TimelineNews[];
  probability: number;
  target: string;
  title: string;
}
/**
 * An item of news with the first and last week in which it may come.
 */
export interface TimelineNews {
  first_week: number;
  grade: "official" | "press" | "rumour";
  headline: string;
  last_week: number;
  only: "always" | "false" | "true";
}
/**
 * GET /api/games/{code}/told: the story, and all news published so far, with an ETag.
 */
export interface Told {
  background?: string;
  blurb: string;
  demand?: DemandFactors[];
  guide?: TalkGuide;
  news: NewsItem[];
  parts?: ToldPart[];
  story: string;
}
/**
 * What is known of a product's demand all year, by week from the first; 1 is the mean.
 */
export interface DemandFactors {
  life?: number[];
  product: string;
  season: number[];
}
/**
 * For the facilitator: what players should take home, and questions for the talk afterwards.
 */
export interface TalkGuide {
  goals: string[];
  questions: string[];
}
/**
 * What a player can read up about a component.
 */
export interface ToldPart {
  character: string;
  component: string;
  facts: PartFacts;
  title: string;
}
/**
 * What holds of a component all year; each a fact with its yardstick, never what follows from it.
 */
export interface PartFacts {
  ages: number;
  choices?: PartChoices | null;
  load?: number | null;
  makers?: number;
  others?: number | null;
  port_load?: number | null;
  port_others?: number | null;
  reserve?: number | null;
  usual_weeks: number;
  value: number;
}
/**
 * What a seat may decide of a component beside its stance, and what holds of it all year.
 */
export interface PartChoices {
  between_weeks?: number;
  contracts?: ("cancel_freely" | "firm" | "firm_window" | "non_cancellable")[];
  express?: Express | null;
  numbers?: ("cover_weeks" | "expedite" | "priority" | "safety_factor" | "sourcing_split")[];
  presets?: PartNumbers[];
  second_by_stance?: boolean[];
  second_share?: number | null;
  sources?: Source[];
}
/**
 * The fast lane of a component.
 */
export interface Express {
  below_weeks: number;
  lane: string;
  mode: "air" | "ocean" | "truck";
  most_weeks: number;
  price: number;
  usual_weeks: number;
  weeks: number;
}
/**
 * Numbers of a component in place of its stance's; what is left out is the stance's own.
 */
export interface PartNumbers {
  contract?: ("JIC" | "JIT") | null;
  cover_weeks?: number | null;
  expedite?: number | null;
  priority?: number | null;
  safety_factor?: number | null;
  sourcing_split?: number | null;
}
/**
 * A way by which a component can be bought: a supplier and a lane.
 */
export interface Source {
  lane: string;
  mode: "air" | "ocean" | "truck";
  near?: boolean;
  premium?: number;
  qualification_weeks?: number;
  share: number;
  title: string;
  usual_weeks: number;
}
/**
 * GET /api/games/{code}/weeks: all weeks played of a seat, with an ETag.
 *
 * A player gets the own seat; the facilitator names one by ?table=1&seat=name.
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
/**
 * Money of one cost line, such as holding, since the first week and in the last turn.
 */
export interface CostLine {
  last_turn: number;
  line: string;
  so_far: number;
}
/**
 * One week of a seat; its lists are in the order of `PastWeeks.components` or `PastWeeks.ports`.
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
 * GET /api/leaderboard: the best scores of one scenario; `total` rows, of which `rows` begin at `offset`.
 *
 * Query: scenario (without it that of the game that ended last);
 * depth (segmented, options, classic, expert, any); turns (usual, long, any: as long as the scenario says,
 * or longer); kind (game, practice, any); who (person, bot, any); seed (drawn, given, any); digest (newest:
 * the scenario's file of the game opened last; any; or the first digits of a SHA-256); length (full, any);
 * live (none, any); decided (0 to 1); since and until (the first and last day in UTC, YYYY-MM-DD; or for
 * days elsewhere moments in UTC, 2026-09-29T15:00:00Z: the first that is in, and the first after it that is
 * out); game (a code); limit (up to 200); offset. The first value of each is the default; decided is 0.9 by
 * default, and 0 unless only people are asked for.
 */
export interface Leaderboard {
  digest: string;
  files: ScenarioFile[];
  offset: number;
  rows: LeaderboardRow[];
  scenario: string;
  total: number;
}
/**
 * One version of a scenario's file, of the games that have scores.
 */
export interface ScenarioFile {
  digest: string;
  first_opened_at: string;
  games: number;
  last_opened_at: string;
}
/**
 * One seat of a finished game.
 */
export interface LeaderboardRow {
  cost: number;
  currency: string;
  decided_share: number;
  depth: "classic" | "expert" | "options" | "segmented";
  digest: string;
  finished_at: string;
  game: string | null;
  kind: "open" | "practice" | "tutorial" | "workshop";
  live_shocks: number;
  long_turns: boolean;
  measures: Measured[];
  name: string;
  person: boolean;
  place: number | null;
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
  weeks_per_turn: number;
  weeks_played: number;
}
/**
 * GET /api/scenarios: what a list of scenarios shows of each.
 */
export interface ScenarioCard {
  components: number;
  contrast?: ContrastCard | null;
  difficulty?: ("easy" | "hard" | "medium") | null;
  good_for?: string;
  minutes?: number | null;
  name: string;
  seats: number;
  summary: string;
  title: string;
  turns: number;
  weeks: number;
  weeks_per_turn: number;
}
/**
 * The set of scenarios with the same firms that one belongs to, to be played one after another.
 */
export interface ContrastCard {
  group: string;
  place: number;
  question?: ("capital" | "complexity" | "demand" | "stockout" | "supply") | null;
  title: string;
  turned: string;
}
/**
 * GET /api/scenarios/{name}/card: what a scenario is and what it is for; no shocks to come.
 */
export interface ScenarioPlan {
  card: ScenarioCard;
  currency: string;
  goals: string[];
  map: ChainMap;
  parts: CardPart[];
  story?: string;
}
/**
 * The chain from suppliers to markets.
 */
export interface ChainMap {
  columns: number;
  links: MapLink[];
  rows: number;
  sites: MapSite[];
}
/**
 * Goods go from one site to the next.
 */
export interface MapLink {
  end: string;
  mode: ("air" | "ocean" | "truck") | null;
  start: string;
  weeks: number | null;
}
/**
 * A place on the map. Columns count from the left, rows from the top, and a row may lie between two.
 */
export interface MapSite {
  column: number;
  id: string;
  kind: "depot" | "market" | "plants" | "port" | "supplier" | "way";
  mode?: ("air" | "ocean" | "truck") | null;
  part?: string;
  part_title?: string;
  plants?: string[];
  row: number;
  title: string;
}
/**
 * One component, as every player may know it.
 */
export interface CardPart {
  character: string;
  name: string;
  title: string;
  value: number;
  weeks: number;
}
/**
 * GET /api/years/{name}: whether a year is ready for the next game; the first who asks has one made.
 */
export interface YearInTheMaking {
  ready: boolean;
  tries: number;
}
/**
 * The answer to opening and joining: the page to open, and the token of the seat or the desk.
 */
export interface Opened {
  game: string;
  path: string;
  recovery: string | null;
  role: "facilitator" | "player";
  token: string;
}
/**
 * POST /api/claim: move a seat to this device by its hand-over code; its other devices are signed out.
 */
export interface Claim {
  code: string;
}
/**
 * POST /api/games: a game that others join by its code.
 */
export interface NewGame {
  bots?: ("hybrid" | "jic" | "jit") | null;
  depth?: "classic" | "expert" | "segmented";
  facilitated?: boolean;
  first_turn_seconds?: number | null;
  name: string;
  pin?: string;
  scenario: string;
  seed?: string | null;
  turn_seconds?: number | null;
  weeks_per_turn?: number | null;
}
/**
 * POST /api/games/{code}/join: take a free seat under a name.
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
  depth?: "classic" | "expert" | "segmented";
  scenario?: string;
}
/**
 * POST /api/recover: move the desk to this device by its recovery code; other devices are signed out.
 */
export interface Recover {
  game: string;
  recovery: string;
}
/**
 * The first frame of every connection: which game, and who is connecting.
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
 * Ask whether the server is there; `ack` says so and changes nothing.
 *
 * A browser cannot see that its socket is dead, as after a sleep, until it hears no answer.
 */
export interface Ping {
  id: string;
  type: "ping";
}
/**
 * Confirm a seat's stances for a turn, and what else the game offers; what is left out stays as it is.
 *
 * A game offers what `PartFacts.choices` and the view tell. What it does not offer is refused.
 */
export interface Decide {
  express?: string[] | null;
  id: string;
  numbers?: {
    [k: string]: PartNumbers | undefined;
  };
  plan?: {
    [k: string]: number[] | undefined;
  };
  second_source?: {
    [k: string]: boolean | undefined;
  };
  shelves?: {
    [k: string]: number | null | undefined;
  };
  stances: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  turn: number;
  type: "decide";
}
/**
 * Choose which seats this device is told of in a game with more than `MOST_LISTED_TABLES` tables.
 *
 * For the facilitator, and for an observer, who gets what `text` finds. It is in no log, and lasts as long
 * as the connection.
 */
export interface Look {
  group?: "all" | "away" | "left" | "needs_you" | "stopped" | "undecided";
  id: string;
  page?: number;
  /**
   * @maxItems 100
   */
  players?: string[];
  text?: string;
  type: "look";
}
/**
 * Start the game. For the facilitator, and the opener of an open game.
 */
export interface Start {
  id: string;
  type: "start";
}
/**
 * Close this turn now; no effect if it is closed already. For the facilitator.
 */
export interface CloseTurn {
  id: string;
  turn: number;
  type: "close_turn";
}
/**
 * Stop the clock; decisions are still accepted. For the facilitator.
 */
export interface Pause {
  id: string;
  type: "pause";
}
/**
 * Let the clock run again after a pause. For the facilitator.
 */
export interface Resume {
  id: string;
  type: "resume";
}
/**
 * Add time to the open turn, and to the countdown if all have decided. For the facilitator.
 */
export interface Extend {
  id: string;
  seconds: number;
  type: "extend";
}
/**
 * Set the seconds of each turn, counted from now for the open one; None: no deadline.
 *
 * For the facilitator.
 */
export interface SetDeadline {
  id: string;
  seconds: number | null;
  type: "set_deadline";
}
/**
 * Set whether a turn closes by itself when all held seats have decided. For the facilitator.
 */
export interface SetClosing {
  all_in: boolean;
  id: string;
  turn?: number | null;
  type: "set_closing";
}
/**
 * End the game after the open turn. For the facilitator.
 */
export interface LastTurn {
  id: string;
  type: "last_turn";
}
/**
 * Show a message to the whole room; an empty one removes it. For the facilitator.
 *
 * It goes by itself when what it was said in is over: the turn, the pause, the lobby, the game.
 */
export interface Announce {
  id: string;
  keep?: boolean;
  text: string;
  type: "announce";
}
/**
 * Add a shock that begins with a turn, and publish its news at once. For the facilitator.
 */
export interface Inject {
  grade?: "official" | "press" | "rumour";
  headline: string;
  id: string;
  kind:
    | "capacity_cut"
    | "closure"
    | "demand_slump"
    | "demand_surge"
    | "lead_time_stretch"
    | "line_outage"
    | "outside_orders"
    | "port_slowdown"
    | "price_rise"
    | "price_spike"
    | "use_cut";
  plain?: boolean;
  target: string;
  text: string;
  turn?: number | null;
  type: "inject";
  value: number;
  weeks: number;
}
/**
 * Give a player another name. For the facilitator.
 */
export interface Rename {
  id: string;
  name: string;
  player: string;
  type: "rename";
}
/**
 * Make a one-time link that moves a player's seat to another device; `ack` brings it.
 *
 * For the facilitator.
 */
export interface HandOver {
  id: string;
  player: string;
  type: "hand_over";
}
/**
 * Take a player's seat away: a bot plays it; in the lobby the seat is free again. For the facilitator.
 */
export interface ToBot {
  id: string;
  player: string;
  type: "to_bot";
}
/**
 * Send players away; bots play their seats, or these are free again. For the facilitator.
 *
 * Who comes from the same place as one of them must be let in by the desk (`answer_knock`).
 */
export interface RemovePlayers {
  id: string;
  /**
   * @minItems 1
   * @maxItems 100
   */
  players: [string, ...string[]];
  type: "remove_players";
}
/**
 * Close the door, so that nobody new gets a seat, or open it again. For the facilitator.
 */
export interface SetDoor {
  id: string;
  open: boolean;
  type: "set_door";
}
/**
 * Let in those who wait at one of the desk's `knocks`, or do not. For the facilitator.
 */
export interface AnswerKnock {
  id: string;
  knock: number;
  let_in: boolean;
  type: "answer_knock";
}
/**
 * Set whether anybody may read a finished game's page.
 *
 * For the facilitator, and the opener of an open game.
 */
export interface Publish {
  id: string;
  published: boolean;
  type: "publish";
}
/**
 * Archive a finished game: it accepts no more commands and is on no list.
 *
 * For the facilitator, and the opener of an open game.
 */
export interface Archive {
  id: string;
  type: "archive";
}
/**
 * The command with this id was accepted, and what it changed is on disk.
 */
export interface Ack {
  id: string;
  result: HandOverLink | null;
  type: "ack";
}
/**
 * A one-time link that moves a seat to another device.
 */
export interface HandOverLink {
  path: string;
  valid_seconds: number;
}
/**
 * The command with this id was refused and changed nothing.
 *
 * `code` says why, for programs; `message` in an English sentence. `fields` are values for the client's own
 * wording. `id` is None where the frame had none that could be read.
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
 * The last frame before the server closes the connection; `come_back`: whether to connect again.
 */
export interface Bye {
  code: string;
  come_back: boolean;
  message: string;
  type: "bye";
}
/**
 * Nothing can be saved just now, so no command is answered; sent every few seconds while it lasts.
 */
export interface Waiting {
  code: string;
  message: string;
  reason: "busy" | "full";
  type: "waiting";
}
/**
 * What all devices of a room are told between states, in the same bytes; below 1 KB.
 */
export interface Status {
  closed_by?: "" | "all_in" | "deadline" | "facilitator";
  closing: boolean;
  held?: boolean;
  interrupted: boolean;
  message: string;
  packed?: string;
  paused: boolean;
  phase: "archived" | "deciding" | "finished" | "lobby" | "resolving";
  remaining_ms: number | null;
  seats?: number;
  tables: string[];
  turn: number;
  turns: number;
  type: "status";
}
/**
 * Fields of the rows of a player's view that stand in a frame of their own, sent before the view of the
 * same turn, in games that offer choices beside stances: so no frame is long.
 *
 * In the view they are empty. Each belongs to the row in the same place. After the end there is nothing to
 * decide, and nothing is told of it.
 */
export interface Ahead {
  rows: RowAhead[];
  turn: number;
  type: "ahead";
}
/**
 * Fields of a `Row` that stand in `Ahead` in place of the view; each as there.
 */
export interface RowAhead {
  ages?: number;
  character: string;
  express?: ExpressNow | null;
  facts?: PartFacts | null;
  planning?: Planning | null;
  sources?: SourceNow[];
  supplier: string;
  title: string;
  value?: number;
  weeks?: RowWeeks | null;
}
/**
 * What express for a component in the open turn would bring, if no new shock comes.
 */
export interface ExpressNow {
  cost: number;
  more?: number[];
  units: number;
}
/**
 * How the stock that a component's numbers plan follows from them, and what it costs.
 *
 * plan = cover_weeks x weeks_per_cover + safety_factor x weeks_per_factor, in weeks of mean use. A week it
 * costs plan x holding. It needs orders of gap + plan x price in money, at least 0, in one week at most
 * `most_order`. It is there when `fill`, or from above `falls`, has come to it but for a twentieth of it and
 * a tenth of a week.
 */
export interface Planning {
  covers_weeks: number;
  falls?: number[];
  fee: number;
  fill?: number[];
  gap: number;
  holding: number;
  most_order: number;
  price: number;
  priority?: number;
  weeks_per_cover?: number;
  weeks_per_factor: number;
}
/**
 * A source this week, in the order of `PartChoices.sources`.
 */
export interface SourceNow {
  dearer?: number;
  quote_weeks: number;
  ready_in?: number | null;
  share?: number;
}
/**
 * A component at the end of each week of the last turn, oldest first; one list for each measure.
 *
 * The last week of the turn is left out: it is in the `Row`.
 */
export interface RowWeeks {
  bin_weeks: number[];
  on_the_way: number[][];
  queue_weeks?: number[];
  quote_weeks: number[];
  received: number[];
}
/**
 * Further fields of a player's view in a frame of their own, as in `Ahead`, and sent after that.
 */
export interface ChosenNow {
  cash?: Cash;
  chosen: Chosen;
  demand?: Demand[];
  shelves?: Shelf[];
  turn: number;
  type: "chosen";
}
/**
 * The seat's money for stock. Orders stop where stock and open orders have tied up cash and credit.
 */
export interface Cash {
  by_priority?: boolean;
  cash: number;
  credit: number | null;
  interest?: number;
  room: number | null;
  tied_up: number;
}
/**
 * What the seat has chosen for the open turn beside stances: confirmed, or what repeats.
 */
export interface Chosen {
  express?: string[];
  numbers?: {
    [k: string]: PartNumbers | undefined;
  };
  plan?: {
    [k: string]: number[] | undefined;
  };
  second_source?: {
    [k: string]: boolean | undefined;
  };
  shelves?: {
    [k: string]: number | undefined;
  };
}
/**
 * Demand for a product of the seat, in units a week.
 *
 * A plan that lies d(1), d(2), … units above what was `planned` for the 1st, 2nd, … week changes the `gap`
 * of a component (`Planning`) by its price for a unit x `parts` x the sum of d(n) x (c(n) + `wanted`(n)),
 * where c(n), the part of the week that an order covers, is `covers_weeks` - (n - 1), at least 0 and at
 * most 1.
 */
export interface Demand {
  asked?: number[];
  forecast: number[];
  parts?: {
    [k: string]: number | undefined;
  };
  planned?: number[];
  product: string;
  title: string;
  wanted?: number[];
}
/**
 * The seat's stock of finished goods in a market's region; units of all products together.
 */
export interface Shelf {
  coming?: number[];
  demand: number;
  fee?: number;
  freight?: number;
  holding: number;
  lead_weeks: number;
  market: string;
  most_weeks?: number;
  target_weeks: number;
  title: string;
  units: number;
  usual_weeks: number;
  waiting?: number;
}
/**
 * The state of a player: the seat's own books and all that is public.
 */
export interface View {
  bill_last_turn?: Bill | null;
  bill_so_far?: Bill | null;
  blurb: string;
  cash?: Cash;
  chosen?: Chosen;
  confirmed: boolean;
  cost_last_turn: number;
  decided_on: string;
  decision: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  demand?: Demand[];
  earlier_news: number;
  first_week: number;
  game: GameInfo;
  goods_weeks: number;
  last_week: number;
  late: boolean;
  line_left?: number;
  may_manage: boolean;
  name: string;
  news: NewsItem[];
  news_marks?: NewsMark[];
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
  shelves?: Shelf[];
  standings: Standing[];
  stock_per_week?: number;
  stock_value: number;
  stop?: StopCost | null;
  table: number;
  total_cost: number;
  turn: number;
  type: "view";
  uptime: number | null;
  uptime_last_turn: number | null;
  way_weeks?: number;
  weeks: LineWeek[];
}
/**
 * Money of a seat in a few lines, which add up to its cost.
 */
export interface Bill {
  changes: number;
  closing?: number;
  freight: number;
  idle: number;
  lost: number;
  stock: number;
}
/**
 * What a piece of news speaks of.
 */
export interface NewsMark {
  all_clear?: boolean;
  parts?: string[];
}
/**
 * One component of a seat, from its supplier to the plant.
 */
export interface Row {
  ages?: number;
  asked_in?: number;
  bin_units: number;
  bin_weeks: number;
  character: string;
  component: string;
  contract?: ("cancel_freely" | "firm" | "firm_window" | "non_cancellable")[];
  dearer?: number;
  express?: ExpressNow | null;
  facts?: PartFacts | null;
  from_reserve?: number;
  mode: "air" | "ocean" | "truck";
  offers: StanceOffers;
  on_the_way: number[];
  planning?: Planning | null;
  port: PortRow | null;
  quote_before: number;
  quote_weeks: number;
  rationing?: ("lexicographic" | "linear" | "proportional" | "turn_and_earn" | "uniform") | null;
  received: number;
  sources?: SourceNow[];
  stance: "JIC" | "JIT";
  stop?: StopCost | null;
  stops_in_weeks: number | null;
  supplier: string;
  survives_weeks: number;
  title: string;
  unfilled_units: number;
  use_left?: number;
  use_per_week: number;
  usual_weeks: number;
  value?: number;
  weeks: RowWeeks | null;
}
/**
 * The outlook of a component: what each stance would mean from now on; in each list JIT, then JIC.
 */
export interface StanceOffers {
  build_weeks: number[];
  fee: number[];
  holding_per_week: number[];
  plan_weeks: number[];
}
/**
 * The port that a component passes, and the seat's goods there.
 */
export interface PortRow {
  arrivals?: number[];
  own_units: number;
  port: string;
  queue_weeks: number;
  title: string;
  usual_queue_weeks: number;
}
/**
 * What a week in which nothing is made costs, at the seat's mean demand.
 */
export interface StopCost {
  cost: number;
  units: number;
}
/**
 * The public results of a seat after a turn.
 */
export interface Standing {
  bot?: boolean;
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
 * One week of a seat's production line.
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
 * The state of a player before the start.
 */
export interface Lobby {
  blurb: string;
  game: GameInfo;
  join_url: string | null;
  join_url_given: boolean;
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
 * A seat and the name of its player, in the lobby and on the board.
 */
export interface Person {
  name: string | null;
  program?: boolean;
  seat: string;
  table: number;
  title: string;
  you: boolean;
}
/**
 * The state of an observer, such as a projector: all that is public.
 */
export interface Board {
  door_open?: boolean;
  first_week: number;
  game: GameInfo;
  join_url: string | null;
  join_url_given: boolean;
  last_week: number;
  news: NewsItem[];
  overview?: BoardOverview | null;
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
 * All seats of a game that has more tables than can be listed, put together.
 */
export interface BoardOverview {
  best_others: number[];
  best_ranks: number[];
  cost: Histogram | null;
  found: Person[];
  found_ranks: (number | null)[];
  found_standings: Standing[];
  joined: number;
  programs: number;
  ranked: number;
  score: Histogram | null;
  text: string;
  uptime: Histogram | null;
}
/**
 * How one quantity is spread over all seats that have a rank.
 */
export interface Histogram {
  counts: number[];
  least: number;
  median: number;
  most: number;
}
/**
 * What all may know of one table's suppliers and ports.
 */
export interface TableBoard {
  queues: QueueRow[];
  quotes: QuoteRow[];
  table: number;
}
/**
 * The queue of a port, in weeks of its throughput.
 */
export interface QueueRow {
  port: string;
  queue_weeks: number;
  title: string;
  usual_queue_weeks: number;
}
/**
 * The lead time that a supplier quotes for a component on its main lane.
 */
export interface QuoteRow {
  component: string;
  quote_weeks: number;
  supplier: string;
  title: string;
  usual_weeks: number;
}
/**
 * Uptime and cost of a leading seat after each turn, oldest first.
 */
export interface Trail {
  cost: number[];
  seat: string;
  table: number;
  uptime: number[];
}
/**
 * The state of the facilitator: everything in the game.
 */
export interface Desk {
  all_in: boolean;
  boards: number;
  changes?: DeskChange[];
  door_open?: boolean;
  first_turn_seconds: number | null;
  first_week: number;
  game: GameInfo;
  join_url: string | null;
  join_url_given: boolean;
  knocks?: Knock[];
  last_turn: number;
  last_week: number;
  news: NewsItem[];
  overview?: DeskOverview | null;
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
 * A seat's new stance for a component. `bot`: a bot decided it, whoever holds the seat now.
 */
export interface DeskChange {
  bot?: boolean;
  component: string;
  seat: string;
  stance: "JIC" | "JIT";
  table: number;
  turn: number;
}
/**
 * A place from which people want to join and must be let in by the facilitator.
 */
export interface Knock {
  many: boolean;
  number: number;
  players: string[];
  turned_away: number;
}
/**
 * All seats of a game that has more tables than one frame can list; `Desk.seats` has a page of them.
 */
export interface DeskOverview {
  asked: number;
  away: number;
  chosen?: DeskChosenSeats;
  found: number;
  found_players: string[];
  group: "all" | "away" | "left" | "needs_you" | "stopped" | "undecided";
  groups: {
    [k: string]: number | undefined;
  };
  page: number;
  pages: number;
  parts: DeskPart[];
  people: number;
  players: string[];
  programs: number;
  steady: number;
  text: string;
  waiting: DeskSeat[];
}
/**
 * How many seats have set something beside their stances, by what it is; as `DeskSeat.chosen`.
 */
export interface DeskChosenSeats {
  express: number;
  numbers: number;
  plan: number;
  second: number;
  shelves: number;
}
/**
 * How all seats that people hold stood with one component in the last turn; of bots alone, all seats.
 */
export interface DeskPart {
  component: string;
  jic: number;
  jit: number;
  stopped: number;
  worst_table: number;
  worst_title: string;
}
/**
 * A seat as the facilitator sees it.
 */
export interface DeskSeat {
  away_ms: number | null;
  chosen?: DeskChosen;
  decided: boolean;
  devices: number;
  late: boolean;
  lost: {
    [k: string]: number | undefined;
  };
  name: string | null;
  place?: number | null;
  player: string | null;
  program?: boolean;
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
 * What a seat has set beside its stances for the open turn; of a game that is over, for the last one.
 *
 * Components are told by their place among `TableBoard.quotes`, from 0: a page holds many seats.
 */
export interface DeskChosen {
  express?: number[];
  numbers?: number[];
  plan?: boolean;
  second?: number[];
  shelves?: boolean;
}
/**
 * A kind of shock that the facilitator may add, its possible targets and sizes.
 */
export interface ShockChoice {
  highest: number;
  kind:
    | "capacity_cut"
    | "closure"
    | "demand_slump"
    | "demand_surge"
    | "lead_time_stretch"
    | "line_outage"
    | "outside_orders"
    | "port_slowdown"
    | "price_rise"
    | "price_spike"
    | "use_cut";
  lowest: number;
  targets: ShockTarget[];
  unit: "factor" | "weeks";
}
/**
 * A supplier, port, lane or product that a shock may affect.
 */
export interface ShockTarget {
  mode: ("air" | "ocean" | "truck") | null;
  name: string;
  part?: string;
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
    | "line_outage"
    | "outside_orders"
    | "port_slowdown"
    | "price_rise"
    | "price_spike"
    | "use_cut";
  last_week: number;
  live: boolean;
  name: string;
  news: NewsItem[];
  target: string;
  target_title: string;
  title: string;
  words?: ShockWords | null;
}
