"""A wheel carries the built client; an editable install finds it beside the source.

The client is built only when what stands in `web_client/dist` is not what its sources
say, and only then does the build ask for Node. `LINESTOP_NO_CLIENT=1` leaves it out of an
editable install, for work on the Python side alone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

import client


class ClientHook(BuildHookInterface):
    """Build the client where it is stale and put it into the wheel as package data."""

    def dependencies(self) -> list[str]:
        return [] if client.is_fresh() or self._left_out() else [client.NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" and self._left_out():
            return
        client.build()
        if version != "editable":
            build_data["force_include"][str(client.DIST)] = "linestop/game/static"

    def _left_out(self) -> bool:
        return bool(os.environ.get("LINESTOP_NO_CLIENT"))
