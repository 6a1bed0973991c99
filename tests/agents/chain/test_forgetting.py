"""A running game forgets the weeks before its last turn, and nothing that is told of it changes."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import at_random, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain import record
from linestop.agents.chain.record import MEASURES, REMEMBERED
from linestop.game.rules.hindsight import hindsight, score_parts

pytestmark = pytest.mark.slow


def both(scenario: Scenario, luck: int = 1) -> tuple[SupplyChain, SupplyChain]:
    """The same chain twice: one that keeps every week, one that keeps a turn."""
    one, other = (
        SupplyChain(
            scenario,
            7,
            2,
            policies=at_random(scenario, luck, 2),
            forget_after=scenario.weeks_per_turn if forgets else None,
        )
        for forgets in (False, True)
    )
    return one, other


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), st.integers(0, 2**32))
def test_every_turn_that_was_just_played_has_the_same_records(scenario: Scenario, luck: int) -> None:
    keeps, forgets = both(scenario, luck)
    for first in range(1, scenario.weeks + 1, scenario.weeks_per_turn):
        last = min(first + scenario.weeks_per_turn - 1, scenario.weeks)
        for chain in (keeps, forgets):
            while chain.week < last:
                chain.step()
        assert keeps.record.rows_by_world(first, last) == forgets.record.rows_by_world(first, last)


def played() -> tuple[SupplyChain, SupplyChain]:
    keeps, forgets = both(shipped("pacific_squeeze"))
    for chain in (keeps, forgets):
        while chain.week < 24:
            chain.step()
    return keeps, forgets


def test_scores_and_hindsight_are_the_same_to_the_last_bit() -> None:
    keeps, forgets = played()
    assert msgspec.json.encode(score_parts(keeps)) == msgspec.json.encode(score_parts(forgets))
    assert msgspec.json.encode(hindsight(keeps)) == msgspec.json.encode(hindsight(forgets))


@pytest.mark.parametrize("measure", ["lost_by", "lane_orders", "stance"])
def test_red_control_a_record_that_forgets_more_cannot_be_scored(
    measure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "REMEMBERED", REMEMBERED - {measure})
    _, forgets = played()
    with pytest.raises(ValueError, match=f"{measure} is kept of the last weeks alone"):
        hindsight(forgets)


def test_who_asks_for_a_forgotten_week_is_told_so() -> None:
    _, forgets = played()
    assert forgets.record.of_weeks("cost", 21, 24).shape[0] == 4
    with pytest.raises(ValueError, match="cost of week 20 is forgotten"):
        forgets.record.of_weeks("cost", 20, 24)
    with pytest.raises(ValueError, match="cost is kept of the last weeks alone"):
        forgets.record["cost"]
    assert len(forgets.record["stance"]) == 24


def test_a_record_that_forgets_takes_a_quarter_of_the_memory() -> None:
    def size(chain: SupplyChain) -> int:
        return sum(np.asarray(chain.record._measures[name]).nbytes for name in MEASURES)

    keeps, forgets = both(shipped("pacific_squeeze"))
    assert size(forgets) * 4 < size(keeps)
