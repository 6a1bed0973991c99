"""What a stance plans is told with the near source that a seat has asked, as its numbers are."""

from __future__ import annotations

from typing import Any

import pytest
from choices_support import text_with_choices
from chosen_support import choose, game_with_choices, play_turn
from rules_support import Told

from linestop.agents.arithmetic import Array
from linestop.agents.manufacturers.planning import Planning
from linestop.game.messages import PartNumbers
from linestop.game.rules.events import Place
from linestop.game.views.player_view import seat_view

HOUSING = 1


def told_alike(told: Told, split: float) -> bool:
    """Whether a part plans the same by its stance and by its numbers, with this share of the near source."""
    choose(told, numbers={"housing": PartNumbers(sourcing_split=split)})
    for _ in range(2):
        play_turn(told)
    row = seat_view(told.session, Place(0, "tarnholm")).rows[HOUSING]
    own, planning = told.session.scenario.component[HOUSING].jit, row.planning
    assert planning is not None and row.stance == "JIT"
    plan = own.cover_weeks * planning.weeks_per_cover + own.safety_factor * planning.weeks_per_factor
    return row.offers.plan_weeks[0] == pytest.approx(plan, abs=0.002)


@pytest.mark.parametrize("split", [0.0, 0.4])
def test_a_plan_in_force_is_told_alike_by_its_stance_and_by_its_numbers(split: float) -> None:
    """Else a page believes that numbers which nobody touched were changed."""
    assert told_alike(game_with_choices(text=text_with_choices()), split)


def test_red_control_a_stance_that_is_told_without_its_near_source_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level = Planning.base_stock_level

    def without(self: Planning, *others: Any, shares: Array | None = None) -> Array:
        # An offer says them by name, numbers by their place.
        return level(self, *others)

    monkeypatch.setattr(Planning, "base_stock_level", without)
    assert not told_alike(game_with_choices(text=text_with_choices()), 0.4)
