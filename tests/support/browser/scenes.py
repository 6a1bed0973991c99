"""Every screen in every state, one after the other, as one workshop brings them about.

Whoever takes pictures, asks axe or measures the layout walks through `walk` and looks at each
scene before asking for the next: the devices are real, the server is real, and some states pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import scenes_doors
import scenes_room
from devices import Devices
from stage import Scene, Stage, each_as_it_was

NAMES = tuple(
    """
    home unknown no-seat no-desk board-unknown claim-nothing leaderboard-empty guide join
    join-unknown
    debrief-unknown host host-more host-pin-refused connecting story play-tour play-changed play-calm
    home-held lobby-opener play-classic recovery desk-empty desk-join board-lobby join-card lobby
    join-taken join-held lobby-full board-lobby-full desk-lobby-full story-long play-first board-first
    desk-first play-crisis play-repeated board-race desk-crisis play-saved play-changed-again
    play-elsewhere play-refused play-sending play-offline play-message board-message desk-message
    desk-shock play-paused board-paused desk-paused desk-seat join-late play-late join-full
    desk-seat-moves play-moved claim-used desk-seat-sure play-given-away play-reconnecting
    board-reconnecting desk-reconnecting home-server-gone debrief-running play-closing play-final
    board-over debrief-stranger join-over debrief desk-over debrief-beyond debrief-other
    leaderboard desk-archived
    """.split()
)
"""In the order of the walk."""


def walk(devices: Devices, folder: Path, language: str = "en") -> Iterator[Scene]:
    """All scenes; every device speaks `language`, and `folder` takes the server's file."""
    stage = Stage(devices, folder, language)
    try:
        names: set[str] = set()
        for scene in each_as_it_was(_all(stage)):
            assert scene.name not in names, f"two scenes are named {scene.name}"
            names.add(scene.name)
            yield scene
    finally:
        stage.close()


def _all(stage: Stage) -> Iterator[Scene]:
    yield from scenes_doors.before_any_game(stage)
    yield from scenes_doors.alone(stage)
    yield from scenes_doors.among_ourselves(stage)
    yield from scenes_room.workshop(stage)
