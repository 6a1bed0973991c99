"""What a stop costs: money for a vehicle not made, and for a week in which the line lacks one component.

The ledger charges an idle line for each required unit not made, and the lost margin for each unit not sold
(`agents/chain/ledger.py`). A unit that waits for its customer costs less, so these are the most it costs.
"""

from __future__ import annotations

from ...agents.scenario.scenario import Scenario, Seat
from ..messages import StopCost
from ..messages.rounding import cents, four_digits
from .kept_by_scenario import kept_by_scenario


def stop_cost(scenario: Scenario, seat: Seat, component: str | None = None) -> StopCost:
    """The cost of a week without a component, or of the whole line, at the seat's mean demand."""
    units = money = 0.0
    for product, demand in seat.demand.items():
        if component is None or _needs(scenario, seat, product, component):
            units += demand
            money += demand * lost_unit(scenario, seat, product)
    return StopCost(units=four_digits(units), cost=cents(money))


@kept_by_scenario
def stop_of_line(scenario: Scenario, seat: int) -> StopCost:
    """The cost of a week without the whole line of a seat, by its number in the scenario's order."""
    return stop_cost(scenario, scenario.seat[seat])


@kept_by_scenario
def stop_without(scenario: Scenario, seat: int, component: int) -> StopCost | None:
    """The cost of a week without a component; None where it is as much as the whole line's."""
    stop = stop_cost(scenario, scenario.seat[seat], scenario.component[component].name)
    return None if stop == stop_of_line(scenario, seat) else stop


def lost_unit(scenario: Scenario, seat: Seat, product: str) -> float:
    """Money for one unit of a product that is neither made nor sold: idle line and lost margin."""
    value = {part.name: part.value for part in scenario.component}
    parts = sum(units * value[name] for name, units in seat.bill_of_materials.get(product, {}).items())
    costs = scenario.costs
    return parts / costs.material_share * (costs.line_down_share + costs.lost_margin_share)


def _needs(scenario: Scenario, seat: Seat, product: str, component: str) -> bool:
    """Whether the product is built with the component, now or after an engineering change."""
    bill = seat.bill_of_materials.get(product, {})
    changes = [each for each in scenario.engineering_change if each.product == product]
    names = {component, *(each.old for each in changes if each.new == component)}
    return any(bill.get(name, 0.0) > 0.0 for name in names)
