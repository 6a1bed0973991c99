"""Cost against uptime of simple policies: what can be had for what, without knowing what comes.

Policies stand on the world axis, each under the same fates and fixed for the whole game, rivals on the
recommended mix; no seat looks ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chance.sample_path import Chance, SamplePath, draw
from ..chance.shocks import Shock
from ..manufacturers.stances import Decision, Policy, SeatView
from ..network.network import network_of
from ..scenario.scenario import Scenario
from .policy_grid import BUFFER, FIELDS, LEAN, Grid, grid_of
from .replay import as_played
from .study import CHUNK

MARKS = ("jit", "jic", "mix")


@dataclass(frozen=True, slots=True)
class Frontier:
    """One seat's policies, means over fates: cost, uptime (Q); marks by name; hull: the policies on the
    lower hull, by falling uptime and cost."""

    grid: Grid
    cost: Array
    uptime: Array
    marks: dict[str, tuple[float, float]]
    hull: Indices

    def least_cost(self, uptime: float) -> float | None:
        """Cost at which the hull reaches an uptime; None where no policy does."""
        uptimes, costs = self.uptime[self.hull][::-1], self.cost[self.hull][::-1]
        if not len(uptimes) or uptime > uptimes[-1]:
            return None
        return float(np.interp(uptime, uptimes, costs))


def frontier(
    scenario: Scenario,
    seed: int,
    fates: int,
    seat: int,
    *,
    grid: Grid | None = None,
    weeks: int | None = None,
    live_shocks: Sequence[Shock] = (),
) -> Frontier:
    """One seat's frontier over the first `fates` worlds of a seed.

    live_shocks have one world each and come in all fates.
    """
    grid = grid or grid_of(scenario)
    path = draw(scenario, network_of(scenario), Chance(seed, fates))
    tried = _decisions(grid, recommended(scenario))
    count, cost, uptime = len(grid) + len(MARKS), [], []
    at_once = -(-count // max(1, round(count * fates / CHUNK)))
    for first in range(0, count, at_once):
        times = min(at_once, count - first)
        policy = _held(tried, slice(first, first + times), fates)
        found = _play(scenario, seed, seat, policy, path, times, weeks, live_shocks)
        cost.append(found[0].reshape(times, fates).mean(axis=1))
        uptime.append(found[1].reshape(times, fates).mean(axis=1))
    costs, uptimes = np.concatenate(cost), np.concatenate(uptime)
    of_marks = zip(costs[len(grid) :].tolist(), uptimes[len(grid) :].tolist(), strict=True)
    costs, uptimes = costs[: len(grid)], uptimes[: len(grid)]
    return Frontier(grid, costs, uptimes, dict(zip(MARKS, of_marks, strict=True)), hull_of(costs, uptimes))


def hull_of(cost: Array, uptime: Array) -> Indices:
    """Points that no mixture of others beats in both: by falling uptime, then falling cost."""
    order = np.lexsort((cost, -uptime))
    hull: list[int] = []
    for point in order.tolist():
        if hull and cost[point] >= cost[hull[-1]]:
            continue  # as dear, and less up
        while len(hull) > 1 and not _turns(hull[-2], hull[-1], point, cost, uptime):
            hull.pop()
        hull.append(point)
    return np.array(hull, dtype=np.int64)


def _turns(one: int, two: int, three: int, cost: Array, uptime: Array) -> bool:
    """Whether the middle point lies below the line between the others."""
    span = uptime[one] - uptime[three]
    between = cost[three] + (cost[one] - cost[three]) * (uptime[two] - uptime[three]) / span
    return bool(cost[two] < between)


def _decisions(grid: Grid, flags: Flags) -> Decision:
    """Every policy's decision, then those of the marks: (K, Q + 3).

    The policies of the grid hold the recommended stance throughout, so its fee is paid once; the marks hold
    theirs by the scenario's numbers.
    """
    marks = np.stack([np.zeros_like(flags), np.ones_like(flags), flags], axis=1)
    stance = np.concatenate([np.repeat(flags[:, None], len(grid), axis=1), marks], axis=1)
    numbers = {
        field: np.where(stance, _axis(grid, f"{BUFFER}_{name}"), _axis(grid, f"{LEAN}_{name}"))
        for field, name in FIELDS.items()
    }
    factor = np.broadcast_to(_axis(grid, "safety_factor"), stance.shape)
    return Decision(stance, safety_factor=factor, **numbers)


def _axis(grid: Grid, name: str) -> Array:
    """One axis's numbers of policies and marks; where there is none NaN, which leaves it to the stance."""
    return np.append(grid.numbers.get(name, np.full(len(grid), np.nan)), np.full(len(MARKS), np.nan))


def _held(decisions: Decision, chosen: slice, fates: int) -> Policy:
    """Some of these decisions, each in all fates, held throughout."""
    stance = decisions.jic[:, chosen].repeat(fates, axis=1)
    numbers = {
        name: values[:, chosen].repeat(fates, axis=1)
        for name, values in asdict(decisions).items()
        if name != "jic" and values is not None
    }

    def decide(view: SeatView) -> Decision:
        return Decision(stance, **numbers)

    return decide


def _play(
    scenario: Scenario,
    seed: int,
    seat: int,
    policy: Policy,
    path: SamplePath,
    times: int,
    weeks: int | None,
    live_shocks: Sequence[Shock],
) -> tuple[Array, Array]:
    """Cost and uptime of one seat, all fates `times` over: (times x fates)."""
    fates = path.demand.shape[-1]
    chain = SupplyChain(
        scenario,
        seed,
        fates * times,
        policies={scenario.seat[seat].name: policy},
        path=path.repeated(times),
        history=False,
        live_shocks=[shock.repeated(fates * times) for shock in live_shocks],
    )
    while chain.week < (weeks or scenario.weeks):
        chain.step()
    found = as_played(chain)
    chain.let_go()
    return found.cost[seat], found.uptime[seat]
