"""What the end of a game shows: each seat looked back on, and the room's ranking."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .aftermath import Aftermath
from .api import Route
from .leaderboard import Leaderboard
from .seat import GameInfo, NewsItem, WeekRow
from .terms import Measured, StanceName


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
    borne_by_rivals: float | None = None
    """What the rivals at the table paid more than with the recommended mix in this seat, their orders as
    they were; negative: less. None in logs from before this was told."""


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
    bin_weeks: list[float]
    """Weeks of use in the bin at each week's end."""
    table_jic: list[int]
    """By turn: how many seats of this table held it Just in Case, one's own among them."""
    measures: list[Measured]
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


class RoomStance(Struct, frozen=True, forbid_unknown_fields=True):
    """How the whole room stood on one component."""

    component: str
    title: str
    recommended: StanceName
    jic: list[int]
    """By turn: how many seats of all tables held it Just in Case."""


class SeatDebrief(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat, looked back on."""

    row: ResultRow
    blurb: str
    measures: list[Measured]
    """All measures of the seat, over the weeks played."""
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
    stances: list[RoomStance]
    """By component, in the scenario's order."""
    seat: SeatDebrief | None
    """None: no seat was asked for."""


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RESULT_ROUTES = (
    Route("GET", "/api/games/{code}/results", None, Results, "reader"),
    Route("GET", "/api/games/{code}/aftermath", None, Aftermath, "reader"),
    Route("GET", "/api/games/{code}/weeks.csv", None, "text/csv", "reader"),
    Route("GET", "/api/games/{code}/game.json", None, "application/json", "reader"),
    Route("GET", "/api/games/{code}/game.xlsx", None, WORKBOOK, "reader"),
    Route("GET", "/api/leaderboard", None, Leaderboard, "anybody"),
    Route("GET", "/api/leaderboard.csv", None, "text/csv", "anybody"),
)
"""Further routes, of what comes after a game."""
