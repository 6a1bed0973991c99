"""HTTP routes of the review: a finished game's page and files, and the leaderboard.

A finished game may be read with a token of one of its seats or of the desk, with the key in its link, or
by anybody once it is published. `finished_games` reads it; `review` makes the tables.
"""

from __future__ import annotations

import asyncio
from secrets import compare_digest
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import Refused
from ..messages.aftermath import Buffers
from ..messages.results import WORKBOOK
from ..names import plain_code
from ..review.debrief import ranking, results
from ..review.export import columns_of, tables_of
from ..review.leaderboard import plain_columns, plain_rows
from ..review.plain_csv import csv_text
from ..rules.events import Place
from ..rules.live_shocks import typed_in
from ..store.tokens import holder_of
from .finished_games import FinishedGame, FinishedGames
from .requests import bearer, counting_failed_codes, hub_of, table_in
from .responses import translated, vary_by_language, with_etag


def review_routes() -> list[BaseRoute]:
    """The routes that `messages.RESULT_ROUTES` lists."""
    return [
        Route("/api/games/{code}/results", counting_failed_codes(game_page)),
        Route("/api/games/{code}/aftermath", counting_failed_codes(game_analysis)),
        Route("/api/games/{code}/buffers", counting_failed_codes(game_buffers)),
        Route("/api/games/{code}/weeks.csv", counting_failed_codes(weeks_csv)),
        Route("/api/games/{code}/game.xlsx", counting_failed_codes(game_workbook)),
        Route("/api/games/{code}/game.json", counting_failed_codes(game_tables)),
        Route("/api/leaderboard", leaderboard),
        Route("/api/leaderboard.csv", leaderboard_csv),
    ]


async def game_page(request: Request) -> Response:
    """The ranking of all seats, and the debrief of one: the seat asked for, else the reader's own."""
    game, own = await readable(request)
    # In a thread: a page of many tables takes long enough for a room to notice.
    text = await asyncio.to_thread(_page_text, request, game, _place_in(request) or own)
    return vary_by_language(with_etag(request, text))


async def game_analysis(request: Request) -> Response:
    """Regret, luck and frontier of every seat."""
    game, _ = await readable(request)
    found = await _finished_games(request).analysis(game, hub_of(request).store)
    return with_etag(request, msgspec.json.encode(found))


async def game_buffers(request: Request) -> Response:
    """What each buffer of one seat cost and saved: the seat asked for, else the reader's own."""
    game, own = await readable(request)
    place = _place_in(request) or own
    found = Buffers([]) if place is None else await _finished_games(request).buffers(game, place)
    return with_etag(request, msgspec.json.encode(found))


async def weeks_csv(request: Request) -> Response:
    """The weeks of all seats as CSV."""
    game, _ = await readable(request)
    text = await asyncio.to_thread(_weeks_text, game)
    return _file(request, text.encode(), f"linestop-{game.session.opened.code}-weeks.csv")


async def game_workbook(request: Request) -> Response:
    """All tables of a game as an Excel workbook, one sheet each."""
    game, _ = await readable(request)
    book = await asyncio.to_thread(workbook, game)
    return _file(request, book, f"linestop-{game.session.opened.code}.xlsx", WORKBOOK)


async def game_tables(request: Request) -> Response:
    """All tables of a game as JSON, one list of rows each."""
    game, _ = await readable(request)
    text = await asyncio.to_thread(lambda: msgspec.json.encode(_tables(game)))
    return _file(request, text, f"linestop-{game.session.opened.code}.json", "application/json")


async def leaderboard(request: Request) -> Response:
    """A page of the leaderboard."""
    found = await _finished_games(request).leaderboard(dict(request.query_params))
    told = translated(request, found, hub_of(request).catalogue.translations(found.scenario))
    return vary_by_language(with_etag(request, msgspec.json.encode(told)))


async def leaderboard_csv(request: Request) -> Response:
    """All rows of the leaderboard that the filters let through, as CSV."""
    found = await _finished_games(request).leaderboard(dict(request.query_params), every=True)
    return _file(
        request,
        csv_text(plain_rows(found), plain_columns()).encode(),
        f"linestop-{found.scenario or 'leaderboard'}.csv",
    )


async def readable(request: Request) -> tuple[FinishedGame, Place | None]:
    """The game, and the seat that the token holds in it, if any.

    Raises:
        Refused: if there is no such finished game, or the request may not read it.
    """
    code, secret = plain_code(request.path_params["code"]), bearer(request)
    holder = await holder_of(hub_of(request).store, secret) if secret else None
    game = await _finished_games(request).game(code)
    session = game.session
    if holder is not None and holder[0] == code:
        return game, session.state.place_of(holder[1])
    key = session.opened.reader
    # Compared in constant time, so that the key cannot be guessed letter by letter.
    if session.state.published or (key and compare_digest(key.encode(), secret.encode())):
        return game, None
    raise Refused("This page needs its own link, or the game published.", code="not_published")


def _finished_games(request: Request) -> FinishedGames:
    state = request.app.state
    # Made at the first request, since the hub that names the database is opened after the routes are made.
    if getattr(state, "finished_games", None) is None:
        state.finished_games = FinishedGames(hub_of(request).store.path, hub_of(request).pool)
    found: FinishedGames = state.finished_games
    return found


def _place_in(request: Request) -> Place | None:
    """The seat in the query; None if it names none.

    Raises:
        Refused: if the table is no number.
    """
    seat = request.query_params.get("seat")
    if seat is None:
        return None
    table = table_in(request.query_params.get("table", "1"))
    if table is None:
        raise Refused("A table is a number from 1.", code="bad_filter")
    return Place(table, seat)


def _page_text(request: Request, game: FinishedGame, place: Place | None) -> bytes:
    """The results, with the debrief of the seat at `place`, in the language that is asked for, as JSON."""
    session = game.session
    told = results(session, game.hindsight, game.names, place)
    translations = hub_of(request).catalogue.of_game(session.opened)
    return msgspec.json.encode(translated(request, told, translations, typed_in(session.state.shocks)))


def _weeks_text(game: FinishedGame) -> str:
    """The table of weeks as CSV, with a column for the name of each seat's player."""
    rows = tables_of(game.session, None, game.names)["weeks"]
    who = {(row.table, row.seat): row.name for row in ranking(game.session, game.hindsight, game.names)}
    named = [row | {"name": who[row["table"], row["seat"]]} for row in rows]
    return csv_text(named, [*columns_of("weeks"), "name"])


def _tables(game: FinishedGame) -> dict[str, list[dict[str, Any]]]:
    return tables_of(game.session, game.hindsight, game.names)


def workbook(game: FinishedGame) -> bytes:
    """A finished game's tables as the bytes of an Excel file."""
    # Imported here, since the library that writes it takes long to load.
    from ..store import spreadsheet

    tables = _tables(game)
    return spreadsheet.workbook(tables, {name: columns_of(name) for name in tables})


def _file(request: Request, content: bytes, name: str, media: str = "text/csv; charset=utf-8") -> Response:
    response = with_etag(request, content, media)
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response
