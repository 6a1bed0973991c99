"""Options of a scenario beside its stances: a second source, express, shelves; what "on" means of each."""

from __future__ import annotations

from .scenario import Component, Scenario

EVEN_SHARE = 0.5
"""Share of the second source where neither a stance nor a lane states one."""


def second_source_share(scenario: Scenario, part: Component) -> float | None:
    """The share of orders that the near source gets when it is on; None where there is no choice.

    The larger share of the two stances; else what near lanes have as usual; else half.
    """
    held = scenario.component_of_source
    # `get`, since checks ask this of files in which a lane's supplier may be misspelt.
    lanes = [lane for lane in scenario.lane if held.get(lane.supplier) == part.name and lane.to is None]
    if len({lane.near for lane in lanes}) < 2:
        return None
    stated = max(stance.sourcing_split or 0.0 for stance in (part.jit, part.jic))
    usual = sum(lane.share for lane in lanes if lane.near)
    return stated or (usual if 0.0 < usual < 1.0 else EVEN_SHARE)


def express_weeks(scenario: Scenario) -> float:
    """Weeks of use on hand below which a component goes express that was chosen for a turn: a turn's use."""
    return float(scenario.weeks_per_turn)


def with_second_source(scenario: Scenario) -> list[str]:
    """Names of the components that have a near source besides a far one."""
    return [part.name for part in scenario.component if second_source_share(scenario, part) is not None]


def with_express(scenario: Scenario) -> list[str]:
    """Names of the components that have a fast lane."""
    return [part.name for part in scenario.component if part.expedite is not None]


def with_shelf(scenario: Scenario) -> list[str]:
    """Names of the markets with a regional buffer, in the order of markets: the axis B."""
    return [market.name for market in scenario.market if market.buffer is not None]
