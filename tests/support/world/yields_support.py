"""One supplier near by, with nothing else going on: what the tests of yields and of prices share."""

from __future__ import annotations

from world_support import changed, own_scenario

from linestop.agents import Scenario


def glassworks(**changes: object) -> Scenario:
    """Ten lamps a week from a supplier with room for forty, a day away, and nothing else going on."""
    scenario = own_scenario("two_ports")
    lane = changed(scenario.lane[0], port=None, mode="truck", transit_weeks=0, diversion=None)
    return changed(
        scenario, supplier=[changed(scenario.supplier[0], **changes)], lane=[lane], port=[], shock=[]
    )
