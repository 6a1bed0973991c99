"""The score's formula, by hand, and that the debrief's marks are read from it."""

from __future__ import annotations

import numpy as np
import pytest
from after_support import workshop

from linestop.agents.studies.score_formula import score
from linestop.game.messages.rounding import for_screen
from linestop.game.review.debrief import results
from linestop.game.rules.events import Place


def test_the_score_is_0_at_the_dearer_slogan_100_at_the_best_plan_and_linear_between() -> None:
    cost = np.array([300.0, 100.0, 150.0, 80.0, 400.0])
    found = score(cost, np.full(5, 300.0), np.full(5, 100.0))
    assert found == pytest.approx([0.0, 100.0, 75.0, 110.0, -50.0])


def test_the_score_is_100_where_no_plan_differs_from_another() -> None:
    assert score(np.array([90.0]), np.array([100.0]), np.array([100.0])) == [100.0]


@pytest.mark.slow
def test_the_marks_of_a_debrief_are_scores_of_the_costs_beside_them() -> None:
    for seat in workshop().hindsight.seats:
        page = results(workshop().session, workshop().hindsight, {}, Place(seat.table, seat.seat))
        assert page.seat is not None
        marks = {mark.way: mark.score for mark in page.seat.marks}
        assert marks["played"] == for_screen(seat.parts.score) == page.seat.row.score
        assert marks["best"] == 100.0 and marks["jit" if page.seat.dearer == "jit" else "jic"] == 0.0


def test_red_control_another_dearer_slogan_is_another_score() -> None:
    cost, best = np.array([150.0]), np.array([100.0])
    assert score(cost, np.array([300.0]), best) != score(cost, np.array([200.0]), best)
