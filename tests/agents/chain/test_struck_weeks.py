"""What shocks and reserves tell of a week is kept of that week alone, in one order, and forgotten in time."""

from __future__ import annotations

from typing import Any

import pytest
from world_support import at_random, changed, own_scenario

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.struck import STRUCK_MEASURES, StruckWeeks
from linestop.agents.scenario.events import Shock
from linestop.agents.scenario.supply import Reserve

TWO = own_scenario("two_seats")
KINDS = (("line_outage", "hobbin", 0.5), ("use_cut", "board", 0.5), ("price_rise", "screw", 1.5))


def struck(first_weeks: tuple[int, int, int]) -> Scenario:
    """Three kinds of shock that tell something, and reserves at both suppliers."""
    shocks = [
        Shock(
            name=kind,
            title=kind,
            kind=kind,
            target=target,
            first_week=[first, first],
            profile=[[0.0, value], [2.0, 1.0]],
        )
        for (kind, target, value), first in zip(KINDS, first_weeks, strict=True)
    ]
    kept = [changed(site, reserve=Reserve(capacity=0.2, asked_weeks=0.1)) for site in TWO.supplier]
    return changed(TWO, shock=shocks, supplier=kept)


def rows(scenario: Scenario, worlds: int = 1, **more: Any) -> list[dict[str, Any]]:
    """By world what is told of the weeks 1 to 8, in its order."""
    chain = SupplyChain(scenario, 7, worlds, policies=at_random(scenario, 7, worlds), **more)
    for _ in range(8):
        chain.step()
    by_name = chain.struck.rows_by_world(1, 8)
    return [{name: by_world[world] for name, by_world in by_name.items()} for world in range(worlds)]


def assert_one_order() -> None:
    orders = [list(rows(struck(weeks))[0]) for weeks in ((2, 4, 6), (6, 4, 2), (3, 3, 3))]
    assert orders == [list(STRUCK_MEASURES)] * 3


def test_measures_come_in_one_order_whichever_was_told_first() -> None:
    """A log is compared as it is written, so another order would be another game."""
    assert_one_order()


def test_a_world_tells_the_same_alone_as_among_others() -> None:
    scenario = struck((2, 4, 6))
    together = rows(scenario, 3)
    assert [rows(scenario, first_world=0)[0], together[0]] == [together[0]] * 2


def test_a_running_game_forgets_the_weeks_before_its_last_turn() -> None:
    scenario = struck((1, 5, 5))
    chains = [SupplyChain(scenario, 7, forget_after=weeks) for weeks in (None, 4)]
    for chain in chains:
        for _ in range(8):
            chain.step()
    keeps, forgets = (chain.struck for chain in chains)
    assert keeps.rows_by_world(5, 8) == forgets.rows_by_world(5, 8)
    assert "line_left" in keeps.of_weeks(1, 4) and forgets.of_weeks(1, 4) == {}


def test_red_control_an_order_of_their_first_weeks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    of_weeks = StruckWeeks.of_weeks

    def as_told(self: StruckWeeks, first_week: int, last_week: int) -> dict[str, Any]:
        found = of_weeks(self, first_week, last_week)
        return dict(sorted(found.items(), key=lambda told: min(self._weeks[told[0]])))

    monkeypatch.setattr(StruckWeeks, "of_weeks", as_told)
    with pytest.raises(AssertionError):
        assert_one_order()
