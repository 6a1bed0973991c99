"""People from several addresses who ask to come into a game, and the desk that watches its door."""

from __future__ import annotations

import json
from typing import Any

from game_support import Device, post
from serving_support import Serving

from linestop.game.messages import Opened

SCRIPT, GUEST = "192.0.2.66", "192.0.2.7"


def ask_in(server: Serving, game: Opened, name: str, address: str, **more: Any) -> tuple[int, Any]:
    body = json.dumps({"name": name} | more).encode()
    return post(f"{server.url}/api/games/{game.game}/join", body, **{"x-forwarded-for": address})


def player_called(desk: Device, name: str) -> str:
    found = next(seat["player"] for seat in desk.view["seats"] if seat["name"] == name)
    assert isinstance(found, str)
    return found


def until_desk(desk: Device, wanted: Any) -> dict[str, Any]:
    return desk.view if wanted(desk.view) else desk.until(lambda f: f["type"] == "desk" and wanted(f))
