"""HTTP routes of the JSON API up to the end of a game: each decodes, asks the hub, encodes.

`messages.ROUTES` lists them with their types. A token is sent in the `Authorization` header alone. Joining
and guessed codes are limited by address: rooms/rate_limits.py.
"""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..messages import Claim, JoinGame, NewGame, NewPractice, Recover
from ..rooms import game_options, joining
from ..rooms.unknown_years import year_cards
from ..rules.events import Place
from ..rules.live_shocks import typed_in
from ..version import linestop_version
from .openapi import openapi
from .requests import address_of, bearer, body_of, counting_failed_codes, hub_of, table_in
from .responses import json_response, translated, vary_by_language, with_etag


async def new_practice(request: Request) -> Response:
    """Open a game alone against bots."""
    wanted = await body_of(request, NewPractice)
    return json_response(await hub_of(request).open_alone(wanted.scenario, wanted.depth), 201)


async def new_tutorial(request: Request) -> Response:
    """Open the tutorial."""
    return json_response(await hub_of(request).open_alone(None), 201)


async def new_game(request: Request) -> Response:
    """Open a game for others."""
    wanted = await body_of(request, NewGame)
    await request.app.state.host_pin.check(wanted.pin, address_of(request))
    return json_response(await hub_of(request).open_game(wanted), 201)


async def years(request: Request) -> Response:
    """The years nobody knows, one of each difficulty."""
    return json_response(year_cards())


async def year(request: Request) -> Response:
    """How far the next year nobody knows is."""
    return json_response(await hub_of(request).years.how_far(request.path_params["name"]))


async def game_card(request: Request) -> Response:
    """What the join page shows of a game."""
    hub = hub_of(request)
    session = await joining.met(hub, request.path_params["code"])
    card = translated(request, game_options.card(session), hub.catalogue.of_game(session.opened))
    return vary_by_language(json_response(card))


async def join(request: Request) -> Response:
    """Take a seat in a game under a name."""
    wanted = await body_of(request, JoinGame)
    hub, code = hub_of(request), request.path_params["code"]
    return json_response(await joining.join(hub, code, wanted, address_of(request)), 201)


async def recover(request: Request) -> Response:
    """Move the facilitator's desk to this device by its recovery code."""
    return json_response(await joining.recover(hub_of(request), await body_of(request, Recover)))


async def claim(request: Request) -> Response:
    """Move a seat to this device by its hand-over code."""
    return json_response(await joining.claim(hub_of(request), await body_of(request, Claim)))


async def past_weeks(request: Request) -> Response:
    """All weeks of a seat, with an ETag."""
    query = request.query_params
    table = table_in(query.get("table", ""))
    place = None if table is None else Place(table, query.get("seat", ""))
    weeks = await joining.past_weeks(hub_of(request), request.path_params["code"], bearer(request), place)
    return with_etag(request, msgspec.json.encode(weeks))


async def told(request: Request) -> Response:
    """The story and the news of all weeks, for a player or the facilitator."""
    hub = hub_of(request)
    session, words = await joining.told(hub, request.path_params["code"], bearer(request))
    translations = hub.catalogue.of_game(session.opened)
    words = translated(request, words, translations, typed_in(session.state.shocks))
    return vary_by_language(with_etag(request, msgspec.json.encode(words)))


async def description(request: Request) -> Response:
    """The OpenAPI description of all routes."""
    return json_response(openapi(linestop_version(), request.scope.get("root_path", "")))


def game_routes() -> list[BaseRoute]:
    """The routes that `messages.ROUTES` lists, but for the list of scenarios."""
    return [
        Route("/api/openapi.json", description),
        Route("/api/practice", new_practice, methods=["POST"]),
        Route("/api/tutorial", new_tutorial, methods=["POST"]),
        Route("/api/games", new_game, methods=["POST"]),
        Route("/api/years", years),
        Route("/api/years/{name}", year),
        Route("/api/games/{code}", counting_failed_codes(game_card)),
        Route("/api/games/{code}/join", counting_failed_codes(join), methods=["POST"]),
        Route("/api/games/{code}/told", told),
        Route("/api/games/{code}/weeks", past_weeks),
        Route("/api/recover", counting_failed_codes(recover), methods=["POST"]),
        Route("/api/claim", counting_failed_codes(claim), methods=["POST"]),
    ]
