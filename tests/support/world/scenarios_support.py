"""Scenarios made up by Hypothesis out of every part that a scenario file can hold.

Whoever draws one has it checked by the same rules as a file."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import assume
from hypothesis import strategies as st
from scenario_parts_support import costs, lines, markets, number, ordering, seats, shares, shocks
from world_support import changed

from linestop.agents import Scenario
from linestop.agents.scenario.checks.consistency import consistency_problems
from linestop.agents.scenario.checks.margin_checks import selling_costs_less_than_losing
from linestop.agents.scenario.checks.schema_checks import schema_problems
from linestop.agents.scenario.events import Disturbances
from linestop.agents.scenario.markets import Product, Selling
from linestop.agents.scenario.order_rules import NEEDS, OrderRule
from linestop.agents.scenario.scenario import Component, StanceNumbers
from linestop.agents.scenario.supply import (
    Breakdowns,
    Crowding,
    Diversion,
    Expediting,
    Reserve,
    ShortagePrice,
)
from linestop.agents.scenario.transport import Lane, Port, Supplier
from linestop.agents.sites.rationing import RULES


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A small scenario: every kind of site, lane, shock and rule that a file can hold."""
    weeks = draw(st.integers(4, 14))
    ports = [_port(draw, f"port_{p}") for p in range(draw(st.integers(0, 2)))]
    components = [_component(draw, f"part_{k}") for k in range(draw(st.integers(1, 3)))]
    suppliers = [
        _supplier(draw, f"maker_{k}{letter}", component.name)
        for k, component in enumerate(components)
        for letter in "ab"[: draw(st.integers(1, 2))]
    ]
    lanes = _lanes(draw, suppliers, ports)
    components = [_expedited(draw, part, suppliers, lanes) for part in components]
    for place, part in enumerate(components):
        if draw(st.booleans()):
            components[place] = changed(part, jic__sourcing_split=draw(number(0, 1)))
            supplier, lane = _near_source(draw, part.name)
            suppliers.append(supplier)
            lanes.append(lane)
    used = {lane.port for lane in lanes}
    ports = [port for port in ports if port.name in used]
    products = [Product(name=f"good_{g}", title="Good") for g in range(draw(st.integers(1, 2)))]
    companies = seats(draw, products, components)
    scenario = Scenario(
        schema=1,
        name="made_up",
        title="Made up",
        summary="Made up.",
        story="Made up.",
        lesson="None.",
        currency="EUR",
        weeks=weeks,
        weeks_per_turn=draw(st.integers(1, 4)),
        uptime_target=0.9,
        opening=draw(st.sampled_from(["jit", "jic", "hybrid"])),
        closing_share=draw(st.sampled_from([1.0, 0.7, 0.0])),
        ordering=ordering(draw),
        costs=draw(costs()),
        selling=Selling(wait_share=draw(number(0, 1)), switching=draw(st.sampled_from([0.0, 0.4, 1.0]))),
        line=draw(lines()),
        disturbances=Disturbances(
            times=draw(st.integers(0, 2)),
            chance=0.8,
            weeks=2,
            capacity=draw(st.sampled_from([[0, 0.9], [0.6, 0.9]])),
        ),
        component=components,
        supplier=suppliers,
        port=ports,
        lane=lanes,
        product=products,
        market=markets(draw, products),
        seat=companies,
        shock=shocks(
            draw,
            weeks,
            {
                "supplier": suppliers,
                "port": ports,
                "lane": lanes,
                "product": products,
                "seat": companies,
                "component": components,
            },
        ),
    )
    scenario = changed(scenario, supplier=[_with_rule(draw, scenario, site) for site in suppliers])
    scenario = worth_selling(scenario)
    check(scenario)
    return scenario


def worth_selling(scenario: Scenario) -> Scenario:
    """The same, with losses made dear where a unit sold would cost more than one lost."""
    if list(selling_costs_less_than_losing(scenario)):
        scenario = changed(scenario, costs__line_down_share=2.0, costs__lost_margin_share=1.0)
    assume(not list(selling_costs_less_than_losing(scenario)))
    return scenario


