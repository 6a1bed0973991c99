"""`/metrics`: who may read what the server counts, and the answer in Prometheus' text format."""

from __future__ import annotations

from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from ..rooms.metrics import Meters
from .connection_limits import THIS_MACHINE

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
NAMES_OF_THIS_MACHINE = {*THIS_MACHINE, "[::1]", "localhost"}


def may_read(request: Request, who: Literal["off", "local", "on"]) -> bool:
    """A request that somebody forwarded, or that names another host, is not this machine's own."""
    if who != "local":
        return who == "on"
    client = request.client.host if request.client else ""
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    return (
        client in THIS_MACHINE
        and host in NAMES_OF_THIS_MACHINE
        and not any(name in request.headers for name in FORWARDED)
    )


def answer(meters: Meters) -> Response:
    return Response(meters.text(), headers={"content-type": CONTENT_TYPE_LATEST})
