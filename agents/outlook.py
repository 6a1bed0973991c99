"""What a switch will cost and how long it takes, said before the player makes it.

Numbers only from the seat's own books and what is public; nothing is simulated, so nothing
of the future can leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .arithmetic import Array

if TYPE_CHECKING:
    from .model import SupplyChain

STANDS = 0.95
"""Share of the planned bin from which on the plan counts as standing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One stance of one component, from now on.

    plan_weeks: weeks of mean use in the bin; holding_per_week: money; fee: money, 0 for the
    stance in force; build_weeks: until the plan stands, 0 if it does.
    """

    plan_weeks: float
    holding_per_week: float
    fee: float
    build_weeks: float


def offers_to(chain: SupplyChain, seat: str, world: int = 0) -> dict[str, dict[str, Offer]]:
    """Both offers for each component of a seat in one world."""
    index = chain.network.seats.index(seat)
    names = chain.network.components
    offers: dict[str, dict[str, Offer]] = {name: {} for name in names}
    for label, jic in (("JIT", False), ("JIC", True)):
        columns = _offers(chain, index, jic, world)
        for k, name in enumerate(names):
            offers[name][label] = Offer(*(float(column[k]) for column in columns))
    return offers


def _offers(chain: SupplyChain, seat: int, jic: bool, world: int) -> tuple[Array, Array, Array, Array]:
    """plan_weeks, holding_per_week, fee, build_weeks of one stance: (K,) each."""
    planning, sites, ledger = chain.planning, chain.manufacturers, chain.ledger
    stance = np.full_like(sites.stance, jic)
    level = planning.base_stock_level(chain.week + 1, stance)[seat, :, world]
    mean_use = np.maximum(planning.mean_use()[seat, :, world], 1e-9)
    lead_time = chain.network.lane_mean(planning.lead_time)[:, world]
    coming = planning.coming_use(chain.week + 1)[seat, :, world]
    plan = np.maximum(0.0, level - coming)
    position = sites.position(planning, chain.week + 1)[seat, :, world]
    fee = ledger.changeover(stance != sites.stance, planning.mean_use())[-1, seat, :-1, world]
    return (
        plan / mean_use,
        ledger.holding_per_week(plan[:, None])[:, 0],
        fee,
        _build_weeks(chain, plan, level - position, sites.on_hand[seat, :, world], lead_time, mean_use),
    )


def _build_weeks(
    chain: SupplyChain, plan: Array, missing: Array, on_hand: Array, lead_time: Array, use: Array
) -> Array:
    """Weeks to order what is missing under the ceiling, and to receive it; or to use up the surplus."""
    spare = (chain.scenario.ordering.order_ceiling - 1.0) * use
    ordering = np.ceil(np.maximum(0.0, missing - use) / np.maximum(spare, 1e-9))
    building = np.where(on_hand >= STANDS * plan - use, 0.0, ordering + lead_time)
    running_down = np.ceil(np.maximum(0.0, -missing) / use)
    return np.where(missing > 0.0, building, running_down)
