"""A game as the value that its world follows from, and that world: played again only when needed.

A game that is only looked at needs no world: all that it shows stands in its events. A played turn is checked
by a digest, so that who plays it again needs its orders alone and not its records, which are long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..errors import ReadOnly
from ..messages import StanceName
from .events import GameOpened, GameStarted, Place, TurnResolved, encode
from .game_state import GameState, Orders, state_of_opened, weeks_of_turn
from .table_records import kept

if TYPE_CHECKING:
    from .engine import Engine, Look


TOGETHER = 64
"""Most tables of a game that are played together. Tables know nothing of each other: those of a larger game
are played in parts, on as many workers as there are."""


class PlayedTurn(Struct, frozen=True):
    """What a turn was played with, and the digest of the event that came of it (`digest_of`)."""

    orders: Orders
    digest: bytes


class PlayedGame(Struct, frozen=True):
    """All that the world of a game follows from; it can be pickled and sent to another process.

    A part of a game, some of its tables, is a game by itself, in which tables count from 0.
    """

    opened: GameOpened
    tables: int = 1
    turns: tuple[PlayedTurn, ...] = ()
    first_table: int = 0
    """Number in the whole game of the first table of this part."""


@dataclass(frozen=True, slots=True)
class TurnPlayed:
    """A turn that has just been played: its event, as it is written to the log, and its digest."""

    event: TurnResolved
    body: bytes
    digest: bytes


def digest_of(body: bytes) -> bytes:
    """The digest of an event as it stands in the log: two turns with one digest are equal to the last bit."""
    return hashlib.sha256(body).digest()


def parts_of(tables: int, together: int = TOGETHER) -> list[range]:
    """So many tables in as few parts of at most `together` as there can be, all about as large."""
    parts = -(-tables // together)
    ends = [tables * part // parts for part in range(parts + 1)]
    return [range(*bounds) for bounds in pairwise(ends)]


class PlayedTurns:
    """Keeps what each turn of one game was played with, so that it is put together once.

    together: how many tables at most are played together.
    """

    def __init__(self, together: int = TOGETHER) -> None:
        self._together = together
        self._turns: dict[range, _TurnsOfTables] = {}

    def note(self, turn: int, digests: Mapping[range, bytes]) -> None:
        """The digests of this turn, by part, are known, and need not be worked out again."""
        for tables, digest in digests.items():
            self._of_tables(tables).digests[turn] = digest

    def of(self, state: GameState) -> PlayedGame:
        """The whole game so far; from one call to the next its turns may only become more."""
        return self._of_tables(range(state.tables)).of(state)

    def parts(self, state: GameState) -> dict[range, PlayedGame]:
        """The same in parts, by their tables, in order: the game itself, unless it is a large one."""
        return {
            tables: self._of_tables(tables).of(state) for tables in parts_of(state.tables, self._together)
        }

    def _of_tables(self, tables: range) -> _TurnsOfTables:
        return self._turns.setdefault(tables, _TurnsOfTables(tables))


@dataclass(slots=True)
class _TurnsOfTables:
    """What each turn of some tables was played with."""

    tables: range
    turns: tuple[PlayedTurn, ...] = ()
    digests: dict[int, bytes] = field(default_factory=dict)
    """By turn, of those that are not in `turns` yet."""
    stances: Known = field(default_factory=dict)

    def of(self, state: GameState) -> PlayedGame:
        for orders, told in zip(state.orders[len(self.turns) :], state.turns[len(self.turns) :], strict=True):
            digest = self.digests.pop(told.turn, None) or digest_of(encode(_turn_of(told, self.tables)))
            own = sendable(orders_of(orders, self.tables), self.stances)
            self.turns += (PlayedTurn(own, digest),)
        return PlayedGame(state.opened, len(self.tables), self.turns, self.tables.start)


def orders_of(orders: Orders, tables: range) -> Orders:
    """The orders of some tables, which count from 0."""
    held, chosen = _of_tables(orders.held, tables), _of_tables(orders.chosen, tables)
    return Orders(held, orders.shocks, chosen)


def _of_tables[V](by_place: Mapping[Place, V], tables: range) -> dict[Place, V]:
    return {
        Place(place.table - tables.start, place.seat): value
        for place, value in by_place.items()
        if place.table in tables
    }


def _turn_of(turn: TurnResolved, tables: range) -> TurnResolved:
    """The turn as it would be told if there were only these tables."""
    if len(tables) == len(turn.tables):
        return turn
    return replace(turn, tables=kept(turn.tables).some(tables))


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
    return Orders(held, orders.shocks, dict(orders.chosen))


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
            replace(game, turns=(*game.turns, PlayedTurn(orders, played.digest))),
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
            kept, at = _begun(game, self._forgets), replace(game, turns=())
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
    return at == replace(game, turns=game.turns[: len(at.turns)])


def _begun(game: PlayedGame, forgets: bool) -> Engine:
    # Here, since it imports Mesa: a server has its turns played elsewhere.
    from .engine import Engine

    state = state_of_opened(game.opened)
    bots = {seat: state.bot_of(seat) for seat in state.seat_names}
    return Engine(state.scenario, game.opened.seed, bots, game.tables, offered=state.offered, forgets=forgets)


def _play(engine: Engine, turn: int, orders: Orders, look: Look | None = None) -> TurnPlayed:
    event = engine.play(turn, *weeks_of_turn(engine.chain.scenario, turn), orders, look)
    body = encode(event)
    return TurnPlayed(event, body, digest_of(body))
