"""Players by name that react to a shortage: the late one waits for the quote, the hoarder orders more."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner
from world_support import SHIPPED, changed, shipped

from linestop.agents import POLICIES, SupplyChain
from linestop.agents.manufacturers.stances import CALM_WEEKS, LATE_WEEKS
from linestop.game.cli.simulate import simulate

WORLDS = 20


@pytest.fixture(scope="module")
def squeezed() -> dict[str, SupplyChain]:
    """The first seat plays by that name, the others the mix."""
    scenario = shipped("pacific_squeeze")
    first = scenario.seat[0].name
    return {
        name: SupplyChain(scenario, 3, WORLDS, policies={first: name}).run()
        for name in ("jit", "jic", "late", "hoarder")
    }


def quoted_delay(chain: SupplyChain) -> np.ndarray:
    """Weeks above the usual lead time, by component: (weeks, K, W)."""
    usual = chain.network.usual_component_lead_time[:, None]
    return np.stack([chain.network.lane_mean(quote) for quote in chain.record["quote"]]) - usual


@pytest.mark.slow
def test_a_late_reactor_is_lean_until_a_part_is_quoted_late_and_again_when_that_is_over(squeezed):
    chain = squeezed["late"]
    stance, delay = chain.record["stance"][:, 0] > 0.0, quoted_delay(chain)
    turns = range(chain.scenario.weeks_per_turn, chain.scenario.weeks, chain.scenario.weeks_per_turn)
    assert not stance[0].any()
    for week in turns:  # decides on what was quoted last
        before, now, quoted = stance[week - 1], stance[week], delay[week - 1]
        assert now[quoted >= LATE_WEEKS].all()
        assert not now[quoted < CALM_WEEKS].any()
        between = (quoted >= CALM_WEEKS) & (quoted < LATE_WEEKS)
        assert (now == before)[between].all()
    assert stance.any() and not stance.all()


def test_a_hoarder_orders_more_than_just_in_case_where_parts_are_quoted_late(squeezed):
    hoarder, safe = squeezed["hoarder"], squeezed["jic"]
    chip = hoarder.network.components.index("chip")
    late = quoted_delay(hoarder)[:, chip].max(axis=0) >= LATE_WEEKS
    more = hoarder.record["ordered"][:, 0, chip].sum(axis=0) - safe.record["ordered"][:, 0, chip].sum(axis=0)
    assert late.any()
    assert more[late].mean() > 0.0


def test_a_hoarder_hurts_the_others_more_than_just_in_case_does(squeezed):
    lost = {name: chain.sums.demand[1:] - chain.sums.sold[1:] for name, chain in squeezed.items()}
    assert lost["hoarder"].sum() > lost["jic"].sum()


def test_red_control_where_nothing_is_quoted_late_nobody_reacts():
    scenario = changed(shipped("calm_seas"), disturbances__times=0, shock=[], weeks=24)
    first = scenario.seat[0].name
    for name, like in (("late", "jit"), ("hoarder", "jic")):
        reacting, plain = (SupplyChain(scenario, 3, 2, policies={first: each}).run() for each in (name, like))
        assert quoted_delay(reacting).max() < LATE_WEEKS
        assert np.array_equal(reacting.record["ordered"], plain.record["ordered"])


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("stance", ["rumour", "late", "panic", "hoarder"])
def test_they_are_played_from_the_command_line_by_name(name, stance):
    assert stance in POLICIES
    outcome = CliRunner().invoke(simulate, [name, "--stance", stance, "--worlds", "2"])
    assert outcome.exit_code == 0, outcome.output
    assert stance in outcome.output
