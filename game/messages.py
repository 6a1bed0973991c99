"""Everything that crosses the wire, one frozen struct a frame.

Upwards in the imperative (`hello`, `decide`), downwards what is so (`ack`, `view`,
`status`, `error`, `bye`). The TypeScript types are generated from here, so downward
structs have no defaults. Numbers travel bare: the client words and rounds them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

PROTOCOL = 1

CommandId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{8,40}\Z")]
GameCode = Annotated[str, Meta(min_length=1, max_length=16)]
Token = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{16,64}\Z")]
StanceName = Literal["JIT", "JIC"]
Phase = Literal["lobby", "deciding", "resolving", "finished"]
Grade = Literal["rumour", "press", "official"]


# ---------------------------------------------------------------- upwards


class Hello(Struct, frozen=True, forbid_unknown_fields=True, tag="hello"):
    """The first frame of every connection: who speaks, about which game."""

    id: CommandId
    game: GameCode
    token: Token
    protocol: int = PROTOCOL


class Decide(Struct, frozen=True, forbid_unknown_fields=True, tag="decide"):
    """A seat's stances for a turn; components left out keep theirs."""

    id: CommandId
    turn: Annotated[int, Meta(ge=1)]
    stances: Annotated[dict[str, StanceName], Meta(max_length=16)]


Command = Hello | Decide


# ---------------------------------------------------------------- downwards


class Ack(Struct, frozen=True, forbid_unknown_fields=True, tag="ack"):
    """The command with this id is on disk."""

    id: str


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


class SeatStatus(Struct, frozen=True, forbid_unknown_fields=True):
    seat: str
    title: str
    held_by: Literal["person", "bot"]
    connected: bool
    decided: bool


class Status(Struct, frozen=True, forbid_unknown_fields=True, tag="status"):
    """What the whole room may know between views: the same bytes for everybody."""

    phase: Phase
    turn: int
    turns: int
    remaining_ms: int | None
    seats: list[SeatStatus]


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
    practice: bool


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

    seat: str
    title: str
    you: bool
    uptime: float
    total_cost: float


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
    standings: list[Standing]
    news: list[NewsItem]
    """Newest first."""
    decision: dict[str, StanceName]
    """What holds for the turn now open: confirmed, or what repeats if nothing is confirmed."""
    confirmed: bool


Frame = Ack | Error | Bye | Status | View


# ---------------------------------------------------------------- the HTTP API


class NewPractice(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/practice: a game alone against bots."""

    scenario: Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_]{0,39}\Z")] = "pacific_squeeze"


class Opened(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer: where to play, and the token that holds the seat."""

    game: str
    token: str
    path: str
    """Relative to the server's root, the token in the fragment."""


class ScenarioCard(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: str
    summary: str
    weeks: int
    turns: int
    seats: int
    components: int


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
