"""Shocks: frozen values that change ("bend") the terms of a week, and the class of each kind.

The scenario's shocks, everyday trouble and the facilitator's live shocks are the same values. A shock
changes nothing but the terms of the weeks in which it is in force, so nothing has to be undone when it ends.
A new kind is one class here with its own `bend`, and one entry in `SHOCK_KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..scenario.events import News
from ..scenario.shock_kinds import SHOCK_KINDS, TargetKind
from .terms import Terms

TROUBLE_AT = "Trouble at "
"""Before the name of the site in the title of everyday trouble."""
LINE_LEFT, PRICE, USE_LEFT = "line_left", "price", "use_left"
"""Names of the measures that shocks tell."""
GRADES = {"rumour": 1, "press": 2, "official": 3}
"""How reliable news is, by the word that a scenario uses; 0 stands for no news."""


@dataclass(frozen=True, slots=True)
class Shock:
    """One shock in W worlds, over the T weeks of the scenario.

    effect (T, W): the number that it bends terms by, week by week; normal where it is not in force.
    in_force (T, W): whether it is in force. first_week (W,): the week that it begins in, from 1; drawn also
    where it does not come, since false news counts from it. comes (W,): whether it comes at all.
    """

    targets: ClassVar[TargetKind]
    """What the class strikes; `target` is the index of one of these."""
    threatens: ClassVar[bool] = True
    """Whether its news warn of the components that it touches."""

    name: str
    title: str
    target: int
    """Index of the supplier, port, lane, product, seat or component; after the last seat, of all seats."""
    effect: Array
    in_force: Flags
    first_week: Array
    comes: Flags
    news: tuple[News, ...] = field(default=())
    lasting: bool = False
    """Whether it stays in force to the end of the game."""
    earliest: float = field(init=False, repr=False, compare=False)
    """The earliest first week of all worlds; infinite without worlds."""
    _in_force_anywhere: list[bool] = field(init=False, repr=False, compare=False)
    """By week. A list, since every week of a game asks every shock, and a list answers fastest."""

    def __post_init__(self) -> None:
        # A frozen dataclass can be filled in only past its own guard.
        object.__setattr__(self, "earliest", float(self.first_week.min(initial=np.inf)))
        object.__setattr__(self, "_in_force_anywhere", self.in_force.any(axis=1).tolist())

    @classmethod
    def everyday(cls, name: str, site: str, target: int, effect: Array, in_force: Flags) -> Self:
        """Trouble at the site of this title, without news: effect (T, W), in_force (T, W).

        It comes in worlds where it is ever in force, and begins in the first of these weeks.
        """
        # argmax gives the first True, and 0 where there is none; `comes` then tells.
        return cls(
            name=name,
            title=TROUBLE_AT + site,
            target=target,
            effect=effect,
            in_force=in_force,
            first_week=(in_force.argmax(axis=0) + 1).astype(np.float64),
            comes=in_force.any(axis=0),
        )

    @property
    def tells(self) -> str:
        """Name of the measure that is recorded while it is in force (`chain/struck.py`); empty: none."""
        return ""

    def bend(self, terms: Terms) -> None:
        """Bend the terms in the worlds where the shock is in force in their week.

        Raises:
            NotImplementedError: if the class has no `bend` of its own.
        """
        raise NotImplementedError

    def repeated(self, times: int) -> Self:
        """This shock in `times` copies of its worlds, one copy after another on the world axis."""
        return replace(
            self,
            effect=np.tile(self.effect, times),
            in_force=np.tile(self.in_force, times),
            first_week=np.tile(self.first_week, times),
            comes=np.tile(self.comes, times),
        )

    def alone(self, world: int) -> Self:
        """This shock in one of its worlds only; the world axis keeps length 1."""
        return self.picked(slice(world, world + 1))

    def picked(self, worlds: Indices | slice) -> Self:
        """This shock in some of its worlds, in the order of their numbers in `worlds`."""
        return replace(
            self,
            effect=self.effect[:, worlds],
            in_force=self.in_force[:, worlds],
            first_week=self.first_week[worlds],
            comes=self.comes[worlds],
        )

    def bends(self, week: int) -> bool:
        """Whether it is in force in any world in this week, counted from 1; in week 0 nothing is."""
        return week > 0 and self._in_force_anywhere[week - 1]


KINDS: dict[str, type[Shock]] = {}
"""The class of each kind in `SHOCK_KINDS`, by the kind's name."""


