"""The ASGI application: routes, middleware, error answers. uvicorn_server.py runs it, start.py starts that.

`create_app(settings)` makes an application that opens its own database, or uses a hub that the caller
opened and will close. Nothing is opened when this module is imported.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from ..compute.compute_pool import ComputePool
from ..compute.workers import start_of
from ..errors import GameError, Refused, SetupError, StorageError
from ..messages import Error
from ..rooms.device import serve_device
from ..rooms.hub import Hub
from ..rooms.scenario_catalogue import Catalogue
from ..store.schema import SQLITE_VERSION
from ..store.store import Store
from ..version import ENGINE, linestop_version
from . import metrics_route
from .api_routes import game_routes
from .card_routes import card_routes
from .connection_limits import TrustedProxies
from .forwarded import BehindProxies
from .host_pin import HostPin
from .pages import client_routes, page, wants_page
from .responses import json_response, translated, vary_by_language
from .review_routes import review_routes
from .security import SecurityHeaders, check_origin
from .settings import Settings

log = logging.getLogger("linestop")

STATUS = {
    "bad_token": 401,
    "bad_recovery": 403,
    "bad_claim": 403,
    "not_published": 403,
    "not_yours": 403,
    "pin_needed": 403,
    "wrong_pin": 403,
    "wrong_origin": 403,
    "no_such_game": 404,
    "no_such_seat": 404,
    "name_taken": 409,
    "game_full": 409,
    "game_over": 409,
    "last_turn": 409,
    "not_joinable": 409,
    "door_closed": 409,
    "ask_desk": 409,
    "not_ended": 409,
    "bad_filter": 422,
    "unknown_scenario": 404,
    "year_not_ready": 409,
    "body_too_big": 413,
    "not_json_type": 415,
    "too_many_games": 429,
    "too_many_tries": 429,
    "busy": 503,
    "restart": 503,
    "disk_busy": 503,
    "disk_full": 503,
    "storage": 503,
}
"""HTTP status by error code; 400 for all others."""

HTTP_ERRORS = {
    404: ("not_found", "There is nothing at this address; open Linestop's first page."),
    405: ("wrong_method", "This address takes no such request; open Linestop's own page."),
}
"""Error code and sentence by HTTP status, of errors that come from the router."""
ROUTES = Route, WebSocketRoute, Mount
COMPRESSION = Middleware(GZipMiddleware, minimum_size=600, compresslevel=6)
"""gzip for answers of 600 bytes and more."""


def create_app(settings: Settings, hub: Hub | None = None) -> ASGIApp:
    """The ASGI application. hub: in use already; None: opened at startup and closed at shutdown."""
    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/metrics", metrics),
            Route("/api/scenarios", scenario_cards),
            *game_routes(),
            *review_routes(),
            *card_routes(),
            *(Route(path, lost_upgrade) for path in ("/ws", "/ws/{code}")),
            WebSocketRoute("/ws", socket),
            WebSocketRoute("/ws/{code}", socket),  # the code is for proxies that choose a server by it
            *client_routes(),
        ],
        middleware=[COMPRESSION],
        exception_handlers={GameError: game_error, HTTPException: http_error, Exception: internal_error},
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.hub = hub
    app.state.connections = 0
    app.state.told_of_upgrade = False
    app.state.host_pin = HostPin(settings.host_pin)
    return BehindProxies(
        SecurityHeaders(app),
        root=settings.root_path,
        heads={route.path.split("/")[1] for route in app.routes if isinstance(route, ROUTES)},
        url=settings.url,
        proxies=TrustedProxies(settings.proxy),
    )


def open_hub(settings: Settings) -> Hub:
    """A hub over the database and the scenarios of the settings.

    Raises:
        SetupError: if a scenario has a mistake or the database cannot be used.
    """
    # First the scenarios: a mistake in one is found before the database is opened and locked.
    catalogue = Catalogue(settings.scenarios)
    store = Store(settings.database)
    pool = ComputePool(start_of(settings.compute))
    return Hub(store, catalogue, ENGINE, pool=pool, games_a_minute=settings.games_a_minute)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    own = app.state.hub is None
    hub: Hub = open_hub(app.state.settings) if own else app.state.hub
    app.state.hub = hub
    hub.pool.warm_up()
    # Before the first request, so that clocks go on even if no device comes back.
    await hub.resume()
    yield
    if own:
        await hub.close()
        hub.store.close()


async def healthz(request: Request) -> Response:
    """Whether the database accepts events and answers, and which versions run: 200, or 503 if not.

    `waiting`: it accepts none just now, and will as soon as another program lets it go or the disk has room.
    """
    store: Store = request.app.state.hub.store
    condition = await store.condition()
    return json_response(
        {
            "status": condition,
            "version": linestop_version(),
            "database": store.path.name,
            "sqlite": SQLITE_VERSION,
            "connections": request.app.state.connections,
            "rooms": len(request.app.state.hub.phases()),
        },
        200 if condition == "ok" else 503,
    )


async def metrics(request: Request) -> Response:
    """The metrics for Prometheus.

    Raises:
        HTTPException: 404 for a client that may not read them.
    """
    if not metrics_route.may_read(request, request.app.state.settings.metrics):
        raise HTTPException(404)
    return metrics_route.answer(request.app.state.hub.metrics)


async def scenario_cards(request: Request) -> Response:
    """The cards of all scenarios, in the language asked for where there is a translation."""
    catalogue: Catalogue = request.app.state.hub.catalogue
    cards = [translated(request, card, catalogue.translations(card.name)) for card in catalogue.cards()]
    return vary_by_language(json_response(cards))


async def lost_upgrade(request: Request) -> Response:
    """The answer to a WebSocket that came as a plain request: a proxy has dropped its Upgrade header.

    Raises:
        HTTPException: 404 for any other request, for which there is nothing here.
    """
    if "sec-websocket-key" not in request.headers:
        raise HTTPException(404)
    if not request.app.state.told_of_upgrade:
        request.app.state.told_of_upgrade = True  # once: pages try again and again
        log.warning("a WebSocket came without its Upgrade header; the proxy must pass it on (SECURITY.md)")
    words = "This address takes WebSockets alone; a proxy between must pass on Upgrade and Connection."
    response = _error(GameError(words, code="no_upgrade"), 426)
    response.headers["upgrade"] = "websocket"
    return response


async def socket(websocket: WebSocket) -> None:
    """Serve a WebSocket; refused before the handshake from another site's page, or if the server is full."""
    state = websocket.app.state
    settings: Settings = state.settings
    try:
        check_origin(websocket.scope)
    except Refused as refused:
        await websocket.send_denial_response(_error(refused))
        return
    if state.connections >= settings.most_connections:
        full = Refused("The server has as many connections as it takes; try again soon.", code="full")
        await websocket.send_denial_response(_error(full, 503))
        return
    # Counted before the handshake is awaited, so that no others slip past the limit meanwhile.
    state.connections += 1
    state.hub.metrics.connected(+1)
    try:
        await websocket.accept()
        await serve_device(state.hub, websocket, settings.hello_seconds)
    finally:
        state.connections -= 1
        state.hub.metrics.connected(-1)


