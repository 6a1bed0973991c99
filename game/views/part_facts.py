"""The facts about a component that no week changes, each with its yardstick; what follows from them is the
player's to judge. The same facts in the same order for every component."""

from __future__ import annotations

from ...agents.scenario.scenario import Component, Scenario
from ...agents.scenario.transport import Lane
from ..choices.offered import Offered
from ..messages import PartFacts
from ..messages.rounding import four_digits
from .component_lanes import lanes_of, over_lanes
from .part_choices import part_choices


def part_facts(
    scenario: Scenario, part: Component, lane: Lane, usual_weeks: list[float], offered: Offered
) -> PartFacts:
    """Weeks, load, share of others, value, and how it keeps; of the supplier and port on the main lane.

    usual_weeks: usual lead time of each lane of the scenario.
    """
    # A depot makes nothing: it has no load of its own, and is left out.
    supplier = next((site for site in scenario.supplier if site.name == lane.supplier), None)
    port = next((port for port in scenario.port if port.name == lane.port), None)
    rated = supplier is not None and supplier.capacity is None
    return PartFacts(
        usual_weeks=over_lanes(lanes_of(scenario, part), usual_weeks),
        load=four_digits(1.0 / supplier.capacity_ratio) if supplier is not None and rated else None,
        others=supplier.outside_share if supplier is not None else None,
        port_load=port.utilisation if port is not None and port.throughput is None else None,
        port_others=port.others_share if port is not None else None,
        makers=sum(site.component == part.name for site in scenario.supplier),
        value=part.value,
        ages=part.obsolescence,
        reserve=None if supplier is None or supplier.reserve is None else supplier.reserve.capacity,
        choices=part_choices(scenario, offered, part, usual_weeks),
    )
