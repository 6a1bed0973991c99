"""A study plays one seat's plans in many worlds and sums up what they cost.

Worlds run in chunks that are values (scenario, plans, seed, first world, count), and world w
is the same in any chunk, so the result does not depend on how the work was cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, total
from .ledger import LINES
from .model import SupplyChain
from .scenario import Scenario
from .sites import Player

CHUNK = 1000
"""Worlds stepped at once: beyond a few thousand the arrays leave the processor's cache."""

Progress = Callable[[int], None]
"""Told how many worlds have been played since it was told last."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Mean over worlds, half its 95 % interval, and the 5th and 95th percentile."""

    mean: float
    ci95: float
    p05: float
    p95: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one seat's worlds came to, books closed.

    cost (L, C, W) money by line and slot; uptime, fill_rate (W).
    """

    seat: str
    cost: Array
    uptime: Array
    fill_rate: Array

    @property
    def total_cost(self) -> Array:
        """(W,)"""
        return total(total(self.cost))

    def line(self, name: str) -> float:
        """Mean over worlds of one cost line."""
        return float(total(self.cost[LINES.index(name)]).mean())


def estimate(values: Array) -> Estimate:
    """Sum up one number a world; with one world the interval is 0."""
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    low, high = np.percentile(values, [5, 95])
    return Estimate(float(values.mean()), 1.96 * spread / len(values) ** 0.5, float(low), float(high))


def chunks(worlds: int, size: int = CHUNK) -> Iterator[tuple[int, int]]:
    """(first world, count) of each chunk."""
    for first in range(0, worlds, size):
        yield first, min(size, worlds - first)


def play(
    scenario: Scenario,
    seed: int,
    worlds: int,
    policies: Player | Mapping[str, Player],
    progress: Progress | None = None,
) -> list[Outcome]:
    """Play all seats in W worlds; one outcome a seat, in the scenario's order."""
    costs, uptimes, fills = [], [], []
    for first, count in chunks(worlds):
        chain = SupplyChain(scenario, seed, count, policies=policies, first_world=first, history=False).run()
        costs.append(chain.sums.cost + chain.close_books())
        uptimes.append(chain.sums.uptime())
        fills.append(chain.sums.fill_rate())
        if progress is not None:
            progress(count)
    cost, uptime, fill = (np.concatenate(parts, axis=-1) for parts in (costs, uptimes, fills))
    return [Outcome(seat.name, cost[:, n], uptime[n], fill[n]) for n, seat in enumerate(scenario.seat)]


def play_seat(
    scenario: Scenario,
    seed: int,
    worlds: int,
    seat: int,
    player: Player,
    rivals: Player,
    progress: Progress | None = None,
) -> Outcome:
    """One seat plays `player`, all others `rivals`; that seat's outcome."""
    policies = {site.name: player if number == seat else rivals for number, site in enumerate(scenario.seat)}
    return play(scenario, seed, worlds, policies, progress)[seat]