def _error(error: GameError, status: int = 0) -> Response:
    body = Error(None, error.code, error.message, error.fields)
    return json_response(body, status or STATUS.get(error.code, 400))


async def game_error(request: Request, error: Exception) -> Response:
    """The answer to a refusal or a failure that has a code."""
    assert isinstance(error, GameError)
    # Their own sentences name the file, which is no business of clients.
    if isinstance(error, SetupError):
        log.error("%s", error.message)
        return _error(StorageError("The server cannot read its games just now. Try again soon."))
    if isinstance(error, StorageError):
        return _error(
            StorageError("The game could not be saved; the server is being restarted. Try again soon.")
        )
    return _error(error)


async def http_error(request: Request, error: Exception) -> Response:
    """The answer where no route fits: the client's page for browsers, an error message for programs."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and wants_page(request):
        return await page(request, 404)
    code, sentence = HTTP_ERRORS.get(error.status_code, ("http", error.detail))
    response = _error(GameError(sentence, code=code), error.status_code)
    response.headers.update(error.headers or {})
    return response


async def internal_error(request: Request, error: Exception) -> Response:
    """The answer after an unexpected exception; the traceback goes to the log, never to a client."""
    request.app.state.hub.metrics.failed("internal")
    return _error(GameError("Something went wrong here; it has been noted. Try again.", code="internal"), 500)
