"""The JSON API of games, route by route as `messages.ROUTES` lists them: decode, ask the hub, encode.

A token travels in the `Authorization` header and nowhere else. What a stranger may try again and
again is counted by address: see `limits_of_use`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..errors import Refused
from ..messages import Claim, JoinGame, NewGame, NewPractice, Recover
from ..rooms import joining
from ..rooms.hub import Hub
from ..rules.events import Place
from ..rules.live_shocks import typed_in
from ..version import linestop_version
from ..views.translation import Translation, accepted, best_of
from .openapi import openapi
from .security import small_json_body


def answer(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


async def body_of[T](request: Request, wanted: type[T]) -> T:
    """Raises: Refused, if it is not what the API takes."""
    try:
        return msgspec.json.decode(await small_json_body(request), type=wanted)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refused(f"This is not what the API takes: {error}", code="bad_body") from None


def bearer(request: Request) -> str:
    """The token in the header; empty if there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def hub_of(request: Request) -> Hub:
    hub: Hub = request.app.state.hub
    return hub


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def worded[T: Struct](
    request: Request, told: T, translations: Mapping[str, Translation], typed: frozenset[str] = frozenset()
) -> T:
    """In the language that the request asks for; `typed` is what people wrote, which stays."""
    language = best_of(accepted(request.headers.get("accept-language", "")), translations)
    return told if language is None else translations[language].but_for(typed)(told)


def spoken(response: Response) -> Response:
    """Another reader may be told the same in another language."""
    response.headers.add_vary_header("accept-language")
    return response


Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(endpoint: Endpoint) -> Endpoint:
    """Codes that open nothing count against the address that tries them."""

    async def ask(request: Request) -> Response:
        with hub_of(request).guessing(address_of(request)):
            return await endpoint(request)

    return ask


async def new_practice(request: Request) -> Response:
    """Open a game alone against bots."""
    wanted = await body_of(request, NewPractice)
    return answer(await hub_of(request).open_practice(wanted.scenario), 201)


async def new_game(request: Request) -> Response:
    """Open a game for others."""
    wanted = await body_of(request, NewGame)
    await request.app.state.host_pin.check(wanted.pin, address_of(request))
    return answer(await hub_of(request).open_game(wanted), 201)


async def game_card(request: Request) -> Response:
    hub = hub_of(request)
    card = await joining.card(hub, request.path_params["code"])
    return spoken(answer(worded(request, card, hub.catalogue.translations(card.scenario))))


async def join(request: Request) -> Response:
    """Sit down in a game under a name."""
    wanted = await body_of(request, JoinGame)
    hub = hub_of(request)
    hub.doorman.joins.take(address_of(request), hub.clock())
    return answer(await joining.join(hub, request.path_params["code"], wanted), 201)


async def recover(request: Request) -> Response:
    """Move the desk here."""
    return answer(await joining.recover(hub_of(request), await body_of(request, Recover)))


async def claim(request: Request) -> Response:
    """Move a handed-over seat here."""
    return answer(await joining.claim(hub_of(request), await body_of(request, Claim)))


async def past_weeks(request: Request) -> Response:
    """All weeks of a seat; unchanged ones cost nothing."""
    query = request.query_params
    table, seat = query.get("table", ""), query.get("seat", "")
    place = Place(int(table) - 1, seat) if table.isascii() and table.isdigit() and len(table) < 4 else None
    weeks = await joining.past_weeks(hub_of(request), request.path_params["code"], bearer(request), place)
    return with_etag(request, msgspec.json.encode(weeks))


async def told(request: Request) -> Response:
    """The story and the news of all weeks, for who holds a seat or the desk."""
    hub = hub_of(request)
    session, words = await joining.told(hub, request.path_params["code"], bearer(request))
    translations = hub.catalogue.translations(session.scenario.name)
    words = worded(request, words, translations, typed_in(session.state.shocks))
    return spoken(with_etag(request, msgspec.json.encode(words)))


def with_etag(request: Request, body: bytes, media_type: str = "application/json") -> Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "authorization"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


async def description(request: Request) -> Response:
    """All of this, for programs."""
    return answer(openapi(linestop_version(), request.scope.get("root_path", "")))


def game_routes() -> list[BaseRoute]:
    return [
        Route("/api/openapi.json", description),
        Route("/api/practice", new_practice, methods=["POST"]),
        Route("/api/games", new_game, methods=["POST"]),
        Route("/api/games/{code}", guarded(game_card)),
        Route("/api/games/{code}/join", guarded(join), methods=["POST"]),
        Route("/api/games/{code}/told", told),
        Route("/api/games/{code}/weeks", past_weeks),
        Route("/api/recover", guarded(recover), methods=["POST"]),
        Route("/api/claim", guarded(claim), methods=["POST"]),
    ]
