"""Finished games for the review routes: read beside the writer, the last few cached in memory.

No open game waits for any of it: the store's writer is used only to store what was derived.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..compute import jobs
from ..compute.compute_pool import ComputePool
from ..errors import Refused
from ..messages import Aftermath, Hindsight, Leaderboard
from ..messages.aftermath import Buffers
from ..review.foresight_cache import SeatForesight, subject_of
from ..review.leaderboard import filters_in
from ..review.verification import must_be_this_engine
from ..rules.events import Event, GameOpened, Place
from ..rules.session import Session
from ..store.derived_cache import CacheRow, analysis_row, cached_analysis, cached_foresight, foresight_row
from ..store.game_reader import events_of, hindsight_of, number_of_events, session_of
from ..store.leaderboard_queries import read_leaderboard
from ..store.people import names_in_seats
from ..store.read_only_database import open_read_only
from ..store.store import Store

GAMES_IN_MEMORY = 3
"""Finished games held at once; one of twelve tables takes some tens of megabytes."""


@dataclass(frozen=True, slots=True)
class FinishedGame:
    """A game that has ended, and the names by player's id of those who hold its seats."""

    session: Session
    hindsight: Hindsight
    names: dict[str, str]


class FinishedGames:
    """The finished games and the leaderboard of one database."""

    def __init__(self, database: Path, pool: ComputePool) -> None:
        self._database = database
        self._pool = pool
        self._games: OrderedDict[Any, FinishedGame] = OrderedDict()
        """By code, length of the log and names: whatever may still change in a finished game."""
        # One replay and one analysis at a time: many people ask for the same one at once.
        self._reading = asyncio.Lock()
        self._analysing = asyncio.Lock()

    async def game(self, code: str) -> FinishedGame:
        """The finished game of this code.

        Raises:
            Refused: if there is none, or it has not ended.
        """
        async with self._reading:
            return await asyncio.to_thread(self._game, code)

    async def analysis(self, game: FinishedGame, store: Store) -> Aftermath:
        """The post-game analysis (regret, luck, frontier) of a game, from the cache or worked out now.

        Raises:
            ReadOnly: if another engine played it, since this one would replay it differently.
        """
        must_be_this_engine(game.session.opened)
        async with self._analysing:
            session, subjects = game.session, _subjects_of(game.session)
            cached, known = await asyncio.to_thread(self._cached, session.opened, subjects)
            if cached is not None:
                return cached
            played = await asyncio.to_thread(session.played_game)
            work = self._pool.submit("review", session.opened.code, jobs.look_back, played, known)
            found, foresight = await asyncio.wrap_future(work)
            await store.remember(_new_rows(session.opened, found, foresight, known, subjects))
            return found

    async def buffers(self, game: FinishedGame, place: Place) -> Buffers:
        """What each buffer of a seat cost and saved, worked out now: it takes a few replays.

        Raises:
            Refused: if the game has no such seat.
            ReadOnly: if another engine played it.
        """
        must_be_this_engine(game.session.opened)
        if place not in game.session.state.places:
            raise Refused(
                f"There is no seat {place.seat} at this table.", code="no_such_seat", seat=place.seat
            )
        seat = game.session.state.seat_names.index(place.seat)
        async with self._analysing:
            played = await asyncio.to_thread(game.session.played_game)
            code = game.session.opened.code
            work = self._pool.submit("review", code, jobs.price_buffers, played, place.table, seat)
            return await asyncio.wrap_future(work)

    async def leaderboard(self, query: dict[str, str], *, every: bool = False) -> Leaderboard:
        """The page of the list that a query string asks for, or with `every` all its rows.

        Raises:
            Refused: if a filter is unknown or has no such value.
        """
        filters = filters_in(query)

        def read() -> Leaderboard:
            with open_read_only(self._database) as db:
                return read_leaderboard(db, filters, every=every)

        return await asyncio.to_thread(read)

    def _cached(
        self, opened: GameOpened, subjects: Mapping[str, str]
    ) -> tuple[Aftermath | None, dict[str, SeatForesight]]:
        """The analysis, and the foresight of seats by name, as far as the cache has them."""
        with open_read_only(self._database) as db:
            told = {name: cached_foresight(db, subject, opened.engine) for name, subject in subjects.items()}
            known = {name: found for name, found in told.items() if found is not None}
            return cached_analysis(db, opened.code, opened.engine), known

    def _game(self, code: str) -> FinishedGame:
        with open_read_only(self._database) as db:
            names = names_in_seats(db, code)
            key = (code, number_of_events(db, code), tuple(sorted(names.items())))
            if key not in self._games:
                self._games[key] = _finished(events_of(db, code), names)
            self._games.move_to_end(key)
            while len(self._games) > GAMES_IN_MEMORY:
                self._games.popitem(last=False)
            return self._games[key]


def _finished(events: list[Event], names: dict[str, str]) -> FinishedGame:
    opened, hindsight = events[0], hindsight_of(events)
    assert isinstance(opened, GameOpened)
    if hindsight is None:
        raise Refused("The game's page opens when it has ended; look again then.", code="not_ended")
    session = session_of(events, opened.engine)
    session.sums()  # here, in one thread, and not for each of the many who ask for the game at once
    return FinishedGame(session, hindsight, names)


def _subjects_of(session: Session) -> dict[str, str]:
    """The key of each seat's foresight in the cache, by seat."""
    opened, state = session.opened, session.state
    weeks = state.turns[-1].last_week
    return {name: subject_of(opened, state.shocks, weeks, name) for name in state.seat_names}


def _new_rows(
    opened: GameOpened,
    found: Aftermath,
    foresight: Mapping[str, SeatForesight],
    known: Mapping[str, SeatForesight],
    subjects: Mapping[str, str],
) -> list[CacheRow]:
    """What the cache does not have yet."""
    rows = [
        foresight_row(subjects[name], opened.engine, each)
        for name, each in foresight.items()
        if name not in known
    ]
    return [*rows, analysis_row(opened.code, opened.engine, found)]
