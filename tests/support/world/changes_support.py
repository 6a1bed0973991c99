"""Scenarios in which parts give way to others, and are written off."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from scenarios_support import check
from world_support import changed

from linestop.agents import Scenario
from linestop.agents.scenario.goods import EngineeringChange, WriteOff


def changing(scenario: Scenario, first_week: list[int], **more: Any) -> Scenario:
    """The first product's first part gives way to one that is bought as it was, by its stance."""
    scenario = changed(
        scenario,
        component=[changed(part, order=None) for part in scenario.component],
        seat=[changed(seat, order={}) for seat in scenario.seat],
    )
    product = scenario.product[0].name
    bill = next(b for s in scenario.seat if (b := s.bill_of_materials.get(product)) and any(b.values()))
    old = next(part for part in scenario.component if bill.get(part.name))
    suppliers = [s for s in scenario.supplier if s.component == old.name]
    names = {s.name: f"new_{s.name}" for s in suppliers}
    lanes = [
        changed(lane, name=f"new_{lane.name}", supplier=names[lane.supplier], diversion=None)
        for lane in scenario.lane
        if lane.supplier in names
    ]
    if any(lane.to for lane in lanes):  # the new part passes no depot
        lanes = [changed(lane, to=None, share=1.0 / len(lanes)) for lane in lanes]
    new = changed(old, name="new_part", title="New part", expedite=None, jit__expedite=0.0, jic__expedite=0.0)
    change = EngineeringChange(
        name="redesign", title="A redesign", product=product, old=old.name, new="new_part",
        first_week=first_week, **more,
    )  # fmt: skip
    scenario = changed(
        scenario,
        component=[*scenario.component, new],
        supplier=[
            *scenario.supplier,
            *(changed(s, name=names[s.name], component="new_part") for s in suppliers),
        ],
        lane=[*scenario.lane, *lanes],
        engineering_change=[change],
    )
    check(scenario)
    return scenario


def aging(scenario: Scenario, **rule: Any) -> Scenario:
    rules = [changed(part, write_off=WriteOff(**rule)) for part in scenario.component]
    return changed(scenario, component=rules)


@st.composite
def changing_scenarios(draw: st.DrawFn, of: st.SearchStrategy[Scenario]) -> Scenario:
    scenario = draw(of)
    low = draw(st.integers(1, scenario.weeks))
    window = [low, draw(st.integers(low, scenario.weeks))]
    scenario = changing(scenario, window, notice_weeks=draw(st.integers(0, 6)))
    rule = {"share": draw(st.sampled_from([0.5, 1.0])), "older_than_weeks": draw(st.integers(1, 5))}
    return aging(scenario, every_weeks=draw(st.integers(1, 4)), **rule)
