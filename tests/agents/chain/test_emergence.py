"""What must emerge when players hoard: statements 1 to 9, 12, 13 (10 is in test_rationing_game.py).

Each holds over a thousand worlds that all players meet alike, as the sign of a mean difference and of its
95 % interval. Each has a red control: where its cause is absent, the same comparison must not show it.
"""

from __future__ import annotations

import numpy as np
import pytest
from emergence_support import (
    ALL,
    BUILDER,
    FOUR_TIMES,
    LATE_BUILDER,
    NOBODY,
    NOTHING,
    TWICE,
    UNLIKE,
    WORLDS,
    Effect,
    Year,
    distrustful,
    effect,
    less,
    more,
    own,
    play,
    quiet,
    rivals,
    shortage,
    together,
    truthful,
    within,
    years,
)
from world_support import changed

from linestop.agents.sites.rationing import RULES


@pytest.fixture(scope="module")
def honest() -> Year:
    """Nobody orders more than it needs, and the maker rations in proportion."""
    return years("proportional", *NOBODY)


def test_the_shortage_is_one_and_every_world_has_its_own(honest):
    assert honest.lost.shape == (4, WORLDS)
    assert (honest.lost.sum(axis=0) > 0.0).mean() > 0.99
    assert len({tuple(weeks) for weeks in honest.short.T.tolist()}) > 50


# ---------------------------------------------------------------- 1 no shortage, no gaming pay-off


@pytest.fixture(scope="module")
def quiet_years() -> dict[str, tuple[Year, Year]]:
    """By rule: nobody inflates, one does; the news is false, and there is enough for all of it."""
    plenty = {rule: quiet(rule, capacity_ratio=2.0) for rule in RULES}
    return {rule: (play(each, NOBODY), play(each, FOUR_TIMES)) for rule, each in plenty.items()}


def test_1_without_a_shortage_inflating_buys_nothing_and_costs_money(quiet_years):
    for rule, (plain, inflated) in quiet_years.items():
        assert inflated.waiting.max() <= NOTHING, "everybody gets what it asks for"
        assert np.abs(inflated.lost - plain.lost).max() <= NOTHING, rule
        assert more(own(inflated, plain, of="cost"))
        assert ((inflated.cost - plain.cost)[0] > 0.0).all(), "in each single world"
        reference = quiet_years["proportional"][1]
        assert np.abs(inflated.orders - reference.orders).max() <= NOTHING, "the rule is without effect"


def test_1_red_control_in_a_shortage_inflating_pays(honest):
    assert less(own(years("proportional", *FOUR_TIMES), honest, of="cost"))


# ---------------------------------------------------------------- 2 unilateral inflation


@pytest.mark.parametrize("players", [TWICE, FOUR_TIMES])
def test_2_in_proportion_an_inflator_gains_and_every_rival_pays(honest, players):
    inflated = years("proportional", *players)
    assert less(own(inflated, honest))
    assert all(more(each) for each in rivals(inflated, honest))


def test_2_red_control_with_equal_shares_nobody_gains_or_pays():
    plain, inflated = years("uniform", *NOBODY), years("uniform", *FOUR_TIMES)
    assert not less(own(inflated, plain)) or within(own(inflated, plain), NOTHING)
    assert all(within(each, NOTHING) for each in rivals(inflated, plain))


# ---------------------------------------------------------------- 3 small is zero-sum, large destroys


def test_3_small_inflation_is_about_zero_sum_and_large_inflation_destroys_output(honest):
    small, large = (together(years("proportional", *players), honest) for players in (TWICE, FOUR_TIMES))
    whole = honest.lost.sum(axis=0).mean()
    assert within(small, 0.01 * whole)
    assert large.low > 0.2 * whole


def test_3_the_excess_stands_in_the_hoarders_stores(honest):
    hoarded = years("proportional", *FOUR_TIMES)
    assert effect((hoarded.on_hand - honest.on_hand)[:, 0].max(axis=0)).low > 300.0


def test_3_red_control_with_equal_shares_large_inflation_destroys_nothing():
    assert within(together(years("uniform", *FOUR_TIMES), years("uniform", *NOBODY)), NOTHING)


# ---------------------------------------------------------------- 4 symmetric inflation cancels


