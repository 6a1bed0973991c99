"""What the tests of the world share: scenarios made up by Hypothesis, and a chain that is watched.

`scenarios` makes small valid scenarios out of every part that a scenario file can hold. Whoever
draws one has it checked by the same rules as a file. Nothing here knows what is right; that
stands in the tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.chain.record import SHAPES
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.scenario.checks import consistency_problems
from linestop.agents.scenario.events import Disturbances, News, Shock
from linestop.agents.scenario.margin_checks import selling_beats_losing
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import (
    Component,
    Costs,
    Line,
    Market,
    Ordering,
    Product,
    Regime,
    Seat,
    Selling,
    StanceNumbers,
)
from linestop.agents.scenario.schema_checks import schema_problems
from linestop.agents.scenario.supply import Breakdowns, Crowding, Diversion, Expediting, ShortagePrice
from linestop.agents.scenario.tiers import NEEDS, OrderRule
from linestop.agents.scenario.transport import Lane, Port, Supplier
from linestop.agents.sites.rationing import RULES
from linestop.scenarios import text_of

SHIPPED = ("calm_seas", "pacific_squeeze")


def shipped(name: str) -> Scenario:
    """A scenario that comes with the game."""
    return read_scenario(text_of(name), f"{name}.toml")


def test_scenario(name: str) -> Scenario:
    """A scenario of tests/scenarios."""
    return read_scenario(text_of_test_scenario(name), f"{name}.toml")


def text_of_test_scenario(name: str) -> str:
    """Its text, to be changed before it is read."""
    return (Path(__file__).parent / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")


test_scenario.__test__ = False  # type: ignore[attr-defined]  # a name, not a test


def changed(value: Any, **changes: Any) -> Any:
    """The same value with some fields otherwise; `ordering__order_ceiling=2.0` reaches inside."""
    for name, new in changes.items():
        outer, _, inner = name.partition("__")
        if inner:
            new = changed(getattr(value, outer), **{inner: new})
        value = msgspec.structs.replace(value, **{outer: new})
    return value


# ---------------------------------------------------------------- scenarios by Hypothesis

SHOCK_VALUES = {
    "capacity_cut": ("supplier", 0.0, 0.9),
    "closure": ("supplier", 0.0, 0.0),
    "outside_orders": ("supplier", 0.5, 3.0),
    "price_spike": ("supplier", 1.0, 4.0),
    "port_slowdown": ("port", 0.0, 0.9),
    "demand_surge": ("product", 1.0, 3.0),
    "demand_slump": ("product", 0.0, 1.0),
    "lead_time_stretch": ("lane", 0.0, 4.0),
}


def number(low: float, high: float) -> st.SearchStrategy[float]:
    """A float in [low, high] with few digits, so that a failing example can be read."""
    return st.integers(0, 20).map(lambda part: round(low + (high - low) * part / 20, 6))


def shares(count: int) -> st.SearchStrategy[list[float]]:
    """Shares above 0 that sum to 1."""
    weights = st.lists(st.integers(1, 9), min_size=count, max_size=count)
    return weights.map(lambda parts: [part / sum(parts) for part in parts])


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
        ordering=_ordering(draw),
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
        market=_markets(draw, products),
        seat=_seats(draw, products, components),
        shock=_shocks(
            draw, weeks, {"supplier": suppliers, "port": ports, "lane": lanes, "product": products}
        ),
    )
    scenario = changed(scenario, supplier=[_with_rule(draw, scenario, site) for site in suppliers])
    scenario = worth_selling(scenario)
    check(scenario)
    return scenario


def worth_selling(scenario: Scenario) -> Scenario:
    """The same, with losses made dear where a unit sold would cost more than one lost."""
    if list(selling_beats_losing(scenario)):
        scenario = changed(scenario, costs__line_down_share=2.0, costs__lost_margin_share=1.0)
    assume(not list(selling_beats_losing(scenario)))
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


@st.composite
def lines(draw: st.DrawFn) -> Line:
    if draw(st.sampled_from([False, False, True])):
        return Line(capacity_ratio=draw(number(0.6, 2)), finished_goods_weeks=0.0, makes="to_order")
    return Line(capacity_ratio=draw(number(0.6, 2)), finished_goods_weeks=draw(number(0, 2)))


@st.composite
def costs(draw: st.DrawFn) -> Costs:
    return Costs(
        capital=draw(number(0, 0.3)),
        interest=draw(st.sampled_from([0.0, 0.0, 0.2])),
        insurance=draw(number(0, 0.1)),
        finished_storage=draw(number(0, 0.2)),
        finished_obsolescence=draw(number(0, 0.5)),
        material_share=draw(number(0.3, 0.8)),
        lost_margin_share=draw(number(0.05, 0.5)),
        line_down_share=draw(number(0.05, 0.5)),
        backlog_share=draw(number(0, 0.1)),
    )


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


def _ordering(draw: st.DrawFn) -> Ordering:
    return Ordering(
        order_ceiling=draw(st.sampled_from([1.0, 1.5, 3.0, 100.0])),
        lead_time_smoothing=draw(number(0.1, 1)),
        quote_belief_weeks=draw(st.sampled_from([0.0, 6.0, 1000.0])),
        **draw(st.fixed_dictionaries({"forecast_smoothing": number(0.05, 1)}) | _last_weeks()),
        capacity_smoothing=draw(number(0.05, 1)),
        beyond_credit=draw(st.sampled_from(["proportional", "priority"])),
        outside_reaction=draw(st.sampled_from([0.0, 0.5, 2.0])),
    )


FORMS_OF_DEMAND = st.sampled_from(
    [
        {},
        {},
        {"draw": "poisson"},
        {"draw": "negative_binomial", "clumps": 0.7},
        {"draw": "negative_binomial", "clumps": 9.0},
    ]
)
LIVES: list[list[list[float]]] = [[], [], [], [[1.0, 0.0], [3.0, 1.2]], [[2.0, 1.0], [6.0, 0.4], [8.0, 0.0]]]


def _last_weeks() -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries({"forecast_weeks": st.integers(1, 6)})


def _markets(draw: st.DrawFn, products: list[Product]) -> list[Market]:
    count = draw(st.integers(1, 2))
    parts = {product.name: draw(shares(count)) for product in products}
    return [
        Market(
            name=f"town_{m}",
            title="Town",
            demand={
                product.name: Regime(
                    **draw(FORMS_OF_DEMAND),
                    life=draw(st.sampled_from(LIVES)),
                    share=parts[product.name][m],
                    variation=draw(st.sampled_from([0.0, 0.1, 0.3, 1.2])),
                    season=draw(st.sampled_from([0.0, 0.3, 0.9])),
                    season_peak_week=draw(number(0, 52)),
                    persistence=draw(st.sampled_from([0.0, 0.0, 0.8])),
                )
                for product in products
            },
            selling=draw(st.none() | st.builds(Selling, wait_share=number(0, 1), switching=number(0, 1))),
        )
        for m in range(count)
    ]


def _seats(draw: st.DrawFn, products: list[Product], components: list[Component]) -> list[Seat]:
    """The first seat uses everything; the others what comes."""
    seats = []
    for n in range(draw(st.integers(1, 3))):
        amounts = st.integers(1, 3) if n == 0 else st.integers(0, 3)
        bills = {}
        for product in products:
            bill = {part.name: float(draw(amounts)) for part in components}
            bills[product.name] = bill if any(bill.values()) else {components[0].name: 1.0}
        demand = {product.name: draw(number(20, 120)) for product in products}
        if n > 0 and len(products) > 1 and draw(st.booleans()):
            demand[products[0].name] = 0.0
        seats.append(
            Seat(
                name=f"firm_{n}",
                title="Firm",
                blurb="Made up.",
                demand=demand,
                bill_of_materials=bills,
                credit=draw(st.sampled_from([None, None, 5e3, 1e5])),
                cash=draw(st.sampled_from([0.0, 0.0, 1e4])),
            )
        )
    return seats


def _shocks(draw: st.DrawFn, weeks: int, targets: dict[str, list[Any]]) -> list[Shock]:
    kinds = [kind for kind, (target, _, _) in SHOCK_VALUES.items() if targets[target]]
    return [
        _shock(draw, f"shock_{number_of}", draw(st.sampled_from(kinds)), weeks, targets)
        for number_of in range(draw(st.integers(0, 3)))
    ]


def _shock(draw: st.DrawFn, name: str, kind: Any, weeks: int, targets: dict[str, list[Any]]) -> Shock:
    target, low, high = SHOCK_VALUES[kind]
    earliest = draw(st.integers(1, weeks))
    lasts = draw(st.integers(1, 6))
    whole = kind == "closure"
    return Shock(
        name=name,
        title="Shock",
        kind=kind,
        target=draw(st.sampled_from([part.name for part in targets[target]])),
        probability=draw(st.sampled_from([1.0, 1.0, 0.5])),
        first_week=[earliest, draw(st.integers(earliest, weeks))],
        depth=[1.0, 1.0] if whole else draw(st.sampled_from([[1.0, 1.0], [0.5, 1.5]])),
        stretch=draw(st.sampled_from([[1.0, 1.0], [0.6, 1.4]])),
        profile=[[0.0, draw(number(low, high))], [float(lasts), 1.0 if high <= 1.0 and not whole else high]],
        interpolation="step" if whole else draw(st.sampled_from(["step", "linear"])),
        news=[
            News(week=-1, grade=draw(st.sampled_from(["rumour", "official"])), headline="News", text="News.")
        ],
    )


# ---------------------------------------------------------------- how seats play


def at_random(
    scenario: Scenario, luck: int, worlds: int = 1, first_world: int = 0, *, extra: bool = False
) -> dict[str, Policy]:
    """Every seat throws a coin each turn, in each world, for each component; it may order `extra` too.

    A coin has the name of its seat, turn and component, so it falls the same way in whatever order these are
    listed, and in whatever batch its world is played.
    """

    def policy_of(seat: str) -> Policy:
        def decide(view: SeatView) -> Decision:
            coins = [
                np.random.default_rng([luck, view.turn, *seat.encode(), 0, *name.encode()]).random(
                    first_world + worlds
                )
                for name in view.components
            ]
            fell = np.array(coins)[:, first_world:]
            return Decision(fell < 0.5, extra_orders=np.where(fell < 0.2, 50.0, 0.0) if extra else None)

        return decide

    return {seat.name: policy_of(seat.name) for seat in scenario.seat}


# ---------------------------------------------------------------- measures compared


def measures(chain: SupplyChain) -> dict[str, np.ndarray]:
    """All that a chain measured: its record, its sums, and what closing would cost now."""
    assert chain.record is not None
    sums = {
        f"sum of {name}": getattr(chain.sums, name)
        for name in ("cost", "required", "served", "sold", "demand")
    }
    return {name: chain.record[name] for name in SHAPES} | sums | {"closing": chain.close_books()}


def differing(ours: dict[str, np.ndarray], others: dict[str, np.ndarray]) -> list[str]:
    """Names of the measures that are not the same bit for bit."""
    return [name for name, values in ours.items() if not np.array_equal(values, others[name])]
