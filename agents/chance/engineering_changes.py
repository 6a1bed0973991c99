"""Engineering changes: from its first week on, a product is built with one component in place of another.

Each world draws the first week. Lines build by the bill in force; planners count on a change from its notice
on, and buy what the weeks after it need.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ..arithmetic import Array, Flags, by_world
from ..network.network import Network
from ..scenario.events import News
from ..scenario.goods import EngineeringChange
from ..scenario.scenario import Scenario
from .random_streams import Chance
from .shocks import Shock
from .variates import whole_between


@dataclass(frozen=True, slots=True)
class Change(Shock):
    """One engineering change in W worlds: a shock to a product that has news, but bends no terms."""

    targets = "product"

    old: int = 0
    """Index of the component that goes out of use."""
    new: int = 0
    """Index of the component that takes its place, unit for unit."""
    notice_weeks: int = 0
    """Weeks before its first week from which planners know of it."""

    def bends(self, week: int) -> bool:
        """Never: the bill of materials changes, not the terms."""
        return False

    def in_force_by(self, week: int, seen: int) -> Flags:
        """Whether it is in force in a week, as far as planners know after `seen` weeks: (W,)."""
        in_force: Flags = self._known(seen) & (self.first_week <= week)
        return in_force

    def as_known(self, seen: int) -> Change:
        """This change as known after `seen` weeks: where planners do not know of it yet, it never comes."""
        return replace(self, comes=self._known(seen))

    def start(self, seen: int) -> Array:
        """Last week before it is in force, infinite where unknown after `seen` weeks: (W,)."""
        return np.where(self._known(seen), self.first_week - 1.0, np.inf)

    def _known(self, seen: int) -> Flags:
        """Whether it comes and planners know of it after `seen` weeks, when they plan week seen + 1: (W,)."""
        known: Flags = self.comes & (self.first_week - self.notice_weeks <= seen + 1.0)
        return known


class Bills:
    """Bills of materials by week, with the engineering changes in force."""

    def __init__(self, network: Network, changes: Iterable[Change] = ()) -> None:
        self.network = network
        self.changes = tuple(changes)

    def units_replaced(self, change: Change) -> Array:
        """Units of component that a change replaces in a unit of its product, by seat: (N,)."""
        amount: Array = self.network.bill[:, change.target, change.old]
        return amount

    def at(self, week: int, seen: int) -> Array:
        """Units of component in a unit of product in a week, as known after `seen` weeks.

        (N, G, K), or (N, G, K, W) if the scenario has any change.
        """
        if not self.changes:
            return self.network.bill  # without a copy for each world: most scenarios have no change
        bill = np.repeat(self.network.bill[..., None], len(self.changes[0].comes), axis=3)
        # Changes may share a product but no component (`changes_replace_a_part`): their order cannot matter.
        for change in self.changes:
            units = self.units_replaced(change)[:, None] * change.in_force_by(week, seen)
            bill[:, change.target, change.old] -= units
            bill[:, change.target, change.new] += units
        return bill

    def at_any_time(self) -> Array:
        """Most units of each component that a unit of product may need in any week: (N, G, K)."""
        # Nothing is taken off: in some weeks, or some worlds, the old component is still needed.
        bill = self.network.bill.copy()
        for change in self.changes:
            bill[:, change.target, change.new] += self.units_replaced(change)
        return bill

    def unneeded(self, week: int, over: Flags) -> Flags:
        """Whether a component is in no product any more: (N, K, W).

        A change took it out of the last one, or all its products are `over` (N, G, W).
        """
        bill = by_world(self.at(week, week))
        needed: Flags = ((bill > 0.0) & ~over[:, :, None]).any(axis=1)
        gone = np.broadcast_to((self.network.bill > 0.0).any(axis=1)[..., None], needed.shape) & ~needed
        return gone


def draw_changes(scenario: Scenario, network: Network, chance: Chance) -> list[Change]:
    """The engineering changes of the scenario, with the first week that each world draws."""
    return [_draw_change(spec, scenario.weeks, network, chance) for spec in scenario.engineering_change]


def _draw_change(spec: EngineeringChange, weeks: int, network: Network, chance: Chance) -> Change:
    uniform = chance.uniforms(f"change:{spec.name}", "fate", 2)
    # Drawn also where the change does not come, so that its probability moves no other number.
    first = whole_between(spec.first_week, uniform[1])
    comes = uniform[0] < spec.probability
    return Change(
        name=spec.name,
        title=spec.title,
        target=network.products.index(spec.product),
        effect=np.ones((weeks, chance.worlds)),
        in_force=comes & (np.arange(1, weeks + 1)[:, None] >= first),
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
