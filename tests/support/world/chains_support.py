"""Chains in which every feature of a scenario file may stand beside every other."""

from __future__ import annotations

from changes_support import changing_scenarios
from hypothesis import strategies as st
from regions_support import regional_scenarios
from scenario_parts_support import number
from scenarios_support import check, scenarios, worth_selling
from tiers_support import tiers
from world_support import changed

from linestop.agents import Scenario


@st.composite
def chains(draw: st.DrawFn) -> Scenario:
    """With depots or without, with parts that change or none, with regions or none; its first part may pay a
    fee an order, and a price a unit held."""
    near = scenarios() | tiers()
    changing = changing_scenarios(near)
    scenario = draw(near | changing | regional_scenarios(near) | regional_scenarios(changing))
    costs = {"order_cost": number(0, 500), "holding_cost": number(0, 2), "moving_cost": number(0, 1)}
    first, *others = scenario.component
    priced = changed(first, **draw(st.just({}) | st.fixed_dictionaries(costs)))
    scenario = worth_selling(changed(scenario, component=[priced, *others]))
    check(scenario)
    return scenario
