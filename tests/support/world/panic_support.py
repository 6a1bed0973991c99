"""How far quotes run when every seat takes fright at once, with the scenario's damping and without.

Orders that chase quotes that chase orders are what makes a shortage explode, the outside world's
most of all, since it is the largest customer. The damping is the same for it and for the seats:
the order ceiling, smoothed quotes and bounded belief, all rules of the scenario.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from linestop.agents import Scenario, SupplyChain
from linestop.agents.arithmetic import Array


@dataclass(frozen=True, slots=True)
class Peaks:
    """Highest quote of one component in each world, in weeks: (W).

    damped and undamped: every seat switches everything to JIC at the first news; mix: every seat
    plays the recommended mix, damped.
    """

    damped: Array
    undamped: Array
    mix: Array


def without_damping(scenario: Scenario) -> Scenario:
    """The same scenario, but whoever orders believes every quote at once and orders what it asks for."""
    ordering = msgspec.structs.replace(
        scenario.ordering,
        order_ceiling=100.0,
        lead_time_smoothing=1.0,
        quote_belief_weeks=1000.0,
        capacity_smoothing=1.0,
    )
    return msgspec.structs.replace(scenario, ordering=ordering)


def panic_peaks(scenario: Scenario, component: str, seed: int, worlds: int) -> Peaks:
    """Play the three years in the same worlds.

    Raises:
        ValueError: if the scenario has no such component.
    """
    return Peaks(
        damped=_peak(scenario, component, seed, worlds, "panic"),
        undamped=_peak(without_damping(scenario), component, seed, worlds, "panic"),
        mix=_peak(scenario, component, seed, worlds, "hybrid"),
    )


def _peak(scenario: Scenario, component: str, seed: int, worlds: int, policy: str) -> Array:
    chain = SupplyChain(scenario, seed, worlds, policies=policy).run()
    assert chain.record is not None
    lanes = chain.network.component_of_lane == chain.network.components.index(component)
    peak: Array = chain.record["quote"][:, lanes].max(axis=(0, 1))
    return peak
