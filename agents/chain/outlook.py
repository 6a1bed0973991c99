"""Outlook: cost and duration of a switch of stance, and how long components last; shown before deciding.

All numbers come from a projection of the seat's own books and of what is public (`Projection`), so they
reveal nothing of the future and nothing private of a rival.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import EVERY, Array, Flags, lists_by_world, ratio
from .horizons import WEEKS, WEEKS_AHEAD
from .projection import FIRST_SWITCH, NO_SUPPLY, UNCHANGED, Projection
from .state import ChainState

SLACK_OF_PLAN = 0.05
SLACK_OF_USE = 0.1
"""A bin counts as built up when it is within this share of the plan, plus so many weeks of mean use."""
ROUNDING = 1e-9
"""Relative: a bin that holds its need but for rounding holds it."""

STANCES = (("JIT", False), ("JIC", True))
"""Names of the stances, and whether each is Just in Case."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one stance of one component would mean, held from now on.

    Attributes:
        plan_weeks: stock planned in the bin, in weeks of mean use.
        holding_per_week: money a week for holding that stock.
        fee: money for the switch, 0 for the stance in force.
        build_weeks: weeks until the bin holds the plan: 0 if it does now, `WEEKS` if not within those.
    """

    plan_weeks: float
    holding_per_week: float
    fee: float
    build_weeks: float


class Outlook:
    """The outlook of all seats in all worlds, at the end of a week.

    `survival` is time-to-survive after Simchi-Levi et al. (2015), one component at a time. It and `stops`
    assume that no other component is missing.

    Args:
        chain: the chain at a week's end; it is not changed.

    Attributes:
        arrivals: units that reach the plants in each of the next `WEEKS_AHEAD` weeks, (N, K, T, W).
        survival: weeks the line could run on a component if nothing more left its suppliers, finished
            goods not counted, (N, K, W).
        stops: weeks until the component is missing, if that is before an order placed next could arrive,
            else NaN, (N, K, W).
    """

    def __init__(self, chain: ChainState) -> None:
        self._chain = chain
        ahead = Projection(chain)
        self.arrivals = ahead.received[:WEEKS_AHEAD, UNCHANGED].transpose(1, 2, 0, 3)
        # Needs are those of a line that lacks nothing: else one shortage would hide the need of other parts.
        start, needs = chain.manufacturers.on_hand, ahead.used[:, NO_SUPPLY]
        self.survival = _weeks_of_supply(start, ahead.received[:, NO_SUPPLY], needs)
        lasts = _weeks_of_supply(start, ahead.received[:, UNCHANGED], needs)
        # An order placed next week arrives after the quoted weeks: only a stop before that is certain.
        quoted_weeks = np.floor(chain.network.lane_mean(chain.quote))
        self.stops = np.where(lasts < quoted_weeks, lasts, np.nan)
        self._offers = {
            name: self._columns(ahead, np.full_like(chain.manufacturers.stance, jic)) for name, jic in STANCES
        }

    def offers(self, seat: str, world: int = 0) -> dict[str, dict[str, Offer]]:
        """Both stances' outlooks for a seat in one world, by component and then by stance.

        Raises:
            ValueError: if the scenario has no such seat.
        """
        row = self._chain.network.seats.index(seat)
        return {
            component: {
                name: Offer(*(float(column[row, k, world]) for column in columns))
                for name, columns in self._offers.items()
            }
            for k, component in enumerate(self._chain.network.components)
        }

    def offers_by_world(self, of: slice = EVERY) -> list[dict[str, dict[str, dict[str, list[float]]]]]:
        """What `offers` tells of every seat, one dict for each of these worlds: the attributes of `Offer`."""
        network = self._chain.network
        told = np.array([[column[..., of] for column in columns] for columns in self._offers.values()])
        # By seat, component, stance and attribute.
        worlds = lists_by_world(told.transpose(2, 3, 0, 1, 4))
        return [
            {
                seat: {
                    component: dict(zip(self._offers, by_stance, strict=True))
                    for component, by_stance in zip(network.components, of_seat, strict=True)
                }
                for seat, of_seat in zip(network.seats, of_world, strict=True)
            }
            for of_world in worlds
        ]

    def _columns(self, ahead: Projection, stance: Flags) -> tuple[Array, Array, Array, Array]:
        """The attributes of `Offer` in their order, for one stance, (N, K, W) each."""
        chain = self._chain
        planning, week = chain.planning, chain.week + 1
        use = planning.mean_use(week)
        changed = stance != chain.manufacturers.stance
        numbers = chain.manufacturers.numbers
        # Near sources that are asked shorten the time that an order covers, under either stance.
        shares = chain.sourcing.shares_ahead(week, stance, numbers)
        level = planning.base_stock_level(week, stance, shares=shares)
        if numbers is not None:
            level = np.where(changed, level, planning.base_stock_level(week, stance, numbers, shares=shares))
        # The level covers use until the next arrival; what is left of it on average lies in the bin.
        plan = np.maximum(0.0, level - planning.coming_use(week, shares))
        changes = np.stack([ahead.on_hand[:, FIRST_SWITCH + k, :, k] for k in range(use.shape[1])], axis=2)
        bins = np.where(changed, changes, ahead.on_hand[:, UNCHANGED])
        return (
            ratio(plan, use, empty=0.0),
            chain.ledger.holding_per_week(plan),
            chain.ledger.changeover(changed, use),
            _weeks_to_build(bins, plan, SLACK_OF_PLAN * plan + SLACK_OF_USE * use),
        )


def _weeks_to_build(bins: Array, plan: Array, slack: Array) -> Array:
    """Weeks until bins (T, N, K, W) first hold the plan within the slack, from above or below, (N, K, W)."""
    # A bin may have to shrink to the plan too, so the side it starts from decides the comparison.
    near = np.where(bins[0] < plan, bins >= plan - slack, bins <= plan + slack)
    return np.where(near.any(axis=0), near.argmax(axis=0), WEEKS).astype(np.float64)


def _weeks_of_supply(on_hand: Array, received: Array, needs: Array) -> Array:
    """Weeks that bins (N, K, W) last, a week that is met in part counting as that part, (N, K, W).

    Args:
        on_hand: units now, (N, K, W).
        received: units received in each week, (T, N, K, W).
        needs: units needed in each week, (T, N, K, W).
    """
    left, weeks = on_hand.copy(), np.zeros_like(on_hand)
    runs: Flags = np.ones(on_hand.shape, dtype=bool)
    for came, need in zip(received, needs, strict=True):
        # Receipts come before production, so they count for the week they arrive in.
        left = left + came
        met = np.minimum(1.0, ratio(left * (1.0 + ROUNDING), need, empty=1.0))
        weeks += np.where(runs, met, 0.0)
        # From the first week that is not met in full the line stands; later weeks no longer count.
        runs &= met >= 1.0
        left = np.maximum(0.0, left - need)
    return weeks
