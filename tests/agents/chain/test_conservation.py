"""Nothing comes from nowhere and nothing is lost: goods and money, every week, in every world.

The equations stand in `conservation_support`. The red controls make one place leak a little, or grant
too much, and the equations must say so.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from conservation_support import Watched, check_conservation
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import SHIPPED, at_random, changed, shipped, struck

from linestop.agents.chain import flow
from linestop.agents.manufacturers.seat_arrays import Manufacturers
from linestop.agents.sites import line, market, rationing
from linestop.agents.sites.lane import Pipeline
from linestop.agents.sites.port import Queue

# ---------------------------------------------------------------- in every world


@pytest.mark.slow
@given(scenario=scenarios(), luck=st.integers(0, 2**32))
@settings(max_examples=60)
def test_goods_and_money_are_conserved_in_every_world(scenario, luck):
    check_conservation(Watched(scenario, luck, 2, policies=at_random(scenario, luck, 2, extra=True)))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("policy", ["jit", "jic", "panic"])
def test_goods_and_money_are_conserved_in_the_scenarios_that_come_with_the_game(name, policy):
    check_conservation(Watched(shipped(name), 7, 8, policies=policy))


# ---------------------------------------------------------------- red controls


def lossy_belt(patch: pytest.MonkeyPatch) -> None:
    """One unit in a thousand falls off the lorry."""
    take = Pipeline.take
    patch.setattr(Pipeline, "take", lambda self, week: take(self, week) * 0.999)


def generous_supplier(patch: pytest.MonkeyPatch) -> None:
    """A shortage is shared out, and a little more than there is."""
    ration = rationing.ration
    patch.setattr(rationing, "ration", lambda asked, available: ration(asked, available * 1.001))


def hurried_port(patch: pytest.MonkeyPatch) -> None:
    """Cranes that work faster than the port's throughput."""
    discharge = Queue.discharge
    patch.setattr(Queue, "discharge", lambda self, throughput: discharge(self, throughput * 1.001))


def thrifty_line(patch: pytest.MonkeyPatch) -> None:
    """Products that come out of the line need a little less than their parts."""
    produce = flow.produce

    def thrifty(*args: Any) -> Any:
        output = produce(*args)
        return dataclasses.replace(output, used=output.used * 0.999)

    patch.setattr(flow, "produce", thrifty)


def idle_line(patch: pytest.MonkeyPatch) -> None:
    """Whoever lacks a part still holds on to its share of the line and of the other parts."""
    used_up = line._used_up
    patch.setattr(line, "_used_up", lambda parts, attempted, bill: used_up(parts + np.inf, attempted, bill))


def shelf_sold_twice(patch: pytest.MonkeyPatch) -> None:
    """Those who waited and those who ask today are served from the same shelf."""
    sell = flow.sell

    def twice(goods: Any, backlog: Any, demand: Any, selling: Any, *_: Any) -> Any:
        waited = sell(goods, backlog, np.zeros_like(demand), selling)
        today = sell(goods, np.zeros_like(backlog), demand, selling)
        return dataclasses.replace(
            today, sold=waited.sold + today.sold, backlog=waited.backlog + today.backlog
        )

    patch.setattr(flow, "sell", twice)


def fickle_customers(patch: pytest.MonkeyPatch) -> None:
    """Rivals serve customers who still wait at home."""
    switch = market._switch
    patch.setattr(
        market, "_switch", lambda spare, unserved, part: (switch(spare, unserved, part)[0], unserved)
    )


def goods_owned_twice(patch: pytest.MonkeyPatch) -> None:
    """What is shipped enters the books a little too large: nothing moves, only money appears."""
    ship = Manufacturers.ship
    patch.setattr(Manufacturers, "ship", lambda self, shipped: ship(self, shipped * 1.001))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("leak", "equation"),
    [
        (lossy_belt, "ordered = shipped"),
        (generous_supplier, "made within capacity"),
        (hurried_port, "a port serves within its throughput"),
        (thrifty_line, "used = parts of what was made"),
        (idle_line, "could still be made"),
        (shelf_sold_twice, "made = sold"),
        (fickle_customers, "what rivals gain"),
        (goods_owned_twice, "moving = transit"),
    ],
)
def test_red_control_a_leak_is_found(leak, equation, monkeypatch):
    scenario = changed(struck(), selling__switching=0.5)
    lean_but_one = {seat.name: "jit" for seat in scenario.seat[1:]} | {scenario.seat[0].name: "jic"}
    check_conservation(Watched(scenario, 7, 2, policies=lean_but_one))
    leak(monkeypatch)
    with pytest.raises(AssertionError, match=equation):
        check_conservation(Watched(scenario, 7, 2, policies=lean_but_one))
