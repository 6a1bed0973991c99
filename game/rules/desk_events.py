"""What commands of the desk did, in the past tense: the part of a log that a facilitator wrote.

`by` and `id` say whose command it was and which, so that the same command twice is one event.
"""

from __future__ import annotations

from msgspec import Struct

from ..messages import ShockKind


class SeatReleased(Struct, frozen=True, forbid_unknown_fields=True, tag="seat_released"):
    """Nobody holds the seat any more: a bot plays it, from the open turn on."""

    id: str
    by: str
    table: int
    seat: str
    player: str


class ClockStopped(Struct, frozen=True, forbid_unknown_fields=True, tag="clock_stopped"):
    id: str
    by: str
    turn: int
    left_ms: int | None
    countdown_ms: int | None


class ClockResumed(Struct, frozen=True, forbid_unknown_fields=True, tag="clock_resumed"):
    id: str
    by: str


class TimeAdded(Struct, frozen=True, forbid_unknown_fields=True, tag="time_added"):
    """The turn has so much more time; what it has left from there stands in `left_ms`."""

    id: str
    by: str
    seconds: int
    turn: int
    left_ms: int | None


class DeadlineSet(Struct, frozen=True, forbid_unknown_fields=True, tag="deadline_set"):
    """Time for this turn, counted from here, and for every turn to come."""

    id: str
    by: str
    seconds: int | None


class ClosingSet(Struct, frozen=True, forbid_unknown_fields=True, tag="closing_set"):
    id: str
    by: str
    all_in: bool


class LastTurnSet(Struct, frozen=True, forbid_unknown_fields=True, tag="last_turn_set"):
    """The game ends after this turn."""

    id: str
    by: str
    turn: int


class Announced(Struct, frozen=True, forbid_unknown_fields=True, tag="announced"):
    id: str
    by: str
    text: str


class ShockInjected(Struct, frozen=True, forbid_unknown_fields=True, tag="shock_injected"):
    """A shock of the facilitator's, as it was asked for, from `first_week` on."""

    id: str
    by: str
    name: str
    kind: ShockKind
    target: str
    weeks: int
    value: float
    headline: str
    text: str
    first_week: int
    news_week: int
    """The week after which its news are out: the last one played."""


class PagePublished(Struct, frozen=True, forbid_unknown_fields=True, tag="page_published"):
    """Whether everybody may read the finished game's page."""

    id: str
    by: str
    published: bool


class GameArchived(Struct, frozen=True, forbid_unknown_fields=True, tag="game_archived"):
    id: str
    by: str


DeskEvent = (
    SeatReleased
    | ClockStopped
    | ClockResumed
    | TimeAdded
    | DeadlineSet
    | ClosingSet
    | LastTurnSet
    | Announced
    | ShockInjected
    | PagePublished
    | GameArchived
)
