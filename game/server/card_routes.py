"""HTTP routes of the card of a scenario: map and goals at once, numbers when they are worked out, timeline.

What tells of the recommended mix or of weeks to come goes to the facilitator, or to who may read a finished
game: nothing else of the card is a secret.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from ..messages.card import CardTimeline, ScenarioPlan, Studied
from ..review.card.plan import plan_of
from ..review.card.timeline import timeline_of
from ..rooms import joining
from ..views.translation import Translation
from .requests import bearer, counting_failed_codes, hub_of
from .responses import json_response, translated, vary_by_language, with_etag
from .review_routes import readable
from .scenario_studies import ScenarioStudies


def card_routes() -> list[BaseRoute]:
    """The routes that `messages.card.CARD_ROUTES` lists."""
    return [
        Route("/api/scenarios/{name}/card", scenario_card),
        Route("/api/scenarios/{name}/numbers", scenario_numbers),
        Route("/api/games/{code}/timeline", counting_failed_codes(game_timeline)),
        Route("/api/games/{code}/studied", counting_failed_codes(game_studied)),
    ]


async def scenario_card(request: Request) -> Response:
    """What a scenario is and what it is for, with the map of its chain."""
    listed = hub_of(request).catalogue[request.path_params["name"]]
    plan: ScenarioPlan = await asyncio.to_thread(plan_of, listed.scenario)
    return _told(request, plan, listed.translations)


async def scenario_numbers(request: Request) -> Response:
    """The numbers of a scenario's card, or how far they are."""
    listed = hub_of(request).catalogue[request.path_params["name"]]
    studied, _ = await _studies(request).studied(listed.scenario, listed.digest)
    return _told(request, studied, listed.translations)


async def game_timeline(request: Request) -> Response:
    """What the facilitator of a game alone knows of its scenario."""
    hub = hub_of(request)
    session = await joining.led(hub, request.path_params["code"], bearer(request))
    timeline: CardTimeline = timeline_of(session.scenario)
    told = translated(request, timeline, hub.catalogue.of_game(session.opened))
    return with_etag(request, msgspec.json.encode(told))


async def game_studied(request: Request) -> Response:
    """The numbers of a finished game's scenario, and the rules of thumb."""
    game, _ = await readable(request)
    scenario = game.session.scenario
    studied, found = await _studies(request).studied(scenario, game.session.opened.digest)
    whole: Studied = msgspec.structs.replace(studied, rules=None if found is None else found.rules)
    return _told(request, whole, hub_of(request).catalogue.of_game(game.session.opened))


def _told(request: Request, told: Struct, translations: Mapping[str, Translation]) -> Response:
    return vary_by_language(json_response(translated(request, told, translations)))


def _studies(request: Request) -> ScenarioStudies:
    state, hub = request.app.state, hub_of(request)
    # Made at the first request, since the hub is opened after the routes are made.
    if getattr(state, "studies", None) is None:
        state.studies = ScenarioStudies(hub.store.path, hub.pool, hub.store)
    found: ScenarioStudies = state.studies
    return found
