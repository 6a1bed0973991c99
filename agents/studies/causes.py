"""Attribution of lost sales: the component that was missing, and the shocks on its way to the plant.

A lost unit takes the cause of the latest week, up to its own, in which the line made less than it attempted;
it names the shocks in force on that component's supplier, lane or port within the lead time before that week.
Where the line itself was the limit, it names those in force on that line in that week.
Without such a shock the buffer was too thin for ordinary variation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from ..arithmetic import Array
from ..chain.model import SupplyChain
from ..sites.line import SHORT

LEAST_UNITS = 1e-6
"""Fewer lost units are rounding errors of the fluid model."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Units of one product that a seat lost in a week for one cause."""

    week: int
    seat: str
    product: str
    component: str | None
    """The missing component; None where the line itself was the limit, or demand outran goods and line."""
    units: float
    week_of_cause: int
    """Week, from 1, in which the line last fell short; 0 if it never did."""
    shocks: tuple[str, ...]
    """Names of the shocks on the component's way, or on the line, in time to have caused it."""


def losses(chain: SupplyChain, world: int = 0) -> list[Loss]:
    """All lost units of one world with their causes, in the order of weeks, seats, products.

    Raises:
        ValueError: if the chain kept no history.
    """
    if chain.record.weeks_played < chain.week:
        raise ValueError("causes need the weeks played: play the chain with history")
    network, lost_by = chain.network, chain.record["lost_by"][..., world]
    shocks_on = cache(lambda slot, week: _shocks_on(chain, slot, week, world))
    # One pass over the weeks for all losses: a loss looks up its cause instead of searching back.
    latest = _latest_shortfall(chain.record["attempted"][..., world], chain.record["made"][..., world])
    found = []
    for week, seat, product, slot in np.argwhere(lost_by > LEAST_UNITS).tolist():
        # The cost slot after the components stands for the line itself.
        is_part = slot < len(network.components)
        cause_week = int(latest[week, seat, product])
        found.append(
            Loss(
                week=week + 1,
                seat=network.seats[seat],
                product=network.products[product],
                component=network.components[slot] if is_part else None,
                units=float(lost_by[week, seat, product, slot]),
                week_of_cause=cause_week,
                shocks=shocks_on(slot, cause_week) if is_part else _outages(chain, seat, cause_week, world),
            )
        )
    return found


def _latest_shortfall(attempted: Array, made: Array) -> Array:
    """Week, from 1, of the latest shortfall up to each week, 0 for none: (T, N, G)."""
    # A line that makes all it attempted may differ from it in the last digits.
    short = made < attempted * (1.0 - SHORT)
    weeks = np.arange(1, len(short) + 1)[:, None, None]
    latest: Array = np.maximum.accumulate(np.where(short, weeks, 0))
    return latest


def _shocks_on(chain: SupplyChain, component: int, week: int, world: int) -> tuple[str, ...]:
    """Names of the shocks on a component's suppliers, lanes and ports, within the lead time before `week`."""
    network = chain.network
    lanes = np.flatnonzero(network.component_of_lane == component)
    # Quotes are published at a week's end: the one known in `week` is in row week - 2, rows counting from 0.
    quoted = max(float(chain.record["quote"][max(week - 2, 0), lane, world]) for lane in lanes)
    first = max(1, week - int(np.ceil(quoted)))
    # NO_SUPPLIER and NO_PORT are negative, so they match no shock's target.
    on_the_way = {("lane", int(lane)) for lane in lanes}
    on_the_way |= {("supplier", int(network.supplier_of_lane[lane])) for lane in lanes}
    on_the_way |= {("port", int(network.port_of_lane[lane])) for lane in lanes}
    return tuple(
        shock.name
        for shock in chain.shocks
        if (shock.targets, shock.target) in on_the_way and shock.in_force[first - 1 : week, world].any()
    )


def _outages(chain: SupplyChain, seat: int, week: int, world: int) -> tuple[str, ...]:
    """Names of the shocks on a seat's own line in a week, from 1; in week 0 there is none."""
    every_seat = len(chain.network.seats)
    return tuple(
        shock.name
        for shock in chain.shocks
        if shock.targets == "seat" and shock.target in (seat, every_seat)
        if week > 0 and shock.in_force[week - 1, world]
    )
