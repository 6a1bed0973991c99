"""The events that a facilitator's commands make.

`by` is the player who gave the command and `id` the command's id, so that a command that is sent twice
makes one event. Fields that repeat the command have the command's names: `desk_rules` compares them.
"""

from __future__ import annotations

from msgspec import Struct

from ..messages import Grade, ShockKind


class SeatReleased(Struct, frozen=True, forbid_unknown_fields=True, tag="seat_released"):
    """The seat has no holder any more: a bot plays it, from the open turn on."""

    id: str
    by: str
    table: int
    seat: str
    player: str


class SeatsReleased(Struct, frozen=True, forbid_unknown_fields=True, tag="seats_released"):
    """These players were sent away; those of them who hold no seat are named for the command's sake alone."""

    id: str
    by: str
    players: list[str]


class DoorSet(Struct, frozen=True, forbid_unknown_fields=True, tag="door_set"):
    """Whether new players may join from here on."""

    id: str
    by: str
    open: bool


class ClockStopped(Struct, frozen=True, forbid_unknown_fields=True, tag="clock_stopped"):
    """The game is paused; the open turn keeps what it has left, in milliseconds."""

    id: str
    by: str
    turn: int
    left_ms: int | None
    countdown_ms: int | None


class ClockResumed(Struct, frozen=True, forbid_unknown_fields=True, tag="clock_resumed"):
    """The paused game goes on with what the turn had left."""

    id: str
    by: str


class TimeAdded(Struct, frozen=True, forbid_unknown_fields=True, tag="time_added"):
    """The open turn got `seconds` more; `left_ms` is what it has left now."""

    id: str
    by: str
    seconds: int
    turn: int
    left_ms: int | None
    countdown_ms: int | None = None
    """What the countdown after the last decision has left now; None: none ran."""


class DeadlineSet(Struct, frozen=True, forbid_unknown_fields=True, tag="deadline_set"):
    """A new time for each turn, for the open one counted from now; None: no deadline."""

    id: str
    by: str
    seconds: int | None


class ClosingSet(Struct, frozen=True, forbid_unknown_fields=True, tag="closing_set"):
    """Whether a turn closes when all have decided."""

    id: str
    by: str
    all_in: bool
    turn: int | None = None
    """Said of this turn alone; None: of every turn."""


class LastTurnSet(Struct, frozen=True, forbid_unknown_fields=True, tag="last_turn_set"):
    """The game ends after this turn, whatever the scenario says."""

    id: str
    by: str
    turn: int


class Announced(Struct, frozen=True, forbid_unknown_fields=True, tag="announced"):
    """A message to all; an empty text takes the last one away."""

    id: str
    by: str
    text: str
    keep: bool = False
    """It does not go by itself when the turn, the pause, the lobby or the game is over."""


class ShockInjected(Struct, frozen=True, forbid_unknown_fields=True, tag="shock_injected"):
    """A shock of the facilitator's, in force for `weeks` weeks from `first_week` on."""

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
    """The week after which its news is out: the last one played."""
    turn: int | None = None
    """As the command named it; None: the first week that was not yet played."""
    grade: Grade = "official"
    plain: bool = False
    """The headline is the usual one of its kind: each reader is told it in their language."""
    ends: bool = False
    """Its end is told after the last of its weeks; False in logs that are older than this."""


class PagePublished(Struct, frozen=True, forbid_unknown_fields=True, tag="page_published"):
    """Whether the finished game's page can be read without its link's key."""

    id: str
    by: str
    published: bool


class GameArchived(Struct, frozen=True, forbid_unknown_fields=True, tag="game_archived"):
    """The game is put away: it can be looked at, and nothing more happens in it."""

    id: str
    by: str


DeskEvent = (
    SeatReleased
    | SeatsReleased
    | DoorSet
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
