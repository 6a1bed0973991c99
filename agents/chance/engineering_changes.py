"""An engineering change: from some week on a product needs one component in place of another.

Which week that is each world draws for itself. Lines build by the bill in force; planners count with a
change from its notice on, and buy what the weeks after it need.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ..arithmetic import Array, Flags
from ..network.network import Network
from ..scenario.events import News
from ..scenario.scenario import Scenario
from .random_streams import Chance
from .shocks import Shock


@dataclass(frozen=True, slots=True)
class Change(Shock):
    """One change in W worlds; like a shock it is told of by news, but bends no terms. target: a product."""

    targets = "product"

    old: int = 0
    new: int = 0
    notice_weeks: int = 0

    def bends(self, week: int) -> bool:
        """It is the bill that changes."""
        return False

    def in_force_by(self, week: int, seen: int) -> Flags:
        """Where it is in force in a week, as far as planners know who have seen so many weeks: (W,)."""
        known = self.first_week - self.notice_weeks <= seen + 1.0
        in_force: Flags = self.comes & known & (self.first_week <= week)
        return in_force

    def as_known(self, seen: int) -> Change:
        """The same, as if it were never to come where nobody knows of it yet."""
        return replace(self, comes=self.comes & (self.first_week - self.notice_weeks <= seen + 1.0))

    def start(self, seen: int) -> Array:
        """Week's end after which it is in force, infinite where nobody knows of it yet: (W,)."""
        known = self.comes & (self.first_week - self.notice_weeks <= seen + 1.0)
        return np.where(known, self.first_week - 1.0, np.inf)


class Bills:
    """Bills of materials as changes leave them."""

    def __init__(self, network: Network, changes: Iterable[Change] = ()) -> None:
        self.network = network
        self.changes = tuple(changes)

    def moved(self, change: Change) -> Array:
        """Units of the old component a unit of product, by seat: (N,)."""
        amount: Array = self.network.bill[:, change.target, change.old]
        return amount

    def at(self, week: int, seen: int) -> Array:
        """The bill of a week, as known after `seen` weeks: (N, G, K), or (N, G, K, W) if it changes."""
        if not self.changes:
            return self.network.bill
        bill = np.repeat(self.network.bill[..., None], len(self.changes[0].comes), axis=3)
        for change in self.changes:
            units = self.moved(change)[:, None] * change.in_force_by(week, seen)
            bill[:, change.target, change.old] -= units
            bill[:, change.target, change.new] += units
        return bill

    def at_any_time(self) -> Array:
        """The most that a unit of product may ever need: (N, G, K)."""
        bill = self.network.bill.copy()
        for change in self.changes:
            bill[:, change.target, change.new] += self.moved(change)
        return bill

    def unneeded(self, week: int, over: Flags) -> Flags:
        """Components that a change took out of the last product that was built with them, or whose products
        are all `over` (N, G, W): (N, K, W)."""
        bill = self.at(week, week)
        bill = bill if bill.ndim == 4 else bill[..., None]
        needed: Flags = ((bill > 0.0) & ~over[:, :, None]).any(axis=1)
        gone = np.broadcast_to((self.network.bill > 0.0).any(axis=1)[..., None], needed.shape) & ~needed
        return gone


def draw_changes(scenario: Scenario, network: Network, chance: Chance) -> list[Change]:
    """Each change's first week in each world."""
    changes = []
    for spec in scenario.engineering_change:
        uniform = chance.uniforms(f"change:{spec.name}", "fate", 2)
        low, high = spec.first_week
        first = low + np.floor(uniform[1] * (high - low + 1))
        comes = uniform[0] < spec.probability
        weeks = np.arange(1, scenario.weeks + 1)[:, None]
        changes.append(
            Change(
                name=spec.name,
                title=spec.title,
                target=network.products.index(spec.product),
                effect=np.ones((scenario.weeks, chance.worlds)),
                in_force=comes & (weeks >= first),
                first_week=first,
                comes=comes,
                news=tuple(
                    News(week=item.week, grade=item.grade, headline=item.headline, text=item.text)
                    for item in spec.news
                ),
                old=network.components.index(spec.old),
                new=network.components.index(spec.new),
                notice_weeks=spec.notice_weeks,
            )
        )
    return changes
