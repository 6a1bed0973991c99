"""A study plays one seat's plans in many worlds and sums up what they cost.

Worlds run in chunks that are values (scenario, plans, seed, first world, count), and world w
is the same in any chunk, so the result does not depend on how the work was cut, nor on who
plays a chunk: this process, others, or other machines behind a `concurrent.futures.Executor`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, total
from ..chain.model import SupplyChain
from ..chain.site_agents import Player
from ..network.cost_lines import LINES
from ..scenario.scenario import Scenario

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

    cost (L, C, W) money by line, as `lines` names them, and slot; uptime, fill_rate (W).
    """

    seat: str
    cost: Array
    uptime: Array
    fill_rate: Array
    lines: tuple[str, ...] = LINES

    @property
    def total_cost(self) -> Array:
        """(W,)"""
        return total(total(self.cost))

    def line(self, name: str) -> float:
        """Mean over worlds of one cost line."""
        return float(total(self.cost[self.lines.index(name)]).mean())


def estimate(values: Array) -> Estimate:
    """Sum up one number a world; with one world the interval is 0."""
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    low, high = np.percentile(values, [5, 95])
    return Estimate(float(values.mean()), 1.96 * spread / len(values) ** 0.5, float(low), float(high))


def chunks(worlds: int, size: int = CHUNK) -> Iterator[tuple[int, int]]:
    """(first world, count) of each chunk."""
    for first in range(0, worlds, size):
        yield first, min(size, worlds - first)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some worlds of a study, whole: all that another process needs to play them.

    seats: those whose outcomes are wanted, by index.
    """

    scenario: Scenario
    policies: Player | Mapping[str, Player]
    seats: tuple[int, ...]
    seed: int
    first_world: int
    worlds: int


def play_chunk(chunk: Chunk) -> list[Outcome]:
    """Play one chunk, books closed; one outcome a seat asked for."""
    chain = SupplyChain(
        chunk.scenario,
        chunk.seed,
        chunk.worlds,
        policies=chunk.policies,
        first_world=chunk.first_world,
        history=False,
    ).run()
    cost, lines = chain.sums.cost + chain.close_books(), chain.network.cost_lines
    uptime, fill_rate = chain.sums.uptime(), chain.sums.fill_rate()
    chain.let_go()
    return [
        Outcome(chunk.scenario.seat[n].name, cost[:, n].copy(), uptime[n], fill_rate[n], lines)
        for n in chunk.seats
    ]


def play(
    scenario: Scenario,
    seed: int,
    worlds: int,
    policies: Player | Mapping[str, Player],
    progress: Progress | None = None,
    *,
    seats: tuple[int, ...] | None = None,
    executor: Executor | None = None,
) -> list[Outcome]:
    """Play W worlds; one outcome a seat (all, unless `seats` names some), in the order asked for.

    With an executor its workers play the chunks: policies given as functions must then be picklable
    (a function of a module, or by name). The numbers are the same to the last bit.
    """
    wanted = tuple(range(len(scenario.seat))) if seats is None else seats
    work = [Chunk(scenario, policies, wanted, seed, first, count) for first, count in chunks(worlds)]
    done = []
    for chunk, outcomes in zip(work, (executor.map if executor else map)(play_chunk, work), strict=True):
        done.append(outcomes)
        if progress is not None:
            progress(chunk.worlds)
    return [_together(parts) for parts in zip(*done, strict=True)]


def _together(parts: tuple[Outcome, ...]) -> Outcome:
    """One seat's chunks, one after another on the world axis."""
    return Outcome(
        parts[0].seat,
        np.concatenate([part.cost for part in parts], axis=-1),
        np.concatenate([part.uptime for part in parts]),
        np.concatenate([part.fill_rate for part in parts]),
        parts[0].lines,
    )


def play_seat(
    scenario: Scenario,
    seed: int,
    worlds: int,
    seat: int,
    player: Player,
    rivals: Player,
    progress: Progress | None = None,
    *,
    executor: Executor | None = None,
) -> Outcome:
    """One seat plays `player`, all others `rivals`; that seat's outcome."""
    policies = {site.name: player if number == seat else rivals for number, site in enumerate(scenario.seat)}
    [outcome] = play(scenario, seed, worlds, policies, progress, seats=(seat,), executor=executor)
    return outcome
