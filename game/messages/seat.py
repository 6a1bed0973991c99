"""The state of a player: the lobby before the start, then the view; and their parts, which others share.

The rows of its sheet stand in `sheet_row`.
"""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from .choices import Cash, Chosen, Demand, DemandFactors, Shelf
from .sheet_row import PartFacts, Row, RowAhead, StopCost
from .teaching import TalkGuide
from .terms import Depth, GameKind, Grade, ListedDepth, Phase, PolicyName, ShockKind, StanceName


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
    digest: str
    """First digits of the SHA-256 of the scenario's file: its version on the leaderboard."""
    kind: GameKind
    depth: Depth
    bots: PolicyName | None
    """Policy of the seats without a player; None: each plays another way, which the list at the end names."""
    tables: int
    long_turns: bool
    """Turns have more weeks than the scenario says; such games have a list of their own."""
    listed: ListedDepth | UnsetType = UNSET
    """The list of the leaderboard that the game stands on where that is not its depth's; after the end."""
    more_story: bool | UnsetType = UNSET  # `Told.background`; left out: there is none


class LineWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """One week of a seat's production line."""

    week: int
    required: float
    made: float
    """Of the required ones, as uptime counts them: more of one product does not stand in for another. The
    export has all that were made."""
    lost_by: dict[str, float]
    """Required units not made, by the component that was missing; `line` if its capacity was the limit."""


class WeekRow(LineWeek, frozen=True, forbid_unknown_fields=True):
    """One week of a seat's production line, with demand, lost sales and cost."""

    demand: float
    lost_sales: float
    cost: float


class ShockWords(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a client needs to word a headline of the facilitator's shock in its own language."""

    kind: ShockKind
    target: str
    """Title of what the shock strikes; empty where that is every company."""
    headline: str = ""
    """As the facilitator wrote it; empty: the usual one of this kind."""
    over: bool = False
    """It says that the shock is over."""


class NewsItem(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A piece of news."""

    week: int
    """In which it is published."""
    grade: Grade
    headline: str
    text: str
    words: ShockWords | None = None
    """Where a client words the headline in its own language; `headline` is then for those that do not."""


class NewsMark(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a piece of news speaks of."""

    parts: list[str] = []
    """Components of the seat that come from or pass what it speaks of; of a product, its components."""
    all_clear: bool = False
    """It says that a trouble is over, or will not come."""


class ToldPart(Struct, frozen=True, forbid_unknown_fields=True):
    """What a player can read up about a component."""

    component: str
    title: str
    character: str
    facts: PartFacts


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/told: the story, and all news published so far, with an ETag."""

    story: str
    blurb: str
    """About the company of the seat; empty for the facilitator."""
    news: list[NewsItem]
    """Newest first."""
    parts: list[ToldPart] = []
    demand: list[DemandFactors] | UnsetType = UNSET
    """Of each product, where demand can be planned; else left out."""
    background: str | UnsetType = UNSET
    """More of the story, for who wants it."""
    guide: TalkGuide | UnsetType = UNSET
    """For the facilitator alone."""


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
    bot: bool = False
    """A bot, or a bot client, plays the seat, so it has no rank among people."""


class CostLine(Struct, frozen=True, forbid_unknown_fields=True):
    """Money of one cost line, such as holding, since the first week and in the last turn."""

    line: str
    so_far: float
    last_turn: float


class Bill(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Money of a seat in a few lines, which add up to its cost."""

    stock: float
    """Capital, storage, insurance and loss of value of all that the seat owns, wherever it is."""
    freight: float
    """Freight above the usual, expediting, prices above standard cost, fixed costs of orders."""
    changes: float
    """Fees for changed stances."""
    idle: float
    """The line stood: required vehicles that were not made."""
    lost: float
    """Vehicles not sold, or sold late."""
    closing: float = 0.0
    """How much of these lines came with the closing of the books, when the game ended; no line of its own."""


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
    """By score among the people of all tables; None until the game is over and there are scores."""
    places: int
    """Number of people who hold seats, at all tables."""
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
    bill_last_turn: Bill | None = None
    """Adds up to `cost_last_turn`; None before the first week."""
    bill_so_far: Bill | None = None
    """Adds up to `total_cost`, after the end with the closing of the books."""
    stock_per_week: float = 0.0
    """Money a week that all stock cost in the last week played, wherever it is; 0 before the first."""
    news_marks: list[NewsMark] = []
    """A mark for each item of `news`, in the same order."""
    stop: StopCost | None = None
    """A full week's stop of the line."""
    way_weeks: int = 0
    """Number of weeks that `on_the_way` of the rows looks ahead."""
    chosen: Chosen | UnsetType = UNSET
    """Left out, as the three below, in a game that offers no such choice. Else they come in `ChosenNow`, and
    some fields of the rows in `Ahead`; here all of it is left out or empty."""
    cash: Cash | UnsetType = UNSET
    shelves: list[Shelf] | UnsetType = UNSET
    demand: list[Demand] | UnsetType = UNSET
    line_left: float | UnsetType = UNSET
    """Capacity of the seat's line in the last week played, as a share of the usual; left out where no shock
    struck it."""


class Ahead(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag="ahead"):
    """Fields of the rows of a player's view that stand in a frame of their own, sent before the view of the
    same turn, in games that offer choices beside stances: so no frame is long.

    In the view they are empty. Each belongs to the row in the same place. After the end there is nothing to
    decide, and nothing is told of it.
    """

    turn: int
    rows: list[RowAhead]


class ChosenNow(Struct, frozen=True, forbid_unknown_fields=True, tag="chosen"):
    """Further fields of a player's view in a frame of their own, as in `Ahead`, and sent after that."""

    turn: int
    chosen: Chosen
    cash: Cash | UnsetType = UNSET
    shelves: list[Shelf] | UnsetType = UNSET
    demand: list[Demand] | UnsetType = UNSET


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat and the name of its player, in the lobby and on the board."""

    table: int
    seat: str
    title: str
    name: str | None
    you: bool
    program: bool = False
    """The holder is a bot client: it joined by the code, and no person decides."""


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
    join_url: str | None
    """Address of the join page for phones; None: the one that the browser shows."""
    join_url_given: bool
    """As for the board."""
    may_manage: bool
