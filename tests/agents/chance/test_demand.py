"""A market asks by its own draw: as listed, in whole units, or around a mean."""

from __future__ import annotations

import numpy as np
import pytest
from scenarios_support import check
from scipy import stats
from world_support import changed, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chance.demand import FORMS, asked, demand_category
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.variates import negative_binomial
from linestop.agents.scenario.checks.demand_checks import lists_go_with_their_draw
from linestop.agents.scenario.markets import Regime

EVEN = (np.arange(20_000)[None] + 0.5) / 20_000
"""Uniforms that cover (0, 1) evenly: one week, many worlds."""


def drawn(draw: str, mean: float, **more: object) -> np.ndarray:
    if draw == "negative_binomial":
        more = {"clumps": 0.8, **more}
    regime = Regime(share=1.0, variation=0.2, draw=draw, **more)  # type: ignore[arg-type]
    return asked(regime, np.array([mean]), EVEN)[0]


def with_market(**regime: object) -> Scenario:
    """A short year in which the first market asks otherwise for the first product."""
    scenario = changed(shipped("calm_seas"), weeks=8, shock=[])
    market = scenario.market[0]
    product = scenario.product[0].name
    demand = {**market.demand, product: changed(market.demand[product], **regime)}
    scenario = changed(scenario, market=[changed(market, demand=demand), *scenario.market[1:]])
    check(scenario)
    return scenario


@pytest.mark.parametrize("mean", [0.0, 0.3, 6.0, 50.0])
def test_whole_units_are_distributed_as_poisson_says(mean):
    units = drawn("poisson", mean)
    counts = np.arange(int(mean + 10.0 * mean**0.5) + 1)
    ours = (units[:, None] <= counts).mean(axis=0)
    assert np.abs(ours - stats.poisson.cdf(counts, mean)).max() <= 1.0 / EVEN.size
    assert np.array_equal(units, np.rint(units))


@pytest.mark.parametrize(
    ("mean", "clumps"), [(0.0, 1.0), (0.3, 0.1), (6.0, 0.8), (50.0, 4.0), (1900.0, 100.0)]
)
def test_clumped_units_are_distributed_as_the_negative_binomial_says(mean, clumps):
    units = drawn("negative_binomial", mean, clumps=clumps)
    counts = np.arange(int(mean + 12.0 * (mean + mean**2 / clumps) ** 0.5) + 1)
    ours = (units[:, None] <= counts).mean(axis=0)
    theirs = stats.nbinom.cdf(counts, clumps, clumps / (clumps + mean))
    assert np.abs(ours - theirs).max() <= 1.0 / EVEN.size
    assert np.array_equal(units, np.rint(units))


@pytest.mark.parametrize(("mean", "clumps"), [(40.0, 1.5), (60_000.0, 1.5)])
def test_many_worlds_of_clumped_units_have_the_mean_and_the_variance_that_are_stated(mean, clumps):
    units = negative_binomial(mean, clumps, Chance(5, 40_000).uniforms("seat:a", "demand", 1)[0])
    variance = mean + mean**2 / clumps
    assert abs(units.mean() - mean) < 4.0 * (variance / units.size) ** 0.5
    squares = (units - mean) ** 2
    assert abs(squares.mean() - variance) < 4.0 * squares.std() / units.size**0.5


def test_red_control_a_poisson_market_is_not_erratic_enough():
    units = drawn("poisson", 40.0)
    assert abs(units.var() - (40.0 + 40.0**2 / 1.5)) > 900.0


@pytest.mark.parametrize(
    ("regime", "mean", "kind"),
    [
        ({"draw": "normal"}, 50.0, "smooth"),
        ({"draw": "poisson"}, 6.0, "smooth"),
        ({"draw": "poisson"}, 0.5, "intermittent"),
        ({"draw": "negative_binomial", "clumps": 1.5}, 40.0, "erratic"),  # CV² of about 1 / 1.5
        ({"draw": "negative_binomial", "clumps": 0.2}, 5.0, "lumpy"),
        ({"draw": "normal"}, 0.0, "none"),
    ],
)
def test_a_market_is_named_by_the_cut_offs_of_syntetos_boylan_and_croston(regime, mean, kind):
    assert demand_category(Regime(share=1.0, variation=0.2, **regime), mean) == kind


def test_a_normal_market_has_its_mean_and_variation():
    units = drawn("normal", 50.0)
    assert units.mean() == pytest.approx(50.0, rel=1e-6) and units.std() == pytest.approx(10.0, rel=1e-2)


@pytest.mark.parametrize("draw", sorted(FORMS.keys() - {"listed"}))
def test_a_larger_mean_asks_no_less_in_any_world(draw):
    assert (drawn(draw, 6.6) >= drawn(draw, 6.0)).all()


def test_a_list_is_asked_as_it_stands_and_its_last_goes_on():
    chain = SupplyChain(with_market(draw="listed", units=[3.0, 0.0, 7.5]), 1, 2).run()
    demand = chain.record["demand"][:, :, 0, 0]
    assert (demand == np.array([3.0, 0.0, 7.5, 7.5, 7.5, 7.5, 7.5, 7.5])[:, None, None]).all()


def test_a_list_of_what_is_asked_where_nothing_is_sold_is_refused():
    """Its product would be over, and its parts written off, when it ends in all other markets."""
    scenario = with_market(draw="listed", units=[3.0])
    market, product = scenario.market[0], scenario.product[0].name
    regime = changed(market.demand[product], share=0.0)
    unsold = changed(market, demand={**market.demand, product: regime})
    problems = list(lists_go_with_their_draw(changed(scenario, market=[unsold, *scenario.market[1:]])))
    assert [problem.path for problem in problems] == [("market", 0, "demand", product, "share")]
    assert not list(lists_go_with_their_draw(scenario))


def test_whole_units_come_through_a_chain_and_keep_their_correlation():
    chain = SupplyChain(with_market(draw="poisson", persistence=0.8), 1, 400).run()
    demand = chain.record["demand"][:, 0, 0, 0]
    assert np.array_equal(demand, np.rint(demand))
    assert 0.7 < np.corrcoef(demand[3], demand[4])[0, 1] < 0.9


def test_other_markets_draw_as_before():
    plain = SupplyChain(changed(shipped("calm_seas"), weeks=8, shock=[]), 1, 2).run().record["demand"]
    other = SupplyChain(with_market(draw="poisson"), 1, 2).run().record["demand"]
    apart = (plain != other).any(axis=(0, 1, 4))
    assert apart[0, 0] and apart.sum() == 1
