"""Everything that crosses the wire, one frozen struct a frame; at the end, every HTTP route.

Upwards in the imperative (`hello`, `decide`), downwards what is so (`ack`, `view`,
`status`, `error`, `bye`). The TypeScript types are generated from here, so downward
structs have no defaults. Numbers travel bare: the client words and rounds them.

There are three roles. A player and a facilitator are whoever shows their token: in the link's
fragment, then in the page's storage, then in `hello` or an `Authorization: Bearer` header. An
observer shows only the game's code. A server sends whole states: `status`, the same for all,
and one more by role: `view` (a player; before the start `lobby`), `board`, `desk`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

PROTOCOL = 1

CommandId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{8,40}\Z")]
GameCode = Annotated[str, Meta(min_length=1, max_length=16)]
Token = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{16,64}\Z")]
StanceName = Literal["JIT", "JIC"]
Phase = Literal["lobby", "deciding", "resolving", "finished", "archived"]
Grade = Literal["rumour", "press", "official"]
GameKind = Literal["practice", "workshop", "open"]
"""Alone against bots; led by a facilitator; among players alone, by deadline."""
Depth = Literal["classic", "segmented"]
"""One switch for all components, or one for each."""
BotStance = Literal["jit", "jic", "hybrid"]
ShockKind = Literal[
    "capacity_cut",
    "closure",
    "port_slowdown",
    "demand_surge",
    "demand_slump",
    "lead_time_stretch",
    "price_spike",
    "outside_orders",
]
PlayerId = Annotated[str, Meta(pattern=r"\A[a-z0-9]{1,40}\Z")]
TypedName = Annotated[str, Meta(max_length=200)]
"""A name as it was typed; the rules trim it and say what is wrong with it."""
TypedText = Annotated[str, Meta(max_length=600)]
Seconds = Annotated[int, Meta(ge=10, le=86400)]


# ---------------------------------------------------------------- upwards


class Hello(Struct, frozen=True, forbid_unknown_fields=True, tag="hello"):
    """The first frame of every connection: who speaks, about which game."""

    id: CommandId
    game: GameCode
    token: Token | None = None
    """None: an observer, who needs only the code."""
    protocol: int = PROTOCOL
    device: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{0,40}\Z")] = ""
    """Chosen by the page, so that it can tell its own decisions from another device's at the seat."""


class Decide(Struct, frozen=True, forbid_unknown_fields=True, tag="decide"):
    """A seat's stances for a turn; components left out keep theirs."""

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]
    stances: Annotated[dict[str, StanceName], Meta(max_length=16)]


class Start(Struct, frozen=True, forbid_unknown_fields=True, tag="start"):
    """Out of the lobby. For the facilitator, and the opener of an open game."""

    id: CommandId


class CloseTurn(Struct, frozen=True, forbid_unknown_fields=True, tag="close_turn"):
    """Close this turn now. Desk; harmless if it is closed already."""

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]


class Pause(Struct, frozen=True, forbid_unknown_fields=True, tag="pause"):
    """Stop the clock; decisions are taken all the same. Desk."""

    id: CommandId


class Resume(Struct, frozen=True, forbid_unknown_fields=True, tag="resume"):
    """Let the clock go on. Desk."""

    id: CommandId


class Extend(Struct, frozen=True, forbid_unknown_fields=True, tag="extend"):
    """More time for the turn that is open. Desk."""

    id: CommandId
    seconds: Seconds


class SetDeadline(Struct, frozen=True, forbid_unknown_fields=True, tag="set_deadline"):
    """From now on so many seconds a turn, the open one too (counted from now); None: no deadline. Desk."""

    id: CommandId
    seconds: Seconds | None


class SetClosing(Struct, frozen=True, forbid_unknown_fields=True, tag="set_closing"):
    """Whether a turn closes by itself when everybody has decided. Desk."""

    id: CommandId
    all_in: bool


