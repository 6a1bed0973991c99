"""The scores after each turn, which one replay of a game that has ended gives."""

from __future__ import annotations

import numpy as np
import pytest
from hindsight_support import SCENARIO, cut_of, game, whole_game
from world_support import changed

from linestop.agents import SupplyChain
from linestop.agents.studies.replay import fixed_plan, replay
from linestop.agents.studies.scoring import (
    MOST_COMPONENTS,
    scales_by_search,
    score_scale,
    score_scales,
    segmentations,
)
from linestop.game.rules.events import TurnScored
from linestop.game.rules.hindsight import score_parts, scores_of_game


def scores_by_turn(chain: SupplyChain) -> dict[int, TurnScored]:
    return {each.turn: each for each in scores_of_game(chain) if isinstance(each, TurnScored)}


@pytest.mark.parametrize("weeks", [52, 22], ids=["a year", "a game that ended within a turn"])
def test_one_replay_gives_the_scores_that_a_game_would_have_had_that_ended_with_each_turn(weeks: int) -> None:
    """To the last bit, and with a shock that was thrown in."""
    live = [cut_of(SCENARIO.supplier[0].name)]
    found = scores_by_turn(game(tables=2, weeks=weeks, live=live))
    length = SCENARIO.weeks_per_turn
    assert [each.weeks for each in found.values()] == list(range(length, weeks, length))
    for turn in (1, 4, len(found)):
        each = found[turn]
        assert each.tables == score_parts(game(tables=2, weeks=each.weeks, live=live))


def test_red_control_a_turn_later_the_scores_are_others() -> None:
    found = scores_by_turn(game(weeks=22))
    assert found[4].tables != score_parts(game(weeks=found[5].weeks))


def test_beyond_eight_components_the_best_plan_is_searched_for() -> None:
    """With six it finds what trying them all finds; with nine it is never worse than a mark."""
    found, tried = scales_by_search(whole_game(), [0, 3]), score_scales(whole_game(), [0, 3])
    assert [mark.best for mark in found] == [mark.best for mark in tried]
    assert [mark.jit for mark in found] == [mark.jit for mark in tried]
    first = SCENARIO.seat[0]
    bolts = {f"bolt_{n}": 1.0 for n in range(3)}
    bills = {product: bill | bolts for product, bill in first.bill_of_materials.items()}
    many = changed(
        SCENARIO,
        weeks=16,
        component=[
            *SCENARIO.component,
            *(changed(SCENARIO.component[0], name=f"bolt_{n}") for n in range(3)),
        ],
        supplier=[
            *SCENARIO.supplier,
            *(changed(SCENARIO.supplier[0], name=f"forge_{n}", component=f"bolt_{n}") for n in range(3)),
        ],
        lane=[
            *SCENARIO.lane,
            *(changed(SCENARIO.lane[0], name=f"road_{n}", supplier=f"forge_{n}") for n in range(3)),
        ],
        seat=[changed(first, bill_of_materials=bills)],
    )
    assert len(many.component) > MOST_COMPONENTS
    with pytest.raises(ValueError, match="too many"):
        segmentations(len(many.component))
    chain = SupplyChain(many, 3).run()
    mark = score_scale(chain, 0)
    assert (mark.best <= np.minimum(np.minimum(mark.jit, mark.jic), mark.mix)).all()
    assert replay(chain, [fixed_plan(chain, 0, mark.best_plan)]).cost[0] == mark.best
    early = SupplyChain(many, 3)
    while early.week < 2 * many.weeks_per_turn:
        early.step()
    assert scores_by_turn(chain)[2].tables == score_parts(early)
