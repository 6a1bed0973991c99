"""A scenario with a fast lane for what a seat is short of."""

from __future__ import annotations

from world_support import changed, own_scenario

from linestop.agents import Scenario
from linestop.agents.scenario.supply import Expediting
from linestop.agents.scenario.transport import Lane

AIR = Lane(name="by_air", supplier="glassworks", mode="air", transit_weeks=0, share=0.0, freight=1.0)


def hurried(below: float, limit: float = 52.0, **changes: object) -> Scenario:
    """Two ports without a diversion, and an aeroplane for whoever has fewer weeks of lamps than `below`."""
    scenario = own_scenario("two_ports")
    part = changed(
        scenario.component[0],
        expedite=Expediting(lane="by_air", premium=5.0, limit_weeks=limit),
        jit__expedite=below,
    )
    by_west = changed(scenario.lane[0], diversion=None)
    return changed(scenario, component=[part], lane=[by_west, scenario.lane[1], AIR], **changes)
