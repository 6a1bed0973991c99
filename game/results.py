"""What may be fetched when a game is over: its page, its weeks as CSV, and the leaderboard.

A finished game is for whoever holds a seat or the desk in it, whoever has its key, and everybody
once it is published. All of it is read beside the writer, in a thread, so that no open game waits;
the last few games looked at stay in memory.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from secrets import compare_digest
from typing import Any

import msgspec
from sqlite_utils import Database
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .debrief import results
from .errors import Refused
from .events import Event, GameOpened, PagePublished, Place
from .export import leaderboard_rows, tables_of
from .hub import Hub
from .keys import plain_code
from .leaderboard import ask, filters_in
from .messages import Hindsight, Leaderboard
from .plain_csv import csv_text
from .reading import events_of, hindsight_of, names_of, reading, session_of
from .session import Session

MOST_KEPT = 8
"""Finished games in memory."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A game that is over, at the length of its log."""

    length: int
    session: Session
    hindsight: Hindsight
    published: bool


class Archive:
    """The finished games of one database, read beside its writer."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._kept: OrderedDict[str, Finished] = OrderedDict()

    async def game(self, code: str) -> tuple[Finished, dict[str, str]]:
        """A finished game, and everybody's name.

        Raises:
            Refused: if there is none, or it has not ended.
        """
        return await asyncio.to_thread(self._game, code)

    async def leaderboard(self, query: dict[str, str], *, every: bool = False) -> Leaderboard:
        filters = filters_in(query)
        return await asyncio.to_thread(
            self._asked,
            lambda db: ask(lambda sql, given: db.execute(sql, given).fetchall(), filters, every=every),
        )

    def _asked(self, work: Any) -> Any:
        with reading(self._database) as db:
            return work(db)

    def _game(self, code: str) -> tuple[Finished, dict[str, str]]:
        with reading(self._database) as db:
            length = db.execute("select count(*) from events where game = ?", [code]).fetchone()[0]
            kept = self._kept.get(code)
            if kept is None or kept.length != length:
                kept = _finished(events_of(db, code), length)
                self._kept[code] = kept
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            return kept, _names_in(db, kept.session)


def _finished(events: list[Event], length: int) -> Finished:
    opened = events[0]
    assert isinstance(opened, GameOpened)
    session = session_of(events, opened.engine)
    hindsight = hindsight_of(events)
    if hindsight is None:
        code = "not_scored" if session.phase in ("finished", "archived") else "not_ended"
        raise Refused("The game's page opens when it has ended; look again then.", code=code)
    published = [event.published for event in events if isinstance(event, PagePublished)]
    return Finished(length, session, hindsight, bool(published and published[-1]))


def _names_in(db: Database, session: Session) -> dict[str, str]:
    names = names_of(db)
    return {player: names.get(player, "") for player in session.players.values()}


# ---------------------------------------------------------------- routes


def result_routes() -> list[Route]:
    """The app takes them as they are."""
    return [
        Route("/api/games/{code}/results", game_page),
        Route("/api/games/{code}/weeks.csv", weeks_csv),
        Route("/api/leaderboard", leaderboard),
        Route("/api/leaderboard.csv", leaderboard_csv),
    ]


async def game_page(request: Request) -> Response:
    """Everybody's results, and one seat's debrief: the one asked for, else the asker's own."""
    finished, names, own = await _readable(request)
    place = _place_in(request) or own
    text = await asyncio.to_thread(
        lambda: msgspec.json.encode(results(finished.session, finished.hindsight, names, place))
    )
    return _with_etag(request, text, "application/json")


async def weeks_csv(request: Request) -> Response:
    finished, names, _ = await _readable(request)
    rows = tables_of(finished.session, None, names)["weeks"]
    named = {
        (seat.table, seat.seat): seat.name
        for seat in results(finished.session, finished.hindsight, names).ranking
    }
    text = csv_text([row | {"name": named[row["table"], row["seat"]]} for row in rows])
    return _with_etag(
        request, text.encode(), "text/csv", f"linestop-{finished.session.opened.code}-weeks.csv"
    )


async def leaderboard(request: Request) -> Response:
    found = await _archive(request).leaderboard(dict(request.query_params))
    return _with_etag(request, msgspec.json.encode(found), "application/json")


async def leaderboard_csv(request: Request) -> Response:
    """All rows that the filters let through."""
    found = await _archive(request).leaderboard(dict(request.query_params), every=True)
    text = csv_text(leaderboard_rows(found.rows))
    return _with_etag(request, text.encode(), "text/csv", f"linestop-{found.scenario}.csv")


async def _readable(request: Request) -> tuple[Finished, dict[str, str], Place | None]:
    """The game, if whoever asks may read it, everybody's name, and the asker's own seat."""
    code = plain_code(request.path_params["code"])
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    secret = secret.strip() if scheme.lower() == "bearer" else ""
    hub: Hub = request.app.state.hub
    holder = await hub.store.holder_of(secret) if secret else None
    finished, names = await _archive(request).game(code)
    session = finished.session
    if holder is not None and holder[0] == code:
        return finished, names, session.place_of(holder[1])
    key = session.opened.reader
    if finished.published or (key and compare_digest(key.encode(), secret.encode())):
        return finished, names, None
    raise Refused("This page opens with its own link; ask whoever led the game.", code="not_yours")


def _archive(request: Request) -> Archive:
    state = request.app.state
    if getattr(state, "archive", None) is None:
        state.archive = Archive(state.hub.store.path)
    archive: Archive = state.archive
    return archive


def _place_in(request: Request) -> Place | None:
    table, seat = request.query_params.get("table", "1"), request.query_params.get("seat")
    if seat is None:
        return None
    if not table.isascii() or not table.isdigit() or len(table) > 4:
        raise Refused("A table is a number from 1.", code="bad_filter")
    return Place(int(table) - 1, seat)


def _with_etag(request: Request, body: bytes, kind: str, file: str = "") -> Response:
    """What has not changed is not sent again."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if file:
        headers["content-disposition"] = f'attachment; filename="{file}"'
    return Response(body, headers=headers, media_type=kind)
