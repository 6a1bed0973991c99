"""The worlds of the games that a process played last, so that normally nothing is played again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from ..rules.replayed_world import PlayedGame, ReplayedWorld

KEPT_TABLES = 512
"""Tables of all worlds kept. One of `pacific_squeeze` that forgets takes 0.12 MB, all of them some 60 MB."""


class WorldCache:
    """Worlds by game, or part of one, those used last. Safe to use from several threads.

    most_tables: how many tables they may have in all; a single game is kept even if it has more. forgets: of
    weeks before the last turn the worlds keep only what scores are worked out from.
    """

    def __init__(self, most_tables: int = KEPT_TABLES, *, forgets: bool = False) -> None:
        self._forgets = forgets
        self._most_tables = most_tables
        self._worlds: OrderedDict[tuple[str, int, int], tuple[int, ReplayedWorld]] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def world_of(self, game: PlayedGame) -> Iterator[ReplayedWorld]:
        """The world of a game for the body of `with`, at whatever turn it stands; a new one if there is none.

        No other thread gets the same world meanwhile.
        """
        # Two games may have one code, in two databases: then their seeds differ.
        key = (game.opened.code, game.opened.seed, game.first_table)
        with self._lock:
            _, world = self._worlds.pop(key, (0, ReplayedWorld(forgets=self._forgets)))
        yield world
        # Not after an error: what the body left half done is dropped with it.
        with self._lock:
            self._worlds[key] = game.tables, world
            while len(self._worlds) > 1 and self.tables > self._most_tables:
                self._worlds.popitem(last=False)

    @property
    def tables(self) -> int:
        """Tables of all worlds kept."""
        return sum(tables for tables, _ in self._worlds.values())

    def __len__(self) -> int:
        return len(self._worlds)
