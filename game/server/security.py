"""Security headers of all responses; origin and size checks of requests."""

from __future__ import annotations

import logging
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import Refused
from .forwarded import hosts_of, named, same_origin

log = logging.getLogger("linestop")

LARGEST_BODY = 4096
"""Bytes of a POST."""
# The Host header goes into a response header, so only plain host names are repeated there.
MOST_TOLD = 20
"""Pages of other origins that the log names, once each: a flood must not fill it."""
_told: set[tuple[str, str]] = set()
_PLAIN_HOST = re.compile(r"\A[A-Za-z0-9.\-\[\]:]{1,255}\Z")

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
"""Headers of every HTTP response, beside the Content-Security-Policy."""


def content_policy(*hosts: str) -> str:
    """The Content-Security-Policy: scripts, styles and connections of this server alone.

    WebSocket addresses are listed, since older versions of Safari do not count them as 'self'.
    """
    sockets = "".join(f" ws://{host} wss://{host}" for host in hosts if _PLAIN_HOST.match(host))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'{sockets}; manifest-src 'self'; base-uri 'self'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """ASGI middleware that adds the headers; the outermost, so that error answers get them too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        note_phones(self._app, scope)
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = content_policy(*hosts_of(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = policy
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def note_phones(app: ASGIApp, scope: Scope) -> None:
    """Note that a device other than this machine reached the server; until then the desk shows a hint."""
    client, server = scope.get("client"), scope.get("server")
    if not client or not server or client[0] in ("127.0.0.1", "::1", server[0]):
        return
    hub = getattr(getattr(app, "state", None), "hub", None)
    if hub is not None:
        hub.reachability.phone_seen = True


def check_origin(scope: Scope) -> None:
    """Return if a request comes from a page of this server, or from a program that is no browser.

    Raises:
        Refused: if it comes from another site's page, or the server does not know itself by that name.
    """
    headers = Headers(scope=scope)
    if same_origin(headers, named(scope)):
        return
    origin, host = headers.get("origin", "another site"), headers.get("host", "")
    if len(_told) < MOST_TOLD and (origin, host) not in _told:
        _told.add((origin, host))
        log.warning(
            "a page of %s was refused: this server is %s. If a proxy stands between, start with --url %s",
            *(origin, host or "without a name", origin),
        )
    raise Refused(
        f"This came from a page of {origin}, and the server knows itself as {host}. "
        "Open Linestop's own page; if a proxy stands in front of it, start the server with --url and the "
        "address that people open.",
        code="wrong_origin",
        origin=origin,
    )


async def small_json_body(request: Request) -> bytes:
    """The body of a POST that says it is JSON and comes from this server's own page.

    Raises:
        Refused: if it comes from another site, has another media type, is too big, or was cut off.
    """
    check_origin(request.scope)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused("Send JSON, as Content-Type: application/json.", code="not_json_type")
    # Read in chunks, since a Content-Length may be missing or wrong.
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise Refused(f"A body may have {LARGEST_BODY} bytes.", code="body_too_big")
    except ClientDisconnect:
        raise Refused("This request ended before its body did.", code="half_a_body") from None
    return bytes(body)
