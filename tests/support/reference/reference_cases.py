"""The rows of the reference table. Values: Snyder and Shen, *Fundamentals of Supply Chain Theory*, exact
expressions of stockpyl 1.0.2, and Zheng and Federgruen's table; every one is from outside this project."""

from __future__ import annotations

from reference_support import Case

STAGE = "single_stage"
LEVEL, RULE = "component.0.order.level", "component.0.order"
HOLDING, BACKLOG, ORDERING = "component.0.holding_cost", "product.0.backlog_cost", "component.0.order_cost"
MEAN, LEAD, ROOM = "seat.0.demand.copy", "lane.0.transit_weeks", "supplier.0.capacity_ratio"
DRAW = "market.0.demand.copy.draw"


def newsvendor(level: float, lead: int = 0) -> dict[str, object]:
    return {LEVEL: level, LEAD: lead}


def poisson(holding: float, backlog: float, mean: float, level: float) -> dict[str, object]:
    return {DRAW: "poisson", HOLDING: holding, BACKLOG: backlog, MEAN: mean, LEVEL: level}


def reorder(
    holding: float, backlog: float, fixed: float, mean: float, low: int, high: int
) -> dict[str, object]:
    rule = {"rule": "reorder", "reorder_point": low, "level": high}
    return poisson(holding, backlog, mean, high) | {ORDERING: fixed, RULE: rule}


def lots(
    holding: float, backlog: float, fixed: float, mean: float, lead: int, point: int, lot: int
) -> dict[str, object]:
    rule = {"rule": "lots", "reorder_point": point, "lot": lot}
    return poisson(holding, backlog, mean, point) | {ORDERING: fixed, RULE: rule, LEAD: lead}


def limited(mean: float, capacity: float, level: float) -> dict[str, object]:
    return poisson(1.0, 9.0, mean, level) | {ROOM: capacity / mean}


SHORT = {"worlds": 2000, "weeks": 50}
LONG = {"worlds": 2000, "weeks": 50, "warm_up": 8}
MIXED = {"worlds": 2000, "weeks": 60, "warm_up": 60}

NEWSVENDOR = [
    Case("C1 Ex 4.3: N(50, 8), S* = 56.603956", STAGE, 1.997605, newsvendor(56.603956), **SHORT),
    Case("C1 Ex 4.3: S = 57", STAGE, 2.000020, newsvendor(57.0), **SHORT),
    Case("C1 Ex 4.4: L = 4, S* = 264.766894", STAGE, 4.466781, newsvendor(264.766894, 4), **LONG),
    *(
        Case(f"C1 Ex 4.7: Poisson(6), S = {level}", STAGE, cost, poisson(1.0, 4.0, 6.0, level), **SHORT)
        for level, cost in ((8, 3.570107), (5, 6.590296), (6, 4.818694), (7, 3.850208), (9, 3.806294))
    ),
    Case("C1 Poisson(50), S* = 56", STAGE, 1.797235, poisson(0.18, 0.70, 50.0, 56.0), **SHORT),
    Case("C1 Prob 4.8a: Poisson(18), S* = 19", STAGE, 786.088441, poisson(200.0, 270.0, 18.0, 19.0), **SHORT),
]
LOT_SIZES = [
    Case("C2 Ex 4.7: (4, 10), Poisson(6)", STAGE, 8.034112, reorder(1, 4, 5, 6, 4, 10), **MIXED),
    Case("C2 Ex 4.7: (6, 18), Poisson(6)", STAGE, 10.193799, reorder(1, 4, 5, 6, 6, 18), **MIXED),
    *(
        Case(f"C2 Zheng-Federgruen: mean {m}, ({s}, {S})", STAGE, cost, reorder(1, 9, 64, m, s, S), **MIXED)
        for m, s, S, cost in (
            (10, 6, 40, 35.021555),
            (30, 23, 66, 57.818926),
            (50, 42, 108, 70.975212),
            (75, 67, 86, 79.553846),
        )
    ),
    # Lead time 2 demand first is 1 week of ours. Half a week is a week of ours in the second row.
    Case("C2 Ex 5.8: (r, Q) = (3, 5)", STAGE, 107.923581, lots(20, 150, 100, 1.5, 1, 3, 5), **MIXED),
    Case("C2 Prob 5.2: (r, Q) = (6, 7)", STAGE, 28.241313, lots(2, 14, 4, 6, 0, 6, 7), scale=2.0, **MIXED),
]
CAPACITY = [
    Case(
        f"C11 Poisson({mean}), C = 10, S = {level}",
        STAGE,
        cost,
        limited(mean, 10.0, level),
        worlds=2000 if mean == 8 else 6000,
        weeks=60 if mean == 8 else 120,
        warm_up=60 if mean == 8 else 140,
    )
    for mean, level, cost in ((8, 13, 6.753330), (8, 12, 7.111297), (9, 19, 11.802033), (9, 13, 17.874614))
]
SINGLE_STAGE = [*NEWSVENDOR, *LOT_SIZES, *CAPACITY]

BEER = "beer_game"
STAGES = ("component.0.order", *(f"depot.{d}.order" for d in range(3)))
PASS_ON = {stage: {"rule": "pass_through", "first_orders": [4.0] * 5} for stage in STAGES}
UNFORCED = {f"{stage}.first_orders": [4.0] for stage in STAGES}
SUBJECT = {
    f"{stage}.{number}": value
    for stage in STAGES
    for number, value in (
        ("level", 17.0),
        ("smoothing", 0.36),
        ("stock_weight", 0.26),
        ("line_weight", 0.34),
    )
}
"""Sterman's average subject."""


def game(name: str, cost: float, changes: dict[str, object]) -> Case:
    return Case(f"C7 Beer Game: {name}", BEER, cost, changes, weeks=36, scale=36.0)


TIERS = [
    Case("C4 assembly, in our order", "assembly", 888.0, weeks=100, scale=100.0),
    Case("C4 Ex 6.1 serial, in our order", "serial", 27.6602, worlds=4000, weeks=160, warm_up=20),
    game("benchmark", 204.0, {}),
    game("pass-through", 792.0, PASS_ON),
    game("benchmark without the first orders (a wrong set-up)", 180.0, UNFORCED),
    game("average subject", 2479.477628, SUBJECT),
    game("average subject without the first orders", 2254.741886, SUBJECT | UNFORCED),
]
ROWS = [*SINGLE_STAGE, *TIERS]
