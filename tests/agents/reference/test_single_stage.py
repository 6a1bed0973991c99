"""A single stage reduces to the textbook: one supplier, one component, no port.

Each row of `reference_cases` is a scenario file and the cost that the literature gives for it. The red
controls play the wrong set-ups that are easily made: the comparison must refuse them.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from reference_cases import (
    CAPACITY,
    DRAW,
    LEAD,
    LEVEL,
    LOT_SIZES,
    MEAN,
    NEWSVENDOR,
    RULE,
    SINGLE_STAGE,
    STAGE,
)
from reference_support import Case, disagreement, scenario_of, weekly_cost

from linestop.agents import SupplyChain

pytestmark = pytest.mark.slow

UNITS = "market.0.demand.copy.units"
DEMAND = [100.0, 104, 97, 110, 90, 105, 95, 102, 108, 99, 101, 96]


@pytest.mark.parametrize("case", SINGLE_STAGE, ids=lambda case: case.name)
def test_a_rule_costs_what_the_literature_says(case: Case) -> None:
    assert not disagreement(case, weekly_cost(case))


def test_each_row_has_a_name_of_its_own() -> None:
    assert len({case.name for case in SINGLE_STAGE}) == len(SINGLE_STAGE) == 22


# ---------------------------------------------------------------- C5, orders by a moving average


def averaging(weeks: int, cover: int, changes: dict[str, object]) -> SupplyChain:
    """Orders up to `cover` weeks of the mean of the last `weeks`; cover counts the week of review."""
    rule = {"rule": "moving_average", "weeks": weeks, "cover": cover, "safety": 400.0, "returns": True}
    return SupplyChain(scenario_of(STAGE, {MEAN: 100.0, LEAD: cover - 1, RULE: rule, **changes}), 1, 20)


def net_orders(chain: SupplyChain) -> np.ndarray:
    """Week by week what was ordered less what went back: (weeks, W)."""
    returned = [np.zeros(chain.worlds)]
    while chain.week < chain.scenario.weeks:
        chain.step()
        returned.append(chain.manufacturers.returned[0, 0].copy())
    orders: np.ndarray = chain.record["ordered"][:, 0, 0] - np.diff(returned, axis=0)
    return orders


def test_c5_the_orders_of_the_listed_demand_are_the_references() -> None:
    chain = averaging(4, 2, {DRAW: "listed", UNITS: DEMAND, "weeks": 13})
    orders = net_orders(chain)[5:, 0]
    assert orders == pytest.approx([85, 105.5, 94, 98, 117, 96, 104, 93], abs=1e-9)


@pytest.mark.parametrize(("weeks", "cover"), [(4, 2), (5, 4)])
@pytest.mark.parametrize("persistence", [0.0, 0.5])
def test_c5_each_order_is_the_identity_of_chen_and_others(weeks: int, cover: int, persistence: float) -> None:
    """q(t) = (1 + L/p) D(t-1) - (L/p) D(t-p-1), negative ones too."""
    more = {"market.0.demand.copy.variation": 0.3, "market.0.demand.copy.persistence": persistence}
    chain = averaging(weeks, cover, more)
    orders = net_orders(chain)
    demand = chain.record["demand"][:, 0, 0, 0]
    ratio = cover / weeks
    expected = (1.0 + ratio) * demand[weeks:-1] - ratio * demand[: -weeks - 1]
    assert (expected < 0.0).any(), "some go back"
    assert np.abs(orders[weeks + 1 :] - expected).max() < 1e-9


def test_without_returns_nothing_goes_back() -> None:
    rule = {"rule": "moving_average", "weeks": 4, "cover": 2}
    chain = averaging(4, 2, {RULE: rule, "market.0.demand.copy.variation": 0.3})
    assert net_orders(chain).min() == 0.0 and not chain.manufacturers.returned.any()


# ---------------------------------------------------------------- red controls


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        (NEWSVENDOR[0], {LEAD: 1}),  # the lead time as if demand came first
        (NEWSVENDOR[2], {LEAD: 3}),
        (LOT_SIZES[0], {RULE: {"rule": "reorder", "reorder_point": 3, "level": 10}}),  # only below s
        (LOT_SIZES[6], {LEAD: 2}),
        (LOT_SIZES[7], {RULE: {"rule": "base_stock", "level": 13}}),  # no lots
        (CAPACITY[0], {"supplier.0.capacity_ratio": 1000.0}),  # no limit
        (NEWSVENDOR[1], {LEVEL: 59.0}),
    ],
    ids=lambda value: value.name if isinstance(value, Case) else "",
)
def test_red_control_a_wrong_set_up_is_refused(case: Case, wrong: dict[str, object]) -> None:
    spoilt = dataclasses.replace(case, changes={**case.changes, **wrong})
    assert disagreement(case, weekly_cost(spoilt))


def test_red_control_too_few_worlds_prove_nothing() -> None:
    few = dataclasses.replace(NEWSVENDOR[0], worlds=10, weeks=10)
    assert "more than 1 %" in disagreement(few, weekly_cost(few))


def test_red_control_orders_by_another_mean_are_not_the_identity() -> None:
    orders = net_orders(averaging(5, 2, {DRAW: "listed", UNITS: DEMAND, "weeks": 13}))[5:, 0]
    assert np.abs(orders - [85, 105.5, 94, 98, 117, 96, 104, 93]).max() > 1.0
