"""What may be fetched when a game is over: its page, its weeks as CSV, and the leaderboard.

A finished game is for whoever holds a seat or the desk in it, whoever has its key, and everybody
once it is published. All of it is read beside the writer, in a thread, so that no open game waits;
the games looked at last stay in memory.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from secrets import compare_digest
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import Refused
from ..messages import Aftermath, Hindsight, Leaderboard
from ..messages.results import WORKBOOK
from ..names import plain_code
from ..review.debrief import ranking, results
from ..review.export import tables_of
from ..review.foresight_cache import subject_of
from ..review.leaderboard import filters_in, plain_rows
from ..review.plain_csv import csv_text
from ..review.verification import must_be_this_engine
from ..rules.events import Event, GameOpened, Place
from ..rules.live_shocks import typed_in
from ..rules.session import Session
from ..store.derived_cache import CacheRow, analysis_row, cached_analysis, cached_foresight, foresight_row
from ..store.game_reader import events_of, hindsight_of, number_of_events, session_of
from ..store.leaderboard_queries import read_leaderboard
from ..store.people import names_in_seats
from ..store.read_only_database import open_read_only
from ..store.store import Store
from .api_routes import bearer, guarded, hub_of, spoken, with_etag, worded

MOST_GAMES = 3
"""Finished games in memory; one of twelve tables takes some tens of megabytes."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A game that is over, and its people's names."""

    session: Session
    hindsight: Hindsight
    names: dict[str, str]


class Archive:
    """The finished games of one database, read beside its writer, one at a time."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._games: OrderedDict[Any, Finished] = OrderedDict()
        self._reading = asyncio.Lock()
        self._working = asyncio.Lock()

    async def game(self, code: str) -> Finished:
        """Raises: Refused, if there is none or it has not ended."""
        async with self._reading:
            return await asyncio.to_thread(self._game, code)

    async def aftermath(self, game: Finished, store: Store) -> Aftermath:
        """What many replays tell of a finished game: kept, or worked out now and kept, one game at a time.

        Raises:
            ReadOnly: if another engine played it.
        """
        opened = game.session.opened
        must_be_this_engine(opened)
        async with self._working:
            found, kept = await asyncio.to_thread(self._aftermath, game.session)
            if kept:
                await store.remember(kept)
            return found

    def _aftermath(self, session: Session) -> tuple[Aftermath, list[CacheRow]]:
        opened, weeks = session.opened, session.state.turns[-1].last_week
        subjects = {
            name: subject_of(opened, session.state.shocks, weeks, name) for name in session.state.seat_names
        }
        with open_read_only(self._database) as db:
            whole = cached_analysis(db, opened.code, opened.engine)
            told = {name: cached_foresight(db, subject, opened.engine) for name, subject in subjects.items()}
        if whole is not None:
            return whole, []
        from ..review.post_game_analysis import (  # what solves is loaded when it is first asked for
            analysis_of,
            foresight_of_seats,
        )

        played = session.played()
        known = {name: found for name, found in told.items() if found is not None}
        foresight = foresight_of_seats(played, known)
        found = analysis_of(played, foresight)
        new = [
            foresight_row(subjects[name], opened.engine, each)
            for name, each in foresight.items()
            if name not in known
        ]
        return found, [*new, analysis_row(opened.code, opened.engine, found)]

    async def leaderboard(self, query: dict[str, str], *, every: bool = False) -> Leaderboard:
        """Raises: Refused, if the list cannot be asked that."""
        filters = filters_in(query)

        def read() -> Leaderboard:
            with open_read_only(self._database) as db:
                return read_leaderboard(db, filters, every=every)

        return await asyncio.to_thread(read)

    def _game(self, code: str) -> Finished:
        with open_read_only(self._database) as db:
            length = number_of_events(db, code)
            names = names_in_seats(db, code)
            key = (code, length, tuple(sorted(names.items())))
            if key not in self._games:
                self._games[key] = _finished(events_of(db, code), names)
            self._games.move_to_end(key)
            while len(self._games) > MOST_GAMES:
                self._games.popitem(last=False)
            return self._games[key]


def _finished(events: list[Event], names: dict[str, str]) -> Finished:
    opened, hindsight = events[0], hindsight_of(events)
    assert isinstance(opened, GameOpened)
    if hindsight is None:
        raise Refused("The game's page opens when it has ended; look again then.", code="not_ended")
    return Finished(session_of(events, opened.engine), hindsight, names)


# ---------------------------------------------------------------- routes


def result_routes() -> list[BaseRoute]:
    """As `messages.RESULT_ROUTES` lists them."""
    return [
        Route("/api/games/{code}/results", guarded(game_page)),
        Route("/api/games/{code}/aftermath", guarded(game_aftermath)),
        Route("/api/games/{code}/weeks.csv", guarded(weeks_csv)),
        Route("/api/games/{code}/game.xlsx", guarded(game_workbook)),
        Route("/api/games/{code}/game.json", guarded(game_tables)),
        Route("/api/leaderboard", leaderboard),
        Route("/api/leaderboard.csv", leaderboard_csv),
    ]


async def game_page(request: Request) -> Response:
    """Everybody's results, and one seat's debrief: the one asked for, else the asker's own."""
    game, own = await _readable(request)
    session = game.session
    told = results(session, game.hindsight, game.names, _place_in(request) or own)
    translations = hub_of(request).catalogue.translations(session.scenario.name)
    told = worded(request, told, translations, typed_in(session.state.shocks))
    return spoken(with_etag(request, msgspec.json.encode(told)))


