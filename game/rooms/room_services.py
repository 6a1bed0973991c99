"""What all rooms of a server share: the store, the watch over sleep, and how they tell of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..store import tokens
from ..store.store import Store
from .broadcast import Reachability
from .held_shows import DueAnswers
from .sleep_watch import SleepWatch


@dataclass(frozen=True, slots=True)
class RoomServices:
    """What all rooms of a server share."""

    store: Store
    hand_overs: tokens.HandOverCodes
    reachability: Reachability
    watch: SleepWatch
    turn_played: Callable[[float], None]
    """Is told how many seconds the weeks of a turn took."""
    may_close: Callable[[str], bool]
    """Whether an idle room, named by its game's code, may close; from then on no message comes."""
    answers: DueAnswers = field(default_factory=DueAnswers)
