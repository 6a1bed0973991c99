"""What each device of a room is shown: by its role and language, encoded once for all that see the same.

The status goes to everybody when more than the time in it has changed; a role's own state to
whom it concerns. A device that is there already never sees the same twice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from ..errors import Refused
from ..messages import State, Status
from ..rules.events import Place
from ..rules.live_shocks import typed_in
from ..rules.session import Session
from ..views import player_view, public_state
from ..views.board_view import board
from ..views.desk_view import desk
from ..views.translation import Translation, best_of
from .connection import Connection, encode

MOST_DEVICES = 12
"""Of one seat, or of the desk, at a time."""
MOST_BOARDS = 40


@dataclass(slots=True)
class Surroundings:
    """What the server knows of the way to it."""

    join_url: str | None = None
    phone_seen: bool = False


class Wall:
    """The connections of a room, and what they were shown last."""

    def __init__(
        self,
        session: Session,
        names: Mapping[str, str],
        surroundings: Surroundings,
        clock: Callable[[], float],
        translations: Mapping[str, Translation],
    ) -> None:
        self.connections: set[Connection] = set()
        self._session = session
        self._names = names
        self._surroundings = surroundings
        self._translations = translations
        self._shape: Status | None = None
        self._clock = clock
        self._devices: Counter[Place] = Counter()
        self._away_since: dict[Place, float] = {}
        self._moved: dict[str, str] = {}

    def moved(self, player: str, key: str) -> None:
        """From now on only this key opens the seat; who came with another must go."""
        self._moved[player] = key

    def let_in(self, connection: Connection) -> None:
        """Find out what the device may see.

        Raises:
            Refused: if it holds nothing here any more, or there are too many like it.
        """
        if self._moved.get(connection.player, connection.key) != connection.key:
            raise Refused("This was moved to another device; go on there.", code="moved")
        alike = sum(each.player == connection.player for each in self.connections)
        if alike >= (MOST_DEVICES if connection.player else MOST_BOARDS):
            raise Refused(
                "This is open on too many devices; close it on one of them.", code="too_many_devices"
            )
        connection.place = self._session.state.place_of(connection.player) if connection.player else None
        if connection.role == "player" and connection.place is None:
            raise Refused(
                "Your seat is played by a bot now. Join again if you want to go on.", code="no_seat"
            )
        self.connections.add(connection)

    async def show(
        self, passed_ms: int, places: set[Place], arrived: set[Connection], *, everybody: bool, moved: bool
    ) -> None:
        """After something happened: to everybody, or to some seats and whoever has just come.

        moved: the time left may be another than if only time had passed.
        """
        self._show_status(passed_ms, arrived, moved)
        seen: dict[Place | str, State] = {}
        texts: dict[tuple[Place | str, str | None], str] = {}
        for connection in list(self.connections):
            concerned = everybody or connection in arrived or connection.place in places
            if connection.role == "facilitator" or concerned:
                whose = connection.place or connection.role
                language = best_of([connection.language], self._translations)
                if whose not in seen:
                    seen[whose] = self._state(connection)
                if (whose, language) not in texts:
                    texts[whose, language] = encode(self._worded(seen[whose], language))
                    await asyncio.sleep(0)  # a full room takes a while: let others be heard
                connection.show("state", texts[whose, language])

    def _show_status(self, passed_ms: int, arrived: set[Connection], moved: bool) -> None:
        self._devices = Counter(each.place for each in self.connections if each.place)
        now = self._clock()
        gone = [place for place in self._session.state.players if place not in self._devices]
        self._away_since = {place: self._away_since.get(place, now) for place in gone}
        status = public_state.status(self._session, self._devices, passed_ms)
        shape = msgspec.structs.replace(status, remaining_ms=None)
        everybody = moved or shape != self._shape
        self._shape = shape
        text = encode(status)
        for connection in self.connections if everybody else arrived:
            connection.show("status", text)

    def _worded(self, state: State, language: str | None) -> State:
        """In a language: what the scenario says, never what people typed."""
        if language is None:
            return state
        return self._translations[language].but_for(typed_in(self._session.state.shocks))(state)

    def _away_ms(self) -> dict[Place, int]:
        """How long nobody has been seen at a seat that somebody holds."""
        now = self._clock()
        return {place: int((now - since) * 1000) for place, since in self._away_since.items()}

    def _state(self, connection: Connection) -> State:
        if connection.place is not None:
            return player_view.player_view(self._session, connection.place, self._names)
        if connection.role == "facilitator":
            return desk(
                self._session,
                self._names,
                self._devices,
                away_ms=self._away_ms(),
                boards=sum(each.role == "observer" for each in self.connections),
                phone_seen=self._surroundings.phone_seen,
                join_url=self._surroundings.join_url,
            )
        return board(self._session, self._names, self._surroundings.join_url)
