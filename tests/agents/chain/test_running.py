"""Running the line beats stopping it: a unit made and sold costs less than a unit lost.

By the books, for every product of every scenario that comes with the game; and in play, where one
line stands for one week and the year is compared with the same year without that week.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_parts_support import costs
from world_support import SHIPPED, changed, own_scenario, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.books import Losses, Stocks
from linestop.agents.scenario.checks.margin_checks import keeping_and_losing, selling_costs_less_than_losing
from linestop.agents.sites.line import produce

# ---------------------------------------------------------------- by the books


def cost_of_a_unit_sold(
    scenario: Scenario, seat: int, product: int, jic: bool, lane: int | None = None
) -> float:
    """All that the books charge for one unit's way from the suppliers' gates to the customer.

    Its parts travel by the given lane (others by the slowest they have), wait in the bin for the cover of
    their stance, and the unit on the shelf for the target of finished goods. No shock, no queue.
    """
    chain, price = SupplyChain(scenario, 0), dearest(scenario)
    network, books = chain.network, chain.ledger
    charged = 0.0
    for component, part in enumerate(scenario.component):
        units = network.bill[seat, product, component]
        lanes = np.flatnonzero(network.component_of_lane == component)
        if lane is None or lane not in lanes:
            way = max(lanes, key=lambda j: network.transit_weeks[j] + network.inland_weeks[j])
        else:
            way = lane
        shipped_units = np.zeros((len(network.lanes), len(network.seats), 1))
        shipped_units[way, seat] = units
        charged += books.week(_nothing(chain), _no_losses(chain), shipped_units, price).sum()
        travel = network.transit_weeks[way] + network.inland_weeks[way]
        wait = (part.jic if jic else part.jit).cover_weeks
        for place, weeks in (("moving", travel), ("on_hand", wait)):
            stock = _nothing(chain)
            getattr(stock, place)[seat, component] = units
            charged += weeks * books.week(stock, _no_losses(chain), 0.0 * shipped_units, price).sum()
    shelf = _nothing(chain)
    shelf.finished_goods[seat, product] = 1.0
    weeks = scenario.line.finished_goods_weeks
    return float(charged + weeks * books.week(shelf, _no_losses(chain), 0.0 * shipped_units, price).sum())


def dearest(scenario: Scenario) -> np.ndarray:
    """Highest multiple of its price that each supplier can ask for: (S, 1)."""
    price = np.ones((len(scenario.supplier), 1))
    names = [site.name for site in scenario.supplier]
    for shock in scenario.shock:
        if shock.kind == "price_spike":
            peak = max(value for _, value in shock.profile)
            price[names.index(shock.target)] *= 1.0 + shock.depth[1] * (peak - 1.0)
    return price


def cost_of_a_unit_lost(scenario: Scenario, seat: int, product: int) -> float:
    """What the books charge for one unit that was required and not made, and asked for and not sold."""
    chain = SupplyChain(scenario, 0)
    losses = _no_losses(chain)
    losses.not_made[seat, product] = losses.lost[seat, product] = 1.0
    nothing_shipped = np.zeros((len(chain.network.lanes), len(chain.network.seats), 1))
    price = np.ones((len(chain.network.suppliers), 1))
    return float(chain.ledger.week(_nothing(chain), losses, nothing_shipped, price).sum())


def _nothing(chain: SupplyChain) -> Stocks:
    parts, goods = (
        np.zeros_like(chain.manufacturers.on_hand),
        np.zeros_like(chain.manufacturers.finished_goods),
    )
    return Stocks(parts.copy(), parts.copy(), parts.copy(), goods.copy(), goods.copy())


def _no_losses(chain: SupplyChain) -> Losses:
    none = np.zeros_like(chain.manufacturers.finished_goods)
    return Losses(chain.manufacturers.blame, none.copy(), none.copy(), none.copy(), none.copy())


def check_every_product(scenario: Scenario) -> None:
    network = SupplyChain(scenario, 0).network
    for seat, product in zip(*np.nonzero(network.mean_demand), strict=True):
        lost = cost_of_a_unit_lost(scenario, seat, product)
        for jic in (False, True):
            for lane in range(len(network.lanes)):
                sold = cost_of_a_unit_sold(scenario, seat, product, jic, lane)
                where = f"{scenario.seat[seat].name}'s {network.products[product]}, by {network.lanes[lane]}"
                assert sold < lost, f"{where}: sold costs {sold}, lost {lost}"


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_a_unit_made_and_sold_costs_less_than_a_unit_lost(name):
    """For every seat and product, by every lane, in either stance."""
    check_every_product(shipped(name))


def test_red_control_at_three_times_the_price_of_everything_a_unit_sold_costs_more():
    scenario = shipped("calm_seas")
    spikes = [
        changed(scenario.shock[0], kind="price_spike", target=site.name, profile=[[0, 3.0], [9, 1.0]])
        for site in scenario.supplier
    ]
    with pytest.raises(AssertionError, match="sold costs"):
        check_every_product(changed(scenario, shock=spikes))


def free_losses(scenario: Scenario) -> Scenario:
    """Nobody minds a line that stands, nor a customer who leaves."""
    return changed(
        scenario, costs__lost_margin_share=0.0, costs__line_down_share=0.0, costs__backlog_share=0.0
    )


def test_red_control_where_losses_cost_nothing_a_unit_sold_costs_more():
    with pytest.raises(AssertionError, match="sold costs"):
        check_every_product(free_losses(shipped("calm_seas")))


# ---------------------------------------------------------------- in play


class Stopped(SupplyChain):
    """Lines stand where and when `stopped` (weeks, N, W) says so, for want of any part."""

    stopped: np.ndarray

    def _make(self, demand: np.ndarray, terms: Any) -> Any:
        sites, network = self.manufacturers, self.network
        attempted = sites.attempt(self.planning, self.week, demand)
        at_hand = np.where(self.stopped[self.week - 1][:, None], 0.0, sites.on_hand)
        output = produce(attempted, at_hand, network.bill, network.line_capacity)
        sites.make(output)
        return attempted, output


def added_by_stopping(scenario: Scenario, seed: int, worlds: int, policy: str) -> np.ndarray:
    """Total cost added by one week's standing line, books closed: (weeks, N, worlds).

    One batch: the year as it was, then once more for each week and seat.
    """
    weeks, seats = scenario.weeks, len(scenario.seat)
    times = 1 + weeks * seats
    path = SupplyChain(scenario, seed, worlds).path.repeated(times)
    chain = Stopped(scenario, seed, worlds * times, policies=policy, path=path, history=False)
    chain.stopped = np.zeros((weeks, seats, times, worlds), dtype=bool)
    for copy in range(1, times):
        chain.stopped[(copy - 1) // seats, (copy - 1) % seats, copy] = True
    chain.stopped = chain.stopped.reshape(weeks, seats, times * worlds)
    chain.run()
    cost = (chain.sums.cost + chain.close_books()).sum(axis=(0, 2)).reshape(seats, times, worlds)
    added = (cost[:, 1:] - cost[:, :1]).reshape(seats, weeks, seats, worlds)
    return np.array([added[seat, :, seat] for seat in range(seats)]).transpose(1, 0, 2)


def test_stopping_the_line_for_a_week_always_costs_more_than_running_it():
    """Calm Seas: in each week, seat and world."""
    added = added_by_stopping(shipped("calm_seas"), 11, 4, "jit")
    assert (added > 0.0).all()


@pytest.mark.slow
def test_stopping_the_line_in_a_shortage_costs_more_on_average():
    """A stop saves the scarce part for a better week and may be lucky in one world; never in the mean."""
    added = added_by_stopping(shipped("pacific_squeeze"), 11, 8, "jit")
    assert (added.mean(axis=2) > 0.0).all()
    assert (added > 0.0).mean() > 0.98


@pytest.mark.slow
@given(rates=costs(), cover=st.floats(0.0, 8.0), week=st.integers(0, 11))
@settings(max_examples=40)
def test_stopping_a_line_that_lacks_nothing_costs_more_at_any_rates(rates, cover, week):
    """At rates of the ranges that `costs` draws from, where an idle line costs at least 5 % of the price."""
    scenario = own_scenario("one_seat")
    part = changed(scenario.component[0], jit__cover_weeks=cover)
    added = added_by_stopping(changed(scenario, costs=rates, component=[part]), 1, 1, "jit")
    assert added[week, 0, 0] > 0.0


def test_red_control_where_losses_cost_nothing_and_shelves_are_dear_stopping_pays():
    scenario = changed(free_losses(shipped("calm_seas")), costs__finished_storage=1.0)
    added = added_by_stopping(scenario, 11, 2, "jit")
    assert (added < 0.0).any()


# ---------------------------------------------------------------- refused in a file


@pytest.mark.parametrize("name", SHIPPED)
def test_the_rule_for_files_counts_at_least_what_the_books_charge(name):
    scenario = shipped(name)
    for seat, product in zip(*np.nonzero(SupplyChain(scenario, 0).network.mean_demand), strict=True):
        site, made = scenario.seat[seat], scenario.product[product].name
        keeping, losing = keeping_and_losing(scenario, site.bill_of_materials[made])
        booked = max(cost_of_a_unit_sold(scenario, seat, product, jic) for jic in (False, True))
        assert keeping >= booked * (1.0 - 1e-9)
        assert losing == pytest.approx(cost_of_a_unit_lost(scenario, seat, product))


@pytest.mark.parametrize(
    "change", [{"costs__lost_margin_share": 0.01, "costs__line_down_share": 0.0}, {"lane": 400.0}]
)
def test_a_scenario_in_which_selling_is_dearer_than_losing_is_refused(change):
    scenario = shipped("calm_seas")
    if "lane" in change:
        change = {"lane": [changed(lane, freight=change["lane"]) for lane in scenario.lane]}
    assert not list(selling_costs_less_than_losing(scenario))
    assert len(list(selling_costs_less_than_losing(changed(scenario, **change)))) == 1
