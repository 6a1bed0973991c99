"""A seat may set the weeks of its regional shelves, and plan demand in place of its forecast."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from regions_support import FAR, with_buffers
from world_support import at_random, changed, differing, measures, shipped

from linestop.agents import Decision, SeatView, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.manufacturers.demand_plan import DemandPlans
from linestop.agents.manufacturers.manufacturer import Manufacturer
from linestop.agents.network.cost_lines import CHANGEOVER
from linestop.agents.studies import replay as replays
from linestop.agents.studies.replay import as_played, fixed_plan, played_plan, replay, replay_of_all_seats

SEAT = "quillby"
YEAR = with_buffers(changed(shipped("pacific_squeeze"), weeks=16, shock=[]), None, FAR)
SEATS = [seat.name for seat in YEAR.seat]
ROW = SEATS.index(SEAT)
PARTS, PRODUCTS = len(YEAR.component), len(YEAR.product)
LEAN = np.zeros(PARTS, dtype=bool)


def lean_with(worlds: int = 3, scenario: Any = YEAR, **more: Any) -> SupplyChain:
    """One seat is lean in all and sets more in every turn, the others play the mix."""

    def decide(view: SeatView) -> Decision:
        return Decision(np.zeros(view.stance.shape, dtype=bool), **more)

    return SupplyChain(scenario, 7, worlds, policies={SEAT: decide}).run()


def plain(worlds: int = 3, scenario: Any = YEAR) -> SupplyChain:
    return SupplyChain(scenario, 7, worlds, policies={SEAT: "jit"}).run()


# ---------------------------------------------------------------- shelves


def test_the_scenarios_own_weeks_set_by_hand_change_nothing_and_cost_nothing():
    assert differing(measures(lean_with(shelf_weeks=np.array([FAR.target_weeks]))), measures(plain())) == []


def test_a_shelf_set_from_the_first_turn_holds_what_the_scenario_would_have_it_hold():
    deep = with_buffers(YEAR, None, changed(FAR, target_weeks=3.0))
    ours, theirs = lean_with(shelf_weeks=np.array([3.0])), plain(scenario=deep)
    # The opening differs by two weeks on the shelf, and is made up for; levels are the same in each week.
    for chain in (ours, theirs):
        assert chain.manufacturers.regions is not None
    levels = [chain.manufacturers.regions._level(chain.planning, 17)[ROW] for chain in (ours, theirs)]
    assert np.array_equal(*levels)


def test_who_holds_more_far_away_sells_more_there_and_pays_for_it():
    thin, deep = (lean_with(shelf_weeks=np.array([weeks])) for weeks in (0.0, 4.0))
    goods = [chain.record["finished_goods"][:, ROW].sum() for chain in (thin, deep)]
    lost = [chain.record["lost"][:, ROW].sum() for chain in (thin, deep)]
    assert goods[1] > goods[0] and lost[1] < lost[0]


def test_changing_a_shelf_costs_what_switching_the_parts_of_its_goods_would_and_once():
    chain = lean_with(shelf_weeks=np.array([3.0]))
    fees = chain.record["cost"][:, CHANGEOVER, ROW, -1]
    market = YEAR.market[1].demand
    by_hand = sum(
        YEAR.seat[ROW].demand[product]
        * market[product].share
        * sum(
            units * part.value * part.changeover_weeks
            for part in YEAR.component
            for units in [YEAR.seat[ROW].bill_of_materials[product].get(part.name, 0.0)]
        )
        for product in market
    )
    # The forecast has learnt from a week when the fee is charged: with the usual demand it is this.
    assert fees[0] == pytest.approx(by_hand, rel=0.1) and not fees[1:].any()
    others = [n for n in range(len(SEATS)) if n != ROW]
    assert not chain.record["cost"][:, CHANGEOVER, others, -1].any()


# ---------------------------------------------------------------- plans


def test_a_plan_that_says_what_the_forecast_says_changes_nothing_and_costs_nothing():
    class Copies(Manufacturer):
        def decide(self) -> None:
            weeks = range(self.model.week + 1, self.model.week + 21)
            forecasts = [self.model.planning.forecast_of_one_copy(week)[self.index] for week in weeks]
            plan = np.stack(forecasts, axis=1)
            # The forecast learns each week and a plan does not, so only the first week can be compared.
            plan[:, 1:] = np.nan
            self.take(Decision(LEAN, demand_plan=plan))

    copies = SupplyChain(YEAR, 7, 3, policies=dict.fromkeys(SEATS, Copies))
    usual = SupplyChain(YEAR, 7, 3, policies="jit")
    for _ in range(YEAR.weeks):
        copies.step()
        usual.step()
    theirs = measures(usual)
    apart = [
        name
        for name, ours in measures(copies).items()
        if not np.allclose(ours, theirs[name], rtol=1e-9, atol=1e-9)
    ]
    assert apart == ["use"], "written down at a week's end, when the forecast has learnt and the plan has not"
    assert not copies.record["cost"][:, CHANGEOVER].any()


def test_who_plans_for_more_orders_and_makes_more_until_the_plan_has_run_out():
    chain, usual = SupplyChain(YEAR, 7, 1), SupplyChain(YEAR, 7, 1)
    demand = np.array([YEAR.seat[ROW].demand[product.name] for product in YEAR.product])
    double = np.repeat(2.0 * demand[:, None], 6, axis=1)
    chain.settle(SEAT, Decision(LEAN, demand_plan=double))
    usual.settle(SEAT, Decision(LEAN))
    for _ in range(12):
        chain.step()
        usual.step()
    attempted = [each.record["attempted"][:, ROW, :, 0].sum(axis=1) for each in (chain, usual)]
    ordered = [each.record["ordered"][:, ROW, :, 0].sum(axis=1) for each in (chain, usual)]
    assert (attempted[0][:6] > attempted[1][:6]).all() and ordered[0][0] > ordered[1][0]
    # The plan ends in the middle of the second turn, though the person decided nothing anew.
    planned = [chain.planning.plans.of_week(week)[ROW, :, 0] for week in (6, 7)]
    assert np.isfinite(planned[0]).all() and np.isnan(planned[1]).all()
    assert attempted[0][6:].sum() < attempted[1][6:].sum(), "then what was made too much is sold first"


def test_a_new_decision_ends_the_plan_that_was_in_force():
    chain = SupplyChain(YEAR, 7, 2)
    chain.settle(SEAT, Decision(LEAN, demand_plan=np.full((PRODUCTS, 12), 500.0)))
    for _ in range(4):
        chain.step()
    chain.settle(SEAT, Decision(LEAN, demand_plan=np.full((PRODUCTS, 2), 7.0)), world=1)
    chain.step()
    assert chain.planning.plans is not None
    first, second = (chain.planning.plans.units[ROW, 0, 4:8, world] for world in (0, 1))
    assert first.tolist() == [500.0] * 4
    assert second[:2].tolist() == [7.0, 7.0] and np.isnan(second[2:]).all()


def test_a_plan_moves_neither_what_is_required_nor_the_ceiling_of_orders():
    """So nobody gains uptime by planning less, nor breaks the damping by planning more."""
    wild, usual = lean_with(demand_plan=np.full((PRODUCTS, 52), 1e6)), plain()
    assert np.array_equal(wild.record["required"], usual.record["required"])
    # Who wants half a year's cover orders all that the ceiling lets it, in the first weeks at least.
    most = lean_with(cover_weeks=np.full(PARTS, 26.0)).record["ordered"][:8, ROW]
    assert np.array_equal(wild.record["ordered"][:8, ROW], most)
    nothing = lean_with(demand_plan=np.zeros((PRODUCTS, 52)))
    assert np.array_equal(nothing.record["required"], usual.record["required"])
    assert nothing.sums.uptime()[ROW].mean() < usual.sums.uptime()[ROW].mean()


def test_what_lies_ahead_counts_shelves_and_plans_in_force():
    chain, usual = SupplyChain(YEAR, 7, 1), SupplyChain(YEAR, 7, 1)
    more = Decision(LEAN, shelf_weeks=np.array([6.0]), demand_plan=np.full((PRODUCTS, 20), 80.0))
    chain.settle(SEAT, more)
    usual.settle(SEAT, Decision(LEAN))
    for each in (chain, usual):
        each.step()
    ahead, plain_ahead = Outlook(chain), Outlook(usual)
    assert ahead.survival[ROW].sum() < plain_ahead.survival[ROW].sum(), "what lies there is used up sooner"
    assert ahead.arrivals[ROW].sum() > plain_ahead.arrivals[ROW].sum()


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"shelf_weeks": np.array([-0.1])}, "shelf_weeks is -0.1; expected 0 to 26"),
        ({"shelf_weeks": np.array([26.5])}, "shelf_weeks is 26.5; expected 0 to 26"),
        ({"shelf_weeks": np.array([1.0, 1.0])}, "numbers as shelf_weeks, not"),
        ({"demand_plan": np.full((PRODUCTS, 2), -1.0)}, "demand_plan is -1; expected 0 to 1e"),
        ({"demand_plan": np.full((PRODUCTS, 2), np.inf)}, "demand_plan is inf"),
        ({"demand_plan": np.zeros((PRODUCTS, 53))}, "demand_plan has 53 weeks; expected at most 52"),
        ({"demand_plan": np.zeros((PRODUCTS + 1, 2))}, "numbers as demand_plan, not"),
        ({"demand_plan": np.zeros(PRODUCTS)}, "numbers as demand_plan, not"),
    ],
)
def test_what_is_out_of_range_or_shape_is_refused_and_leaves_nothing_behind(more, complaint):
    chain = SupplyChain(YEAR, 7, 3)
    with pytest.raises(ValueError, match=complaint):
        chain.settle(SEAT, Decision(~LEAN, cover_weeks=np.full(PARTS, 3.0), **more))
    assert differing(measures(chain.run()), measures(SupplyChain(YEAR, 7, 3).run())) == []


def test_a_shelf_where_there_is_none_is_refused():
    with pytest.raises(ValueError, match="numbers as shelf_weeks"):
        SupplyChain(shipped("calm_seas"), 7).settle(SEAT, Decision(LEAN, shelf_weeks=np.array([1.0])))


# ---------------------------------------------------------------- every world, every replay


def set_by_chance() -> SupplyChain:
    """Every seat sets shelves, plans and stances by chance in every turn."""
    return SupplyChain(YEAR, 7, 2, policies=at_random(YEAR, 5, 2)).run()


def test_what_one_person_sets_in_one_world_holds_there_until_it_is_given_back():
    chain, usual = SupplyChain(YEAR, 7, 3), SupplyChain(YEAR, 7, 3)
    for more in ({"shelf_weeks": np.array([5.0]), "demand_plan": np.full((PRODUCTS, 4), 90.0)}, {}):
        chain.settle(SEAT, Decision(LEAN, **more), world=1)
        for _ in range(4):
            chain.step()
            usual.step()
    ours, theirs = measures(chain), measures(usual)
    others = {name: values[..., [0, 2]] for name, values in ours.items()}
    assert differing(others, {name: values[..., [0, 2]] for name, values in theirs.items()}) == []
    assert chain.record["cost"][[0, 4], CHANGEOVER, ROW, -1, 1].min() > 0.0, "there and back"
    regions = chain.manufacturers.regions
    assert regions is not None and (regions._target[ROW] == FAR.target_weeks).all()


def replayed_as_played(chain: SupplyChain) -> None:
    """A game played again with all that was decided comes to the same cost, to the last bit."""
    for seat in range(len(SEATS)):
        for recorded in (True, False):
            plan = played_plan(chain, seat, recorded=recorded)
            assert np.array_equal(replay(chain, [plan]).cost[0], as_played(chain).cost[seat])


def test_a_replay_repeats_shelves_plans_and_numbers_to_the_bit():
    replayed_as_played(set_by_chance())
    replayed_as_played(lean_with(cover_weeks=np.full(PARTS, 3.0), shelf_weeks=np.array([2.5])))


def test_a_what_if_without_what_a_seat_set_is_the_seat_that_set_nothing():
    chain = lean_with(shelf_weeks=np.array([4.0]), demand_plan=np.full((PRODUCTS, 3), 90.0))
    bare = fixed_plan(chain, ROW, LEAN)
    told = played_plan(chain, ROW)
    assert np.array_equal(told.flags, bare.flags)
    with_and_without = replay(chain, [told, bare, replace(told, beside=None)]).cost
    assert np.array_equal(with_and_without[1], with_and_without[2])
    assert not np.array_equal(with_and_without[0], with_and_without[1])


def test_rivals_keep_their_shelves_and_plans_in_a_replay():
    chain = set_by_chance()
    found = replay_of_all_seats(chain, [played_plan(chain, 0)])
    lines = np.delete(found.by_line - as_played(chain).by_line[:, :, None], CHANGEOVER, axis=0)
    assert not lines.any()


# ---------------------------------------------------------------- red controls


def test_red_control_a_replay_in_which_rivals_forget_what_they_set_is_found(monkeypatch):
    monkeypatch.setattr(replays, "beside_of", lambda played, plans: None)
    with pytest.raises(AssertionError):
        replayed_as_played(set_by_chance())
    with pytest.raises(AssertionError):
        test_rivals_keep_their_shelves_and_plans_in_a_replay()


def test_red_control_a_plan_that_begins_anew_each_turn_is_found(monkeypatch):
    begin = DemandPlans.begin

    def anew(self, week, settled):
        settled.fresh[:] = True
        begin(self, week, settled)

    monkeypatch.setattr(DemandPlans, "begin", anew)
    with pytest.raises(AssertionError):
        test_who_plans_for_more_orders_and_makes_more_until_the_plan_has_run_out()


def test_red_control_a_plan_that_reaches_what_is_required_is_found(monkeypatch):
    from linestop.agents.manufacturers.planning import Planning

    usual = Planning.forecast_of_one_copy
    monkeypatch.setattr(
        Planning,
        "forecast_of_one_copy",
        lambda self, week: (
            usual(self, week) if self.plans is None else self.plans.over(week, usual(self, week))
        ),
    )
    with pytest.raises(AssertionError):
        test_a_plan_moves_neither_what_is_required_nor_the_ceiling_of_orders()
