"""News tells of what may come, weeks ahead, sometimes late and sometimes falsely.

Each item is published a fixed number of weeks from its shock's first week in that world; what
has been published is all that a seat learns of a shock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..network.network import Network
from ..scenario.events import News
from .shocks import GRADES, Shock


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One published item; `week` is when it came out."""

    week: int
    grade: str
    headline: str
    text: str
    shock: str


class NewsDesk:
    """Which news threatens which component, and what has been published."""

    def __init__(self, network: Network, worlds: int) -> None:
        self._network = network
        self._worlds = worlds

    def alert(self, shocks: Iterable[Shock], week: int) -> Array:
        """Grade of the newest news on each component after `week` weeks: (K, W), 0 for none.

        Of several shocks on a component the highest grade counts; an all-clear ends its shock's.
        """
        alert = np.zeros((len(self._network.components), self._worlds))
        for shock in shocks:
            items = [item for item in shock.news if shock.earliest + item.week <= week]
            if not items:
                continue  # nothing of it is out in any world
            level = np.zeros(self._worlds)
            for item in sorted(items, key=lambda item: item.week):
                out = is_out(item, shock, week)
                level = np.where(out, 0.0 if item.all_clear else float(GRADES[item.grade]), level)
            for component in self.threatened(shock):
                alert[component] = np.maximum(alert[component], level)
        return alert

    def published(self, shocks: Iterable[Shock], week: int, world: int) -> list[NewsItem]:
        """All items out in one world after `week` weeks, oldest first."""
        items = [
            NewsItem(
                int(shock.first_week[world]) + item.week, item.grade, item.headline, item.text, shock.name
            )
            for shock in shocks
            for item in shock.news
            if is_out(item, shock, week)[world]
        ]
        return sorted(items, key=lambda item: (item.week, item.shock, item.headline))

    def threatened(self, shock: Shock) -> list[int]:
        """Components that a shock's target stands for."""
        network = self._network
        lanes = {
            "supplier": network.supplier_of_lane == shock.target,
            "port": network.port_of_lane == shock.target,
            "lane": np.arange(len(network.lanes)) == shock.target,
        }.get(shock.targets)
        if lanes is None:
            return []
        return sorted({int(component) for component in network.component_of_lane[lanes]})


def is_out(item: News, shock: Shock, week: int) -> Flags:
    """In which worlds an item has been published after `week` weeks: (W,)."""
    out: Flags = shock.first_week + item.week <= week
    if item.only == "true":
        out = out & shock.comes
    elif item.only == "false":
        out = out & ~shock.comes
    return out
