"""Monte-Carlo studies: policies played in many worlds, costs estimated with confidence intervals.

Worlds run in chunks that are values (scenario, policies, seed, first world, count), and world w is the same
in any chunk. So the result depends neither on how the work was cut nor on where a chunk is played: in this
process, in others, or on other machines behind a `concurrent.futures.Executor`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, total, whole_number
from ..chain.model import SupplyChain
from ..chain.site_agents import PolicyLike
from ..network.cost_lines import LINES
from ..scenario.scenario import Scenario

CHUNK = 1000
"""Worlds stepped at once: with more than a few thousand the arrays leave the processor's cache."""
SMALL_CHUNK = 5
"""Worlds stepped at once where a seat plans ahead in each of them, which takes seconds a world: so that other
processes get their part of the work, and progress is told."""
Z95 = 1.96
"""Standard normal quantile of a two-sided 95 % interval."""

Progress = Callable[[int], None]
"""Called with the number of worlds played since the last call."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number's mean over worlds and its 5th and 95th percentile."""

    mean: float
    ci95: float
    """Half the width of the mean's 95 % confidence interval."""
    p05: float
    p95: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one seat came to in W worlds, books closed.

    cost: money by cost line, as `lines` names them, and cost slot, (L, X, W); uptime, fill_rate: shares,
    (W,). depot_cost: money, the seat's part of what depots cost, (W,); None where there are none.
    """

    seat: str
    cost: Array
    uptime: Array
    fill_rate: Array
    lines: tuple[str, ...] = LINES
    depot_cost: Array | None = None

    @property
    def own_cost(self) -> Array:
        """Money in the seat's own books, over all lines and slots: (W,). A score knows this alone."""
        return total(total(self.cost))

    @property
    def total_cost(self) -> Array:
        """Money in the seat's own books and its part of the depots' costs: (W,)."""
        own = self.own_cost
        return own if self.depot_cost is None else own + self.depot_cost

    def line(self, name: str) -> float:
        """Money of one cost line, its mean over worlds."""
        return float(total(self.cost[self.lines.index(name)]).mean())


def estimate(values: Array) -> Estimate:
    """The estimate from one value a world, (W,).

    ci95 = 1.96 * s / sqrt(W), s the sample standard deviation: the normal approximation for independent
    worlds. 0 for one world, of which no spread is known.
    """
    # ddof = 1: the mean is estimated from the same worlds.
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    low, high = np.percentile(values, [5, 95])
    return Estimate(float(values.mean()), Z95 * spread / len(values) ** 0.5, float(low), float(high))


def chunks(worlds: int, size: int = CHUNK) -> Iterator[tuple[int, int]]:
    """First world and number of worlds of each chunk."""
    worlds = whole_number(worlds, "worlds")
    for first in range(0, worlds, size):
        yield first, min(size, worlds - first)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some worlds of a study: all that another process needs to play them."""

    scenario: Scenario
    policies: PolicyLike | Mapping[str, PolicyLike]
    seats: tuple[int, ...]
    """Indices of the seats whose outcomes are wanted."""
    seed: int
    first_world: int
    worlds: int


def play_chunk(chunk: Chunk) -> list[Outcome]:
    """The outcomes of one chunk, one for each seat asked for, in that order."""
    chain = SupplyChain(
        chunk.scenario,
        chunk.seed,
        chunk.worlds,
        policies=chunk.policies,
        first_world=chunk.first_world,
        history=_needs_history(chunk.policies),
    ).run()
    # What the closing of the books adds belongs to every outcome, so that unlike stocks compare.
    cost, lines = chain.sums.cost + chain.close_books(), chain.network.cost_lines
    uptime, fill_rate = chain.sums.uptime(), chain.sums.fill_rate()
    depots = _by_seat(chain) if chain.depots else None
    chain.dispose()
    return [
        # A copy: a view would keep the cost of all seats in memory.
        Outcome(
            chunk.scenario.seat[n].name,
            cost[:, n].copy(),
            uptime[n],
            fill_rate[n],
            lines,
            None if depots is None else depots[n],
        )
        for n in chunk.seats
    ]


def _needs_history(policies: PolicyLike | Mapping[str, PolicyLike]) -> bool:
    """Whether any seat reads the record of the weeks played."""
    each = policies.values() if isinstance(policies, Mapping) else [policies]
    return any(getattr(policy, "needs_history", False) for policy in each)


def _by_seat(chain: SupplyChain) -> Array:
    """What all depots cost, put down to the seats, money, (N, W)."""
    shares = chain.network.depot_shares[..., None]
    return total(shares * total(chain.sums.depot_cost), axis=1)


def play(
    scenario: Scenario,
    seed: int,
    worlds: int,
    policies: PolicyLike | Mapping[str, PolicyLike],
    progress: Progress | None = None,
    *,
    seats: tuple[int, ...] | None = None,
    executor: Executor | None = None,
) -> list[Outcome]:
    """The outcomes of W worlds, one for each seat of `seats` (all if not given), in that order.

    With an executor its workers play the chunks: policies given as functions must then be picklable
    (a function of a module, or by name). The numbers are the same to the last bit.
    """
    wanted = tuple(range(len(scenario.seat))) if seats is None else seats
    cut = chunks(worlds, SMALL_CHUNK) if _needs_history(policies) else chunks(worlds)
    work = [Chunk(scenario, policies, wanted, seed, first, count) for first, count in cut]
    done = []
    # Both maps keep the order of chunks, so worlds come together in their own order.
    for chunk, outcomes in zip(work, (executor.map if executor else map)(play_chunk, work), strict=True):
        done.append(outcomes)
        if progress is not None:
            progress(chunk.worlds)
    return [_joined(parts) for parts in zip(*done, strict=True)]


def _joined(parts: tuple[Outcome, ...]) -> Outcome:
    """One seat's chunks, one after another on the world axis."""
    return Outcome(
        parts[0].seat,
        np.concatenate([part.cost for part in parts], axis=-1),
        np.concatenate([part.uptime for part in parts]),
        np.concatenate([part.fill_rate for part in parts]),
        parts[0].lines,
        _joined_depots([part.depot_cost for part in parts]),
    )


def _joined_depots(parts: Sequence[Array | None]) -> Array | None:
    """The depots' costs of one seat's chunks; None where there are no depots."""
    found = [part for part in parts if part is not None]
    return np.concatenate(found) if found else None


def play_seat(
    scenario: Scenario,
    seed: int,
    worlds: int,
    seat: int,
    policy: PolicyLike,
    rivals: PolicyLike,
    progress: Progress | None = None,
    *,
    executor: Executor | None = None,
) -> Outcome:
    """The outcome of one seat that plays `policy` against rivals that all play `rivals`."""
    policies = {site.name: policy if number == seat else rivals for number, site in enumerate(scenario.seat)}
    [outcome] = play(scenario, seed, worlds, policies, progress, seats=(seat,), executor=executor)
    return outcome
