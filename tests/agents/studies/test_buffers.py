"""What a buffer cost and saved: two sums that tell the same difference as the replays do."""

from __future__ import annotations

import numpy as np
import pytest
from hindsight_support import PARTS, game, whole_game

from linestop.agents.studies.buffers import buffers_of
from linestop.agents.studies.choice_plans import plan_with_stance
from linestop.agents.studies.replay import as_played, played_plan, replay

SEAT = 1
"""It plays the mix, so that some buffers are held and others are not."""


def test_what_a_buffer_saved_less_what_it_cost_is_what_the_replay_without_it_adds() -> None:
    chain = game(tables=2)
    held, _ = buffers_of(chain, SEAT)
    without = replay(chain, [plan_with_stance(chain, SEAT, each, jic=False) for each in range(len(PARTS))])
    np.testing.assert_allclose(held.saved - held.cost, without.cost - as_played(chain).cost[SEAT], atol=1e-6)


def test_a_buffer_that_was_held_all_year_is_worth_what_one_always_held_is() -> None:
    chain = whole_game()
    held, always = buffers_of(chain, SEAT)
    jic = played_plan(chain, SEAT).flags[..., 0].all(axis=0)
    assert jic.any() and not jic.all()
    np.testing.assert_allclose(held.cost[jic], always.cost[jic], rtol=1e-9)
    np.testing.assert_allclose(held.saved[jic], always.saved[jic], rtol=1e-6)


def test_a_buffer_that_was_never_held_cost_and_saved_nothing() -> None:
    chain = whole_game()
    held, always = buffers_of(chain, SEAT)
    never = ~played_plan(chain, SEAT).flags[..., 0].any(axis=0)
    assert not held.cost[never].any() and not held.saved[never].any()
    assert (always.cost[never] > 0.0).all(), "a buffer is never free"


def test_red_control_a_buffer_of_another_seat_is_worth_something_else() -> None:
    chain = whole_game()
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(buffers_of(chain, 0)[1].cost, buffers_of(chain, SEAT)[1].cost)