async def game_aftermath(request: Request) -> Response:
    """Regret, luck and frontier of every seat."""
    game, _ = await _readable(request)
    found = await _archive(request).aftermath(game, hub_of(request).store)
    return with_etag(request, msgspec.json.encode(found))


async def weeks_csv(request: Request) -> Response:
    """Every week of every seat."""
    game, _ = await _readable(request)
    text = await asyncio.to_thread(_weeks_text, game)
    return _file(request, text.encode(), f"linestop-{game.session.opened.code}-weeks.csv")


async def game_workbook(request: Request) -> Response:
    """All tables of a game for Excel, a sheet each."""
    game, _ = await _readable(request)
    book = await asyncio.to_thread(workbook, game)
    return _file(request, book, f"linestop-{game.session.opened.code}.xlsx", WORKBOOK)


async def game_tables(request: Request) -> Response:
    """The same as JSON: a list of rows a table."""
    game, _ = await _readable(request)
    text = await asyncio.to_thread(lambda: msgspec.json.encode(_tables(game)))
    return _file(request, text, f"linestop-{game.session.opened.code}.json", "application/json")


async def leaderboard(request: Request) -> Response:
    """A page of the list."""
    found = await _archive(request).leaderboard(dict(request.query_params))
    told = worded(request, found, hub_of(request).catalogue.translations(found.scenario))
    return spoken(with_etag(request, msgspec.json.encode(told)))


async def leaderboard_csv(request: Request) -> Response:
    """All rows that the filters let through."""
    found = await _archive(request).leaderboard(dict(request.query_params), every=True)
    return _file(request, csv_text(plain_rows(found)).encode(), f"linestop-{found.scenario}.csv")


async def _readable(request: Request) -> tuple[Finished, Place | None]:
    """The game, if whoever asks may read it, and the asker's own seat."""
    code, secret = plain_code(request.path_params["code"]), bearer(request)
    holder = await hub_of(request).store.holder_of(secret) if secret else None
    game = await _archive(request).game(code)
    session = game.session
    if holder is not None and holder[0] == code:
        return game, session.state.place_of(holder[1])
    key = session.opened.reader
    if session.state.published or (key and compare_digest(key.encode(), secret.encode())):
        return game, None
    raise Refused("This page needs its own link, or the game published.", code="not_published")


def _archive(request: Request) -> Archive:
    state = request.app.state
    if getattr(state, "archive", None) is None:
        state.archive = Archive(hub_of(request).store.path)
    archive: Archive = state.archive
    return archive


def _place_in(request: Request) -> Place | None:
    table, seat = request.query_params.get("table", "1"), request.query_params.get("seat")
    if seat is None:
        return None
    if not (table.isascii() and table.isdigit() and len(table) < 4):
        raise Refused("A table is a number from 1.", code="bad_filter")
    return Place(int(table) - 1, seat)


def _weeks_text(game: Finished) -> str:
    rows = tables_of(game.session, None, game.names)["weeks"]
    who = {(row.table, row.seat): row.name for row in ranking(game.session, game.hindsight, game.names)}
    return csv_text([row | {"name": who[row["table"], row["seat"]]} for row in rows])


def _tables(game: Finished) -> dict[str, list[dict[str, Any]]]:
    return tables_of(game.session, game.hindsight, game.names)


def workbook(game: Finished) -> bytes:
    """A finished game's tables as an Excel file."""
    from ..store.spreadsheet import write_workbook  # which writes it is loaded when the first is asked for

    file = BytesIO()
    write_workbook(_tables(game), file)
    return file.getvalue()


def _file(request: Request, content: bytes, name: str, media: str = "text/csv; charset=utf-8") -> Response:
    response = with_etag(request, content, media)
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response
