"""The cost-uptime frontier of a seat: the lower convex hull of simple policies that cannot look ahead.

Each policy of a grid (`policy_grid`) is held for the whole game in the same worlds, with rivals on the
recommended mix. A seat is compared with such policies and not with perfect foresight: a plan that knows the
shocks buys before them, so its least cost hardly depends on the uptime asked for. The least cost on the
hull at a seat's uptime over its own cost is its efficiency, input-oriented as in Farrell (1957).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..chance.shocks import Shock
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.stances import Decision
from ..network.derivation import network_of
from ..scenario.scenario import Scenario
from .policy_grid import BUFFER, FIELDS, LEAN, Grid, grid_of
from .replay import as_played
from .study import CHUNK

MARKS = ("jit", "jic", "mix")
"""Played beside the grid: all JIT, all JIC and the recommended mix, with the scenario's own numbers."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Policies of one seat: means over worlds of cost, money, and uptime, a share; (policies,) each.

    marks: cost and uptime by name of `MARKS`; hull: numbers of the policies on the lower hull, by falling
    uptime and cost.
    """

    grid: Grid
    cost: Array
    uptime: Array
    marks: dict[str, tuple[float, float]]
    hull: Indices

    def least_cost(self, uptime: float) -> float | None:
        """Money for which the hull reaches an uptime, between its corners linearly; None if it never does.

        Below the hull's lowest uptime: the cost of its cheapest policy.
        """
        # np.interp needs rising uptimes, and the hull is kept by falling ones.
        uptimes, costs = self.uptime[self.hull][::-1], self.cost[self.hull][::-1]
        if not len(uptimes) or uptime > uptimes[-1]:
            return None
        return float(np.interp(uptime, uptimes, costs))


def frontier(
    scenario: Scenario,
    seed: int,
    worlds: int,
    seat: int,
    *,
    grid: Grid | None = None,
    weeks: int | None = None,
    live_shocks: Sequence[Shock] = (),
) -> Frontier:
    """The frontier of one seat over the first worlds of a seed.

    Args:
        scenario: what is played.
        seed: of the sample paths.
        worlds: over how many of them costs and uptimes are averaged.
        seat: whose frontier.
        grid: the policies; the scenario's own grid if not given.
        weeks: how many weeks are played; all if not given.
        live_shocks: shocks of one world each, which come in all worlds.
    """
    grid = grid or grid_of(scenario)
    path = draw(scenario, network_of(scenario), Chance(seed, worlds))
    decisions = _decisions(grid, recommended(scenario))
    count, cost, uptime = len(grid) + len(MARKS), [], []
    # Batches of about CHUNK worlds, all but the last of equal size.
    at_once = -(-count // max(1, round(count * worlds / CHUNK)))
    for first in range(0, count, at_once):
        times = min(at_once, count - first)
        holder = _holder_of(_some(decisions, slice(first, first + times), worlds))
        found = _play(scenario, seed, seat, holder, path, times, weeks, live_shocks)
        cost.append(found[0].reshape(times, worlds).mean(axis=1))
        uptime.append(found[1].reshape(times, worlds).mean(axis=1))
    costs, uptimes = np.concatenate(cost), np.concatenate(uptime)
    of_marks = zip(costs[len(grid) :].tolist(), uptimes[len(grid) :].tolist(), strict=True)
    costs, uptimes = costs[: len(grid)], uptimes[: len(grid)]
    return Frontier(grid, costs, uptimes, dict(zip(MARKS, of_marks, strict=True)), hull_of(costs, uptimes))


def hull_of(cost: Array, uptime: Array) -> Indices:
    """Indices of the points on the lower convex hull, by falling uptime and cost, (h,), h of n points.

    cost, uptime: of the points, (n,) each.

    No mixture of other points has at least their uptime for less. Andrew's monotone chain (1979): points are
    taken by falling uptime, and the last one is dropped as long as the next makes it bend the wrong way.
    """
    # lexsort sorts by its last key first: by falling uptime, equal ones by rising cost.
    order = np.lexsort((cost, -uptime))
    hull: list[int] = []
    for point in order.tolist():
        if hull and cost[point] >= cost[hull[-1]]:
            continue  # no more uptime than the last, and no cheaper
        while len(hull) > 1 and not _is_below(hull[-2], hull[-1], point, cost, uptime):
            hull.pop()
        hull.append(point)
    return np.array(hull, dtype=np.int64)


def _is_below(one: int, two: int, three: int, cost: Array, uptime: Array) -> bool:
    """Whether the middle point lies below the line between the others."""
    # Cost on the line between the outer points, at the uptime of the middle one.
    span = uptime[one] - uptime[three]
    between = cost[three] + (cost[one] - cost[three]) * (uptime[two] - uptime[three]) / span
    return bool(cost[two] < between)


def _decisions(grid: Grid, flags: Flags) -> Decision:
    """The decision of every policy, then of every mark: arrays (K, policies + 3).

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
    """One axis's numbers of policies, then marks, (policies + 3,); NaN leaves a number to the stance."""
    return np.append(grid.numbers.get(name, np.full(len(grid), np.nan)), np.full(len(MARKS), np.nan))


def _some(decisions: Decision, chosen: slice, worlds: int) -> Decision:
    """Some of these decisions, each in all worlds, on the world axis."""
    stance = decisions.jic[:, chosen].repeat(worlds, axis=1)
    numbers = {
        name: values[:, chosen].repeat(worlds, axis=1)
        for name, values in asdict(decisions).items()
        if name != "jic" and values is not None
    }
    return Decision(stance, **numbers)


def _holder_of(decision: Decision) -> type[Manufacturer]:
    """The class of a seat that holds one decision throughout, whatever it would see: it asks for no view."""

    class Holder(Manufacturer):
        def decide(self) -> None:
            self.take(decision)

    return Holder


def _play(
    scenario: Scenario,
    seed: int,
    seat: int,
    holder: type[Manufacturer],
    path: SamplePath,
    times: int,
    weeks: int | None,
    live_shocks: Sequence[Shock],
) -> tuple[Array, Array]:
    """Cost and uptime of one seat, the path's worlds `times` over: (times * worlds,)."""
    worlds, mix = path.demand.shape[-1] * times, _holder_of(Decision(recommended(scenario)))
    chain = SupplyChain(
        scenario,
        seed,
        worlds,
        policies=dict.fromkeys((each.name for each in scenario.seat), mix)
        | {scenario.seat[seat].name: holder},
        path=path.repeated(times),
        history=False,
        live_shocks=[shock.repeated(worlds) for shock in live_shocks],
    )
    while chain.week < (weeks or scenario.weeks):
        chain.step()
    found = as_played(chain)
    chain.dispose()
    return found.cost[seat], found.uptime[seat]
