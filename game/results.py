"""What may be fetched when a game is over: its page, its weeks as CSV, and the leaderboard.

A finished game is for whoever holds a seat or the desk in it, whoever has its key, and everybody
once it is published. The work is done in a thread, and the leaderboard is read beside the writer,
so that no open game waits.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .api import Guarded, bearer, hub_of, with_etag
from .debrief import ranking, results
from .errors import Refused
from .events import Place
from .export import tables_of
from .leaderboard import ask, filters_in, plain_rows
from .messages import Hindsight, Leaderboard
from .plain_csv import csv_text
from .public import Names
from .reading import reading
from .session import Session

MOST_KEPT = 200
"""Pages in memory: when a game ends, all phones ask for theirs at once, and again on every reload."""


class Kept:
    """The pages made last, by all that they are made from."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[Any, bytes] = OrderedDict()

    async def body(self, key: Any, make: Callable[[], bytes]) -> bytes:
        if key not in self._bodies:
            self._bodies[key] = await asyncio.to_thread(make)
            while len(self._bodies) > MOST_KEPT:
                self._bodies.popitem(last=False)
        return self._bodies[key]


def result_routes() -> list[BaseRoute]:
    """As `messages.RESULT_ROUTES` lists them."""
    kept = Kept()

    async def game_page(request: Request) -> Response:
        """Everybody's results, and one seat's debrief: the one asked for, else the asker's own."""
        session, hindsight, names = await _readable(request)
        place = _place_in(request) or await _own_place(request, session)
        key = (session.opened.code, place, tuple(sorted(names.items())))
        body = await kept.body(key, lambda: msgspec.json.encode(results(session, hindsight, names, place)))
        return with_etag(request, body)

    return [
        Guarded("/api/games/{code}/results", game_page),
        Guarded("/api/games/{code}/weeks.csv", weeks_csv),
        Route("/api/leaderboard", leaderboard),
        Route("/api/leaderboard.csv", leaderboard_csv),
    ]


async def weeks_csv(request: Request) -> Response:
    """Every week of every seat."""
    session, hindsight, names = await _readable(request)
    text = await asyncio.to_thread(lambda: _weeks_text(session, hindsight, names))
    return _file(request, text, f"linestop-{session.opened.code}-weeks.csv")


async def leaderboard(request: Request) -> Response:
    """A page of the list."""
    return with_etag(request, msgspec.json.encode(await _asked(request)))


async def leaderboard_csv(request: Request) -> Response:
    """All rows that the filters let through."""
    found = await _asked(request, every=True)
    return _file(request, csv_text(plain_rows(found)), f"linestop-{found.scenario}.csv")


async def _asked(request: Request, *, every: bool = False) -> Leaderboard:
    filters, path = filters_in(dict(request.query_params)), hub_of(request).store.path

    def read() -> Leaderboard:
        with reading(path) as db:
            return ask(lambda sql, given: db.execute(sql, given).fetchall(), filters, every=every)

    return await asyncio.to_thread(read)


async def _readable(request: Request) -> tuple[Session, Hindsight, Names]:
    """A game that is over, if whoever asks may read it."""
    hub = hub_of(request)
    session = await hub.session_to_read(request.path_params["code"], bearer(request))
    if session.hindsight is None:
        raise Refused("The game's page opens when it has ended; look again then.", code="not_ended")
    return session, session.hindsight.hindsight, await hub.names_in(session.opened.code)


async def _own_place(request: Request, session: Session) -> Place | None:
    """Where the asker sits, if that is whose token he shows."""
    holder = await hub_of(request).store.holder_of(bearer(request))
    return session.place_of(holder[1]) if holder and holder[0] == session.opened.code else None


def _place_in(request: Request) -> Place | None:
    table, seat = request.query_params.get("table", "1"), request.query_params.get("seat")
    if seat is None:
        return None
    if not (table.isascii() and table.isdigit() and len(table) < 4):
        raise Refused("A table is a number from 1.", code="bad_filter")
    return Place(int(table) - 1, seat)


def _weeks_text(session: Session, hindsight: Hindsight, names: Names) -> str:
    rows = tables_of(session, None, names)["weeks"]
    who = {(row.table, row.seat): row.name for row in ranking(session, hindsight, names)}
    return csv_text([row | {"name": who[row["table"], row["seat"]]} for row in rows])


def _file(request: Request, text: str, name: str) -> Response:
    response = with_etag(request, text.encode(), "text/csv; charset=utf-8")
    response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response
