"""What numbers, express and sources would bring, and what money allows: shown before a seat decides.

All of it follows from the seat's own books and from what is public, as the `Outlook` does.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arithmetic import Array, ratio
from ..manufacturers.stance_numbers import MOST, Numbers
from ..manufacturers.stances import Decision
from ..network.lane_index import NO_SUPPLIER
from .projection import UNCHANGED, Projection
from .state import ChainState


class ChoicesProjection(Projection):
    """The next `WEEKS` weeks if all stays as it is, and with one choice of one component.

    Variants: all stays; for each component of `filled`, as much of it is ordered as can be; for each of them,
    none but for the use until it arrives; for each of `hurried`, express in the first weeks.

    Args:
        chain: the chain at a week's end; it is not changed.
        filled: indices of components.
        hurried: indices of components with a fast lane.
        below: weeks of use on hand below which these go express.
        weeks: for how many weeks they do.

    Attributes:
        expedited: units that leave by fast lanes in each week, (T, variants, N, K, W).
    """

    def __init__(
        self, chain: ChainState, filled: Sequence[int], hurried: Sequence[int], below: float, weeks: int
    ) -> None:
        # Before the chain is taken over: what is played there asks for them.
        self._filled, self._hurried, self._below = filled, hurried, below
        self._until = chain.week + weeks
        self._flown: list[Array] = []
        self._expedited_before: list[Array] = []
        super().__init__(chain)

    def fills(self, number: int) -> int:
        """The variant in which the component of this place in `filled` is filled."""
        return UNCHANGED + 1 + number

    def falls(self, number: int) -> int:
        """The variant in which the component of this place in `filled` is used up."""
        return self.fills(len(self._filled) + number)

    def hurries(self, number: int) -> int:
        """The variant in which the component of this place in `hurried` goes express."""
        return self.falls(len(self._filled) + number)

    def _variants(self, chain: ChainState) -> int:
        return self.hurries(len(self._hurried))

    def _alter(self, chain: ChainState) -> None:
        sites = self.manufacturers
        if sites.numbers is None:
            sites.numbers = Numbers(*sites.on_hand.shape)
        for number, component in enumerate(self._filled):
            for variant, cover, factor in (
                (self.fills(number), MOST["cover_weeks"], MOST["safety_factor"]),
                (self.falls(number), 0.0, 0.0),
            ):
                sites.numbers.put("cover_weeks", component, cover, self._worlds_of(variant))
                sites.numbers.put("safety_factor", component, factor, self._worlds_of(variant))
        usual = np.where(sites.stance, *self.planning.expedite.T[::-1, :, None])
        before = sites.numbers.in_force("expedite", usual)
        for number, component in enumerate(self._hurried):
            worlds = self._worlds_of(self.hurries(number))
            self._expedited_before.append(before[:, component, worlds].copy())
            below = np.maximum(before[:, component, worlds], self._below)
            sites.numbers.put("expedite", component, below, worlds)

    def _end_express(self) -> None:
        assert self.manufacturers.numbers is not None
        for number, component in enumerate(self._hurried):
            before = self._expedited_before[number]
            worlds = self._worlds_of(self.hurries(number))
            self.manufacturers.numbers.put("expedite", component, before, worlds)

    def _week(self) -> tuple[Array, Array]:
        if self.week == self._until:
            self._end_express()
        found = super()._week()
        self._flown.append(self._own_rows(self.routing.expedited))
        return found

    def _let_go(self) -> None:
        flown, own = np.stack(self._flown), (self._filled, self._hurried)
        super()._let_go()
        self.expedited = flown
        self._filled, self._hurried = own


class PlannedStock:
    """How a component's plan, and the next order for it, follow from cover and safety factor, (N, K, W) each.

    Attributes:
        use: units used in a mean week.
        per_cover, per_factor: weeks of mean use planned for each week of cover and each unit of the factor.
        protected: weeks whose use an order covers.
        gap: units that the next order needs for a plan of 0; negative where more has been ordered.
        most_order: units of the largest order in a week.
    """

    def __init__(self, chain: ChainState) -> None:
        sites, planning, week = chain.manufacturers, chain.planning, chain.week + 1
        shares = chain.sourcing.shares_ahead(week, sites.stance, sites.numbers)
        self.use = planning.mean_use(week)
        self.protected = np.broadcast_to(planning.protected(shares), self.use.shape)
        none, cover, factor = (
            planning.base_stock_level(week, sites.stance, _all_alike(sites.on_hand, *numbers), shares)
            for numbers in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
        )
        self.per_cover = ratio(cover - none, self.use, empty=0.0)
        self.per_factor = ratio(factor - none, self.use, empty=0.0)
        self.gap = none - sites.position(planning, week)
        endless = np.full_like(self.gap, 1e15)
        self.most_order = planning.orders(week, endless, np.zeros_like(endless))


def _all_alike(like: Array, cover: float, factor: float) -> Numbers:
    """Cover and safety factor of all seats and components, in an array's (N, K, W)."""
    numbers, components = Numbers(*like.shape), like.shape[1]
    decision = Decision(
        np.zeros(components, dtype=bool),
        cover_weeks=np.full(components, cover),
        safety_factor=np.full(components, factor),
    )
    for seat in range(len(like)):
        numbers.store(seat, decision, np.ones(like.shape[2], dtype=bool))
    return numbers


def dearer(chain: ChainState) -> Array:
    """Money for a unit that each lane's supplier asks next week above the usual, (J, W)."""
    terms = chain.terms()
    chain.suppliers.raise_prices(terms)
    network = chain.network
    value = network.value[network.component_of_lane, None]
    bought = (network.supplier_of_lane != NO_SUPPLIER)[:, None]
    money: Array = np.where(bought, (terms.price[network.supplier_of_lane] - 1.0) * value, 0.0)
    return money
