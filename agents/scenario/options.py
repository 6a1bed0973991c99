"""Options of a scenario beside its stances: a second source, express, shelves; what "on" means of each."""

from __future__ import annotations

from .scenario import Component, Scenario
from .transport import Lane

EVEN_SHARE = 0.5
"""Share of the second source where neither a stance nor a lane states one."""


def ways_to_plants(scenario: Scenario, part: Component) -> list[tuple[int, Lane]]:
    """The lanes that carry a component to the plants, each with its index, far ones first."""
    held = scenario.component_of_source
    # `get`, since checks ask this of files in which a lane's supplier may be misspelt.
    lanes = enumerate(scenario.lane)
    found = [each for each in lanes if held.get(each[1].supplier) == part.name and each[1].to is None]
    return sorted(found, key=lambda numbered: numbered[1].near)


def sources_of(scenario: Scenario, part: Component) -> list[tuple[int, Lane]]:
    """The lanes by which plants can order a component, as `ways_to_plants` gives them: not a fast lane that
    only takes over what was ordered by another."""
    fast = None if part.expedite is None else part.expedite.lane
    return [each for each in ways_to_plants(scenario, part) if each[1].name != fast or each[1].share > 0.0]


def second_source_share(scenario: Scenario, part: Component) -> float | None:
    """The share of orders that the near source gets when it is on; None where there is no choice.

    The larger share of the two stances; else what near lanes have as usual; else half.
    """
    lanes = [lane for _, lane in sources_of(scenario, part)]
    if len({lane.near for lane in lanes}) < 2:
        return None
    stated = max(stance.sourcing_split or 0.0 for stance in (part.jit, part.jic))
    usual = sum(lane.share for lane in lanes if lane.near)
    return stated or (usual if 0.0 < usual < 1.0 else EVEN_SHARE)


def express_weeks(scenario: Scenario) -> float:
    """Weeks of use on hand below which a component goes express that was chosen for a turn: a turn's use.

    What a fast lane brings within the turn, the line can then use up; more would only be dear stock.
    """
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
