"""What a switch will cost, how long it takes, and how long the line lasts: said before the player decides.

Numbers only from the seat's own books and what is public (`Ahead`), so nothing of the future and
nothing of a rival's can leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..arithmetic import Array, Flags, ratio
from .projection import AS_IT_IS, CUT_OFF, FIRST_CHANGE, WEEKS, Ahead
from .record import WEEKS_AHEAD

if TYPE_CHECKING:
    from .model import SupplyChain

SLACK_OF_PLAN = 0.05
SLACK_OF_USE = 0.1
"""A plan stands when the bin is as near to it as this share of the plan and so many weeks of mean use."""

STANCES = (("JIT", False), ("JIC", True))


@dataclass(frozen=True, slots=True)
class Offer:
    """One stance of one component, from now on.

    plan_weeks: weeks of mean use in the bin; holding_per_week: money for what lies in that bin; fee:
    money, 0 for the stance in force; build_weeks: until the plan stands, 0 if it does, `WEEKS` if that
    is not in sight.
    """

    plan_weeks: float
    holding_per_week: float
    fee: float
    build_weeks: float


class Outlook:
    """All seats' figures in all worlds, at the end of a week.

    arrivals (N, K, 8, W): units that reach the plants in 1 … 8 weeks; survival (N, K, W): weeks the line
    would run on a component if nothing more left its supplier, finished goods not counted; stops (N, K, W):
    weeks until the component is missing, before what is ordered next could be here, NaN if it will not be.
    Both take it that no other component is missing.
    """

    def __init__(self, chain: SupplyChain) -> None:
        self._chain = chain
        ahead = Ahead(chain)
        self.arrivals = ahead.received[:WEEKS_AHEAD, AS_IT_IS].transpose(1, 2, 0, 3)
        start, needs = chain.manufacturers.on_hand, ahead.used[:, CUT_OFF]
        self.survival = _lasts(start, ahead.received[:, CUT_OFF], needs)
        lasts = _lasts(start, ahead.received[:, AS_IT_IS], needs)
        in_sight = np.floor(chain.network.lane_mean(chain.quote))
        self.stops = np.where(lasts < in_sight, lasts, np.nan)
        self._offers = {
            name: self._columns(ahead, np.full_like(chain.manufacturers.stance, jic)) for name, jic in STANCES
        }

    def offers(self, seat: str, world: int = 0) -> dict[str, dict[str, Offer]]:
        """Both offers for each component of a seat in one world."""
        row = self._chain.network.seats.index(seat)
        return {
            component: {
                name: Offer(*(float(column[row, k, world]) for column in columns))
                for name, columns in self._offers.items()
            }
            for k, component in enumerate(self._chain.network.components)
        }

    def _columns(self, ahead: Ahead, stance: Flags) -> tuple[Array, Array, Array, Array]:
        """plan_weeks, holding_per_week, fee, build_weeks of one stance: (N, K, W) each."""
        chain = self._chain
        planning, week = chain.planning, chain.week + 1
        use = planning.mean_use(week)
        changed = stance != chain.manufacturers.stance
        level = planning.base_stock_level(week, stance)
        if (numbers := chain.manufacturers.numbers) is not None:
            level = np.where(changed, level, planning.base_stock_level(week, stance, numbers))
        plan = np.maximum(0.0, level - planning.coming_use(week))
        changes = np.stack([ahead.on_hand[:, FIRST_CHANGE + k, :, k] for k in range(use.shape[1])], axis=2)
        bins = np.where(changed, changes, ahead.on_hand[:, AS_IT_IS])
        return (
            ratio(plan, use, empty=0.0),
            chain.ledger.holding_per_week(plan),
            chain.ledger.changeover(changed, use)[-1, :, :-1],
            _stands_after(bins, plan, SLACK_OF_PLAN * plan + SLACK_OF_USE * use),
        )


def offers_to(chain: SupplyChain, seat: str, world: int = 0) -> dict[str, dict[str, Offer]]:
    """Both offers for each component of a seat in one world."""
    return Outlook(chain).offers(seat, world)


def _stands_after(bins: Array, plan: Array, slack: Array) -> Array:
    """Weeks until the bins (weeks, N, K, W) first hold the plan, from above or from below: (N, K, W)."""
    near = np.where(bins[0] < plan, bins >= plan - slack, bins <= plan + slack)
    return np.where(near.any(axis=0), near.argmax(axis=0), WEEKS).astype(np.float64)


def _lasts(on_hand: Array, received: Array, needs: Array) -> Array:
    """Weeks that bins (N, K, W) last on what comes, each week's need met in full or in part, at most all."""
    left, weeks = on_hand.copy(), np.zeros_like(on_hand)
    runs: Flags = np.ones(on_hand.shape, dtype=bool)
    for came, need in zip(received, needs, strict=True):
        left = left + came
        # A bin that holds its need but for rounding holds it.
        met = np.minimum(1.0, ratio(left * (1.0 + 1e-9), need, empty=1.0))
        weeks += np.where(runs, met, 0.0)
        runs &= met >= 1.0
        left = np.maximum(0.0, left - need)
    return weeks
