"""The API describes itself: every route of the server stands in /api/openapi.json, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from game_support import get
from serving_support import serving
from starlette.applications import Starlette
from starlette.routing import Route

from linestop.game.server.api_routes import game_routes
from linestop.game.server.app import create_app
from linestop.game.server.forwarded import BehindProxies
from linestop.game.server.openapi import QUERIES, openapi
from linestop.game.server.security import SecurityHeaders
from linestop.game.server.settings import Settings

DESCRIBED = openapi("1.0")


def served() -> set[tuple[str, str]]:
    """Every method and path under /api/ that the application answers."""
    outer = create_app(Settings())
    assert isinstance(outer, BehindProxies) and isinstance(outer.app, SecurityHeaders)
    inner = outer.app._app
    assert isinstance(inner, Starlette)
    return answered(inner.routes)


def answered(routes: Any) -> set[tuple[str, str]]:
    return {
        (method, route.path)
        for route in routes
        if isinstance(route, Route) and route.path.startswith("/api/")
        for method in (route.methods or set()) - {"HEAD"}
    }


def described(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, operations in document["paths"].items() for method in operations}


def test_every_route_of_the_api_is_described_and_nothing_else() -> None:
    assert described(DESCRIBED) == served()


def test_red_control_a_route_that_nobody_wrote_down_is_noticed() -> None:
    async def forgotten(_: Any) -> None:
        raise NotImplementedError

    routes = [*game_routes(), Route("/api/forgotten", forgotten)]
    assert answered(routes) - described(DESCRIBED) == {("GET", "/api/forgotten")}


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def test_every_reference_leads_to_a_schema() -> None:
    found = set(references(DESCRIBED))
    assert len(found) > 10
    assert {ref.removeprefix("#/components/schemas/") for ref in found} <= DESCRIBED["components"][
        "schemas"
    ].keys()


def test_every_operation_has_a_name_of_its_own_and_answers_errors_alike() -> None:
    operations = [each for path in DESCRIBED["paths"].values() for each in path.values()]
    assert len({each["operationId"] for each in operations}) == len(operations)
    for each in operations:
        assert each["responses"]["default"]["content"]["application/json"]["schema"] == {
            "$ref": "#/components/schemas/Error"
        }


def test_what_may_be_asked_after_the_question_mark_is_described_where_it_is_read() -> None:
    assert QUERIES.keys() <= DESCRIBED["paths"].keys()
    filters = DESCRIBED["paths"]["/api/leaderboard"]["get"]["parameters"]
    assert [each["name"] for each in filters if each["required"]] == []
    assert filters[0]["name"] == "scenario"


def test_the_server_tells_it_to_anybody_and_who_needs_a_token_is_said(tmp_path: Path) -> None:
    with serving(tmp_path / "linestop.db") as server:
        status, told, _ = get(f"{server.url}/api/openapi.json")
    assert status == 200 and told["openapi"].startswith("3.1")
    assert told["paths"] == json.loads(json.dumps(DESCRIBED["paths"]))
    assert told["paths"]["/api/games/{code}/weeks"]["get"]["security"] == [{"token": []}]
    assert "security" not in told["paths"]["/api/scenarios"]["get"]


@pytest.mark.parametrize("path", ["/api/games/{code}/results", "/api/games/{code}/game.xlsx"])
def test_a_page_that_may_be_published_asks_for_a_token_or_for_nothing(path: str) -> None:
    assert DESCRIBED["paths"][path]["get"]["security"] == [{"token": []}, {}]