class LastTurn(Struct, frozen=True, forbid_unknown_fields=True, tag="last_turn"):
    """The game ends when the turn now open has been played. Desk."""

    id: CommandId


class Announce(Struct, frozen=True, forbid_unknown_fields=True, tag="announce"):
    """A message to the whole room, until the next; an empty one takes it away. Desk."""

    id: CommandId
    text: TypedText


class Inject(Struct, frozen=True, forbid_unknown_fields=True, tag="inject"):
    """A shock from the first week not yet played, with the news that announces it at once. Desk."""

    id: CommandId
    kind: ShockKind
    target: Annotated[str, Meta(min_length=1, max_length=40)]
    """A supplier, port, lane or product, as the kind asks: one of the desk's `shock_kinds`."""
    weeks: Annotated[int, Meta(ge=1, le=52)]
    value: float
    """While it lasts: a multiple of normal, or weeks added; a closure has none and ignores it."""
    headline: TypedText
    """Empty: nothing is announced."""
    text: TypedText


class Rename(Struct, frozen=True, forbid_unknown_fields=True, tag="rename"):
    """Another name for a player. Desk."""

    id: CommandId
    player: PlayerId
    name: TypedName


class HandOver(Struct, frozen=True, forbid_unknown_fields=True, tag="hand_over"):
    """A one-time link that moves a player's seat to another device; the ack carries it. Desk."""

    id: CommandId
    player: PlayerId


class ToBot(Struct, frozen=True, forbid_unknown_fields=True, tag="to_bot"):
    """Take a seat from whoever holds it and let a bot play it; in the lobby it is free again. Desk."""

    id: CommandId
    player: PlayerId


class Publish(Struct, frozen=True, forbid_unknown_fields=True, tag="publish"):
    """Whether a finished game's page may be read by everybody. Desk, and the opener of an open game."""

    id: CommandId
    published: bool


class Archive(Struct, frozen=True, forbid_unknown_fields=True, tag="archive"):
    """A game that is over takes no command and leaves the lists. Desk, and the opener."""

    id: CommandId


DeskCommand = (
    Start
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
    | Archive
)
Command = Hello | Decide | DeskCommand


# ---------------------------------------------------------------- downwards


class HandOverLink(Struct, frozen=True, forbid_unknown_fields=True):
    """Opens a seat on another device, once."""

    path: str
    """Relative to the server's root, the one-time code in the fragment."""
    valid_seconds: int


class Ack(Struct, frozen=True, forbid_unknown_fields=True, tag="ack"):
    """The command with this id is on disk."""

    id: str
    result: HandOverLink | None
    """What `hand_over` gave; None for all else."""


class Error(Struct, frozen=True, forbid_unknown_fields=True, tag="error"):
    """The command with this id changed nothing, and why; `fields` name what the code talks of."""

    id: str | None
    code: str
    message: str
    fields: dict[str, str]


class Bye(Struct, frozen=True, forbid_unknown_fields=True, tag="bye"):
    """The last frame: the server closes, and whether coming back makes sense."""

    code: str
    message: str
    come_back: bool


class Status(Struct, frozen=True, forbid_unknown_fields=True, tag="status"):
    """What the whole room may know between views: the same bytes for everybody, under 1 KB."""

    phase: Phase
    turn: int
    turns: int
    """Turns that will be played; fewer than the scenario's after `last_turn`."""
    remaining_ms: int | None
    """Until the open turn closes by itself; None: no deadline. Stands still while paused."""
    closing: bool
    """Everybody has decided, and what remains is the countdown that any change cancels."""
    paused: bool
    message: str
    """The facilitator's last announcement, or empty."""
    tables: list[str]
    """By table one letter a seat, in the scenario's order: d decided, c connected and not decided,
    a away and not decided, b bot, f free (before the start)."""


