"""A year of electronics with every rule for products at once: it is accepted, balanced, and can be played."""

from __future__ import annotations

import pytest
from conservation_support import Watched, check_conservation
from world_support import own_scenario
from worlds_support import worlds_that_differ

from linestop.agents import SupplyChain
from linestop.agents.studies.study import play_seat
from linestop.game.rules.engine import Engine
from linestop.game.rules.game_state import Orders

pytestmark = pytest.mark.slow

YEAR = own_scenario("short_lives")


def test_it_has_every_rule_for_products_and_money():
    assert YEAR.ordering.forecast_weeks and YEAR.costs.interest and YEAR.seat[0].cash
    assert any(market.buffer and market.selling for market in YEAR.market)
    assert {regime.draw for market in YEAR.market for regime in market.demand.values()} == {
        "normal",
        "negative_binomial",
    }
    assert all(regime.life for market in YEAR.market for regime in market.demand.values())
    assert YEAR.engineering_change and any(part.write_off for part in YEAR.component)


@pytest.mark.parametrize("policy", ["jic", "rumour"])
def test_goods_and_money_are_conserved_through_the_year(policy):
    check_conservation(Watched(YEAR, 5, 2, policies=policy))


def test_its_worlds_are_the_same_alone():
    assert worlds_that_differ(YEAR, 5, 2, 1) == []


def test_the_mix_beats_both_slogans_in_it():
    """`linestop scenario balance` says so of every plan, over more worlds than a test has time for."""
    jit, jic, mix = (
        play_seat(YEAR, 1, 20, 0, policy, "hybrid").total_cost for policy in ("jit", "jic", "hybrid")
    )
    assert mix.mean() < 0.9 * jit.mean() < 0.9 * jic.mean()


def test_whoever_buffers_the_old_chip_writes_it_off():
    def chips(policy: str) -> float:
        chain = SupplyChain(YEAR, 1, 4, policies=policy).run()
        return sum(
            event.value
            for world in range(4)
            for event in chain.written_off(world)
            if event.component == "chip"
        )

    assert chips("jic") > 3.0 * chips("hybrid") > 0.0


def test_a_game_can_be_played_in_it():
    engine = Engine(YEAR, 7, "hybrid", tables=2)
    assert len(engine.opening().tables) == 2
    for turn in range(1, YEAR.turns + 1):
        first = (turn - 1) * YEAR.weeks_per_turn + 1
        resolved = engine.play(turn, first, min(first + YEAR.weeks_per_turn - 1, YEAR.weeks), Orders())
    assert resolved.last_week == YEAR.weeks
    assert (engine.chain.sums.uptime() > 0.8).all()
