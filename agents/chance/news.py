"""News of shocks and engineering changes: what has been published, and what it means for components.

An item comes out a fixed number of weeks before or after its shock's first week in that world; it may be late
or false. What has been published is all that a seat learns of a shock.
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
class PublishedNews:
    """An item of news that is out in one world."""

    week: int
    """The week after which it came out; 0 or below: before the game."""
    grade: str
    headline: str
    text: str
    shock: str
    """Name of the shock or engineering change that it speaks of."""


class NewsDesk:
    """What has been published in each world, and which components it warns of."""

    def __init__(self, network: Network, worlds: int) -> None:
        self._network = network
        self._worlds = worlds

    def alert(self, shocks: Iterable[Shock], week: int) -> Array:
        """Gravest grade of the news in force on each component after `week` weeks, 0 for none: (K, W).

        News of a shock is in force until that shock's all-clear: a newspaper that writes of a confirmed
        shortage makes it no less official. Of several shocks on a component the gravest grade counts, so the
        all-clear of one ends no other's alert.
        """
        alert = np.zeros((len(self._network.components), self._worlds))
        for shock in shocks:
            items = [item for item in shock.news if shock.earliest + item.week <= week]
            if not items:
                continue  # most weeks of most shocks: nothing of it is out in any world
            level = np.zeros(self._worlds)
            # By week, since an all-clear ends what came before it and nothing that comes after.
            for item in sorted(items, key=lambda item: item.week):
                grave = 0.0 if item.all_clear else np.maximum(level, float(GRADES[item.grade]))
                level = np.where(is_out(item, shock, week), grave, level)
            for component in self.threatened(shock):
                alert[component] = np.maximum(alert[component], level)
        return alert

    def published(self, shocks: Iterable[Shock], week: int, world: int) -> list[PublishedNews]:
        """All items that are out in one world after `week` weeks, oldest first."""
        items = [
            PublishedNews(
                int(shock.first_week[world]) + item.week, item.grade, item.headline, item.text, shock.name
            )
            for shock in shocks
            for item in shock.news
            if is_out(item, shock, week)[world]
        ]
        return sorted(items, key=lambda item: (item.week, item.shock, item.headline))

    def threatened(self, shock: Shock) -> list[int]:
        """Indices of the components that are, come from or pass what the shock strikes; none for a product or
        a seat."""
        network = self._network
        if not shock.threatens:
            return []
        lanes = {
            "supplier": network.supplier_of_lane == shock.target,
            "port": network.port_of_lane == shock.target,
            "lane": np.arange(len(network.lanes)) == shock.target,
            "component": network.component_of_lane == shock.target,
        }.get(shock.targets)
        if lanes is None:
            return []  # of a product's demand or a seat's line: it threatens no component
        return sorted({int(component) for component in network.component_of_lane[lanes]})


def is_out(item: News, shock: Shock, week: int) -> Flags:
    """Whether an item of a shock's news has been published after `week` weeks, by world: (W,)."""
    out: Flags = shock.first_week + item.week <= week
    if item.only == "true":
        out = out & shock.comes
    elif item.only == "false":
        out = out & ~shock.comes
    return out
