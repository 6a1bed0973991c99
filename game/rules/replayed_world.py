"""A game as the value that its world follows from, and that world: played again only when needed.

A game that is only looked at needs no world: all that it shows stands in its events. A played turn is checked
by a digest, so that who plays it again needs its orders alone and not its records, which are long.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct

from ..errors import ReadOnly
from ..messages import StanceName
from .events import GameOpened, GameStarted, TurnResolved, encode
from .game_state import GameState, Orders, state_of_opened, weeks_of_turn

if TYPE_CHECKING:
    from .engine import Engine, Look


class PlayedTurn(Struct, frozen=True):
    """What a turn was played with, and the digest of the event that came of it (`digest_of`)."""

    orders: Orders
    digest: bytes


class PlayedGame(Struct, frozen=True):
    """All that the world of a game follows from; it can be pickled and sent to another process."""

    opened: GameOpened
    tables: int = 1
    turns: tuple[PlayedTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnPlayed:
    """A turn that has just been played: its event, as it is written to the log, and its digest."""

    event: TurnResolved
    body: bytes
    digest: bytes


def digest_of(body: bytes) -> bytes:
    """The digest of an event as it stands in the log: two turns with one digest are equal to the last bit."""
    return hashlib.sha256(body).digest()


class PlayedTurns:
    """Keeps what each turn of one game was played with, so that it is put together once."""

    def __init__(self) -> None:
        self._turns: tuple[PlayedTurn, ...] = ()
        self._digests: dict[int, bytes] = {}
        self._stances: Known = {}

    def note(self, turn: int, digest: bytes) -> None:
        """The digest of this turn is known, and need not be worked out again."""
        self._digests[turn] = digest

    def of(self, state: GameState) -> PlayedGame:
        """The game so far; from one call to the next its turns may only become more."""
        for orders, told in zip(
            state.orders[len(self._turns) :], state.turns[len(self._turns) :], strict=True
        ):
            digest = self._digests.pop(told.turn, None) or digest_of(encode(told))
            self._turns += (PlayedTurn(sendable(orders, self._stances), digest),)
        return PlayedGame(state.opened, state.tables, self._turns)


type Known = dict[tuple[tuple[str, StanceName], ...], dict[str, StanceName]]


def sendable(orders: Orders, known: Known | None = None) -> Orders:
    """The orders in dicts, as they can be pickled: read-only mappings cannot.

    known: stances that orders before were given; what is equal is the same dict, kept and pickled once.
    """
    known = {} if known is None else known
    held = {
        place: known.setdefault(tuple(stances.items()), dict(stances))
        for place, stances in orders.held.items()
    }
    return Orders(held, orders.shocks)


class ReplayedWorld:
    """Keeps the engine of one game, and plays on from where it stands, or from the start if need be.

    forgets: see `Engine`.
    """

    def __init__(self, *, forgets: bool = False) -> None:
        self._forgets = forgets
        self._engine: Engine | None = None
        self._stands_at: PlayedGame | None = None

    def opening(self, game: PlayedGame) -> GameStarted:
        """The event that begins the game; no turn of it has been played."""
        return self.engine(game).opening()

    def play(self, game: PlayedGame, orders: Orders, look: Look | None = None) -> TurnPlayed:
        """Play the turn after those of `game`.

        look: see `Engine.play`.

        Raises:
            ReadOnly: if a turn that is played again comes out otherwise than the log says.
        """
        engine, orders = self.engine(game), sendable(orders)
        # Dropped first: an engine that fails within a week must not be used again.
        self._engine = None
        played = _play(engine, len(game.turns) + 1, orders, look)
        self._keep(
            engine,
            PlayedGame(game.opened, game.tables, (*game.turns, PlayedTurn(orders, played.digest))),
        )
        return played

    def engine(self, game: PlayedGame) -> Engine:
        """The engine after the turns that have been played.

        Raises:
            ReadOnly: if a turn that is played again comes out otherwise than the log says.
        """
        kept, at = self._engine, self._stands_at
        # Dropped first: a replay that fails must leave no engine of an earlier turn.
        self._engine = None
        if kept is None or at is None or not _goes_on(at, game):
            kept, at = _begun(game, self._forgets), PlayedGame(game.opened, game.tables)
        for number, told in enumerate(game.turns[len(at.turns) :], start=len(at.turns) + 1):
            if _play(kept, number, told.orders).digest != told.digest:
                raise ReadOnly(
                    f"Turn {number} came out differently when it was played again, "
                    "so this game can be looked at and not gone on with; start a new one."
                )
        self._keep(kept, game)
        return kept

    def _keep(self, engine: Engine, at: PlayedGame) -> None:
        self._engine, self._stands_at = engine, at


def _goes_on(at: PlayedGame, game: PlayedGame) -> bool:
    """Whether `game` is the same game as `at`, as far as that has been played."""
    return (at.opened, at.tables, at.turns) == (game.opened, game.tables, game.turns[: len(at.turns)])


def _begun(game: PlayedGame, forgets: bool) -> Engine:
    # Here, since it imports Mesa: a server has its turns played elsewhere.
    from .engine import Engine

    state = state_of_opened(game.opened)
    bots = {seat: state.bot_of(seat) for seat in state.seat_names}
    return Engine(state.scenario, game.opened.seed, bots, game.tables, forgets=forgets)


def _play(engine: Engine, turn: int, orders: Orders, look: Look | None = None) -> TurnPlayed:
    event = engine.play(turn, *weeks_of_turn(engine.chain.scenario, turn), orders, look)
    body = encode(event)
    return TurnPlayed(event, body, digest_of(body))