def test_4_when_all_inflate_output_stays_and_queue_and_quotes_grow(honest):
    inflated = years("proportional", *ALL)
    whole = honest.lost.sum(axis=0).mean()
    assert within(together(inflated, honest), 0.001 * whole)
    assert more(effect(inflated.waiting.max(axis=0) - honest.waiting.max(axis=0)))
    assert effect(inflated.quote.max(axis=0) - honest.quote.max(axis=0)).low > 5.0, "weeks"
    assert np.array_equal(inflated.short, honest.short), "with the same capacity"


def test_4_red_control_when_one_inflates_it_does_not_cancel(honest):
    whole = honest.lost.sum(axis=0).mean()
    assert not within(together(years("proportional", *FOUR_TIMES), honest), 0.001 * whole)


# ---------------------------------------------------------------- 5 uniform allocation


def test_5_with_equal_shares_hoarding_gains_nothing_and_leaves_stock():
    plain, hoarded = years("uniform", *NOBODY), years("uniform", *FOUR_TIMES)
    assert within(own(hoarded, plain), NOTHING)
    assert more(own(hoarded, plain, of="cost"))
    assert more(effect((hoarded.on_hand.max(axis=0) - plain.on_hand.max(axis=0))[0]))


def test_5_red_control_in_proportion_hoarding_is_worth_money(honest):
    assert not more(own(years("proportional", *FOUR_TIMES), honest, of="cost"))


# ---------------------------------------------------------------- 6 turn and earn


def test_6_past_sales_reward_buying_in_quiet_weeks_at_the_rivals_expense_and_nothing_later():
    plain = years("turn_and_earn", *NOBODY)
    assert within(own(years("turn_and_earn", *FOUR_TIMES), plain), NOTHING)
    early = years("turn_and_earn", *BUILDER)
    assert less(own(early, plain))
    assert all(each.low > 40.0 for each in rivals(early, plain))


def test_6_red_control_with_equal_shares_buying_in_quiet_weeks_takes_nothing_from_rivals():
    early, plain = years("uniform", *BUILDER), years("uniform", *NOBODY)
    assert not any(each.low > NOTHING for each in rivals(early, plain))


# ---------------------------------------------------------------- 7 stock bought in time


@pytest.mark.parametrize("rule", ["proportional", "uniform"])
def test_7_stock_bought_from_slack_is_no_harm_to_rivals_and_saves_output(rule):
    plain, early = years(rule, *NOBODY), years(rule, *BUILDER)
    assert all(within(each, 0.01 * plain.lost[1:].mean()) for each in rivals(early, plain))
    assert less(together(early, plain))


def test_7_red_control_the_same_stock_bought_in_the_shortage_harms_them(honest):
    late = years("proportional", *LATE_BUILDER)
    assert all(each.low > 0.1 * honest.lost[1:].mean() for each in rivals(late, honest))
    assert more(together(late, honest))


# ---------------------------------------------------------------- 8 the phantom bust


def after(year: Year, first: int, weeks: int, measure: np.ndarray) -> np.ndarray:
    """A measure (T, W) summed over weeks, counted from the shortage's first week in each world: (W,)."""
    begun = year.short.argmax(axis=0)
    rows = begun + first + np.arange(weeks)[:, None]
    picked: np.ndarray = np.take_along_axis(measure, rows, axis=0)
    return picked.sum(axis=0)


def ordered_over_demand(year: Year, first: int, weeks: int) -> Effect:
    """Gross orders over demand, in some weeks from the shortage's first, less 1."""
    orders = after(year, first, weeks, np.maximum(year.orders, 0.0).sum(axis=1))
    return effect(orders / after(year, first, weeks, year.demand.sum(axis=1)) - 1.0)


BUST = (9, 12)
"""Twelve weeks, from a week after the all-clear."""


def test_8_after_the_all_clear_orders_fall_below_demand():
    firm = years("proportional", *ALL)
    assert ordered_over_demand(firm, *BUST).high < -0.5


def test_8_the_bust_is_a_collapsing_backlog_where_orders_can_be_taken_back_and_stock_where_not():
    plain, firm = years("proportional", *NOBODY), years("proportional", *ALL)
    free = years("proportional", *ALL, contract="cancel_freely")
    collapsed = after(free, 10, 1, free.waiting) / after(firm, 10, 1, firm.waiting)
    assert effect(collapsed - 0.5).high < 0.0
    assert more(effect(firm.on_hand.sum(axis=1).max(axis=0) - plain.on_hand.sum(axis=1).max(axis=0)))
    assert more(effect(firm.cost.sum(axis=0) - free.cost.sum(axis=0)))
    # The book of a market where orders can be taken back tells of a demand that is not there.
    assert ordered_over_demand(free, 0, 40).low > 0.2
    assert ordered_over_demand(firm, 0, 40).high < 0.0


