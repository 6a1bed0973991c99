"""What a game offers beside stances: it follows from depth and scenario, and is declared nowhere else.

A number, an express lane, a second source is offered for a component where the scenario has a use for it.
Games that were opened before there were any offer none, so that they go on as they began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...agents.scenario.scenario import Component, Scenario
from ...agents.scenario.transport import Lane
from ..messages import Depth, NumberName

EVEN_SHARE = 0.5
"""Share of the second source where neither a stance nor a lane states one."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the seats of a game may decide beside stances; true if there is anything, or a limit to see."""

    numbers: Mapping[str, tuple[NumberName, ...]] = field(default_factory=dict)
    """By component, the numbers that may be set."""
    express: tuple[str, ...] = ()
    """Components with a fast lane."""
    second: Mapping[str, float] = field(default_factory=dict)
    """Component with a second source -> the share of its orders that goes there when it is on."""
    credit: bool = False
    """Whether a seat's orders stop where its money ends."""
    contracts: tuple[str, ...] = ()
    """Components whose two stances have unlike contracts, of which one may be chosen."""
    shelves: tuple[str, ...] = ()
    """Markets with a regional buffer whose weeks may be set."""
    plans: bool = False
    """Whether demand may be planned in place of the forecast."""

    def __bool__(self) -> bool:
        return bool(self.plans or self.express or self.second or self.credit)


NOTHING = Offered()


def offered_by(scenario: Scenario, depth: Depth) -> Offered:
    """What a game of this depth offers; a classic one nothing."""
    if depth == "classic":
        return NOTHING
    credit = any(seat.credit is not None for seat in scenario.seat)
    second = {part.name: _second_share(scenario, part) for part in scenario.component}
    found = Offered(
        express=tuple(part.name for part in scenario.component if part.expedite is not None),
        second={name: share for name, share in second.items() if share is not None},
        credit=credit,
    )
    if depth != "expert":
        return found
    numbers = {part.name: _numbers(scenario, part, found) for part in scenario.component}
    return replace(
        found,
        numbers={name: names for name, names in numbers.items() if names},
        shelves=tuple(market.name for market in scenario.market if market.buffer is not None),
        contracts=tuple(part.name for part in scenario.component if _contracts_differ(part)),
        plans=True,
    )


def _contracts_differ(part: Component) -> bool:
    jit, jic = part.jit, part.jic
    weeks = jit.contract == "firm_window" and jit.firm_weeks != jic.firm_weeks
    return jit.contract != jic.contract or weeks


def sources_of(scenario: Scenario, part: Component) -> list[tuple[int, Lane]]:
    """The lanes by which plants can order a component, as `ways_to_plants` gives them: not a fast lane that
    only takes over what was ordered by another."""
    fast = None if part.expedite is None else part.expedite.lane
    return [each for each in ways_to_plants(scenario, part) if each[1].name != fast or each[1].share > 0.0]


def ways_to_plants(scenario: Scenario, part: Component) -> list[tuple[int, Lane]]:
    """The lanes that carry a component to the plants, each with its index, far ones first."""
    held = scenario.component_of_source
    lanes = enumerate(scenario.lane)
    found = [each for each in lanes if held[each[1].supplier] == part.name and each[1].to is None]
    return sorted(found, key=lambda numbered: numbered[1].near)


def _numbers(scenario: Scenario, part: Component, found: Offered) -> tuple[NumberName, ...]:
    # A rule in numbers is followed to the letter, whatever cover and safety factor say.
    ruled = part.order is not None or any(part.name in seat.order for seat in scenario.seat)
    names: list[NumberName] = [] if ruled else ["cover_weeks", "safety_factor"]
    if part.name in found.second:
        names.append("sourcing_split")
    if part.name in found.express:
        names.append("expedite")
    if found.credit and scenario.ordering.beyond_credit == "priority":
        names.append("priority")
    return tuple(names)


def _second_share(scenario: Scenario, part: Component) -> float | None:
    """The share that the second source gets when it is on; None where there is no choice.

    The larger share of the two stances; else what its lanes have as usual; else half.
    """
    lanes = [lane for _, lane in sources_of(scenario, part)]
    if len({lane.near for lane in lanes}) < 2:
        return None
    stated = max(stance.sourcing_split or 0.0 for stance in (part.jit, part.jic))
    usual = sum(lane.share for lane in lanes if lane.near)
    return stated or (usual if 0.0 < usual < 1.0 else EVEN_SHARE)
