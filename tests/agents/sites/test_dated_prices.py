"""A part becomes dearer at a date, and stays so: whoever buys ahead pays the old price."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from foresight_support import check_books, play
from promises_support import check_promises
from world_support import at_random, changed, differing, measures, own_scenario, shipped

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.foresight.lp_model import least_cost, perfect_foresight
from linestop.agents.foresight.seat_inputs import seat_inputs_of
from linestop.agents.manufacturers.stances import on_news
from linestop.agents.network.cost_lines import PREMIUM
from linestop.agents.scenario.events import News, Shock
from linestop.agents.studies.replay import as_played, played_plan, replay


def dearer(scenario: Scenario, kind: str, target: str, *profile: list[float], **more: Any) -> Scenario:
    """The scenario with a price that rises in week 5."""
    told: dict[str, Any] = {"first_week": [5, 5], "lasting": True}
    points = [list(map(float, point)) for point in profile]
    shock = Shock(name="tariff", title="A tariff", kind=kind, target=target, profile=points, **(told | more))
    return changed(scenario, shock=[*scenario.shock, shock])


ONE = own_scenario("one_seat")
TARIFF = dearer(ONE, "price_rise", "board", [0, 1.5], [1, 1.5])
TWO = own_scenario("two_seats")
PARTS = [part.name for part in TWO.component]


def paid(chain: SupplyChain) -> np.ndarray:
    """Money above standard cost by week, all seats and worlds."""
    money: np.ndarray = chain.record["cost"][:, PREMIUM].sum(axis=(1, 2, 3))
    return money


# ---------------------------------------------------------------- worked out on paper


def test_what_leaves_the_supplier_from_the_date_on_is_dearer_to_the_end() -> None:
    chain = SupplyChain(TARIFF, 1, policies="jit").run()
    # 100 boards of 60 a week, half as dear again; those that had left before cost what they did.
    assert paid(chain).tolist() == pytest.approx([0.0] * 4 + [100 * 30.0] * 8)


def test_a_profile_may_raise_it_at_once_and_lower_it_to_what_then_holds() -> None:
    chain = SupplyChain(dearer(ONE, "price_rise", "board", [0, 2.0], [3, 1.25]), 1, policies="jit").run()
    assert paid(chain).tolist() == pytest.approx([0.0] * 4 + [100 * 60.0] * 3 + [100 * 15.0] * 5)


def test_a_shock_that_is_not_lasting_ends_with_its_last_point() -> None:
    passing = dearer(ONE, "price_rise", "board", [0, 2.0], [3, 1.25], lasting=False)
    assert paid(SupplyChain(passing, 1, policies="jit").run())[7:].max() == 0.0


@pytest.mark.parametrize("interpolation", ["step", "linear"])
def test_any_kind_may_be_lasting(interpolation: Any) -> None:
    cut = dearer(
        ONE, "capacity_cut", "sawmill", [0, 0.9], [2, 0.5], interpolation=interpolation, stretch=[0.5, 0.5]
    )
    left = SupplyChain(cut, 1).run().record["capacity_left"][:, 0, 0]
    assert left[:4].tolist() == [1.0] * 4 and left[5:].tolist() == pytest.approx([0.5] * 7)


ROOMY = changed(ONE, supplier=[changed(ONE.supplier[0], capacity_ratio=3.0)])
"""With a supplier that can make what is bought ahead."""


def buys_ahead(view: SeatView) -> Decision:
    """Everything Just in Case in the turn before the date, and never else."""
    return Decision(np.full(len(view.components), view.turn == 1))


def test_who_buys_ahead_of_the_date_pays_less() -> None:
    dear = dearer(ROOMY, "price_rise", "board", [0, 1.5], [1, 1.5])
    late, ahead = (SupplyChain(dear, 1, policies=policy).run() for policy in ("jit", buys_ahead))
    assert paid(ahead).sum() < paid(late).sum() - 100 * 30.0
    assert as_played(ahead).cost.item() < as_played(late).cost.item()
    calm = [SupplyChain(ROOMY, 1, policies=policy).run() for policy in ("jit", buys_ahead)]
    assert as_played(calm[1]).cost.item() > as_played(calm[0]).cost.item()


def test_the_news_of_it_warns_of_the_part_in_every_seat() -> None:
    told = News(week=-3, grade="official", headline="A tariff from week 5", text="On boards.")
    warned = dearer(ONE, "price_rise", "board", [0, 1.5], [1, 1.5], news=[told])
    chain = SupplyChain(warned, 1, policies=on_news("official"))
    for _ in range(4):
        chain.step()
    assert chain.news_desk.alert(chain.shocks, chain.week).item() == 3.0
    chain.step()
    assert chain.manufacturers.stance.item(), "who acts on official news buys ahead"


# ---------------------------------------------------------------- what it strikes


def test_a_rise_strikes_its_part_at_every_maker_and_no_other() -> None:
    scenario = own_scenario("near_and_far")
    part = next(
        part.name
        for part in scenario.component
        if sum(site.component == part.name for site in scenario.supplier) > 1
    )
    chain = SupplyChain(dearer(scenario, "price_rise", part, [0, 1.5], [1, 1.5]), 1)
    chain.week = 5
    price = chain.terms().price[:, 0]
    assert price.tolist() == [1.5 if site.component == part else 1.0 for site in scenario.supplier]


def test_a_lasting_spike_strikes_one_source_alone() -> None:
    scenario = own_scenario("near_and_far")
    site = scenario.supplier[1].name
    chain = SupplyChain(dearer(scenario, "price_spike", site, [0, 1.5], [1, 1.5]), 1).run()
    told = chain.struck.of_weeks(1, scenario.weeks)["price"][:, :, 0]
    assert told[4:, 1].tolist() == [1.5] * (scenario.weeks - 4)
    assert np.delete(told, 1, axis=1).max() == 1.0


# ---------------------------------------------------------------- what every feature keeps


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_a_rise_keeps_what_every_chain_promises(part: str) -> None:
    drawn = {"first_week": [3, 8], "depth": [0.5, 1.5], "probability": 0.7}
    for luck in range(3):
        check_promises(dearer(TWO, "price_rise", part, [0, 1.6], [3, 1.2], **drawn), luck)


@pytest.mark.slow
def test_permuted_parts_keep_their_prices_in_a_scenario_of_the_library() -> None:
    scenario = shipped("two_roads")
    check_promises(dearer(scenario, "price_rise", scenario.component[1].name, [0, 1.1], [1, 1.1]), 4)


def test_a_replay_of_a_year_with_a_rise_is_the_same_to_the_last_bit() -> None:
    scenario = dearer(TWO, "price_rise", PARTS[0], [0, 1.5], [1, 1.3])
    chain = SupplyChain(scenario, 5, policies=at_random(scenario, 5)).run()
    again = replay(chain, [played_plan(chain, seat) for seat in range(2)])
    assert (again.by_line == as_played(chain).by_line).all()


def test_a_world_in_which_it_does_not_come_is_the_same_to_the_last_bit() -> None:
    never = dearer(TWO, "price_rise", PARTS[0], [0, 1.5], [1, 1.5], probability=0.0)
    calm, told = (SupplyChain(each, 5, 3).run() for each in (TWO, never))
    assert differing(measures(calm), measures(told)) == []
    assert told.struck.of_weeks(1, TWO.weeks) == {}


@pytest.mark.slow
def test_the_bound_knows_the_date_and_buys_ahead_of_it() -> None:
    dear = dearer(ROOMY, "price_rise", "board", [0, 1.5], [1, 1.5])
    chains = [play(dear, 1, policy) for policy in ("jit", "jic", buys_ahead)]
    for chain in chains:
        check_books(chain)
    calm = perfect_foresight(play(ROOMY, 1, "jit"), 0)
    told = perfect_foresight(chains[0], 0)
    assert told.bound > calm.bound + 300.0
    assert told.decisions.started[0, :4].sum() > calm.decisions.started[0, :4].sum() + 100.0


# ---------------------------------------------------------------- red control


@pytest.mark.slow
def test_red_control_a_bound_that_does_not_know_the_date_is_found_out() -> None:
    chain = play(TARIFF, 1, "jit")
    fate = seat_inputs_of(chain, 0)
    unaware = replace(fate, price=np.ones_like(fate.price))
    assert least_cost(unaware).bound < least_cost(fate).bound - 1000.0
    with pytest.raises(AssertionError):
        told = least_cost(replace(chain.fate(0), price=unaware.price), chain.moves(0))
        assert told.bound == pytest.approx(float(as_played(chain).cost.item()), rel=1e-6)
