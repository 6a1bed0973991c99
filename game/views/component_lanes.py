"""The lanes on which a component reaches the plants: the main lane, its port, the mean lead time over all."""

from __future__ import annotations

from ...agents.scenario.scenario import Component, Scenario
from ...agents.scenario.transport import Lane
from ..messages.rounding import four_digits


def lanes_of(scenario: Scenario, part: Component) -> list[tuple[int, Lane]]:
    """The lanes that end at the plants and carry the component, each with its index in the scenario."""
    makers = {site.name for site in scenario.supplier if site.component == part.name}
    makers |= {site.name for site in scenario.depot if site.component == part.name}
    lanes = enumerate(scenario.lane)
    return [(number, lane) for number, lane in lanes if lane.supplier in makers and lane.to is None]


def main_lane(lanes: list[tuple[int, Lane]]) -> Lane:
    """The lane with the largest share of the orders; a view draws this one alone."""
    return max(lanes, key=lambda numbered: numbered[1].share)[1]


def main_port(scenario: Scenario, lanes: list[tuple[int, Lane]]) -> int | None:
    """Index of the port on the main lane; None where that lane passes no port."""
    names = [port.name for port in scenario.port]
    called = main_lane(lanes).port
    return None if called is None else names.index(called)


def over_lanes(lanes: list[tuple[int, Lane]], weeks: list[float]) -> float:
    """Mean lead time in weeks over a component's lanes, weighted by their shares of the orders.

    `weeks` holds one value for each lane of the scenario, in its order.
    """
    if len(lanes) == 1:  # as nearly everywhere, and to the same digit
        [(number, lane)] = lanes
        return four_digits(weeks[number] * lane.share / lane.share)
    shares = sum(lane.share for _, lane in lanes)
    return four_digits(sum(weeks[number] * lane.share for number, lane in lanes) / shares)
