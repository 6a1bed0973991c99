// Made from game/messages.py by `npm run types`. Do not edit.

export type Command = Hello | Decide;
export type Frame = Ack | Error | Bye | Status | View;

export interface Protocol {
  command: Command;
  frame: Frame;
  opened: Opened;
  practice: NewPractice;
  scenarios: ScenarioCard[];
}
/**
 * The first frame of every connection: who speaks, about which game.
 */
export interface Hello {
  game: string;
  id: string;
  protocol?: number;
  token: string;
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
 * The command with this id is on disk.
 */
export interface Ack {
  id: string;
  type: "ack";
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
 * What the whole room may know between views: the same bytes for everybody.
 */
export interface Status {
  phase: "deciding" | "finished" | "lobby" | "resolving";
  remaining_ms: number | null;
  seats: SeatStatus[];
  turn: number;
  turns: number;
  type: "status";
}
export interface SeatStatus {
  connected: boolean;
  decided: boolean;
  held_by: "bot" | "person";
  seat: string;
  title: string;
}
/**
 * All that one seat may see, whole, once a turn.
 */
export interface View {
  blurb: string;
  confirmed: boolean;
  cost_last_turn: number;
  costs: CostLine[];
  decision: {
    [k: string]: "JIC" | "JIT" | undefined;
  };
  first_week: number;
  game: GameInfo;
  last_week: number;
  news: NewsItem[];
  phase: "deciding" | "finished" | "lobby" | "resolving";
  rows: Row[];
  seat: string;
  seat_title: string;
  standings: Standing[];
  stock_value: number;
  total_cost: number;
  turn: number;
  type: "view";
  uptime: number | null;
  uptime_by_turn: number[];
  uptime_last_turn: number | null;
  weeks: WeekRow[];
}
export interface CostLine {
  last_turn: number;
  line: string;
  so_far: number;
}
export interface GameInfo {
  code: string;
  currency: string;
  lesson: string;
  practice: boolean;
  scenario: string;
  story: string;
  summary: string;
  title: string;
  turns: number;
  uptime_target: number;
  weeks: number;
  weeks_per_turn: number;
}
export interface NewsItem {
  grade: "official" | "press" | "rumour";
  headline: string;
  text: string;
  week: number;
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
  offers: StanceOffer[];
  on_the_way: number[];
  port: PortRow | null;
  quote_before: number;
  quote_weeks: number;
  stance: "JIC" | "JIT";
  stops_in_weeks: number | null;
  supplier: string;
  title: string;
  unfilled_units: number;
  use_per_week: number;
  usual_weeks: number;
  value: number;
}
/**
 * What one stance of a component would mean from now on.
 */
export interface StanceOffer {
  build_weeks: number;
  fee: number;
  holding_per_week: number;
  plan_weeks: number;
  stance: "JIC" | "JIT";
}
export interface PortRow {
  own_units: number;
  port: string;
  queue_weeks: number;
  title: string;
  usual_queue_weeks: number;
}
/**
 * What is public of a seat after each turn.
 */
export interface Standing {
  seat: string;
  title: string;
  total_cost: number;
  uptime: number;
  you: boolean;
}
/**
 * One week of the seat's line.
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
 * The answer: where to play, and the token that holds the seat.
 */
export interface Opened {
  game: string;
  path: string;
  token: string;
}
/**
 * POST /api/practice: a game alone against bots.
 */
export interface NewPractice {
  scenario?: string;
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
