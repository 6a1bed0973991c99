"""Contracts by hand: what can be cancelled, who goes first; and the hoarding experiment with them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from conservation_support import Watched, check_conservation
from hoarding_support import FIRST, FOUR_TIMES, LAST, TRUTHFUL, TWICE, adds, lost, waiting
from order_support import check_order
from world_support import (
    at_random,
    changed,
    differing,
    measures,
    own_scenario,
    shipped,
)

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.chain import ordering
from linestop.agents.chain.outlook import Outlook
from linestop.agents.manufacturers.seat_arrays import Manufacturers
from linestop.agents.sites.contracts import Contracts
from linestop.agents.sites.supplier import Suppliers
from linestop.agents.studies.replay import as_played, played_plan, replay

DEMAND = 40 * 400.0
"""Of weeks 20 to 59, all plants together."""


def under(jit: str, jic: str = "firm", **numbers: Any) -> Scenario:
    """The scenario of the hoarding experiment, with contracts."""
    scenario = own_scenario("hoarding")
    part = scenario.component[0]
    lean, safe = (changed(part.jit, contract=jit, **numbers), changed(part.jic, contract=jic, **numbers))
    return changed(scenario, component=[changed(part, jit=lean, jic=safe)])


def against_the_lean(north: Any) -> dict[str, Any]:
    """One seat's policy, the others all Just in Time."""
    return {"north": north, "south": "jit", "east": "jit", "west": "jit"}


def played(scenario: Scenario, *extras: float) -> SupplyChain:
    seats = [seat.name for seat in scenario.seat]
    policies = {name: adds(extra) for name, extra in zip(seats, extras, strict=True)}
    return SupplyChain(scenario, 1, policies=policies).run()


def gross_orders(chain: SupplyChain) -> float:
    """Units ordered in weeks 20 to 59, whether taken back later or not, over demand."""
    orders = chain.record["ordered"][FIRST - 1 : 59]
    gross: float = np.maximum(orders, 0.0).sum() / DEMAND
    return gross


# ---------------------------------------------------------------- the hoarding experiment


def test_taken_back_after_the_shock_extra_orders_do_less_harm():
    chain = played(under("cancel_freely"), FOUR_TIMES, TRUTHFUL, TRUTHFUL, TRUTHFUL)
    assert [round(units) for units in lost(chain)] == [0, 344, 344, 344]
    assert round(sum(lost(chain))) == 1032


@pytest.mark.parametrize(
    ("extras", "total"), [((0.0,) * 4, 680), ((TWICE, 0, 0, 0), 683), ((FOUR_TIMES,) * 4, 680)]
)
def test_taken_back_or_not_the_other_rows_lose_what_they_lost(extras, total):
    assert round(sum(lost(played(under("cancel_freely"), *extras)))) == total


def test_the_cancellable_order_book_is_the_misleading_one():
    firm, free = (played(under(kind), *[FOUR_TIMES] * 4) for kind in ("firm", "cancel_freely"))
    assert gross_orders(firm) == pytest.approx(0.96, abs=0.005)
    assert gross_orders(free) == pytest.approx(1.36, abs=0.005)
    assert waiting(firm)[LAST - 1] == waiting(free)[LAST - 1] == pytest.approx(8080.0)
    assert waiting(free)[LAST] < 0.2 * waiting(firm)[LAST], "it collapses in the week after"


# ---------------------------------------------------------------- by hand


def two_plants(excess: float, backlog: float, delay: float, scenario: Scenario, jic: bool = False) -> float:
    """What one plant of the scenario takes back."""
    chain = SupplyChain(scenario, 1)
    one = np.zeros((4, 1, 1))
    one[0] = excess
    waits = np.full((1, 4, 1), backlog)
    units = chain.suppliers.contracts.cancelled(one, np.full((4, 1, 1), jic), waits, np.array([[delay]]))
    assert (units[:, 1:] == 0.0).all(), "nobody else has too much"
    return float(units[0, 0, 0])


