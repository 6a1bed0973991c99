"""What happened in a game, in the past tense: the log, and the only thing that is saved.

An event is never changed and never loses a field; a field that comes later has a default,
so that every older log reads on. Events hold player ids, never names.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from ..agents.scenario import PolicyName
from .messages import NewsItem, StanceName

Kind = Literal["practice"]
Cause = Literal["all_in"]
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


class GameOpened(Struct, frozen=True, forbid_unknown_fields=True, tag="game_opened"):
    code: str
    kind: Kind
    scenario: str
    text: str
    """The scenario's whole file."""
    digest: str
    seed: int
    engine: str
    bots: PolicyName
    """The stance that decides for seats nobody holds."""


class SeatTaken(Struct, frozen=True, forbid_unknown_fields=True, tag="seat_taken"):
    table: int
    seat: str
    player: str


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


class TurnClosed(Struct, frozen=True, forbid_unknown_fields=True, tag="turn_closed"):
    """From here on no decision belongs to this turn."""

    turn: int
    cause: Cause


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


Event = GameOpened | SeatTaken | GameStarted | DecisionMade | TurnClosed | TurnResolved | GameFinished

encode = msgspec.json.encode
_decoder = msgspec.json.Decoder(Event)


def decode(body: str | bytes) -> Event:
    event: Event = _decoder.decode(body)
    return event


def kind_of(event: Event) -> str:
    return str(event.__struct_config__.tag)


def signature(event: Event) -> tuple[str, str]:
    """Who caused it and under which id: the same signature twice in a game is the same event."""
    match event:
        case DecisionMade():
            return event.player, event.id
        case SeatTaken():
            return event.player, f"{event.table}.{event.seat}"
        case TurnClosed() | TurnResolved():
            return "room", f"{kind_of(event)}.{event.turn}"
        case _:
            return "room", kind_of(event)
