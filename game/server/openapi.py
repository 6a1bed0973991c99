"""The OpenAPI description of the JSON API, made from the routes and message structs.

It describes each route's request and answer by name, so that a client can be generated from it. The
frames of the WebSocket are not part of it: web_client/protocol_schema.py has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from ..messages import Error, Route
from ..messages.routes import ALL_ROUTES
from ..review.leaderboard import Filters

REF = "#/components/schemas/{name}"
MEDIA_JSON = "application/json"
WHO = {
    "anybody": "No token is needed.",
    "holder": "Needs a player's or the facilitator's token.",
    "reader": "Needs a player's or the facilitator's token, or the key in the link to the game's page; once "
    "the game is published, nothing.",
}
"""Description of an operation by who may use it: `Route.who`."""


class AskedSeat(Struct, frozen=True):
    """Which seat is asked for; if it is left out, the seat that the token holds."""

    table: Annotated[int, Meta(ge=1)] | None = None
    """From 1."""
    seat: str | None = None
    """Its name in the scenario."""


QUERIES: dict[str, type[Struct]] = {
    "/api/games/{code}/weeks": AskedSeat,
    "/api/games/{code}/results": AskedSeat,
    "/api/games/{code}/buffers": AskedSeat,
    "/api/leaderboard": Filters,
    "/api/leaderboard.csv": Filters,
}
"""Query parameters by path, as the fields of a struct."""


def openapi(version: str, root_path: str = "") -> dict[str, Any]:
    """The OpenAPI 3.1 description of all routes under /api/.

    version: of Linestop. root_path: where a proxy mounts the server.
    """
    components = _Components(ALL_ROUTES)
    paths: dict[str, dict[str, Any]] = {}
    for route in ALL_ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Linestop",
            "version": version,
            "description": "Open games, join them, and read their results. A game is played over the "
            "WebSocket at /ws.",
        },
        "servers": [{"url": root_path or "/"}],
        "paths": paths,
        "components": {
            "schemas": components.schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


class _Components:
    """The JSON Schemas of all types that routes take and give, and of the types that these refer to."""

    def __init__(self, routes: Iterable[Route]) -> None:
        wanted: list[Any] = [Error]
        wanted += [route.takes for route in routes if route.takes is not None]
        wanted += [route.gives for route in routes if not isinstance(route.gives, str)]
        schemas, self.schemas = msgspec.json.schema_components(wanted, ref_template=REF)
        self._schema_of = list(zip(wanted, schemas, strict=True))

    def of(self, wanted: object) -> dict[str, Any]:
        """The schema of a type that a route takes or gives."""
        # Types such as list[ScenarioCard] are compared, since they need not be hashable.
        return next(schema for known, schema in self._schema_of if known == wanted)


def _operation(route: Route, components: _Components) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _name(route),
        "description": WHO[route.who],
        "parameters": [*_in_path(route.path), *_in_query(QUERIES.get(route.path))],
        "responses": {
            "2XX": {"description": "The answer.", "content": _content(route.gives, components)},
            "default": {
                "description": "An error: its code and a sentence that says what to do.",
                "content": _content(Error, components),
            },
        },
    }
    if route.takes is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.takes, components)}
    if route.who != "anybody":
        # An empty requirement says that a token is optional, as for a published game.
        operation["security"] = [{"token": []}] + [{}] * (route.who == "reader")
    return operation


def _content(given: object, components: _Components) -> dict[str, Any]:
    if isinstance(given, str):
        return {given: {}}
    return {MEDIA_JSON: {"schema": components.of(given)}}


def _name(route: Route) -> str:
    """The operation's id, such as `get_games_code_weeks` for GET /api/games/{code}/weeks."""
    words = re.findall(r"\w+", route.path.removeprefix("/api"))
    return "_".join([route.method.lower(), *words])


def _in_path(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _in_query(asked: type[Struct] | None) -> list[dict[str, Any]]:
    if asked is None:
        return []
    _, described = msgspec.json.schema_components([asked], ref_template=REF)
    schema = described[asked.__name__]
    return [
        {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": field}
        for name, field in schema["properties"].items()
    ]
