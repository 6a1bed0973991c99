"""A shock bends this week's terms; it changes nothing, so nothing must be undone.

Scenario shocks, small disturbances and the ones a facilitator throws in are the same frozen
values. A new kind is one subclass with its own `bend` and one entry in `KINDS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, Self

import numpy as np

from ..arithmetic import Array, Flags
from ..network.network import Network
from ..scenario.events import Disturbances, News
from ..scenario.events import Shock as ShockSpec
from ..scenario.scenario import Scenario
from .random_streams import Chance

TargetKind = Literal["supplier", "port", "lane", "product"]
TROUBLE_AT = "Trouble at "
"""Before the name of a place that something everyday befell."""
GRADES = {"rumour": 1, "press": 2, "official": 3}


@dataclass(slots=True)
class Terms:
    """One week's terms of trade, 1 (or 0 weeks added) where nothing is bent; worlds last.

    capacity, outside, price (S, W); throughput (P, W); demand (G, W); extra_weeks (J, W);
    good (S, W): share of what is started that comes out good; others (P, W): other people's boxes that come
    to port, in boxes.
    """

    week: int
    capacity: Array
    outside: Array
    price: Array
    throughput: Array
    demand: Array
    extra_weeks: Array
    good: Array
    others: Array

    @classmethod
    def usual(cls, network: Network, week: int, worlds: int) -> Terms:
        suppliers = np.ones((4, len(network.suppliers), worlds))
        return cls(
            week=week,
            capacity=suppliers[0],
            outside=suppliers[1],
            price=suppliers[2],
            throughput=np.ones((len(network.ports), worlds)),
            demand=np.ones((len(network.products), worlds)),
            extra_weeks=np.zeros((len(network.lanes), worlds)),
            good=suppliers[3],
            others=np.repeat(network.others_boxes[:, None], worlds, axis=1),
        )


@dataclass(frozen=True, slots=True)
class Shock:
    """One shock in W worlds.

    effect, in_force (weeks, W): what it does in each week, and where it is at work;
    first_week, comes (W): when it strikes, and whether it does at all.
    """

    targets: ClassVar[TargetKind]

    name: str
    title: str
    target: int
    """Index of the supplier, port, lane or product."""
    effect: Array
    in_force: Flags
    first_week: Array
    comes: Flags
    news: tuple[News, ...] = field(default=())
    earliest: float = field(init=False, repr=False, compare=False)
    """The first of the first weeks in all worlds."""
    _at_work: list[bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "earliest", float(self.first_week.min(initial=np.inf)))
        object.__setattr__(self, "_at_work", self.in_force.any(axis=1).tolist())

    @classmethod
    def everyday(cls, name: str, site: str, target: int, effect: Array, in_force: Flags) -> Self:
        """Trouble at `site` without news; it strikes with its first week in force, if it has one."""
        return cls(
            name=name,
            title=TROUBLE_AT + site,
            target=target,
            effect=effect,
            in_force=in_force,
            first_week=(in_force.argmax(axis=0) + 1).astype(np.float64),
            comes=in_force.any(axis=0),
        )

    def bend(self, terms: Terms) -> None:
        """Bend this week's terms in the worlds where the shock is in force."""
        raise NotImplementedError

    def repeated(self, times: int) -> Self:
        """The same worlds, `times` over, one after another on the world axis."""
        return replace(
            self,
            effect=np.tile(self.effect, times),
            in_force=np.tile(self.in_force, times),
            first_week=np.tile(self.first_week, times),
            comes=np.tile(self.comes, times),
        )

    def alone(self, world: int) -> Self:
        """The same in one world only."""
        one = slice(world, world + 1)
        return replace(
            self,
            effect=self.effect[:, one],
            in_force=self.in_force[:, one],
            first_week=self.first_week[one],
            comes=self.comes[one],
        )

    def bends(self, week: int) -> bool:
        """Whether it is at work in any world in this week (from 1; before the first nothing is)."""
        return week > 0 and self._at_work[week - 1]


class CapacityCut(Shock):
    targets = "supplier"

    def bend(self, terms: Terms) -> None:
        terms.capacity[self.target] *= self.effect[terms.week - 1]


class Closure(Shock):
    """A supplier that makes nothing while it lasts, whatever the profile's depth."""

    targets = "supplier"

    def bend(self, terms: Terms) -> None:
        terms.capacity[self.target] *= ~self.in_force[terms.week - 1]


class PortSlowdown(Shock):
    targets = "port"

    def bend(self, terms: Terms) -> None:
        terms.throughput[self.target] *= self.effect[terms.week - 1]


class DemandShift(Shock):
    """A surge or a slump of one product, in all markets."""

    targets = "product"

    def bend(self, terms: Terms) -> None:
        terms.demand[self.target] *= self.effect[terms.week - 1]