def test_8_red_control_where_nobody_inflates_there_is_no_bust(honest):
    """Orders follow what was used, a fifth less while lines stand still; no more."""
    assert not ordered_over_demand(honest, *BUST).high < -0.25


# ---------------------------------------------------------------- 9 the shortage that confirms itself


DISTRUSTFUL = (distrustful, truthful, truthful, truthful)


def still_waiting(year: Year) -> Effect:
    """Units at the maker's gate in the last week, half a year after the shortage."""
    return effect(year.waiting[-1])


def test_9_who_inflates_while_anybody_waits_keeps_the_shortage_alive_by_its_own_orders(honest):
    distrust = years("proportional", *DISTRUSTFUL)
    assert still_waiting(distrust).low > 1000.0
    assert all(each.low > honest.lost[1:].mean() for each in rivals(distrust, honest)), (
        "they lose twice as much"
    )


def test_9_red_control_who_stops_at_the_all_clear_lets_it_end(honest):
    assert not still_waiting(years("proportional", *FOUR_TIMES)).low > 1000.0
    assert not still_waiting(honest).low > 1000.0


# ---------------------------------------------------------------- 12 order variance


def spread(upstream: np.ndarray, downstream: np.ndarray) -> Effect:
    """Logarithm of the ratio of two variances over weeks (T, W): above 0 it grows upstream."""
    return effect(np.log(upstream.var(axis=0) / downstream.var(axis=0)))


def test_12_in_a_season_that_demand_drives_orders_swing_more_than_demand():
    plain = play(changed(quiet(capacity_ratio=4.0), ordering__forecast_smoothing=0.3), NOBODY)
    for seat in range(4):
        assert spread(plain.orders[1:, seat], plain.demand[1:, seat]).low > np.log(1.5)


def test_12_in_a_hard_shortage_the_plants_orders_swing_more_than_the_makers_output():
    hoarded = years("proportional", *ALL)
    assert spread(hoarded.made, hoarded.orders.sum(axis=1)).high < np.log(0.5)


def test_12_red_control_without_smoothing_or_shortage_nothing_is_amplified_either_way():
    plain = play(changed(quiet(capacity_ratio=4.0), ordering__forecast_smoothing=1e-9), NOBODY)
    for seat in range(4):
        assert not spread(plain.orders[1:, seat], plain.demand[1:, seat]).low > np.log(1.05)
    assert not spread(plain.made, plain.orders.sum(axis=1)).high < np.log(0.95)


# ---------------------------------------------------------------- 13 welfare


def test_13_unlike_inflation_in_proportion_makes_less_than_truth_or_equal_shares(honest):
    unlike = years("proportional", *UNLIKE)
    assert more(together(unlike, honest))
    assert more(together(unlike, years("uniform", *UNLIKE)))


def test_13_red_control_like_inflation_makes_as_much(honest):
    whole = honest.lost.sum(axis=0).mean()
    assert not together(years("proportional", *ALL), honest).low > 0.001 * whole


# ---------------------------------------------------------------- the measure itself


def test_red_control_an_effect_that_is_not_there_is_not_found():
    """Of two thousand coins no side comes up more often, of loaded ones one does."""
    coins = np.random.default_rng(1).random(2 * WORLDS)
    assert not more(effect(np.where(coins < 0.5, 1.0, -1.0))) and not less(
        effect(np.where(coins < 0.5, 1.0, -1.0))
    )
    assert more(effect(np.where(coins < 0.6, 1.0, -1.0)))


def test_the_years_differ_in_what_players_do_alone(honest):
    """Common random numbers: the same demand and the same shortage in every comparison."""
    hoarded = years("proportional", *FOUR_TIMES)
    assert np.array_equal(hoarded.demand, honest.demand)
    assert np.array_equal(hoarded.short, honest.short)
    assert not np.array_equal(play(shortage(), FOUR_TIMES).lost, honest.lost)