@pytest.mark.parametrize(
    ("kind", "excess", "backlog", "delay", "units"),
    [
        ("firm", 50.0, 200.0, 4.0, 0.0),
        ("non_cancellable", 50.0, 200.0, 4.0, 0.0),
        ("cancel_freely", 50.0, 200.0, 4.0, 50.0),
        ("cancel_freely", 300.0, 200.0, 4.0, 200.0),  # no more than what waits
        ("cancel_freely", 0.0, 200.0, 4.0, 0.0),
        ("firm_window", 50.0, 200.0, 2.0, 0.0),  # all of it starts within 3 weeks
        ("firm_window", 80.0, 200.0, 4.0, 50.0),  # a quarter starts later than that
        ("firm_window", 30.0, 200.0, 4.0, 30.0),
    ],
)
def test_what_a_contract_lets_a_plant_take_back(kind, excess, backlog, delay, units):
    scenario = under(kind, "cancel_freely", firm_weeks=3)
    if kind == "non_cancellable":  # there, too, what was not ordered for good stays open
        scenario = under(kind, kind)
    assert two_plants(excess, backlog, delay, scenario) == pytest.approx(units)


def test_the_contract_is_that_of_the_stance_in_force():
    scenario = under("cancel_freely", "firm_window", firm_weeks=3)
    assert two_plants(80.0, 200.0, 4.0, scenario, jic=False) == pytest.approx(80.0)
    assert two_plants(80.0, 200.0, 4.0, scenario, jic=True) == pytest.approx(50.0)


def for_good(*weeks: int) -> Any:
    """Just in Case, which here is for good, in these weeks; else Just in Time. The numbers are the same."""

    def decide(view: SeatView) -> Decision:
        return Decision(np.array([view.week + 1 in weeks]), cover_weeks=np.array([1.5]))

    return decide


def test_what_was_ordered_for_good_is_served_first():
    scenario = under("firm", "non_cancellable")
    year = range(1, 73)
    chain = SupplyChain(
        scenario, 1, policies={"north": for_good(*year), "south": "jit", "east": "jit", "west": "jit"}
    )
    units = lost(chain.run())
    # Its 100 a week are always there, so the others have 140 of 300: 8 x 53.33 missing, less the 150 on hand.
    assert units == pytest.approx([0.0, *[8 * 160 / 3 - 150.0] * 3])


def test_what_was_ordered_for_good_stays_so_when_the_stance_has_changed():
    """Ordered in week 20 as Just in Case, at a gate that is shut; from week 21 on it could cancel freely."""
    scenario = under("cancel_freely", "non_cancellable")
    shut = changed(scenario.shock[0], profile=[[0, 0.0], [8, 1.0]])
    slump = changed(shut, name="slump", kind="demand_slump", target="pump", profile=[[0, 0.5], [8, 1.0]])
    scenario = changed(scenario, shock=[shut, slump], ordering__forecast_smoothing=1.0)
    bound, free = (
        SupplyChain(
            scenario, 1, policies={"north": policy, "south": "jit", "east": "jit", "west": "jit"}
        ).run()
        for policy in (for_good(FIRST), "jit")
    )
    assert (free.record["ordered"][FIRST, 0] < 0.0).all(), "it takes back at once what it needs no more"
    assert (bound.record["ordered"][FIRST, 0] >= -1e-9).all()
    assert bound.record["unfilled"][FIRST, 0] == pytest.approx(100.0)
    assert free.record["unfilled"][FIRST, 0] == pytest.approx(0.0)


def test_nothing_is_taken_back_in_a_week_with_extra_orders():
    orders = played(under("cancel_freely"), *[FOUR_TIMES] * 4).record["ordered"][:, 0].ravel()
    assert (orders[FIRST - 1 : LAST] > 0.0).all()
    assert orders[LAST] < 0.0


# ---------------------------------------------------------------- what must stay true


def with_contracts(jit: str, jic: str) -> Scenario:
    scenario = shipped("pacific_squeeze")
    parts = [
        changed(part, jit=changed(part.jit, contract=jit), jic=changed(part.jic, contract=jic, firm_weeks=2))
        for part in scenario.component
    ]
    return changed(scenario, component=parts)


KINDS = [("cancel_freely", "firm_window"), ("cancel_freely", "non_cancellable")]


@pytest.mark.parametrize(("jit", "jic"), KINDS)
def test_goods_and_orders_are_conserved_where_orders_are_taken_back(jit, jic):
    scenario = changed(with_contracts(jit, jic), weeks=45)
    chain = Watched(scenario, 3, 2, policies=at_random(scenario, 3, 2, extra=True))
    check_conservation(chain)
    assert (chain.record["ordered"] < 0.0).any()


@pytest.mark.parametrize(("jit", "jic"), KINDS)
def test_another_order_of_the_file_changes_nothing_under_contracts(jit, jic):
    check_order(changed(with_contracts(jit, jic), weeks=36), order=2, luck=3)


