"""Routes and nothing else: HTTP and sockets in, hub asked, answers out.

There is no app at import: `create_app(settings)` makes one that opens its own database, or
works for a hub that somebody else opened and will close.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from ..errors import GameError, Refused, StorageError
from ..messages import Error
from ..rooms.device import serve_device
from ..rooms.hub import Hub
from ..rooms.scenario_catalogue import Catalogue
from ..store.schema import SQLITE_VERSION
from ..store.store import Store
from ..version import ENGINE, linestop_version
from . import metrics_route
from .api_routes import answer, game_routes, spoken, worded
from .host_pin import HostPin
from .pages import client_routes, page, wants_page
from .review_routes import result_routes
from .security import SecurityHeaders, same_origin
from .settings import Settings

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
    "not_ended": 409,
    "bad_filter": 422,
    "unknown_scenario": 404,
    "body_too_big": 413,
    "not_json_type": 415,
    "too_many_games": 429,
    "too_many_tries": 429,
    "busy": 503,
    "restart": 503,
    "storage": 503,
}
"""HTTP status by error code; 400 for the rest."""

NO_SUCH_THING = {
    404: ("not_found", "There is nothing at this address; open Linestop's first page."),
    405: ("wrong_method", "This address takes no such request; open Linestop's own page."),
}


def create_app(settings: Settings, hub: Hub | None = None) -> ASGIApp:
    """The ASGI application."""
    app = Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/metrics", counted),
            Route("/api/scenarios", scenario_cards),
            *game_routes(),
            *result_routes(),
            WebSocketRoute("/ws", socket),
            WebSocketRoute("/ws/{code}", socket),  # the code is for proxies that route by it
            *client_routes(),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=600, compresslevel=6)],
        exception_handlers={GameError: refused, HTTPException: no_such_thing, Exception: our_mistake},
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.hub = hub
    app.state.connections = 0
    app.state.host_pin = HostPin(settings.host_pin)
    return SecurityHeaders(app)


def open_hub(settings: Settings) -> Hub:
    """Catalogue and database, ready to play.

    Raises:
        SetupError: if a scenario has a mistake or the database cannot be used.
    """
    catalogue = Catalogue(settings.scenarios)
    store = Store(settings.database)
    return Hub(store, catalogue, ENGINE, games_a_minute=settings.games_a_minute)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    own = app.state.hub is None
    hub: Hub = open_hub(app.state.settings) if own else app.state.hub
    app.state.hub = hub
    await hub.resume()
    yield
    if own:
        await hub.close()
        hub.store.close()


async def healthz(request: Request) -> Response:
    """Whether the database answers, and what runs here."""
    store: Store = request.app.state.hub.store
    healthy = await store.healthy()
    return answer(
        {
            "status": "ok" if healthy else "failing",
            "version": linestop_version(),
            "database": store.path.name,
            "sqlite": SQLITE_VERSION,
            "connections": request.app.state.connections,
            "rooms": len(request.app.state.hub.phases()),
        },
        200 if healthy else 503,
    )


async def counted(request: Request) -> Response:
    """What Prometheus reads; for others there is no such page."""
    if not metrics_route.may_read(request, request.app.state.settings.metrics):
        raise HTTPException(404)
    return metrics_route.answer(request.app.state.hub.meters)


async def scenario_cards(request: Request) -> Response:
    """Each in the language asked for, if it is told in it."""
    catalogue: Catalogue = request.app.state.hub.catalogue
    cards = [worded(request, card, catalogue.translations(card.name)) for card in catalogue.cards()]
    return spoken(answer(cards))


async def socket(websocket: WebSocket) -> None:
    """One device; refused at the door if it comes from another site's page or there is no room."""
    state = websocket.app.state
    settings: Settings = state.settings
    if not same_origin(websocket.headers):
        await websocket.send_denial_response(
            _error(Refused("Open Linestop's own page.", code="wrong_origin"))
        )
        return
    if state.connections >= settings.most_connections:
        full = Refused("The server has as many connections as it takes; try again soon.", code="full")
        await websocket.send_denial_response(_error(full, 503))
        return
    state.connections += 1
    state.hub.meters.connected(+1)
    try:
        await websocket.accept()
        await serve_device(state.hub, websocket, settings.hello_seconds)
    finally:
        state.connections -= 1
        state.hub.meters.connected(-1)


def _error(error: GameError, status: int = 0) -> Response:
    body = Error(None, error.code, error.message, error.fields)
    return answer(body, status or STATUS.get(error.code, 400))


async def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, GameError)
    if isinstance(error, StorageError):
        return _error(
            StorageError("The game could not be saved; the server is being restarted. Try again soon.")
        )
    return _error(error)


async def no_such_thing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and wants_page(request):
        return await page(request, 404)
    code, sentence = NO_SUCH_THING.get(error.status_code, ("http", error.detail))
    response = _error(GameError(sentence, code=code), error.status_code)
    response.headers.update(error.headers or {})
    return response


async def our_mistake(request: Request, error: Exception) -> Response:
    """The traceback goes to the log, never to a client."""
    request.app.state.hub.meters.failed("internal")
    return _error(GameError("Something went wrong here; it has been noted. Try again.", code="internal"), 500)
