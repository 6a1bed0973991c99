"""A scenario with depots and ordering rules is a game like any other."""

from __future__ import annotations

import pytest
from game_support import Log, opened_game
from reference_support import FOLDER

from linestop.game.views.player_view import seat_view


@pytest.mark.slow
@pytest.mark.parametrize("name", ["beer_game", "assembly", "single_stage"])
def test_a_reference_file_can_be_played_to_its_end(name: str) -> None:
    log = Log(opened_game((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    log.play(log.session.scenario.turns)
    view = seat_view(log.session, log.place)
    assert view.phase == "finished" and view.rows


def test_a_row_names_the_depot_that_a_part_comes_from() -> None:
    log = Log(opened_game((FOLDER / "beer_game.toml").read_text(encoding="utf-8"))).play(2)
    [row] = seat_view(log.session, log.place).rows
    assert (row.supplier, row.usual_weeks) == ("Wholesaler", 3.0)