def check(scenario: Scenario) -> None:
    """Refuse what a scenario file would be refused for: the tests are about valid worlds."""
    values = as_in_a_file(msgspec.to_builtins(scenario))
    problems = [*schema_problems(values), *consistency_problems(scenario)]
    assert not problems, problems[0]


def as_in_a_file(value: Any) -> Any:
    """A file leaves out what there is not."""
    if isinstance(value, dict):
        return {key: as_in_a_file(part) for key, part in value.items() if part is not None}
    return [as_in_a_file(part) for part in value] if isinstance(value, list) else value


def _component(draw: st.DrawFn, name: str) -> Component:
    return Component(
        name=name,
        title="Part",
        character="Made up.",
        value=draw(number(10, 200)),
        boxes=draw(number(0.2, 2)),
        storage=draw(number(0, 0.2)),
        obsolescence=draw(number(0, 0.6)),
        jit=_stance(draw, cover=number(0, 1), factor=number(0, 1)),
        jic=_stance(draw, cover=number(1, 8), factor=number(1, 3)),
        changeover_weeks=draw(number(0, 1)),
        recommended=draw(st.sampled_from(["JIT", "JIC"])),
        priority=draw(st.integers(1, 3)),
        reason="Made up.",
        order=draw(st.none() | st.none() | order_rules()),
    )


@st.composite
def order_rules(draw: st.DrawFn) -> OrderRule:
    """Any ordering rule in numbers."""
    low, first = draw(number(-20, 200)), [draw(number(0, 80)) for _ in range(draw(st.integers(0, 2)))]
    name: Any = draw(st.sampled_from(sorted(NEEDS)))
    numbers: dict[str, Any] = {
        "level": low + draw(number(1, 200)),
        "reorder_point": low,
        "lot": draw(number(1, 90)),
        "weeks": draw(st.integers(1, 5)),
        "cover": draw(number(0, 6)),
        "safety": low,
        "returns": draw(st.booleans()),
        "smoothing": draw(number(0, 1)),
        "stock_weight": draw(number(0, 1)),
        "line_weight": draw(number(0, 1)),
    }
    wanted = {key: value for key, value in numbers.items() if key in {*NEEDS[name][0], *NEEDS[name][1]}}
    return OrderRule(rule=name, first_orders=first, **wanted)


def _stance(
    draw: st.DrawFn, cover: st.SearchStrategy[float], factor: st.SearchStrategy[float]
) -> StanceNumbers:
    return StanceNumbers(
        cover_weeks=draw(cover),
        safety_factor=draw(factor),
        contract=draw(st.sampled_from(["firm", "cancel_freely", "firm_window", "non_cancellable"])),
        firm_weeks=draw(st.integers(1, 4)),
    )


def _near_source(draw: st.DrawFn, component: str) -> tuple[Supplier, Lane]:
    """A source that nobody uses unless it asks for it."""
    supplier = changed(
        _supplier(draw, f"near_maker_of_{component}", component),
        capacity=draw(st.sampled_from([40.0, 400.0])),
        qualification_weeks=draw(st.integers(0, 4)),
    )
    name = f"near_way_of_{component}"
    lane = Lane(
        name=name,
        supplier=supplier.name,
        mode="truck",
        transit_weeks=draw(st.integers(0, 1)),
        share=0.0,
        near=True,
    )
    return supplier, lane


def _expedited(draw: st.DrawFn, part: Component, suppliers: list[Supplier], lanes: list[Lane]) -> Component:
    """With a fast lane, where one of its suppliers has two to choose from."""
    makers = [supplier.name for supplier in suppliers if supplier.component == part.name]
    senders = [lane.supplier for lane in lanes]
    fast = [lane.name for lane in lanes if lane.supplier in makers and senders.count(lane.supplier) > 1]
    if not fast or not draw(st.booleans()):
        return part
    way = Expediting(lane=draw(st.sampled_from(fast)), premium=1.0, limit_weeks=draw(number(0.1, 2)))
    return changed(part, expedite=way, jit__expedite=draw(number(0, 2)))


