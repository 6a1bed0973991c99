"""Draws of shocks: the scenario's own, and small everyday cuts of capacity.

Each world draws for itself whether a shock comes, when, how deep it is and how long it lasts.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array
from ..scenario.events import Shock as ShockSpec
from ..scenario.scenario import Scenario
from ..scenario.shock_kinds import SHOCK_KINDS
from .random_streams import Chance
from .shocks import KINDS, CapacityCut, PortSlowdown, Shock
from .variates import between, whole_between


def draw_shock(spec: ShockSpec, scenario: Scenario, chance: Chance) -> Shock:
    """A shock of the scenario with the first week, depth and length that each world draws."""
    # Shocks that share a fate read one stream: they come together, at a fixed distance.
    # The four numbers are, in order: whether it comes, its first week, its depth, its length.
    uniform = chance.uniforms(f"shock:{spec.shares_fate_with or spec.name}", "fate", 4)
    first_week = whole_between(spec.first_week, uniform[1])
    depth = between(spec.depth, uniform[2])
    comes = uniform[0] < spec.probability
    points = np.array(spec.profile)
    elapsed = _weeks_since(first_week, scenario.weeks) / between(spec.stretch, uniform[3])
    in_force = comes & (elapsed >= 0.0) & (spec.lasting | (elapsed < points[-1, 0]))
    kind, normal = KINDS[spec.kind], SHOCK_KINDS[spec.kind].normal
    # Depth scales the distance from normal; twice a cut to 40 % is no capacity, not less than none.
    effect = np.maximum(0.0, normal + depth * (_profile_at(points, elapsed, spec.interpolation) - normal))
    return kind(
        name=spec.name,
        title=spec.title,
        target=list(scenario.shock_targets(kind.targets)).index(spec.target),
        effect=np.where(in_force, effect, normal),
        in_force=in_force,
        first_week=first_week,
        comes=comes,
        news=tuple(spec.news),
        lasting=spec.lasting,
    )


def disturbances_of(scenario: Scenario, chance: Chance) -> list[Shock]:
    """Everyday cuts of the capacity of each supplier and port, up to `times` over the scenario's weeks."""
    shocks: list[Shock] = []
    for number in range(scenario.disturbances.times):
        for kind in (CapacityCut, PortSlowdown):
            for target, (site, title) in enumerate(scenario.shock_targets(kind.targets).items()):
                uniform = chance.uniforms(f"{kind.targets}:{site}", f"disturbance:{number}", 3)
                shocks.append(
                    _disturbance(kind, f"trouble_{site}_{number + 1}", title, target, scenario, uniform)
                )
    return shocks


def _disturbance(
    kind: type[Shock], name: str, site: str, target: int, scenario: Scenario, uniform: Array
) -> Shock:
    """One cut from three uniforms a world, (3, W): whether it comes, when, and how much capacity is left."""
    spec = scenario.disturbances
    # Drawn so that it is over before the last week, where the scenario is longer than the cut.
    first_week = whole_between([1, max(1, scenario.weeks - spec.weeks)], uniform[1])
    elapsed = _weeks_since(first_week, scenario.weeks)
    in_force = (uniform[0] < spec.chance) & (elapsed >= 0.0) & (elapsed < spec.weeks)
    left = np.where(in_force, between(spec.capacity, uniform[2]), 1.0)
    return kind.everyday(name, site, target, left, in_force)


def _weeks_since(first_week: Array, weeks: int) -> Array:
    """Weeks since the first week (W,), in each of the weeks, below 0 before it: (T, W)."""
    since: Array = np.arange(1, weeks + 1)[:, None] - first_week
    return since


def _profile_at(points: Array, elapsed: Array, interpolation: str) -> Array:
    """The value of a profile of points [weeks, value] so many (stretched) weeks after the start: (T, W)."""
    if interpolation == "linear":
        values: Array = np.interp(elapsed, points[:, 0], points[:, 1])
        return values
    latest = np.searchsorted(points[:, 0], elapsed, side="right") - 1
    # Before the start no point is reached; any will do there, since the shock is not in force.
    steps: Array = points[np.maximum(latest, 0), 1]
    return steps
