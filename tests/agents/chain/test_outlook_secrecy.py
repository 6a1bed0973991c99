"""What a seat is told of the weeks to come depends on nothing that it may not know."""

from __future__ import annotations

import numpy as np
import pytest
from outlook_support import State, scramble
from world_support import at_random, shipped

from linestop.agents import SupplyChain
from linestop.agents.chain.outlook import Outlook

pytestmark = pytest.mark.slow


# ---------------------------------------------------------------- nothing else gets in


def figures_of(chain: SupplyChain, seat: int) -> np.ndarray:
    """All that one seat is told, as one row of numbers."""
    outlook = Outlook(chain)
    offers = outlook.offers(chain.network.seats[seat]).values()
    told = [
        (each.plan_weeks, each.holding_per_week, each.fee, each.build_weeks)
        for pair in offers
        for each in pair.values()
    ]
    parts = (outlook.arrivals[seat], outlook.survival[seat], outlook.stops[seat], np.array(told))
    return np.concatenate([part.ravel() for part in parts])


@pytest.mark.parametrize("week", [4, 20, 36])
@pytest.mark.parametrize("seat", [0, 3])
def test_no_figure_depends_on_what_rivals_keep_to_themselves(week: int, seat: int) -> None:
    state = State("pacific_squeeze", 7, week)
    chain = state.chain()
    scramble(chain, [row for row in range(4) if row != seat], luck=week)
    np.testing.assert_allclose(figures_of(chain, seat), figures_of(state.chain(), seat), rtol=1e-9)


def test_red_control_a_seat_s_own_books_change_its_figures() -> None:
    state = State("pacific_squeeze", 7, 20)
    chain = state.chain()
    scramble(chain, [1], luck=1)
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(figures_of(chain, 1), figures_of(state.chain(), 1), rtol=1e-9)


@pytest.mark.parametrize("week", [0, 12, 28])
def test_no_figure_depends_on_what_is_drawn_for_weeks_to_come(week: int) -> None:
    state = State("pacific_squeeze", 7, week)
    chain = state.chain()
    told = [figures_of(chain, seat) for seat in range(4)]
    chain.path.demand[week:] *= 3.0
    for shock in chain.path.shocks:
        shock.effect[week:] *= 0.5
        shock.in_force[week:] ^= True
    for seat in range(4):
        np.testing.assert_array_equal(figures_of(chain, seat), told[seat])


def test_red_control_what_was_drawn_for_this_week_is_felt() -> None:
    """A port with a queue that discharges half as much: everybody there can see it."""
    chain = State("pacific_squeeze", 7, 28).chain()
    told = figures_of(chain, 0)
    for shock in chain.path.shocks:
        shock.effect[27] *= 0.5
    assert not np.array_equal(figures_of(chain, 0), told)


def test_a_table_is_told_the_same_alone_and_among_others() -> None:
    scenario = shipped("pacific_squeeze")
    many = SupplyChain(scenario, 7, 3, policies=at_random(scenario, 5, 3))
    alone = SupplyChain(scenario, 7, 1, policies=at_random(scenario, 5, 1, 2), first_world=2)
    for _ in range(20):
        many.step()
        alone.step()
    told, the_same = Outlook(many), Outlook(alone)
    for measure in ("arrivals", "survival", "stops"):
        assert np.array_equal(
            getattr(told, measure)[..., 2], getattr(the_same, measure)[..., 0], equal_nan=True
        )
    for name in many.network.seats:
        assert told.offers(name, 2) == the_same.offers(name)


def test_looking_ahead_changes_nothing() -> None:
    looked, not_looked = State("pacific_squeeze", 7, 12).chain(), State("pacific_squeeze", 7, 12).chain()
    for chain in (looked, not_looked):
        while chain.week < 24:
            if chain is looked:
                Outlook(chain)
            chain.step()
    assert np.array_equal(looked.record["cost"], not_looked.record["cost"])
