"""Answer, then show: holds what a room has to show back while acknowledgements wait to be given.

Building and sending views takes far longer than answering. While commands come in from a whole room, or
from many rooms of one process, only answers go out; what changed meanwhile is shown once, when no answer
has been due for a moment, or after `HELD_SECONDS` at the latest.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from ..rules.events import ClockSet, DecisionMade, Event, Place, TurnResolved
from ..rules.session import Session
from .broadcast import Broadcast
from .room_batch import KEEPS_VIEWS, SEEN_IN_STATUS, SHOWN_TO_NOBODY
from .room_clock import RoomClock

QUIET_SECONDS = 0.03
"""So long after the last answer of the process, the burst is taken to be over."""
HELD_SECONDS = 0.2
"""The longest that anything is held back."""
LOBBY_SECONDS = 0.1
"""Between two pictures of a lobby that fills, for those who are in it already."""
LOBBY_DEVICE_SECONDS = 0.002
"""Loop time that all lobbies of a process together leave between two pictures, for each device they go to."""


class DueAnswers:
    """Commands that all rooms of a process have taken and not answered yet."""

    def __init__(self) -> None:
        self._due = 0
        self._last = float("-inf")

    def taken(self, commands: int) -> None:
        """So many came into a room's mailbox."""
        self._due += commands

    def given(self, commands: int) -> None:
        """So many were answered, or will never be."""
        if commands:
            self._due -= commands
            self._last = _now()

    @property
    def several(self) -> bool:
        """Whether more than one waits for its answer."""
        return self._due > 1

    def quiet_in(self) -> float:
        """Seconds until the process is quiet, if no further command comes."""
        return QUIET_SECONDS if self._due > 0 else max(0.0, self._last + QUIET_SECONDS - _now())


class LobbyPace:
    """When the rooms of a process show lobbies that fill, so that who enters does not wait for the pictures.

    A picture goes to every device of a lobby. So its time is given out to one room after another, and the
    more devices there are, the fewer pictures a second: who enters costs as much in a full lobby as in an
    empty one.
    """

    def __init__(self) -> None:
        self._free_at = float("-inf")

    def moment(self, devices: int) -> float:
        """When a picture may be shown to so many devices; called once for each picture."""
        at = max(_now(), self._free_at)
        self._free_at = at + devices * LOBBY_DEVICE_SECONDS
        return at


class HeldShows:
    """What has changed in one room since its devices were last shown it."""

    def __init__(
        self,
        broadcast: Broadcast,
        answers: DueAnswers,
        pace: LobbyPace,
        session: Session,
        clock: RoomClock,
    ) -> None:
        self._broadcast = broadcast
        self._answers = answers
        self._pace = pace
        self._session = session
        self._clock = clock
        self._since: float | None = None
        """When the oldest change came; None: all is shown."""
        self._places: set[Place] = set()
        self._everybody = False
        self._moved = False
        self._lobby_at = float("-inf")
        """When the next picture of a lobby may be shown, while anything is held back."""
        self._shown_at = float("-inf")

    @asynccontextmanager
    async def while_stored(self, events: list[Event]) -> AsyncIterator[None]:
        """In the body these events are stored; then what they have changed is shown.

        The views of a new turn are built meanwhile, which takes as long again in a full room. Nobody gets one
        before the body has ended, and none is built while anybody in the process waits for an answer.
        """
        if not any(isinstance(event, TurnResolved) for event in events):
            yield
            self.add(events)
            return
        building = asyncio.ensure_future(self._broadcast.build_views(self._answers.quiet_in))
        try:
            yield
        finally:
            building.cancel()
            with suppress(asyncio.CancelledError):
                await building
        self.add(events, built=True)

    def add(self, events: Iterable[Event], *, names_changed: bool = False, built: bool = False) -> None:
        """Show what these events have changed, as soon as it is time; built: views are new already."""
        events = list(events)
        if events and not names_changed and all(isinstance(event, SHOWN_TO_NOBODY) for event in events):
            return
        for event in events:
            if isinstance(event, DecisionMade):
                self._places.add(Place(event.table, event.seat))
            elif not built and not isinstance(event, KEEPS_VIEWS):
                self._broadcast.views_changed()
            # Most events change the status alone, which is one short text for all devices.
            self._everybody |= not isinstance(event, SEEN_IN_STATUS)
            self._moved |= not (isinstance(event, ClockSet) and event.cause == "noted")
        if names_changed:
            self._everybody = True
            self._broadcast.views_changed()
        self._hold()

    def time_leapt(self) -> None:
        """Tell all devices the time left, as soon as it is time."""
        self._moved = True
        self._hold()

    def _hold(self) -> None:
        if self._since is None:
            self._since = _now()
            if self._session.state.phase == "lobby":
                turn = self._pace.moment(len(self._broadcast.connections))
                self._lobby_at = max(turn, self._shown_at + LOBBY_SECONDS)

    @property
    def waits(self) -> bool:
        """Whether anything is held back."""
        return self._since is not None

    def due_in(self) -> float:
        """Seconds until it is time to look again; infinite if nothing is held back."""
        if self._since is None:
            return float("inf")
        now = _now()
        wait = min(self._answers.quiet_in(), self._since + HELD_SECONDS - now)
        if self._session.state.phase == "lobby":
            wait = max(wait, self._lobby_at - now)
        return max(0.0, wait)

    async def show_if_due(self) -> None:
        """Show all that is held back if it is time."""
        if self.due_in() > 0.0:
            return
        places, everybody, moved = self._places, self._everybody, self._moved
        self._since, self._places, self._everybody, self._moved = None, set(), False, False
        await self._broadcast.show(self._clock.passed_ms, places, everybody=everybody, moved=moved)
        self._shown_at = _now()


def _now() -> float:
    """Not the game's clock, which tests and a sleeping machine stop: holding back is about the process."""
    return asyncio.get_running_loop().time()
