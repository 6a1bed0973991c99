"""Reads requests: JSON body, token, address; counts codes that open nothing against the address."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ..errors import Refused
from ..names import plain_code
from ..rooms.hub import Hub
from .security import small_json_body

Endpoint = Callable[[Request], Awaitable[Response]]


async def body_of[T](request: Request, wanted: type[T]) -> T:
    """The request's JSON body as a message of type `wanted`.

    Raises:
        Refused: if it is no such message, is too big, or comes from another site's page.
    """
    try:
        return msgspec.json.decode(await small_json_body(request), type=wanted)
    # RecursionError: a small body may be nested more deeply than the decoder goes.
    except (msgspec.MsgspecError, RecursionError) as error:
        raise Refused(f"This is not what the API takes: {error}", code="bad_body") from None


def bearer(request: Request) -> str:
    """The token in the `Authorization: Bearer` header; empty if there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def table_in(number: str) -> int | None:
    """Index of the table with this number, which counts from 1; None if the text is no such number."""
    # Checked by hand, since int() takes signs, blanks and digits of other scripts.
    return int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else None


def hub_of(request: Request) -> Hub:
    """The hub of this server."""
    hub: Hub = request.app.state.hub
    return hub


def address_of(request: Request) -> str:
    """The client's address, or what a trusted proxy says it is; empty if unknown."""
    return request.client.host if request.client else ""


def counting_failed_codes(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with codes that open nothing counted for the address that tries them."""

    async def counted(request: Request) -> Response:
        # Other routes take a recovery code or a one-time code in the body: 79 bits and more.
        typed = request.path_params.get("code")
        code = None if typed is None else plain_code(typed)
        with hub_of(request).counting_failed_codes(address_of(request), code):
            return await endpoint(request)

    return counted
