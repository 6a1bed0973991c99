"""What happened in a game, in the past tense: the log, and the only thing that is saved.

An event is never changed and never loses a field; a field that comes later has a default,
so that every older log reads on. Events hold player ids, never names.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from ..messages import Depth, GameKind, Hindsight, NewsItem, PolicyName, ScoreParts, StanceName
from .desk_events import DeskEvent

Cause = Literal["all_in", "deadline", "facilitator"]
ClockCause = Literal["noted", "all_in", "changed", "extended", "deadline_set", "restarted"]
Rows = dict[str, list[Any]]
"""Measure -> one entry a week, nested lists in the order of the scenario's lists."""


class Place(NamedTuple):
    """One seat at one table."""

    table: int
    seat: str


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """What a stance of a component would have meant from there on."""

    plan_weeks: float
    holding_per_week: float
    fee: float
    build_weeks: float


class TableTurn(Struct, frozen=True, forbid_unknown_fields=True):
    """All that was measured at one table, so that a game is shown without being run again."""

    rows: Rows
    outlook: dict[str, dict[str, dict[StanceName, Offer]]]
    """Seat -> component -> stance."""
    arrivals: list[Any]
    """Units that reach the plants in 1, 2, … weeks if queues stay as they are: (seats, components, weeks)."""
    closing: list[Any]
    """Costs if the books closed here: (lines, seats, slots)."""
    survival: list[list[float]] = []
    """Weeks each line lasts on each component if its supplier ships nothing more: (seats, components)."""
    stops: list[list[float | None]] = []
    """Weeks until each component is missing; None: not in sight. Both are empty in logs from before they
    were told."""


class GameOpened(Struct, frozen=True, forbid_unknown_fields=True, tag="game_opened"):
    code: str
    kind: GameKind
    scenario: str
    text: str
    """The scenario's whole file."""
    digest: str
    seed: int
    engine: str
    bots: PolicyName
    """The stance that decides for seats nobody holds."""
    opener: str = ""
    """The player who opened it: a workshop's facilitator."""
    depth: Depth = "segmented"
    turn_seconds: int | None = None
    first_turn_seconds: int | None = None
    seed_given: bool = False
    reader: str = ""
    """The key to the game's page when it is over."""


class TableOpened(Struct, frozen=True, forbid_unknown_fields=True, tag="table_opened"):
    """One more table with the same seats and the same fate."""

    table: int


class SeatTaken(Struct, frozen=True, forbid_unknown_fields=True, tag="seat_taken"):
    table: int
    seat: str
    player: str
    program: bool = False
    """A bot client plays, by its own word."""


class GameStarted(Struct, frozen=True, forbid_unknown_fields=True, tag="game_started"):
    """The opening, week 0: what everybody finds when the first turn begins."""

    usual_weeks: list[float]
    """Usual lead time of each lane."""
    usual_queue_weeks: list[float]
    """Usual queue of each port."""
    lines: list[str]
    """Names of the cost lines, in the order of the records."""
    news: list[NewsItem]
    tables: list[TableTurn]


class DecisionMade(Struct, frozen=True, forbid_unknown_fields=True, tag="decision_made"):
    """A seat's stances for a turn, as sent; components left out keep theirs."""

    id: str
    player: str
    table: int
    seat: str
    turn: int
    stances: dict[str, StanceName]
    device: str = ""


class ClockSet(Struct, frozen=True, forbid_unknown_fields=True, tag="clock_set"):
    """What the open turn has left: written down at every change and now and then between."""

    number: int
    """Of the game's clock events, from 1."""
    turn: int
    cause: ClockCause
    left_ms: int | None
    """Until the deadline; None: there is none."""
    countdown_ms: int | None
    """Until the turn closes because all are in; None: they are not."""


class TurnClosed(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_closed"):
    """From here on no decision belongs to this turn."""

    turn: int
    cause: Cause
    by: str = ""


class TurnResolved(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_resolved"):
    turn: int
    first_week: int
    last_week: int
    news: list[NewsItem]
    """Published in these weeks."""
    tables: list[TableTurn]


class GameFinished(Struct, frozen=True, forbid_unknown_fields=True, tag="game_finished"):
    weeks: int
    """Weeks played; the books close here."""


class TurnScored(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_scored"):
    """Every seat's score over the weeks played so far."""

    turn: int
    weeks: int
    scoring_version: int
    tables: list[list[ScoreParts]]
    """By table, then by seat in the scenario's order."""


class GameScored(Struct, frozen=True, forbid_unknown_fields=True, tag="game_scored"):
    """The final scores, and all else that looking back has to tell."""

    weeks: int
    hindsight: Hindsight


Event = (
    GameOpened
    | TableOpened
    | SeatTaken
    | GameStarted
    | DecisionMade
    | ClockSet
    | DeskEvent
    | TurnClosed
    | TurnResolved
    | TurnScored
    | GameFinished
    | GameScored
)

encode = msgspec.json.encode
_decoder = msgspec.json.Decoder(Event)


def decode(body: str | bytes) -> Event:
    event: Event = _decoder.decode(body)
    return event


def kind_of(event: Event) -> str:
    return str(event.__struct_config__.tag)


def signature(event: Event) -> tuple[str, str]:
    """Who caused it and under which id: the same signature twice in a game is the same event."""
    if isinstance(event, DeskEvent):
        return event.by, event.id
    match event:
        case DecisionMade():
            return event.player, event.id
        case SeatTaken():
            return event.player, f"{event.table}.{event.seat}"
        case TableOpened():
            return "room", f"table_opened.{event.table}"
        case ClockSet():
            return "room", f"clock_set.{event.number}"
        case TurnClosed() | TurnResolved() | TurnScored():
            return "room", f"{kind_of(event)}.{event.turn}"
        case _:
            return "room", kind_of(event)
