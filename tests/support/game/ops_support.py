"""A workshop for tests: opened over the API, led from a desk as fast as its players decide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from game_support import Device, post

from linestop.game.messages import Opened


def open_workshop(url: str, scenario: str, **more: object) -> Opened:
    wanted = {"scenario": scenario, "name": "Ada", "turn_seconds": None, **more}
    status, body = post(f"{url}/api/games", json.dumps(wanted).encode())
    assert status == 201, body
    return Opened(**body)


def lead(desk: Device, seats: int) -> None:
    """Start when everybody sits, and close each turn as soon as everybody has decided."""
    started, closed = False, 0
    while True:
        frame = desk.read()
        if frame["type"] != "status":
            continue
        letters = "".join(frame["tables"])
        if frame["phase"] == "finished":
            return
        if not started and len(letters) >= seats and letters.count("c") == seats:
            started = True
            desk.send(type="start", id="start-the-game")
        elif frame["phase"] == "deciding" and frame["turn"] > closed and letters.count("d") == seats:
            closed = frame["turn"]
            desk.send(type="close_turn", id=f"close-turn-{closed}", turn=closed)


@contextmanager
def at_the_desk(url: str, opened: Opened) -> Iterator[Device]:
    with Device(url, opened, hello=False) as desk:
        desk.send(type="hello", id="hello-desk", game=opened.game, token=opened.token)
        yield desk
