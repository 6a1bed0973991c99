"""Scenarios in which a market is served from a shelf of its own."""

from __future__ import annotations

from hypothesis import strategies as st
from scenario_parts_support import number
from scenarios_support import check, worth_selling
from world_support import changed

from linestop.agents import Scenario
from linestop.agents.scenario.goods import Buffer

FAR = Buffer(target_weeks=1.0, lead_weeks=2, storage=0.26, freight=0.5)


def with_buffers(scenario: Scenario, *buffers: Buffer | None) -> Scenario:
    pairs = zip(scenario.market, buffers, strict=True)
    scenario = changed(scenario, market=[changed(market, buffer=buffer) for market, buffer in pairs])
    check(scenario)
    return scenario


@st.composite
def regional_scenarios(draw: st.DrawFn, of: st.SearchStrategy[Scenario]) -> Scenario:
    scenario = draw(of)
    far = st.builds(Buffer, target_weeks=number(0, 3), lead_weeks=st.integers(0, 3), storage=number(0, 0.3))
    markets = [changed(market, buffer=draw(far | st.none())) for market in scenario.market]
    scenario = worth_selling(changed(scenario, market=markets))
    check(scenario)
    return scenario