def strikes_as[Kind: Shock](*kinds: str) -> Callable[[type[Kind]], type[Kind]]:
    """Class decorator: this is the class of these kinds, and strikes what their entries say.

    Raises:
        KeyError: if a kind has no entry in `SHOCK_KINDS`.
        ValueError: if the kinds strike different things.
    """
    # Unpacks a set of one, so kinds that strike different things are an error.
    (targets,) = {SHOCK_KINDS[kind].target for kind in kinds}

    def register(bending: type[Kind]) -> type[Kind]:
        bending.targets = targets
        KINDS.update(dict.fromkeys(kinds, bending))
        return bending

    return register


@strikes_as("capacity_cut")
class CapacityCut(Shock):
    """A supplier that can make less than usual, or more while it catches up."""

    def bend(self, terms: Terms) -> None:
        """Multiply the supplier's capacity."""
        terms.capacity[self.target] *= self.effect[terms.week - 1]


@strikes_as("closure")
class Closure(Shock):
    """A supplier that makes nothing while it lasts, whatever the profile's depth."""

    def bend(self, terms: Terms) -> None:
        """Set the supplier's capacity to 0."""
        # A flag as a factor: 0 where it is in force, 1 elsewhere.
        terms.capacity[self.target] *= ~self.in_force[terms.week - 1]


@strikes_as("port_slowdown")
class PortSlowdown(Shock):
    """A port that discharges fewer boxes than usual, or more while it catches up."""

    def bend(self, terms: Terms) -> None:
        """Multiply the port's throughput."""
        terms.throughput[self.target] *= self.effect[terms.week - 1]


@strikes_as("demand_surge", "demand_slump")
class DemandShift(Shock):
    """More or less demand for one product, in all markets."""

    def bend(self, terms: Terms) -> None:
        """Multiply the product's demand."""
        terms.demand[self.target] *= self.effect[terms.week - 1]


@strikes_as("lead_time_stretch")
class LeadTimeStretch(Shock):
    """A longer transit for what leaves on a lane; the lane itself forbids overtaking."""

    def bend(self, terms: Terms) -> None:
        """Add whole weeks to the lane's transit: loads move from week to week."""
        terms.extra_weeks[self.target] += np.rint(self.effect[terms.week - 1])


@strikes_as("price_spike")
class PriceSpike(Shock):
    """A supplier that asks a higher price."""

    @property
    def tells(self) -> str:
        """The price, where it is one that holds; a passing one stands in the bill alone."""
        return PRICE if self.lasting else ""

    def bend(self, terms: Terms) -> None:
        """Multiply the supplier's price."""
        terms.price[self.target] *= self.effect[terms.week - 1]


@strikes_as("outside_orders")
class OutsideOrders(Shock):
    """More or fewer orders from the outside world to a supplier that the seats share with it."""

    def bend(self, terms: Terms) -> None:
        """Multiply what the outside world orders from the supplier."""
        terms.outside[self.target] *= self.effect[terms.week - 1]


@strikes_as("line_outage")
class LineOutage(Shock):
    """A seat's own line, or every seat's, that can make less than usual, or more in overtime.

    Required production keeps the usual capacity: an outage costs uptime.
    """

    @property
    def tells(self) -> str:
        """What is left of the line."""
        return LINE_LEFT

    def bend(self, terms: Terms) -> None:
        """Multiply the capacity of the line."""
        lines = terms.of_lines()
        struck = self.target if self.target < len(lines) else slice(None)
        lines[struck] *= self.effect[terms.week - 1]


@strikes_as("price_rise")
class PriceRise(Shock):
    """A component that becomes dearer at every supplier: a tariff, or dearer material."""

    @property
    def tells(self) -> str:
        """The price of each supplier."""
        return PRICE

    def bend(self, terms: Terms) -> None:
        """Multiply the price of all who make the component."""
        terms.price[terms.network.makers_of(self.target)] *= self.effect[terms.week - 1]


@strikes_as("use_cut")
class UseCut(Shock):
    """A component of which every line takes less for a unit of product than its bill of materials says.

    What is spared is made up for by something of the same worth, so that a product keeps its standard cost.
    Planning keeps the bill: orders follow what is used, and nobody sells off a buffer for a while of thrift.
    """

    threatens = False

    @property
    def tells(self) -> str:
        """What is left of the use of each component."""
        return USE_LEFT

    def bend(self, terms: Terms) -> None:
        """Multiply the units that go into a product."""
        terms.of_parts()[self.target] *= self.effect[terms.week - 1]
