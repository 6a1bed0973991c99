"""Frames of the board, which an observer such as a projector shows: all that is public of a game."""

from __future__ import annotations

from msgspec import Struct

from .seat import GameInfo, NewsItem, Person, Standing
from .terms import Phase


class QuoteRow(Struct, frozen=True, forbid_unknown_fields=True):
    """The lead time that a supplier quotes for a component on its main lane."""

    component: str
    title: str
    supplier: str
    quote_weeks: float
    usual_weeks: float


class QueueRow(Struct, frozen=True, forbid_unknown_fields=True):
    """The queue of a port, in weeks of its throughput."""

    port: str
    title: str
    queue_weeks: float
    usual_queue_weeks: float


class TableBoard(Struct, frozen=True, forbid_unknown_fields=True):
    """What all may know of one table's suppliers and ports."""

    table: int
    """From 1. With more than `MOST_LISTED_TABLES` tables there are two rows, both numbered 0: the shortest
    quotes and queues of all tables, and the longest."""
    quotes: list[QuoteRow]
    queues: list[QueueRow]


class Trail(Struct, frozen=True, forbid_unknown_fields=True):
    """Uptime and cost of a leading seat after each turn, oldest first."""

    table: int
    """From 1."""
    seat: str
    uptime: list[float]
    """Share of required units made since the first week."""
    cost: list[int]
    """Money since the first week, rounded."""


class Histogram(Struct, frozen=True, forbid_unknown_fields=True):
    """How one quantity is spread over all seats that have a rank."""

    least: float
    most: float
    median: float
    counts: list[int]
    """Number of seats in each of as many equal steps from `least` to `most`."""


class BoardOverview(Struct, frozen=True, forbid_unknown_fields=True):
    """All seats of a game that has more tables than can be listed, put together."""

    joined: int
    """People who hold a seat."""
    programs: int
    """Bot clients that hold a seat."""
    best_ranks: list[int]
    """Of the board's `standings`, equal ones sharing one."""
    best_others: list[int]
    """How many seats of the same company, at other tables, have the very same results as each of them."""
    ranked: int
    """Seats that have a rank: those of people; where nobody but bots plays, all."""
    cost: Histogram | None
    """None before the first turn is played."""
    uptime: Histogram | None
    score: Histogram | None
    """None until the game is over and there are scores."""
    text: str
    """What this device looks for (`look`); empty: nothing."""
    found: list[Person]
    """Whose name holds it, at most twelve."""
    found_standings: list[Standing]
    """Of the same seats; empty before the first turn is played."""
    found_ranks: list[int | None]
    """Of the same seats, by cost, at the end by score; None for a bot among people."""


class Board(Struct, frozen=True, forbid_unknown_fields=True, tag="board"):
    """The state of an observer, such as a projector: all that is public."""

    game: GameInfo
    phase: Phase
    turn: int
    first_week: int
    last_week: int
    people: list[Person]
    """Every seat of every table; `you` is always false. With an `overview`: in the lobby who joined last."""
    standings: list[Standing]
    """Every seat of every table, in this order; empty before the first turn is played. With an `overview` the
    best of those that have a rank, best first, of seats that nothing but their table tells apart only one."""
    trails: list[Trail]
    """Of the leading seats, best first, one for each place."""
    tables: list[TableBoard]
    news: list[NewsItem]
    """Newest first."""
    join_url: str | None
    """Address of the join page for phones; None: the one that the browser shows."""
    join_url_given: bool
    """The operator has given it. If not, the address that the browser shows is the better one, unless it
    leads to the browser's own machine alone (such as localhost)."""
    results_path: str | None
    """Path of the results, after the end of a published game; else None."""
    door_open: bool = True
    """Whether new players may join."""
    overview: BoardOverview | None = None
    """Of a game with more than `MOST_LISTED_TABLES` tables; None for any other, whose seats are listed."""
