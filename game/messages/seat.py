"""What one seat sees: its lobby, then its books; and what other roles see of the same things."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .terms import Depth, GameKind, Grade, Phase, PolicyName, StanceName


class GameInfo(Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    scenario: str
    title: str
    summary: str
    story: str
    """Of a player's views these two stand in the first turn's alone; GET /api/games/{code}/told has the
    story."""
    lesson: str
    """Empty until the game is over."""
    currency: str
    weeks: int
    weeks_per_turn: int
    turns: int
    uptime_target: float
    kind: GameKind
    depth: Depth
    bots: PolicyName
    """How seats play that nobody holds."""
    tables: int


class StanceOffers(Struct, frozen=True, forbid_unknown_fields=True):
    """What the stances of a component would mean from now on: a list a measure, JIT first, then JIC."""

    plan_weeks: list[float]
    """Weeks of mean use it plans to hold in the bin."""
    holding_per_week: list[float]
    """Money a week for holding that plan: capital, storage, insurance and loss of value of what lies in the
    bin. Goods on the way cost extra, the same for both stances."""
    fee: list[float]
    """Money at once for changing to it; 0 for the stance in force."""
    build_weeks: list[float]
    """Weeks until the bin holds the plan, if demand comes as forecast and nothing new happens; 0 if it
    does, 26 if half a year is not enough."""


class PortRow(Struct, frozen=True, forbid_unknown_fields=True):
    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float
    own_units: float
    """In the queue, or past it on the way to the plant."""


class RowWeeks(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A row as the weeks of the turn that closed last left it, oldest first: a list a measure.

    The last week of the turn is missing: that is the row itself.
    """

    on_the_way: list[list[float]]
    """By week: as `Row.on_the_way`, without the empty weeks at the far end."""
    bin_weeks: list[float]
    """Units on hand over that week's use."""
    quote_weeks: list[float]
    received: list[float]
    """Units that reached the plant in that week."""
    queue_weeks: list[float] = []
    """The port's; left out where the row has no port."""


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One component, read left to right as goods flow."""

    component: str
    title: str
    character: str
    supplier: str
    mode: Literal["ocean", "truck", "air"]
    quote_weeks: float
    quote_before: float
    """The quote a turn ago."""
    usual_weeks: float
    unfilled_units: float
    """Ordered, waiting at the supplier."""
    on_the_way: list[float]
    """Units that reach the port, or the plant where there is none, in 1, 2, … weeks if nothing changes."""
    port: PortRow | None
    received: float
    """Units that reached the plant in the week that was played last; 0 before the first."""
    bin_units: float
    bin_weeks: float
    """Units on hand over this week's use."""
    use_per_week: float
    stance: StanceName
    offers: StanceOffers
    stops_in_weeks: float | None
    """Weeks until the line wants more of the part than there is, on what has been ordered; None: not before
    what is ordered next can be here."""
    survives_weeks: float
    """Weeks the line would run if nothing more left the supplier: on what is on hand, in port and on the
    way, with no other part missing; finished goods not counted; 26 at most."""
    weeks: RowWeeks | None
    """How the turn that closed last went; None before the first."""


class LineWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """One week of the seat's line."""

    week: int
    required: float
    made: float
    lost_by: dict[str, float]
    """Required units not made, by the component that was missing ("line" where it was the line)."""


class WeekRow(LineWeek, frozen=True, forbid_unknown_fields=True):
    """A week of the seat's line, and what came of it."""

    demand: float
    lost_sales: float
    cost: float


class NewsItem(Struct, frozen=True, forbid_unknown_fields=True):
    week: int
    grade: Grade
    headline: str
    text: str


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/told: what everybody has been told so far, with an ETag."""

    story: str
    blurb: str
    """Of the seat that asks; empty for the facilitator."""
    news: list[NewsItem]
    """Of all weeks, newest first."""


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
    """Told with the story."""
    uptime: float | None
    """None before the first week."""
    uptime_last_turn: float | None
    total_cost: float
    cost_last_turn: float
    stock_value: float
    goods_weeks: float
    """Finished goods over a week's required production: the line's last reserve."""
    rows: list[Row]
    weeks: list[LineWeek]
    """Of the turn that closed last."""
    score: float | None
    """Over the weeks played; None until it has been worked out."""
    place: int | None
    """Among all seats of all tables, by score; None until that is known."""
    places: int
    standings: list[Standing]
    """Of this table."""
    news: list[NewsItem]
    """What the last turn brought and, where that is little, older ones of the last eight weeks; newest
    first."""
    earlier_news: int
    """How many are older: GET /api/games/{code}/told has them all."""
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