class LeadTimeStretch(Shock):
    """Whole weeks added to what leaves on a lane; the lane itself forbids overtaking."""

    targets = "lane"

    def bend(self, terms: Terms) -> None:
        terms.extra_weeks[self.target] += np.rint(self.effect[terms.week - 1])


class PriceSpike(Shock):
    targets = "supplier"

    def bend(self, terms: Terms) -> None:
        terms.price[self.target] *= self.effect[terms.week - 1]


class OutsideOrders(Shock):
    """The world outside orders more, or less, from a supplier that the table shares with it."""

    targets = "supplier"

    def bend(self, terms: Terms) -> None:
        terms.outside[self.target] *= self.effect[terms.week - 1]


KINDS: dict[str, type[Shock]] = {
    "capacity_cut": CapacityCut,
    "closure": Closure,
    "port_slowdown": PortSlowdown,
    "demand_surge": DemandShift,
    "demand_slump": DemandShift,
    "lead_time_stretch": LeadTimeStretch,
    "price_spike": PriceSpike,
    "outside_orders": OutsideOrders,
}


def draw_shock(spec: ShockSpec, scenario: Scenario, network: Network, chance: Chance) -> Shock:
    """Draw occurrence, first week, depth and stretch of a scenario's shock in each world."""
    uniform = chance.uniforms(f"shock:{spec.shares_fate_with or spec.name}", "fate", 4)
    low, high = spec.first_week
    first_week = low + np.floor(uniform[1] * (high - low + 1))
    depth = spec.depth[0] + (spec.depth[1] - spec.depth[0]) * uniform[2]
    stretch = spec.stretch[0] + (spec.stretch[1] - spec.stretch[0]) * uniform[3]
    comes = uniform[0] < spec.probability
    points = np.array(spec.profile)
    elapsed = (np.arange(1, scenario.weeks + 1)[:, None] - first_week) / stretch
    in_force = comes & (elapsed >= 0.0) & (elapsed < points[-1, 0])
    kind = KINDS[spec.kind]
    added = kind is LeadTimeStretch
    shape = _shape(points, elapsed, spec.interpolation)
    effect = depth * shape if added else np.maximum(0.0, 1.0 + depth * (shape - 1.0))
    return kind(
        name=spec.name,
        title=spec.title,
        target=_names(network, kind.targets).index(spec.target),
        effect=np.where(in_force, effect, 0.0 if added else 1.0),
        in_force=in_force,
        first_week=first_week,
        comes=comes,
        news=tuple(spec.news),
    )


def disturbances_of(scenario: Scenario, network: Network, chance: Chance) -> list[Shock]:
    """Everyday trouble: each supplier and port loses some capacity, `times` over, by chance."""
    shocks: list[Shock] = []
    for turn in range(scenario.disturbances.times):
        for target, site in enumerate(scenario.supplier):
            shocks.append(_disturb(CapacityCut, site.name, site.title, target, turn, scenario, chance))
        for target, port in enumerate(scenario.port):
            shocks.append(_disturb(PortSlowdown, port.name, port.title, target, turn, scenario, chance))
    return shocks


def _disturb(
    kind: type[Shock], site: str, title: str, target: int, turn: int, scenario: Scenario, chance: Chance
) -> Shock:
    spec: Disturbances = scenario.disturbances
    uniform = chance.uniforms(f"{kind.targets}:{site}", f"disturbance:{turn}", 3)
    comes = uniform[0] < spec.chance
    first_week = 1.0 + np.floor(uniform[1] * max(1, scenario.weeks - spec.weeks))
    left = spec.capacity[0] + (spec.capacity[1] - spec.capacity[0]) * uniform[2]
    elapsed = np.arange(1, scenario.weeks + 1)[:, None] - first_week
    in_force = comes & (elapsed >= 0) & (elapsed < spec.weeks)
    return kind(
        name=f"trouble_{site}_{turn + 1}",
        title=TROUBLE_AT + title,
        target=target,
        effect=np.where(in_force, left, 1.0),
        in_force=in_force,
        first_week=first_week,
        comes=comes,
    )


def _shape(points: Array, elapsed: Array, interpolation: str) -> Array:
    """The profile's value so many (stretched) weeks after the start."""
    if interpolation == "linear":
        values: Array = np.interp(elapsed, points[:, 0], points[:, 1])
        return values
    place = np.searchsorted(points[:, 0], elapsed, side="right") - 1
    held: Array = points[np.maximum(place, 0), 1]
    return held


def _names(network: Network, kind: TargetKind) -> tuple[str, ...]:
    return {
        "supplier": network.suppliers,
        "port": network.ports,
        "lane": network.lanes,
        "product": network.products,
    }[kind]
