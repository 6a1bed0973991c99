"""The route /metrics: who may read it (--metrics off, local, on), and the answer for Prometheus."""

from __future__ import annotations

from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from ..rooms.metrics import Metrics
from .connection_limits import THIS_MACHINE

# A proxy on this machine makes every client look local; these headers give its requests away.
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
NAMES_OF_THIS_MACHINE = {*THIS_MACHINE, "[::1]", "localhost"}


def may_read(request: Request, who: Literal["off", "local", "on"]) -> bool:
    """Whether this request may read the metrics; for `local` if it comes from this machine directly.

    A request that was forwarded by a proxy, or whose Host header names another machine (as after DNS
    rebinding in a browser), does not.
    """
    if who != "local":
        return who == "on"
    client = request.client.host if request.client else ""
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    return (
        client in THIS_MACHINE
        and host in NAMES_OF_THIS_MACHINE
        and not any(name in request.headers for name in FORWARDED)
    )


def answer(metrics: Metrics) -> Response:
    """The metrics in Prometheus' text format."""
    return Response(metrics.text(), headers={"content-type": CONTENT_TYPE_LATEST})
