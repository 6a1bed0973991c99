"""Sends status and state frames to the devices of a room, each encoded once per seat and language.

`status` goes to all devices when something in it other than the remaining time has changed. A role's
own state (`view`, `board`, `desk`) goes to the devices it concerns. A connection drops what it has
sent already, so no device is sent an identical frame twice in a row.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import msgspec

from ..errors import Refused
from ..messages import Look, State, Status
from ..rules.events import Place
from ..rules.live_shocks import typed_in
from ..rules.session import Session
from ..views import player_view, public_state
from ..views.board_view import board
from ..views.desk_view import desk
from ..views.translation import Translation, best_of
from .connection import CLOSE_TOKEN, Connection, encode
from .doorkeeper import Doorkeeper
from .limits import DEVICES_PER_SEAT, OBSERVERS_PER_GAME
from .room_batch import MOVED, PLAYED_BY_BOT, SENT_AWAY, Dismissal
from .view_cache import ViewCache


@dataclass(slots=True)
class Reachability:
    """How other devices reach this server, and whether one has."""

    join_url: str | None = None
    """Address of the join page as other devices know it; None: unknown."""
    join_url_given: bool = False
    """The operator has given it, so that it holds whatever a browser may show."""
    find: Callable[[], str | None] | None = None
    """Looks anew for the address, which changes when a laptop changes its network; None: it does not."""
    on_change: Callable[[str], None] = lambda url: None
    """Is told the new address."""
    phone_seen: bool = False
    """A device other than this machine has connected since the start, or since the address changed."""

    def has_changed(self) -> bool:
        """Look anew; whether phones must now open another address than before."""
        found = self.find() if self.find is not None else None
        # Between two networks there is none: what was known stays until there is another.
        if found is None or found == self.join_url:
            return False
        self.join_url, self.phone_seen = found, False
        self.on_change(found)
        return True


def table_by_table(connections: Iterable[Connection]) -> list[Connection]:
    """Those without a seat first, then those of each table together.

    A view is made from the records of its table, of which few are kept read: in another order those of a game
    of many tables would be read anew for nearly every seat.
    """
    return sorted(connections, key=lambda each: each.place.table if each.place is not None else -1)


class Broadcast:
    """The connected devices of a room, and what they were last sent."""

    def __init__(
        self,
        session: Session,
        names: Mapping[str, str],
        reachability: Reachability,
        clock: Callable[[], float],
        translations: Mapping[str, Translation],
        doorkeeper: Doorkeeper,
    ) -> None:
        self.connections: set[Connection] = set()
        self.coming: set[Connection] = set()
        """Devices whose hello waits in the room's mailbox."""
        self._session = session
        self._names = names
        self._reachability = reachability
        self._translations = translations
        self._doorkeeper = doorkeeper
        self._last_status: Status | None = None
        """Without its remaining time."""
        self._clock = clock
        self._devices: Counter[Place] = Counter()
        self._away_since: dict[Place, float] = {}
        self._views = ViewCache()
        self._moved: dict[str, str] = {}
        """The only valid key by player, of those who moved to another device."""

    def moved(self, player: str, key: str) -> None:
        """From now on only `key`, the hash of a token, opens this player's seat or desk."""
        self._moved[player] = key

    @property
    def all_devices(self) -> set[Connection]:
        """Those that are in, and those that are about to come in."""
        return self.connections | self.coming

    def gone(self, connection: Connection) -> None:
        """A device has left, or may not come in."""
        self.connections.discard(connection)
        self.coming.discard(connection)

    def let_in(self, connection: Connection) -> None:
        """Add a device that said hello, and set its place.

        Raises:
            Refused: if its token is no longer valid, its seat was given to a bot, or too many devices are
                open there.
        """
        self.coming.discard(connection)
        # The token was checked before this message waited in the mailbox; a move may have come between.
        if self._moved.get(connection.player, connection.key) != connection.key:
            raise Refused(MOVED, code="moved")
        alike = [each for each in self.connections if each.player == connection.player]
        full = len(alike) >= (DEVICES_PER_SEAT if connection.player else OBSERVERS_PER_GAME)
        if full and not (not connection.player and self._made_room(connection.address, alike)):
            raise Refused(
                "This is open on too many devices; close it on one of them.", code="too_many_devices"
            )
        connection.place = self._session.state.place_of(connection.player) if connection.player else None
        if connection.role == "player" and connection.place is None:
            if connection.player in self._session.state.sent_away:
                raise Refused(SENT_AWAY, code="sent_away")
            raise Refused(PLAYED_BY_BOT, code="no_seat")
        self.connections.add(connection)

    def _boards(self) -> int:
        """Open boards; one that came back before its old line was found dead counts once."""
        observers = [each for each in self.connections if each.role == "observer"]
        return len({each.device or str(id(each)) for each in observers})

    def _made_room(self, address: str, boards: list[Connection]) -> bool:
        """Let go one board of the address that has most, so that no address keeps out another's."""
        [(crowded, most)] = Counter(each.address for each in boards).most_common(1)
        if sum(each.address == address for each in boards) + 1 >= most:
            return False
        dropped = next(each for each in boards if each.address == crowded)
        self.connections.discard(dropped)
        words = "This is open on too many devices; close it on one of them."
        dropped.leave("too_many_devices", words, CLOSE_TOKEN, come_back=False)
        return True

    def dismiss(self, dismissal: Dismissal) -> None:
        """Let all devices of a player go."""
        for connection in list(self.connections):
            if connection.player == dismissal.player:
                self.connections.discard(connection)
                connection.leave(dismissal.code, dismissal.message, dismissal.close, come_back=False)

    def views_changed(self) -> None:
        """More than a decision has happened: build every view anew when it is shown next."""
        self._views.forget()

    async def build_views(self, wait: Callable[[], float]) -> None:
        """Build the views of seats anew, to be shown later; before each it waits for so many seconds."""
        self._views.forget()
        for connection in table_by_table(each for each in self.connections if each.place is not None):
            await asyncio.sleep(wait())  # for 0 too: other tasks run, and who waits for the disk goes on
            self._state_text(connection, best_of([connection.language], self._translations))

    async def greet(self, passed_ms: int, arrived: set[Connection]) -> None:
        """Send everything to devices that have just come, whatever is held back from the others."""
        text = encode(self._status(passed_ms))
        for connection in arrived:
            connection.show("status", text)
        await self._show_states(list(arrived))

    async def show(self, passed_ms: int, places: set[Place], *, everybody: bool, moved: bool) -> None:
        """Send what changed: to all devices, or to those at `places` and at the desk.

        passed_ms: since the game's clock was last set. moved: the remaining time jumped, so the status is
        sent even if nothing else in it changed.
        """
        status = self._status(passed_ms)
        # Clients count the remaining time down themselves: it alone is no reason to send.
        timeless = msgspec.structs.replace(status, remaining_ms=None)
        if moved or timeless != self._last_status:
            text = encode(status)
            for connection in self.connections:
                connection.show("status", text)
        self._last_status = timeless
        # The desk shows all seats, so any change concerns it.
        await self._show_states(
            [
                connection
                for connection in self.connections
                if everybody or connection.place in places or connection.role == "facilitator"
            ]
        )

    async def _show_states(self, concerned: list[Connection]) -> None:
        """Send each of these devices its role's own state."""
        texts: dict[tuple[Place | str, Look, str | None], bytes] = {}
        for connection in table_by_table(concerned):
            whose = connection.place or connection.role
            language = best_of([connection.language], self._translations)
            if (whose, connection.look, language) not in texts:
                texts[whose, connection.look, language] = self._state_text(connection, language)
                await asyncio.sleep(0)  # a full room takes a while: let other tasks run
            if connection.place is not None:
                before = self._views.before(connection.place, language)
                if before.ahead is not None:
                    connection.show("ahead", before.ahead)
                if before.chosen is not None:
                    connection.show("chosen", before.chosen)
            connection.show("state", texts[whose, connection.look, language])

    def _state_text(self, connection: Connection, language: str | None) -> bytes:
        place = connection.place
        if place is None:
            return encode(self._translated(self._state(connection), language))
        return self._views.text(
            place,
            language,
            lambda: self._translated(self._state(connection), language),
            lambda: player_view.decision_fields(self._session, place),
        )

    def _status(self, passed_ms: int) -> Status:
        self._devices = Counter(each.place for each in self.connections if each.place)
        now = self._clock()
        gone = [place for place in self._session.state.players if place not in self._devices]
        # A place that is back is dropped; one that is still away keeps the moment at which it left.
        self._away_since = {place: self._away_since.get(place, now) for place in gone}
        return public_state.status(self._session, self._devices, passed_ms)

    def _translated(self, state: State, language: str | None) -> State:
        """The scenario's own texts in a language; what people typed stays as it is."""
        if language is None:
            return state
        return self._translations[language].but_for(typed_in(self._session.state.shocks))(state)

    def _away_ms(self) -> dict[Place, int]:
        """Milliseconds since the last device left, by held seat without a device."""
        now = self._clock()
        return {place: int((now - since) * 1000) for place, since in self._away_since.items()}

    def _state(self, connection: Connection) -> State:
        """All that the role of this device may see."""
        known = self._reachability
        join_url, given = known.join_url, known.join_url_given
        if connection.place is not None:
            return player_view.player_view(self._session, connection.place, self._names, join_url, given)
        if connection.role == "facilitator":
            return desk(
                self._session,
                self._names,
                self._devices,
                away_ms=self._away_ms(),
                boards=self._boards(),
                phone_seen=known.phone_seen,
                join_url=join_url,
                join_url_given=given,
                knocks=self._doorkeeper.knocks(),
                look=connection.look,
            )
        return board(self._session, self._names, join_url, given, text=connection.look.text)