class GameInfo(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    scenario: str
    title: str
    summary: str
    story: str
    lesson: str
    currency: str
    weeks: int
    weeks_per_turn: int
    turns: int
    uptime_target: float
    kind: GameKind
    depth: Depth
    bots: BotStance
    """How seats play that nobody holds."""
    tables: int


class StanceOffer(Struct, frozen=True, forbid_unknown_fields=True):
    """What one stance of a component would mean from now on."""

    stance: StanceName
    plan_weeks: float
    """Weeks of mean use it plans to hold in the bin."""
    holding_per_week: float
    """Money a week for holding that plan."""
    fee: float
    """Money at once for changing to it; 0 for the stance in force."""
    build_weeks: float
    """Weeks until the plan stands, as orders are damped and suppliers quote; 0 if it stands."""


class PortRow(Struct, frozen=True, forbid_unknown_fields=True):
    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float
    own_units: float


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One component, read left to right as goods flow."""

    component: str
    title: str
    character: str
    value: float
    supplier: str
    mode: Literal["ocean", "truck", "air"]
    quote_weeks: float
    quote_before: float
    """The quote a turn ago."""
    usual_weeks: float
    unfilled_units: float
    """Ordered, waiting at the supplier."""
    on_the_way: list[float]
    """Units that reach the port or the plant in 1, 2, … weeks if nothing changes."""
    port: PortRow | None
    bin_units: float
    bin_weeks: float
    """Units on hand over this week's use."""
    use_per_week: float
    stance: StanceName
    offers: list[StanceOffer]
    stops_in_weeks: float | None
    """Weeks until the bin runs dry at this use with what is surely on its way; None: not in sight."""


class WeekRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One week of the seat's line."""

    week: int
    required: float
    made: float
    lost_by: dict[str, float]
    """Required units not made, by the component that was missing ("line" where it was the line)."""
    demand: float
    lost_sales: float
    cost: float


class NewsItem(Struct, frozen=True, forbid_unknown_fields=True):
    week: int
    grade: Grade
    headline: str
    text: str


class Standing(Struct, frozen=True, forbid_unknown_fields=True):
    """What is public of a seat after each turn."""

    table: int
    """From 1."""
    seat: str
    title: str
    name: str | None
    """Who holds the seat; None: a bot plays it."""
    you: bool
    uptime: float
    total_cost: float
    score: float | None
    """Over the weeks played; None until it has been worked out."""


class CostLine(Struct, frozen=True, forbid_unknown_fields=True):
    line: str
    so_far: float
    last_turn: float


class View(Struct, frozen=True, forbid_unknown_fields=True, tag="view"):
    """All that one seat may see, whole, once a turn."""

    game: GameInfo
    phase: Phase
    turn: int
    """The turn being decided, from 1; after the end the last one."""
    first_week: int
    last_week: int
    player: str
    name: str
    table: int
    """From 1."""
    seat: str
    seat_title: str
    blurb: str
    uptime: float | None
    """None before the first week."""
    uptime_last_turn: float | None
    total_cost: float
    cost_last_turn: float
    stock_value: float
    costs: list[CostLine]
    rows: list[Row]
    weeks: list[WeekRow]
    """Of the turn that closed last."""
    uptime_by_turn: list[float]
    score: float | None
    """Over the weeks played; None until it has been worked out."""
    score_by_turn: list[float | None]
    place: int | None
    """Among all seats of all tables, by score; None until that is known."""
    places: int
    standings: list[Standing]
    """Of this table."""
    news: list[NewsItem]
    """Newest first."""
    decision: dict[str, StanceName]
    """What holds for the turn now open: confirmed, or what repeats if nothing is confirmed."""
    confirmed: bool
    decided_on: str
    """The device, as it called itself in its hello, that confirmed; empty if unknown."""
    repeated: bool
    """In the turn that closed last nobody confirmed here, so what held was repeated."""
    late: bool
    """The seat was taken while a turn was open and decides from the next turn on."""
    may_manage: bool
    """This player opened the game: may start, publish and archive it."""
    results_path: str | None
    """After the end: the page of this game, with the key that opens it."""


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat in the lobby, and who sits there."""

    table: int
    seat: str
    title: str
    name: str | None
    you: bool


class Lobby(Struct, frozen=True, forbid_unknown_fields=True, tag="lobby"):
    """What a player sees before the start."""

    game: GameInfo
    player: str
    name: str
    table: int
    seat: str
    seat_title: str
    blurb: str
    people: list[Person]
    """At this table."""
    joined: int
    """People at all tables."""
    may_manage: bool
    """This player opened the game: may start it."""


class QuoteRow(Struct, frozen=True, forbid_unknown_fields=True):
    """What a supplier quotes for a component on its main lane, as everybody hears it."""

    component: str
    title: str
    supplier: str
    quote_weeks: float
    usual_weeks: float


class QueueRow(Struct, frozen=True, forbid_unknown_fields=True):
    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float


class TableBoard(Struct, frozen=True, forbid_unknown_fields=True):
    """What is public of one table's world."""

    table: int
    quotes: list[QuoteRow]
    queues: list[QueueRow]


class Board(Struct, frozen=True, forbid_unknown_fields=True, tag="board"):
    """All that an observer, the projector, may see."""

    game: GameInfo
    phase: Phase
    turn: int
    first_week: int
    last_week: int
    people: list[Person]
    """Every seat of every table; `you` is never so."""
    standings: list[Standing]
    """Of all tables, in the order of tables and seats; empty before the first turn is played."""
    tables: list[TableBoard]
    news: list[NewsItem]
    """Newest first."""
    join_url: str | None
    """Where phones reach the page to join, if the server knows better than the browser."""
    results_path: str | None
    """After the end, if the facilitator has published the game."""


class DeskSeat(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat as the facilitator sees it."""

    table: int
    seat: str
    title: str
    player: str | None
    """None: a bot plays it (before the start: free)."""
    name: str | None
    devices: int
    """Open now; 0: away."""
    decided: bool
    late: bool
    """Decides from the next turn on."""
    repeats: int
    """Turns in a row in which nobody confirmed here."""
    stances: dict[str, StanceName]
    """What holds for the open turn; for a bot what it played last."""
    uptime: float | None
    total_cost: float
    score: float | None


class DeskShock(Struct, frozen=True, forbid_unknown_fields=True):
    """One shock on the facilitator's timeline."""

    name: str
    title: str
    kind: ShockKind
    target: str
    target_title: str
    first_week: int
    last_week: int
    comes: bool
    """False: only its news come, it does not."""
    live: bool
    """Thrown in by the facilitator."""
    news: list[NewsItem]
    """All of it, with the week in which each item comes out."""


class ShockTarget(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: str


class ShockChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of shock that may be thrown in here, and what it may strike."""

    kind: ShockKind
    targets: list[ShockTarget]
    lowest: float
    highest: float
    unit: Literal["factor", "weeks"]


class Desk(Struct, frozen=True, forbid_unknown_fields=True, tag="desk"):
    """All that the facilitator sees: everything."""

    game: GameInfo
    phase: Phase
    turn: int
    first_week: int
    last_week: int
    seed: str
    """Digits: it may have more than a JavaScript number holds."""
    seed_given: bool
    turn_seconds: int | None
    first_turn_seconds: int | None
    all_in: bool
    """A turn closes by itself when everybody has decided."""
    last_turn: int
    """After which the game ends."""
    seats: list[DeskSeat]
    """Of all tables, in the order of tables and seats."""
    boards: int
    """Projectors connected."""
    phone_seen: bool
    """Another machine than this one has reached the server since it started."""
    shocks: list[DeskShock]
    """Everyday disturbances left out; by first week."""
    shock_kinds: list[ShockChoice]
    tables: list[TableBoard]
    news: list[NewsItem]
    """Newest first."""
    published: bool
    join_url: str | None
    results_path: str | None
    """After the end: the page of this game, with the key that opens it."""


State = View | Lobby | Board | Desk
Frame = Ack | Error | Bye | Status | State


# ---------------------------------------------------------------- the HTTP API


ScenarioName = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_]{0,39}\Z")]


class NewPractice(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/practice: a game alone against bots."""

    scenario: ScenarioName = "pacific_squeeze"


class NewGame(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/games: a game that others join by its code."""

    scenario: ScenarioName
    name: TypedName
    """The opener's: the facilitator's, or of the first player of an open game."""
    facilitated: bool = True
    """False: an open game; the opener takes a seat and starts it, and deadlines do the rest."""
    seed: Annotated[str, Meta(pattern=r"\A[0-9]{1,20}\Z")] | None = None
    """Digits, up to 2**64 - 1; None: drawn, and unknown to players until the end."""
    turn_seconds: Seconds | None = 300
    """None: turns are closed by hand or by all in; refused where nobody facilitates."""
    first_turn_seconds: Seconds | None = None
    """None: no deadline in the first turn; where nobody facilitates 600."""
    depth: Depth = "segmented"
    bots: BotStance | None = None
    """None: `hybrid`, in a classic game `jit`."""
    pin: Annotated[str, Meta(max_length=64)] = ""
    """The server's host pin, where it asks for one."""


class JoinGame(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/games/{code}/join: a seat under a name."""

    name: TypedName
    token: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{43,64}\Z")] | None = None
    """Made by the page from 32 random bytes, so that asking again after a lost answer gives the
    same seat. None: the server makes one."""
    bot: bool = False
    """A program plays: tables and lists mark the seat so, and filters tell it from people."""


class Recover(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/recover: the desk moves here; the device that had it is sent away."""

    game: GameCode
    recovery: Annotated[str, Meta(min_length=1, max_length=64)]


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/claim: a handed-over seat moves here; its other devices are sent away."""

    code: Annotated[str, Meta(min_length=1, max_length=64)]


class Opened(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer: where to play, and the token that holds the seat or the desk."""

    game: str
    token: str
    path: str
    """Relative to the server's root, the token in the fragment."""
    role: Literal["player", "facilitator"]
    recovery: str | None
    """Shown once: moves the desk to another device. Only to a facilitator."""


class ScenarioCard(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: str
    summary: str
    weeks: int
    turns: int
    seats: int
    components: int


class GameCard(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}: what the join page tells before anybody sits down."""

    code: str
    scenario: str
    title: str
    summary: str
    kind: GameKind
    depth: Depth
    phase: Phase
    turn: int
    turns: int
    joined: int
    joinable: bool
    """There is a seat left, now or from the next turn on."""
    published: bool


class PastWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """One week of a seat as it was; lists follow `PastWeeks.components` and `.ports`."""

    turn: int
    line: WeekRow
    bin_units: list[float]
    stances: list[StanceName]
    quote_weeks: list[float]
    port_queue_weeks: list[float]


class PastWeeks(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/weeks: all weeks played, with an ETag; the facilitator asks for a seat
    with ?table=1&seat=name, a player gets his own."""

    table: int
    seat: str
    components: list[str]
    ports: list[str]
    weeks: list[PastWeek]


# ---------------------------------------------------------------- the routes


class Route(Struct, frozen=True):
    """One address under /api/: what goes in, what comes out, who may ask."""

    method: Literal["GET", "POST"]
    path: str
    takes: type | None
    gives: object
    """A type for JSON, or a media type."""
    who: Literal["anybody", "holder", "reader"]
    """holder: a player's or the facilitator's token as `Authorization: Bearer`. reader: that, or
    the key in a game's `results_path`, or anybody once the game is published."""


ROUTES = (
    Route("GET", "/api/scenarios", None, list[ScenarioCard], "anybody"),
    Route("POST", "/api/practice", NewPractice, Opened, "anybody"),
    Route("POST", "/api/games", NewGame, Opened, "anybody"),
    Route("GET", "/api/games/{code}", None, GameCard, "anybody"),
    Route("POST", "/api/games/{code}/join", JoinGame, Opened, "anybody"),
    Route("POST", "/api/recover", Recover, Opened, "anybody"),
    Route("POST", "/api/claim", Claim, Opened, "anybody"),
    Route("GET", "/api/games/{code}/weeks", None, PastWeeks, "holder"),
)
"""Besides: GET /healthz, /metrics, the socket /ws (or /ws/{code}) and the client's pages: /, /host,
/join, /play/{code}, /host/{code}, /board/{code}, /debrief/{code}, /claim, /leaderboard. What comes
after the game adds its routes below: GET /api/games/{code}/results, /api/games/{code}/weeks.csv,
/api/leaderboard and /api/leaderboard.csv."""


# ---------------------------------------------------------------- after the game


class ScoreParts(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat's score over the weeks played, and the marks on its ruler, all in money."""

    weeks: int
    cost: float
    jit: float
    jic: float
    dearer: float
    best: float
    best_plan: list[str]
    """The components that the cheapest fixed plan holds Just in Case. Never sent before the end."""
    mix: float
    score: float


class WayOutcome(Struct, frozen=True, forbid_unknown_fields=True):
    """What one way to play a seat came to: same luck, same rivals' orders, books closed."""

    way: Literal["played", "jit", "jic", "mix", "best"]
    jic: list[str]
    """Components held Just in Case throughout; for `played`, those that ever were."""
    cost: float
    uptime: float
    costs: dict[str, float]
    """By cost line."""


class WhatIf(Struct, frozen=True, forbid_unknown_fields=True):
    """One component as recommended from the first turn on, all else as played: what that changes.

    Negative cost: it would have been cheaper. Both 0: it was played so.
    """

    component: str
    cost: float
    uptime: float


class LostUnits(Struct, frozen=True, forbid_unknown_fields=True):
    """Sales lost for one cause."""

    component: str | None
    """None: the line was the limit, or demand outran goods and line."""
    shocks: list[str]
    """Names of those at work on the component's way; none: thin stock."""
    units: float
    first_week: int
    last_week: int


class SeatHindsight(Struct, frozen=True, forbid_unknown_fields=True):
    """All about one seat that only a replay can tell."""

    table: int
    """From 0."""
    seat: str
    parts: ScoreParts
    ways: list[WayOutcome]
    what_ifs: list[WhatIf]
    """By component, in the scenario's order."""
    difference: str | None
    """The component whose what-if changes the cost most; None where none changes it."""
    losses: list[LostUnits]
    """Most units first."""


class YearShock(Struct, frozen=True, forbid_unknown_fields=True):
    """What struck, or was said to be coming, in the weeks played."""

    name: str
    title: str
    target: str
    components: list[str]
    """Those whose way it stands in; empty for a shock to demand."""
    origin: Literal["scenario", "live", "everyday"]
    comes: bool
    """False: a false alarm."""
    rumoured: int | None
    """Week of its first news."""
    official: int | None
    """Week of its first official news."""
    cleared: int | None
    """Week of its first all-clear."""
    first_week: int | None
    """Of the weeks in force; None: never in the weeks played."""
    last_week: int | None
    news: list[NewsItem]
    """Oldest first."""


class Hindsight(Struct, frozen=True, forbid_unknown_fields=True):
    """A game looked back on, worked out once when it ends and kept in its log."""

    scoring_version: int
    shocks: list[YearShock]
    """Everyday trouble only where it cost somebody units; by first week or first news."""
    seats: list[SeatHindsight]
    """In the order of tables and seats."""


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """One plain fact about a part, worded by the client from its catalogue.

    as_recommended; otherwise (turns it stood otherwise); waited (weeks, first_week, last_week, units:
    the line stood for it); carried (shock, first_week, last_week: it struck and the line ran);
    late (turn, week, shock, shock_week: put Just in Case after it had struck, and the line stood);
    false_alarm (turn, week, shock: put Just in Case for what never came); quiet (nothing struck it).
    """

    code: Literal["as_recommended", "otherwise", "waited", "carried", "late", "false_alarm", "quiet"]
    numbers: dict[str, float]
    shock: str | None
    """Its name among the year's shocks."""


class PartDebrief(Struct, frozen=True, forbid_unknown_fields=True):
    """One component of one seat, looked back on."""

    component: str
    title: str
    recommended: StanceName
    reason: str
    stances: list[StanceName]
    """By turn."""
    holding: float
    """Money for keeping it: capital, storage, insurance, obsolescence."""
    shortage: float
    """Money for lacking it: line down, lost margin, backlog."""
    other: float
    """Freight, expediting, dearer prices, and fees for changing the stance."""
    weeks_waited: int
    """In which the line made less than required for want of it."""
    units_not_made: float
    units_lost: float
    lowest_bin_weeks: float
    lowest_bin_week: int
    if_recommended: WhatIf
    facts: list[Fact]


class Mark(Struct, frozen=True, forbid_unknown_fields=True):
    """A point on the ruler: 0 is the dearer slogan, 100 the best plan that could have been fixed."""

    way: Literal["played", "jit", "jic", "mix", "best"]
    score: float
    cost: float


class ResultRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat in the room's ranking."""

    place: int
    """By score; equal scores share it."""
    table: int
    """From 1."""
    seat: str
    title: str
    name: str | None
    """None: a bot played it to the end."""
    score: float
    cost: float
    uptime: float
    reached_target: bool


class SeatDebrief(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat, looked back on."""

    row: ResultRow
    blurb: str
    fill_rate: float
    dearer: Literal["jit", "jic"]
    marks: list[Mark]
    """What was played first."""
    ways: list[WayOutcome]
    """The same, by cost line."""
    difference: WhatIf | None
    """The component that made the difference, if one did."""
    parts: list[PartDebrief]
    losses: list[LostUnits]
    weeks: list[WeekRow]
    uptime_by_turn: list[float]
    cost_by_turn: list[float]


class Results(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/results: a finished game's page; with ?table=1&seat=name one seat's debrief."""

    game: GameInfo
    weeks_played: int
    seed: str
    """Digits: it may have more than a JavaScript number holds."""
    engine: str
    scoring_version: int
    shocks: list[YearShock]
    """The strip of the year."""
    ranking: list[ResultRow]
    seat: SeatDebrief | None
    """None: no seat was asked for."""


class LeaderboardRow(Struct, frozen=True, forbid_unknown_fields=True):
    place: int
    """Among all that the filters let through."""
    name: str
    """A person's, or the stance of the bot."""
    person: bool
    score: float
    cost: float
    uptime: float
    reached_target: bool
    seat: str
    table: int
    """From 1."""
    kind: GameKind
    depth: Depth
    decided_share: float
    """Share of turns that a person decided."""
    seed: str
    seed_given: bool
    live_shocks: int
    weeks_played: int
    weeks: int
    scoring_version: int
    finished_at: str
    game: str | None
    """The code of its page, if it is published."""


class Leaderboard(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/leaderboard: best scores of one scenario, `total` of them, `rows` from `offset` on.

    Query: scenario; depth segmented, classic, any; kind game, practice, any; who person, bot, any;
    seed drawn, given, any; length full, any; live none, any; decided 0 to 1; since and until
    (YYYY-MM-DD); limit up to 200; offset. The first named of each is the default; decided is 0.9,
    or 0 where bots are asked for.
    """

    scenario: str
    total: int
    offset: int
    rows: list[LeaderboardRow]


RESULT_ROUTES = (
    Route("GET", "/api/games/{code}/results", None, Results, "reader"),
    Route("GET", "/api/games/{code}/weeks.csv", None, "text/csv", "reader"),
    Route("GET", "/api/leaderboard", None, Leaderboard, "anybody"),
    Route("GET", "/api/leaderboard.csv", None, "text/csv", "anybody"),
)
"""Further routes, of what comes after a game."""
