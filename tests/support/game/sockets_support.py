"""What a test asks of a server whose sockets it tries."""

from __future__ import annotations

from typing import Any

import pytest
from game_support import Device
from serving_support import Serving
from websockets.exceptions import ConnectionClosed


def events_of(server: Serving, game: str) -> list[str]:
    rows = server.do(
        server.hub.store.run(
            lambda db: db.execute("select body from events where game = ? order by seq", [game]).fetchall()
        )
    )
    return [body for (body,) in rows]


def closing_of(device: Device) -> tuple[list[dict[str, Any]], int]:
    """All frames until the server closes, and its close code."""
    frames = []
    with device, pytest.raises(ConnectionClosed) as closed:
        while True:
            frames.append(device.read())
    assert closed.value.rcvd is not None
    return frames, closed.value.rcvd.code
