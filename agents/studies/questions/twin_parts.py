"""A scenario with more parts of the same material: a part in two halves, each with a maker of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from ...scenario.events import Shock
from ...scenario.scenario import Component, Scenario, Seat
from ...scenario.transport import Lane, Supplier

TWIN = "_twin"
"""Added to the name of whatever is there twice."""


def splittable(scenario: Scenario) -> list[str]:
    """Names of the parts that can stand twice: no depot holds them, and no change of parts touches them."""
    tied = {depot.component for depot in scenario.depot}
    tied |= {part for change in scenario.engineering_change for part in (change.old, change.new)}
    return [part.name for part in scenario.component if part.name not in tied]


def with_twins(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """The scenario with each of these parts in two halves, of half the value and half the boxes.

    Every product that needs the part needs both halves. The other half has suppliers and lanes of its own,
    as large and as reliable in proportion, and shocks of its own, which are drawn independently: so there are
    more parts that may be missing, and material, freight space and money are what they were.
    """
    for name in names:
        scenario = _with_twin(scenario, name)
    return scenario


def _with_twin(scenario: Scenario, name: str) -> Scenario:
    makers = {site.name for site in scenario.supplier if site.component == name}
    lanes = {lane.name for lane in scenario.lane if lane.supplier in makers}
    struck = {shock.name for shock in scenario.shock if shock.target in makers | lanes}
    twins = _Twins(makers | lanes | struck | {name})
    return replace(
        scenario,
        component=[_half(part) if part.name == name else part for part in scenario.component]
        + [twins.component(part) for part in scenario.component if part.name == name],
        supplier=scenario.supplier
        + [twins.supplier(site) for site in scenario.supplier if site.name in makers],
        lane=scenario.lane + [twins.lane(lane) for lane in scenario.lane if lane.name in lanes],
        seat=[twins.beside(seat, name) for seat in scenario.seat],
        shock=scenario.shock + [twins.shock(shock) for shock in scenario.shock if shock.name in struck],
    )


def _half(part: Component) -> Component:
    return replace(part, value=part.value / 2.0, boxes=part.boxes / 2.0, order_cost=part.order_cost / 2.0)


class _Twins:
    """Makes the twin of whatever is called by one of `doubled`, and of all that it names."""

    def __init__(self, doubled: set[str]) -> None:
        self._doubled = doubled

    def name(self, word: str | None) -> Any:
        """The twin's name of what is doubled; what is not keeps its name."""
        return f"{word}{TWIN}" if word in self._doubled else word

    def component(self, part: Component) -> Component:
        express = part.expedite and replace(part.expedite, lane=self.name(part.expedite.lane))
        return replace(_half(part), name=self.name(part.name), expedite=express)

    def supplier(self, site: Supplier) -> Supplier:
        return replace(site, name=self.name(site.name), component=self.name(site.component))

    def lane(self, lane: Lane) -> Lane:
        diversion = lane.diversion and replace(lane.diversion, lane=self.name(lane.diversion.lane))
        return replace(
            lane, name=self.name(lane.name), supplier=self.name(lane.supplier), diversion=diversion
        )

    def shock(self, shock: Shock) -> Shock:
        return replace(
            shock,
            name=self.name(shock.name),
            target=self.name(shock.target),
            shares_fate_with=self.name(shock.shares_fate_with),
        )

    def beside(self, seat: Seat, part: str) -> Seat:
        """A seat that needs the twin wherever it needs the part, and orders it as it orders that."""
        bills = {
            product: bill | ({self.name(part): bill[part]} if part in bill else {})
            for product, bill in seat.bill_of_materials.items()
        }
        order = seat.order | ({self.name(part): seat.order[part]} if part in seat.order else {})
        return replace(seat, bill_of_materials=bills, order=order)
