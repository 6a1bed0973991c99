"""The state of a player: the lobby before the start, then the view; and their parts, which others share."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .terms import Depth, GameKind, Grade, Phase, PolicyName, StanceName


class GameInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """A game's options, and its scenario's texts and sizes."""

    code: str
    scenario: str
    title: str
    summary: str
    story: str
    """In a player's view this and `summary` are filled in the first turn alone, and empty later: GET
    /api/games/{code}/told has the story."""
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
    """Policy of the seats without a player."""
    tables: int


class StanceOffers(Struct, frozen=True, forbid_unknown_fields=True):
    """The outlook of a component: what each stance would mean from now on; in each list JIT, then JIC."""

    plan_weeks: list[float]
    """Stock that the stance plans to hold at the plant, in weeks of mean use."""
    holding_per_week: list[float]
    """Money a week for holding that stock: capital, storage, insurance and obsolescence. Goods in transit
    cost extra, equally for both stances."""
    fee: list[float]
    """Money due at once for changing to the stance; 0 for the one in force."""
    build_weeks: list[float]
    """Weeks until that stock is there, if demand is as forecast and no new shock comes; 0: it is there;
    26: that is not enough."""


class PortRow(Struct, frozen=True, forbid_unknown_fields=True):
    """The port that a component passes, and the seat's goods there."""

    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float
    own_units: float
    """Units of the seat in the queue, or past it and on the way to the plant."""


class RowWeeks(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A component at the end of each week of the last turn, oldest first; one list for each measure.

    The last week of the turn is left out: it is in the `Row`.
    """

    on_the_way: list[list[float]]
    """By week: as `Row.on_the_way`, without the zeros at the end."""
    bin_weeks: list[float]
    """Stock on hand in weeks of that week's use."""
    quote_weeks: list[float]
    received: list[float]
    """Units that arrived at the plant in that week."""
    queue_weeks: list[float] = []
    """Of the port; left out where the component passes none."""


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """One component of a seat, from its supplier to the plant."""

    component: str
    title: str
    character: str
    supplier: str
    mode: Literal["ocean", "truck", "air"]
    quote_weeks: float
    quote_before: float
    """`quote_weeks` a turn ago."""
    usual_weeks: float
    unfilled_units: float
    """Units ordered that the supplier has not shipped."""
    on_the_way: list[float]
    """Units that arrive at the port, or without a port at the plant, in 1, 2, … weeks if nothing changes."""
    port: PortRow | None
    received: float
    """Units that arrived at the plant in the last week played; 0 before the first."""
    bin_units: float
    bin_weeks: float
    """Stock on hand in weeks of this week's use."""
    use_per_week: float
    stance: StanceName
    offers: StanceOffers
    stops_in_weeks: float | None
    """Weeks until the line lacks the component, counting what has been ordered; None: not before goods
    ordered now can arrive."""
    survives_weeks: float
    """Time to survive: weeks that the line would run if the supplier shipped nothing more, on stock on hand,
    in port and in transit, with no other component missing, without finished goods; at most 26."""
    weeks: RowWeeks | None
    """The weeks of the last turn; None before the first."""


class LineWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """One week of a seat's production line."""

    week: int
    required: float
    made: float
    lost_by: dict[str, float]
    """Required units not made, by the component that was missing; `line` if its capacity was the limit."""


class WeekRow(LineWeek, frozen=True, forbid_unknown_fields=True):
    """One week of a seat's production line, with demand, lost sales and cost."""

    demand: float
    lost_sales: float
    cost: float


class NewsItem(Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of news."""

    week: int
    """In which it is published."""
    grade: Grade
    headline: str
    text: str


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/told: the story, and all news published so far, with an ETag."""

    story: str
    blurb: str
    """About the company of the seat; empty for the facilitator."""
    news: list[NewsItem]
    """Newest first."""


class Standing(Struct, frozen=True, forbid_unknown_fields=True):
    """The public results of a seat after a turn."""

    table: int
    """From 1."""
    seat: str
    title: str
    name: str | None
    """Of the player; None: a bot plays the seat."""
    you: bool
    """It is the seat of the player who is shown this."""
    uptime: float
    total_cost: float
    score: float | None
    """Over the weeks played; None until the game is over and it has been computed."""


class CostLine(Struct, frozen=True, forbid_unknown_fields=True):
    """Money of one cost line, such as holding, since the first week and in the last turn."""

    line: str
    so_far: float
    last_turn: float


class View(Struct, frozen=True, forbid_unknown_fields=True, tag="view"):
    """The state of a player: the seat's own books and all that is public."""

    game: GameInfo
    phase: Phase
    turn: int
    """The turn now open, from 1; after the end the last one."""
    first_week: int
    last_week: int
    player: str
    name: str
    table: int
    """From 1."""
    seat: str
    seat_title: str
    blurb: str
    """About the company of the seat; filled when the story is."""
    uptime: float | None
    """None before the first week."""
    uptime_last_turn: float | None
    total_cost: float
    cost_last_turn: float
    stock_value: float
    goods_weeks: float
    """Finished goods in weeks of required production."""
    rows: list[Row]
    weeks: list[LineWeek]
    """Of the last turn."""
    score: float | None
    """Over the weeks played; None until the game is over and it has been computed."""
    place: int | None
    """By score among all seats of all tables; None until the game is over and there are scores."""
    places: int
    """Number of seats of all tables."""
    standings: list[Standing]
    """Of this table."""
    news: list[NewsItem]
    """News of the last turn, padded with older items that are still in force, up to eight weeks old; newest
    first."""
    earlier_news: int
    """Number of older items, which GET /api/games/{code}/told has."""
    decision: dict[str, StanceName]
    """Stances for the open turn by component: those confirmed, or those that repeat if none is confirmed."""
    confirmed: bool
    decided_on: str
    """Id of the device that confirmed, from its `hello`; empty if unknown."""
    repeated: bool
    """No decision was confirmed in the last turn, so the stances before it were repeated."""
    late: bool
    """The player joined during the open turn and decides from the next one on."""
    may_manage: bool
    """The player opened the game and may start, publish and archive it."""
    results_path: str | None
    """Path of the results after the end, with the key that opens them; else None."""


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat and the name of its player, in the lobby and on the board."""

    table: int
    seat: str
    title: str
    name: str | None
    you: bool


class Lobby(Struct, frozen=True, forbid_unknown_fields=True, tag="lobby"):
    """The state of a player before the start."""

    game: GameInfo
    player: str
    name: str
    table: int
    seat: str
    seat_title: str
    blurb: str
    people: list[Person]
    """The seats of the own table."""
    joined: int
    """Number of players at all tables."""
    may_manage: bool
