"""A market asks by its own draw: as listed, in whole units, or around a mean."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from world_support import changed, check, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.demand import FORMS, asked
from linestop.agents.scenario import Regime

EVEN = (np.arange(20_000)[None] + 0.5) / 20_000
"""Uniforms that cover (0, 1) evenly: one week, many worlds."""


def drawn(draw: str, mean: float, **more: object) -> np.ndarray:
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
