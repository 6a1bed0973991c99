"""HTTP routes up to the end of a game, with their bodies; `Route` describes one route."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from ...agents.scenario.teaching import Difficulty, QuestionName
from .seat import CostLine, Told, WeekRow
from .terms import Depth, GameCode, GameKind, Measured, Phase, PolicyName, Seconds, StanceName, TypedName

ScenarioName = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_]{0,39}\Z")]


class NewPractice(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/practice: a game alone against bots."""

    scenario: ScenarioName = "pacific_squeeze"
    depth: Depth = "segmented"


class NewGame(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/games: a game that others join by its code."""

    scenario: ScenarioName
    name: TypedName
    """Of the opener: the facilitator, or the first player of an open game."""
    facilitated: bool = True
    """False: an open game, without a facilitator; the opener takes a seat and starts it, turns close by their
    deadline."""
    seed: Annotated[str, Meta(pattern=r"\A[0-9]{1,20}\Z")] | None = None
    """Digits, up to 2**64 - 1; None: drawn at random. Players see it only after the end."""
    turn_seconds: Seconds | None = 300
    """None: no deadline, turns close by hand or when all have decided; refused for an open game."""
    first_turn_seconds: Seconds | None = None
    """None: no deadline in the first turn; in an open game 600."""
    weeks_per_turn: Annotated[int, Meta(ge=1, le=52)] | None = None
    """None: as the scenario says; or twice as many, for half as many turns."""
    depth: Depth = "segmented"
    bots: PolicyName | None = None
    """Policy of empty seats; None: `hybrid`, in a classic game `jit`."""
    pin: Annotated[str, Meta(max_length=64)] = ""
    """The server's host PIN, if it has one."""


class JoinGame(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/games/{code}/join: take a free seat under a name."""

    name: TypedName
    token: Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{43,64}\Z")] | None = None
    """Made by the page from 32 random bytes, so that a request repeated after a lost answer gives the same
    seat. None: the server makes one."""
    bot: bool = False
    """The player is a program; boards and lists mark its seat, and filters can leave it out."""


class Recover(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/recover: move the desk to this device by its recovery code; other devices are signed out."""

    game: GameCode
    recovery: Annotated[str, Meta(min_length=1, max_length=64)]


class Claim(Struct, frozen=True, forbid_unknown_fields=True):
    """POST /api/claim: move a seat to this device by its hand-over code; its other devices are signed out."""

    code: Annotated[str, Meta(min_length=1, max_length=64)]


class Opened(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to opening and joining: the page to open, and the token of the seat or the desk."""

    game: str
    token: str
    path: str
    """Path of the page from the server's root, with the token in the fragment."""
    role: Literal["player", "facilitator"]
    recovery: str | None
    """Recovery code that moves the desk to another device, shown once; None for a player."""


class ContrastCard(Struct, frozen=True, forbid_unknown_fields=True):
    """The set of scenarios with the same firms that one belongs to, to be played one after another."""

    group: str
    title: str
    """Of the set."""
    place: int
    """In the order of play, from 1."""
    turned: str
    """What it turns over, in a sentence."""
    question: QuestionName | None = None
    """Which of the five questions has another answer than at the place before; None: it is the first."""


class ScenarioCard(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/scenarios: what a list of scenarios shows of each."""

    name: str
    title: str
    summary: str
    weeks: int
    weeks_per_turn: int
    turns: int
    seats: int
    components: int
    good_for: str = ""
    """For which group or purpose it is meant; empty if its author does not say."""
    difficulty: Difficulty | None = None
    """By the score of the better slogan; None: not stated."""
    minutes: int | None = None
    """How long a game takes, without the talk afterwards; None: not stated."""
    contrast: ContrastCard | None = None
    """Where it is one of a set that is played to compare."""


class GameCard(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}: what the join page shows of a game."""

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
    """Seats that are held."""
    joinable: bool
    """A seat is free, now or from the next turn on."""
    published: bool
    door_open: bool = True
    """False: the facilitator lets nobody new in for now."""


class PastWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """One week of a seat; its lists are in the order of `PastWeeks.components` or `PastWeeks.ports`."""

    turn: int
    line: WeekRow
    bin_units: list[float]
    stances: list[StanceName]
    quote_weeks: list[float]
    port_queue_weeks: list[float]


class PastWeeks(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/weeks: all weeks played of a seat, with an ETag.

    A player gets the own seat; the facilitator names one by ?table=1&seat=name.
    """

    table: int
    """From 1."""
    seat: str
    components: list[str]
    ports: list[str]
    weeks: list[PastWeek]
    measures: list[Measured]
    """Of the seat, over all weeks played."""
    part_measures: list[list[Measured]]
    """Of each component, over all weeks played."""
    costs: list[CostLine]
    uptime_by_turn: list[float]
    score_by_turn: list[float | None]
    """All None until the game is over; then None where the score was not computed."""


class Route(Struct, frozen=True):
    """One route under /api/: the types of its request and answer, and who may use it."""

    method: Literal["GET", "POST"]
    path: str
    takes: type | None
    """Type of the JSON body; None: it has none."""
    gives: object
    """Type of the JSON answer, or the media type of another."""
    who: Literal["anybody", "holder", "reader"]
    """anybody: no token. holder: a player's or the facilitator's token as `Authorization: Bearer`. reader:
    such a token, or the key in the game's `results_path`; none once the game is published."""


ROUTES = (
    Route("GET", "/api/scenarios", None, list[ScenarioCard], "anybody"),
    Route("POST", "/api/practice", NewPractice, Opened, "anybody"),
    Route("POST", "/api/tutorial", None, Opened, "anybody"),
    Route("POST", "/api/games", NewGame, Opened, "anybody"),
    Route("GET", "/api/games/{code}", None, GameCard, "anybody"),
    Route("POST", "/api/games/{code}/join", JoinGame, Opened, "anybody"),
    Route("POST", "/api/recover", Recover, Opened, "anybody"),
    Route("POST", "/api/claim", Claim, Opened, "anybody"),
    Route("GET", "/api/games/{code}/told", None, Told, "holder"),
    Route("GET", "/api/games/{code}/weeks", None, PastWeeks, "holder"),
    Route("GET", "/api/openapi.json", None, "application/json", "anybody"),
)
"""Routes up to the end of a game. Further: `results.RESULT_ROUTES`, GET /healthz, GET /metrics, the
WebSocket /ws (or /ws/{code}), and the client's pages in server/pages.py."""
