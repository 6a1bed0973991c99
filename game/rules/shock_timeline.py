"""The timeline of a finished game: each shock that struck or was announced, and when.

It tells of the weeks played alone; a shock that was still to come when the game ended is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Literal

import numpy as np

from ...agents.chance.news import is_out
from ...agents.chance.shocks import PriceRise, Shock
from ..messages import NewsItem, YearShock

if TYPE_CHECKING:  # it imports Mesa, and a server puts the timelines of parts of a game together
    from ...agents.chain.model import SupplyChain


def shocks_of(played: SupplyChain, culprits: Collection[str]) -> list[YearShock]:
    """The shocks of the weeks played, in the order of their first sign.

    culprits: names of shocks that shortfalls are traced to. Everyday trouble is listed only if it is one.
    """
    scenario = played.scenario
    told = {event.name for events in (scenario.shock, scenario.engineering_change) for event in events}
    found = [
        _as_it_was(played, shock, "scenario" if shock.name in told else "everyday")
        for shock in played.path.shocks
    ]
    found += [_as_it_was(played, shock, "live") for shock in played.live_shocks]
    shown = [
        shock
        for shock in found
        if (shock.name in culprits if shock.origin == "everyday" else shock.news or shock.first_week)
    ]
    return in_order(shown)


def in_order(shocks: Iterable[YearShock]) -> list[YearShock]:
    """The shocks by first week, or first news."""
    return sorted(shocks, key=lambda shock: (shock.first_week or shock.rumoured or 0, shock.name))


def _as_it_was(
    played: SupplyChain, shock: Shock, origin: Literal["scenario", "live", "everyday"]
) -> YearShock:
    """One shock as it was in world 0: all tables have the same sample path."""
    weeks = (np.flatnonzero(shock.in_force[: played.week, 0]) + 1).tolist()
    items = sorted(
        (item for item in shock.news if is_out(item, shock, played.week)[0]), key=lambda item: item.week
    )
    start = int(shock.first_week[0])

    def first(*grades: str, all_clear: bool = False) -> int | None:
        """Week of the first item of these grades, or of any; None: there was none."""
        of_kind = [
            item for item in items if item.all_clear == all_clear and (not grades or item.grade in grades)
        ]
        return start + of_kind[0].week if of_kind else None

    return YearShock(
        name=shock.name,
        title=shock.title,
        target=list(played.scenario.shock_targets(shock.targets))[shock.target],
        components=_threatened(played, shock),
        origin=origin,
        comes=bool(shock.comes[0]),
        rumoured=first(),
        official=first("official"),
        cleared=first(all_clear=True),
        first_week=weeks[0] if weeks else None,
        last_week=weeks[-1] if weeks else None,
        news=[NewsItem(start + item.week, item.grade, item.headline, item.text) for item in items],
    )


def _threatened(played: SupplyChain, shock: Shock) -> list[str]:
    """Names of the components that pass what the shock strikes, and may be wanting for it."""
    if isinstance(shock, PriceRise):
        return []  # it makes a component dear, and lets nobody wait for it
    return [played.network.components[number] for number in played.news_desk.threatened(shock)]
