"""People of a room and their tokens, outside the log: joining, renaming, moving to another device.

Names and tokens are in no event, so that a person can be renamed or removed. Here, and not in the rules,
it is decided who may be renamed or given a hand-over link.
"""

from __future__ import annotations

from ..errors import Refused
from ..messages import (
    AnswerKnock,
    Decide,
    DeskCommand,
    HandOver,
    HandOverLink,
    RemovePlayers,
    Rename,
    SetDoor,
)
from ..names import plain_name
from ..rules.events import Event
from ..rules.session import Session
from ..store import tokens
from ..store.store import Store
from ..store.tokens import token_hash
from .connection import CLOSE_MOVED
from .doorkeeper import Doorkeeper
from .recording import timestamp
from .room_batch import MOVED, Batch, Dismissal, succeed
from .room_messages import MoveSeat, TakeSeat


class RoomPeople:
    """The names of a game's players, and the tokens that were given out in this room."""

    def __init__(
        self, session: Session, store: Store, hand_overs: tokens.HandOverCodes, names: dict[str, str]
    ) -> None:
        self.names = names
        """Player id -> name."""
        self._session = session
        self._store = store
        self._hand_overs = hand_overs
        self._code = session.opened.code
        self._joined: set[str] = set()

    def join(self, batch: Batch, asked: TakeSeat) -> list[Event]:
        """The events that seat a new player; their name and token go into the batch.

        Asking again with the same token, before the first answer was there, is answered and makes no event.

        Raises:
            Refused: if the name cannot be taken, or there is no seat.
        """
        if token_hash(asked.token) not in self._joined:
            holders = self._session.state.players.values()
            name = plain_name(asked.name, (self.names[each] for each in holders if each in self.names))
            events = self._session.join(asked.player, program=asked.program)
            at = timestamp()
            self.names[asked.player] = name
            self._joined.add(token_hash(asked.token))
            batch.people.append(("players", {"id": asked.player, "name": name, "joined_at": at}))
            batch.people.append(tokens.secret_row(asked.token, asked.player, self._code, at))
        else:
            events = []
        batch.answers.append(lambda: succeed(asked.done))
        return events

    async def move(self, batch: Batch, moves: MoveSeat) -> None:
        """Give a seat or the desk new secrets; devices that hold the old ones are dismissed."""
        at = timestamp()
        # In one transaction with the new token: never do an old one and the new one both open the seat.
        batch.people += await tokens.revocations(self._store, moves.player, at)
        batch.people.append(tokens.secret_row(moves.token, moves.player, self._code, at))
        if moves.recovery is not None:
            batch.people.append(tokens.secret_row(moves.recovery, moves.player, self._code, at, "recovery"))
        batch.dismissals.append(Dismissal(moves.player, "moved", CLOSE_MOVED, MOVED))
        batch.answers.append(lambda: succeed(moves.done))

    def rename(self, batch: Batch, command: Rename) -> None:
        """Give a person of this game another name.

        Raises:
            Refused: if they are not in this game, it is archived, or the name cannot be taken.
        """
        self._must_be_here(command.player)
        others = [name for player, name in self.names.items() if player != command.player]
        name = plain_name(command.name, others)
        self.names[command.player] = name
        batch.people.append(("players", {"id": command.player, "name": name}))
        batch.names_changed = True

    def hand_over(self, command: HandOver, seconds: float) -> HandOverLink:
        """A link that moves a seat or the desk to the device that opens it; `seconds`: the time now.

        Raises:
            Refused: if the person is not in this game, or it is archived.
        """
        self._must_be_here(command.player)
        code = self._hand_overs.offer(self._code, command.player, seconds)
        return HandOverLink(f"claim#code={code}", tokens.HAND_OVER_SECONDS)

    def outside_the_log(
        self, batch: Batch, command: Decide | DeskCommand, doorkeeper: Doorkeeper, seconds: float
    ) -> HandOverLink | None:
        """Do what a command does to people; whether the sender may give it, the rules have said.

        seconds: the time now.

        Raises:
            Refused: if the person is not here, or their new name cannot be taken.
        """
        match command:
            case Decide():
                return None  # first, for nearly all that comes is one
            case Rename():
                self.rename(batch, command)
            case HandOver():
                return self.hand_over(command, seconds)
            case AnswerKnock():
                doorkeeper.answer(command.knock, let_in=command.let_in)
            case SetDoor(open=True):
                doorkeeper.open_all()
            case RemovePlayers():
                for player in command.players:
                    doorkeeper.sent_away(player)
        return None

    def _must_be_here(self, player: str) -> None:
        self._session.situation().must_not_be_archived()
        state = self._session.state
        if state.place_of(player) is None and player != state.facilitator:
            raise Refused("They hold no seat in this game any more.", code="no_such_player")
