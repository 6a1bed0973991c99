"""Results of a finished game: the debrief of a seat, the ranking of the room."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from .aftermath import Aftermath, Buffers
from .api import Route
from .hindsight import ChoiceName, InCompany, LostUnits, WayOutcome, WhatIf, YearShock
from .leaderboard import Leaderboard
from .seat import GameInfo, WeekRow
from .teaching import RealEvent
from .terms import Measured, PolicyName, StanceName


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """One fact about a component in a seat's debrief; the client words it by its code.

    as_recommended: it had the recommended stance in every turn. otherwise: in `turns` turns it had not.
    waited: the line stood for want of it (weeks, first_week, last_week, units). behind: some of these weeks
    were weeks of `shock`, or came soon after (weeks, units). thin: some were not, of any shock with a name
    (weeks, units). carried: `shock` struck it and the line ran on (first_week, last_week). late: it was
    put Just in Case after `shock` had struck, and the line stood (turn, week, shock_week). false_alarm: it
    was put Just in Case for a `shock` that did not come (turn, week). quiet: no shock with a name struck
    it. without_buffer: it was Just in Case in some turn; had it never been, so many `units` more would not
    have been made, and the year would have cost so much more (cost, money).
    """

    code: Literal[
        "as_recommended",
        "otherwise",
        "waited",
        "behind",
        "thin",
        "carried",
        "late",
        "false_alarm",
        "quiet",
        "without_buffer",
    ]
    numbers: dict[str, float]
    shock: str | None
    """Name of one of `Results.shocks`; None: the fact is about no shock."""


class PartDebrief(Struct, frozen=True, forbid_unknown_fields=True):
    """The debrief of one component of a seat."""

    component: str
    title: str
    recommended: StanceName
    reason: str
    stances: list[StanceName]
    """By turn."""
    holding: float
    """Money for holding stock: capital, storage, insurance, obsolescence."""
    shortage: float
    """Money for shortages: idle line, lost margin, backlog."""
    other: float
    """Money for freight, expediting, price premiums and changes of stance."""
    weeks_waited: int
    """Weeks in which the line made less than required because this component was missing."""
    units_not_made: float
    units_lost: float
    lowest_bin_weeks: float
    lowest_bin_week: int
    bin_weeks: list[float]
    """By week: stock on hand at the week's end, in weeks of use."""
    table_jic: list[int]
    """By turn: how many seats of the table held it Just in Case, this one included."""
    measures: list[Measured]
    if_recommended: WhatIf
    facts: list[Fact]


class Mark(Struct, frozen=True, forbid_unknown_fields=True):
    """The score of one policy: 0 is the dearer of all JIT and all JIC, 100 the cheapest fixed plan."""

    way: Literal["played", "jit", "jic", "mix", "best"]
    score: float
    cost: float


class ResultRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat in the room's ranking."""

    place: int | None
    """By score among people, equal scores sharing a place; None: a bot. Where only bots played they are
    ranked among themselves."""
    table: int
    """From 1."""
    seat: str
    title: str
    name: str | None
    """Of the player; None: a bot played the seat at the end."""
    bot: bool
    """A bot, or a bot client, played the seat at the end."""
    plays: PolicyName | None
    """What the bot in it played; None: somebody held the seat."""
    score: float
    cost: float
    uptime: float
    reached_target: bool
    cost_of_0: float
    """Money that score 0 stands for in this seat: the dearer of all JIT and all JIC."""
    cost_of_100: float
    """Money that score 100 stands for in this seat: the cheapest fixed plan."""
    company: InCompany | None
    """None: the game was played by a version that did not work it out."""


class RoomStance(Struct, frozen=True, forbid_unknown_fields=True):
    """How many seats of the room held one component Just in Case."""

    component: str
    title: str
    recommended: StanceName
    jic: list[int]
    """By turn: number of seats of all tables."""


class ChoiceDebrief(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that the seat set beside its stances, and what it came to."""

    of: str
    """Name of the component, of a shelf's market, or of the product that was planned."""
    title: str
    """Of the same."""
    choice: ChoiceName
    cost: float
    """Money that the year would have cost more without it, all else as played; negative: less."""
    uptime: float
    """Share of required production that would have been made more without it."""


class SeatDebrief(Struct, frozen=True, forbid_unknown_fields=True):
    """The debrief of one seat."""

    row: ResultRow
    blurb: str
    measures: list[Measured]
    """All measures of the seat, over the weeks played."""
    dearer: Literal["jit", "jic"]
    """The policy with score 0."""
    marks: list[Mark]
    """The mark of what was played is first."""
    ways: list[WayOutcome]
    """The policies of `marks`, with their money by cost line."""
    difference: WhatIf | None
    """The what-if that changes the cost most; None: none changes it."""
    parts: list[PartDebrief]
    losses: list[LostUnits]
    weeks: list[WeekRow]
    uptime_by_turn: list[float]
    cost_by_turn: list[float]
    choices: list[ChoiceDebrief] | UnsetType = UNSET
    """What numbers, express, sources, shelves and plans changed, the largest change of cost first; left out
    where the seat set none."""


class Results(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/results: the results of a finished game, and the debrief of one seat.

    A player gets the debrief of the own seat, unless ?table=1&seat=name asks for another.
    """

    game: GameInfo
    weeks_played: int
    seed: str
    """Digits, since it may be larger than a JavaScript number holds exactly."""
    engine: str
    scoring_version: int
    shocks: list[YearShock]
    """All shocks of the weeks played, in time order."""
    ranking: list[ResultRow]
    stances: list[RoomStance]
    """By component, in the scenario's order."""
    seat: SeatDebrief | None
    """None: no seat was asked for, and the reader holds none."""
    questions: list[str] | UnsetType = UNSET
    """The scenario's own, for the talk."""
    real_event: RealEvent | UnsetType = UNSET
    """What really happened, where the scenario is made from it."""


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""Media type of an Excel workbook."""
RESULT_ROUTES = (
    Route("GET", "/api/games/{code}/results", None, Results, "reader"),
    Route("GET", "/api/games/{code}/aftermath", None, Aftermath, "reader"),
    Route("GET", "/api/games/{code}/buffers", None, Buffers, "reader"),
    Route("GET", "/api/games/{code}/weeks.csv", None, "text/csv", "reader"),
    Route("GET", "/api/games/{code}/game.json", None, "application/json", "reader"),
    Route("GET", "/api/games/{code}/game.xlsx", None, WORKBOOK, "reader"),
    Route("GET", "/api/leaderboard", None, Leaderboard, "anybody"),
    Route("GET", "/api/leaderboard.csv", None, "text/csv", "anybody"),
)
"""Routes after the end of a game, and the leaderboard."""
