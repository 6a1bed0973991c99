"""The API in OpenAPI's words: made from the routes and structs that the server itself goes by.

What a route takes and gives stands there by name, so a program's author can generate a client; the
frames of the socket are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from ..messages import RESULT_ROUTES, ROUTES, Error, Route
from ..review.leaderboard import Filters

REF = "#/components/schemas/{name}"
MEDIA_JSON = "application/json"
WHO = {
    "anybody": "Anybody may ask.",
    "holder": "For a player or the facilitator, with the token that holds the seat or the desk.",
    "reader": "For a holder, for whoever has the key of the game's page, or for all once it is published.",
}


class AskedSeat(Struct, frozen=True):
    """Which seat it is about; a player gets his own."""

    table: Annotated[int, Meta(ge=1)] | None = None
    seat: str | None = None


QUERIES: dict[str, type[Struct]] = {
    "/api/games/{code}/weeks": AskedSeat,
    "/api/games/{code}/results": AskedSeat,
    "/api/leaderboard": Filters,
    "/api/leaderboard.csv": Filters,
}
"""What may follow a path after the question mark."""


def openapi(version: str, root_path: str = "") -> dict[str, Any]:
    """The description of all routes under /api/, as OpenAPI 3.1 has it."""
    routes = (*ROUTES, *RESULT_ROUTES)
    components = _Components(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Linestop",
            "version": version,
            "description": "Open and join games, read what came of them. The game itself is played over "
            "the WebSocket at /ws.",
        },
        "servers": [{"url": root_path or "/"}],
        "paths": paths,
        "components": {
            "schemas": components.schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


class _Components:
    """JSON Schemas by the type they describe, and those they refer to by name."""

    def __init__(self, routes: Iterable[Route]) -> None:
        wanted: list[Any] = [Error]
        wanted += [route.takes for route in routes if route.takes is not None]
        wanted += [route.gives for route in routes if not isinstance(route.gives, str)]
        schemas, self.schemas = msgspec.json.schema_components(wanted, ref_template=REF)
        self._schema_of = list(zip(wanted, schemas, strict=True))

    def of(self, wanted: object) -> dict[str, Any]:
        return next(schema for known, schema in self._schema_of if known == wanted)


def _operation(route: Route, components: _Components) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _name(route),
        "description": WHO[route.who],
        "parameters": [*_in_path(route.path), *_in_query(QUERIES.get(route.path))],
        "responses": {
            "2XX": {"description": "What was asked for.", "content": _content(route.gives, components)},
            "default": {
                "description": "Why not: a code, and a sentence.",
                "content": _content(Error, components),
            },
        },
    }
    if route.takes is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.takes, components)}
    if route.who != "anybody":
        # A published game's page asks for nothing: an empty requirement says so.
        operation["security"] = [{"token": []}] + [{}] * (route.who == "reader")
    return operation


def _content(given: object, components: _Components) -> dict[str, Any]:
    if isinstance(given, str):
        return {given: {}}
    return {MEDIA_JSON: {"schema": components.of(given)}}


def _name(route: Route) -> str:
    """`get_games_code_weeks` for GET /api/games/{code}/weeks."""
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