def _supplier(draw: st.DrawFn, name: str, component: str) -> Supplier:
    return Supplier(
        name=name,
        title="Maker",
        component=component,
        make_weeks=draw(st.integers(0, 3)),
        capacity_ratio=draw(number(0.6, 2)),
        outside_share=draw(st.sampled_from([0.0, 0.0, 0.3, 0.8])),
        finished_stock_weeks=draw(st.sampled_from([0.0, 0.0, 0.5, 2.0])),
        breakdowns=draw(st.sampled_from([None, None, Breakdowns(failure=0.2, repair=0.5)])),
        capacity=draw(st.sampled_from([None, None, None, 150.0])),
        premium=draw(st.sampled_from([0.0, 0.0, 2.0])),
        shortage_price=draw(st.sampled_from([None, None, ShortagePrice(per_week=0.1, most=0.3)])),
        good_share=draw(st.sampled_from([None, None, [0.5, 1.0]])),
        reserve=draw(st.sampled_from([None, None, Reserve(capacity=0.5, asked_weeks=0.3)])),
    )


def _with_rule(draw: st.DrawFn, scenario: Scenario, supplier: Supplier) -> Supplier:
    """Whose rule of rationing is any; a priority list names the seats in any order."""
    rule = draw(st.sampled_from(["proportional", *RULES]))
    customers = [seat.name for seat in scenario.seat] + ["outside"] * (supplier.outside_share > 0.0)
    listed = draw(st.permutations(customers)) if rule == "lexicographic" else []
    memory = draw(st.integers(1, 6))
    return changed(supplier, rationing=rule, priority=listed, sales_memory_weeks=memory)


def _port(draw: st.DrawFn, name: str) -> Port:
    return Port(
        name=name,
        title="Port",
        utilisation=draw(number(0.6, 0.99)),
        others_share=draw(st.sampled_from([0.0, 0.4, 0.9])),
        dwell_weeks=draw(st.integers(0, 2)),
        throughput=draw(st.sampled_from([None, None, 150.0])),
        others_arrive=draw(st.sampled_from(["evenly", "poisson"])),
        ship_boxes=draw(st.sampled_from([1.0, 20.0])),
        crowding=draw(st.sampled_from([None, None, Crowding(loss=0.3, full_weeks=0.5)])),
    )


def _lanes(draw: st.DrawFn, suppliers: list[Supplier], ports: list[Port]) -> list[Lane]:
    lanes = []
    ways = {supplier.name: draw(st.integers(1, 2)) for supplier in suppliers}
    for component in dict.fromkeys(supplier.component for supplier in suppliers):
        sources = [s for s in suppliers if s.component == component for _ in range(ways[s.name])]
        for number_of, (supplier, share) in enumerate(zip(sources, draw(shares(len(sources))), strict=True)):
            port = draw(st.sampled_from([None, *ports]))
            lanes.append(
                Lane(
                    name=f"way_{component}_{number_of}",
                    supplier=supplier.name,
                    mode="ocean" if port else draw(st.sampled_from(["truck", "air"])),
                    port=port.name if port else None,
                    transit_weeks=draw(st.integers(0, 3)),
                    inland_weeks=draw(st.integers(0, 2)),
                    share=share,
                    freight=draw(st.sampled_from([0.0, 0.0, 1.5])),
                    late=draw(st.sampled_from([[], [], [0.6, 0.3, 0.0, 0.1]])),
                )
            )
    return [_diverted(draw, lane, lanes) for lane in lanes]


def _diverted(draw: st.DrawFn, lane: Lane, lanes: list[Lane]) -> Lane:
    others = [each.name for each in lanes if each.supplier == lane.supplier and each is not lane]
    if lane.port is None or not others or not draw(st.booleans()):
        return lane
    way = Diversion(lane=draw(st.sampled_from(others)), above_weeks=draw(st.sampled_from([0.0, 0.2, 1.0])))
    return changed(lane, diversion=way)