def test_what_was_recorded_can_be_played_again_cancellations_and_all():
    scenario = changed(with_contracts("cancel_freely", "non_cancellable"), weeks=45)
    first = SupplyChain(scenario, 3, policies=at_random(scenario, 3)).run()
    assert (first.record["lane_orders"] < 0.0).any()
    again = SupplyChain(scenario, 3, policies=at_random(scenario, 3))
    nobody = np.zeros((len(scenario.seat), 1), dtype=bool)
    again.replay_orders(first.record["lane_orders"], nobody, first.record["stance"])
    assert differing(measures(again.run()), measures(first)) == []


@pytest.fixture(scope="module")
def unlike() -> SupplyChain:
    """A squeeze in which the rivals' contracts differ: only who is Just in Case goes first."""
    scenario = changed(with_contracts("cancel_freely", "non_cancellable"), weeks=44)
    names = [seat.name for seat in scenario.seat]
    policies = dict(zip(names, ("hybrid", "jit", "jic", "jit"), strict=True))
    return SupplyChain(scenario, 3, 2, policies=policies).run()


def test_a_what_if_of_what_was_played_finds_what_was_played_whatever_the_rivals_contracts(unlike):
    played = as_played(unlike)
    for seat in range(4):
        again = replay(unlike, [played_plan(unlike, seat)])
        assert again.cost[0] == pytest.approx(played.cost[seat], rel=1e-12)


def test_red_control_a_what_if_that_forgets_who_goes_first_finds_something_else(unlike, monkeypatch):
    monkeypatch.setattr(ordering, "_non_cancellable", lambda chain: np.zeros_like(chain.suppliers.backlog))
    again = replay(unlike, [played_plan(unlike, 1)])
    assert again.cost[0] != pytest.approx(as_played(unlike).cost[1], rel=1e-6)


# ---------------------------------------------------------------- red controls


def test_red_control_a_maker_that_does_not_hear_of_it_is_found(monkeypatch):
    fill = Suppliers.fill
    monkeypatch.setattr(
        Suppliers, "fill", lambda self, week, orders, terms: fill(self, week, np.maximum(orders, 0.0), terms)
    )
    scenario = under("cancel_freely")
    with pytest.raises(AssertionError, match=r"on order = all that is upstream|ordered = shipped"):
        check_conservation(Watched(scenario, 1, policies=adds(FOUR_TIMES)))


def test_red_control_a_plant_that_forgets_it_is_found(monkeypatch):
    order = Manufacturers.order
    monkeypatch.setattr(Manufacturers, "order", lambda self, orders: order(self, np.maximum(orders, 0.0)))
    with pytest.raises(AssertionError, match=r"on order = all that is upstream|ordered = received"):
        check_conservation(Watched(under("cancel_freely"), 1, policies=adds(FOUR_TIMES)))


def test_red_control_without_priority_it_would_be_short_like_the_others(monkeypatch):
    monkeypatch.setattr(Contracts, "commit", lambda self, orders, for_good: None)
    chain = SupplyChain(
        under("firm", "non_cancellable"), 1, policies=against_the_lean(for_good(*range(1, 73)))
    )
    assert lost(chain.run())[0] == pytest.approx(170.0)


# ---------------------------------------------------------------- what a seat is told


def told(chain: SupplyChain) -> list[np.ndarray]:
    """The first seat's outlook."""
    outlook = Outlook(chain)
    return [outlook.arrivals[0], outlook.survival[0], outlook.stops[0]]


def same(ours: list[np.ndarray], others: list[np.ndarray]) -> bool:
    return all(np.array_equal(*pair, equal_nan=True) for pair in zip(ours, others, strict=True))


def test_an_outlook_knows_nothing_of_what_rivals_were_sold_or_ordered_for_good():
    scenario = with_contracts("cancel_freely", "non_cancellable")
    suppliers = [changed(site, rationing="turn_and_earn") for site in scenario.supplier]
    scenario = changed(scenario, supplier=suppliers)
    chain = SupplyChain(scenario, 3, policies={seat.name: "jic" for seat in scenario.seat})
    while chain.week < 36:
        chain.step()
    before = told(chain)
    rationing, contracts = chain.suppliers.rationing, chain.suppliers.contracts
    assert contracts.committed[:, 1:].any()
    rationing._sales[:, :, 2:] *= 3.0  # customer 0 is the world outside, 1 the first seat
    contracts.committed[:, 1:] *= 0.5
    assert same(before, told(chain))
    contracts.committed[:, :1] *= 0.5  # its own it knows
    assert not same(before, told(chain))
