"""Parts of made-up scenarios that hang on no site: numbers, rules, costs, markets, seats and shocks."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from linestop.agents.scenario.events import News, Shock
from linestop.agents.scenario.markets import Market, Product, Regime, Selling
from linestop.agents.scenario.scenario import Component, Costs, Line, Ordering, Seat
from linestop.agents.scenario.shock_kinds import EVERY_SEAT

SHOCK_VALUES = {
    "capacity_cut": ("supplier", 0.0, 0.9),
    "closure": ("supplier", 0.0, 0.0),
    "outside_orders": ("supplier", 0.5, 3.0),
    "price_spike": ("supplier", 1.0, 4.0),
    "port_slowdown": ("port", 0.0, 0.9),
    "demand_surge": ("product", 1.0, 3.0),
    "demand_slump": ("product", 0.0, 1.0),
    "lead_time_stretch": ("lane", 0.0, 4.0),
    "line_outage": ("seat", 0.0, 1.2),
    "price_rise": ("component", 1.0, 2.0),
    "use_cut": ("component", 0.0, 1.0),
}


EVERY = {"seat": (EVERY_SEAT,)}
"""What a shock of such a target may name beside the parts of the scenario."""


def number(low: float, high: float) -> st.SearchStrategy[float]:
    """A float in [low, high] with few digits, so that a failing example can be read."""
    return st.integers(0, 20).map(lambda part: round(low + (high - low) * part / 20, 6))


def shares(count: int) -> st.SearchStrategy[list[float]]:
    """Shares above 0 that sum to 1."""
    weights = st.lists(st.integers(1, 9), min_size=count, max_size=count)
    return weights.map(lambda parts: [part / sum(parts) for part in parts])


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


def ordering(draw: st.DrawFn) -> Ordering:
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


def markets(draw: st.DrawFn, products: list[Product]) -> list[Market]:
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


def seats(draw: st.DrawFn, products: list[Product], components: list[Component]) -> list[Seat]:
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


def shocks(draw: st.DrawFn, weeks: int, targets: dict[str, list[Any]]) -> list[Shock]:
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
        target=draw(st.sampled_from([*(part.name for part in targets[target]), *EVERY.get(target, ())])),
        probability=draw(st.sampled_from([1.0, 1.0, 0.5])),
        first_week=[earliest, draw(st.integers(earliest, weeks))],
        depth=[1.0, 1.0] if whole else draw(st.sampled_from([[1.0, 1.0], [0.5, 1.5]])),
        stretch=draw(st.sampled_from([[1.0, 1.0], [0.6, 1.4]])),
        profile=[[0.0, draw(number(low, high))], [float(lasts), 1.0 if high <= 1.0 and not whole else high]],
        interpolation="step" if whole else draw(st.sampled_from(["step", "linear"])),
        lasting=not whole and draw(st.booleans()),
        news=[
            News(week=-1, grade=draw(st.sampled_from(["rumour", "official"])), headline="News", text="News.")
        ],
    )
