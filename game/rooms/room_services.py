"""What all rooms of a server share: the store, the pool of workers, the watch over sleep, and more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field

from ..compute.compute_pool import ComputePool
from ..store import tokens
from ..store.store import Store
from .broadcast import Reachability
from .held_shows import DueAnswers, LobbyPace
from .sleep_watch import SleepWatch


@dataclass(frozen=True, slots=True)
class RoomServices:
    """What all rooms of a server share."""

    store: Store
    hand_overs: tokens.HandOverCodes
    reachability: Reachability
    watch: SleepWatch
    pool: ComputePool
    may_close: Callable[[str], bool]
    """Whether an idle room, named by its game's code, may close; from then on no message comes."""
    answers: DueAnswers = field(default_factory=DueAnswers)
    pace: LobbyPace = field(default_factory=LobbyPace)
    background: Executor = field(default_factory=lambda: ThreadPoolExecutor(1, "background"))
    """For what takes long and nobody waits for. One thread: each thread that calculates takes its share of
    Python's one lock from the event loop, and when ten games end at once there is something for ten."""
