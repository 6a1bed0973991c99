"""The HTTP API up to the end of a game, and how a route is written down."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from .seat import CostLine, Told, WeekRow
from .terms import Depth, GameCode, GameKind, Measured, Phase, PolicyName, Seconds, StanceName, TypedName

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
    bots: PolicyName | None = None
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
    measures: list[Measured]
    """Of the seat, over these weeks."""
    part_measures: list[list[Measured]]
    """Of each component."""
    costs: list[CostLine]
    uptime_by_turn: list[float]
    score_by_turn: list[float | None]
    """None where it was not worked out."""


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
    Route("GET", "/api/games/{code}/told", None, Told, "holder"),
    Route("GET", "/api/games/{code}/weeks", None, PastWeeks, "holder"),
    Route("GET", "/api/openapi.json", None, "application/json", "anybody"),
)
"""Besides: GET /healthz, /metrics, the socket /ws (or /ws/{code}) and the client's pages: /, /host,
/join, /play/{code}, /host/{code}, /board/{code}, /debrief/{code}, /claim, /leaderboard. What comes
after the game adds its routes below: GET /api/games/{code}/results, weeks.csv, game.json and
game.xlsx beside it, /api/leaderboard and /api/leaderboard.csv."""
