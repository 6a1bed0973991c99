"""What a game offers beside stances: it follows from depth and scenario, and is declared nowhere else.

A number, an express lane, a second source is offered for a component where the scenario has a use for it.
Games that were opened before there were any offer none, so that they go on as they began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ...agents.scenario.options import second_source_share, with_express, with_shelf
from ...agents.scenario.scenario import Component, Scenario
from ..messages import Depth, NumberName


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
    second = {part.name: second_source_share(scenario, part) for part in scenario.component}
    found = Offered(
        express=tuple(with_express(scenario)),
        second={name: share for name, share in second.items() if share is not None},
        credit=credit,
    )
    if depth != "expert":
        return found
    numbers = {part.name: _numbers(scenario, part, found) for part in scenario.component}
    return replace(
        found,
        numbers={name: names for name, names in numbers.items() if names},
        shelves=tuple(with_shelf(scenario)),
        contracts=tuple(part.name for part in scenario.component if _contracts_differ(part)),
        plans=True,
    )


def _contracts_differ(part: Component) -> bool:
    jit, jic = part.jit, part.jic
    weeks = jit.contract == "firm_window" and jit.firm_weeks != jic.firm_weeks
    return jit.contract != jic.contract or weeks


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
