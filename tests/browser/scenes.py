"""Every screen in every state, one after the other, as one workshop brings them about.

Whoever takes pictures, asks axe or measures the layout walks through `walk` and looks at each
scene before asking for the next: the devices are real, the server is real, and some states pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import scenes_doors
import scenes_room
from conftest import Devices
from stage import Scene, Stage


def walk(devices: Devices, folder: Path, language: str = "en") -> Iterator[Scene]:
    """All scenes; every device speaks `language`, and `folder` takes the server's file."""
    stage = Stage(devices, folder, language)
    try:
        names: set[str] = set()
        for scene in _all(stage):
            assert scene.name not in names, f"two scenes are named {scene.name}"
            names.add(scene.name)
            size = scene.page.viewport_size
            yield scene
            if size is not None:
                scene.page.set_viewport_size(size)
    finally:
        stage.close()


def _all(stage: Stage) -> Iterator[Scene]:
    yield from scenes_doors.before_any_game(stage)
    yield from scenes_doors.alone(stage)
    yield from scenes_doors.among_ourselves(stage)
    yield from scenes_room.workshop(stage)
