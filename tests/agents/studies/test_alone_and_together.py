"""What a seat's plan costs beside lean rivals, as it was, and when everybody does the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from world_support import changed, shipped

from linestop.agents import Decision, SupplyChain
from linestop.agents.chance.shocks import KINDS, Shock
from linestop.agents.manufacturers.stances import SeatView, on_news
from linestop.agents.studies import alone_and_together as study
from linestop.agents.studies.alone_and_together import alone_and_together
from linestop.agents.studies.replay import as_played

SQUEEZE = shipped("pacific_squeeze")
SEATS = tuple(seat.name for seat in SQUEEZE.seat)
MIXED = {SEATS[0]: on_news("rumour"), SEATS[1]: "hybrid", SEATS[2]: "jit", SEATS[3]: "panic"}
WORLDS = 3


def game(
    policies: Any, weeks: int = 52, worlds: int = WORLDS, shocks: list[Shock] | None = None
) -> SupplyChain:
    chain = SupplyChain(SQUEEZE, 7, worlds, policies=policies, live_shocks=shocks or ())
    while chain.week < weeks:
        chain.step()
    return chain


def held_by(chain: SupplyChain, seat: int) -> Any:
    """A policy that repeats a seat's decisions, found in the record week by week."""
    stance = chain.record["stance"][:, seat] > 0.5
    return lambda view: Decision(stance[view.week])


def port_closed(worlds: int) -> Shock:
    effect, weeks = np.ones((52, worlds)), np.zeros((52, worlds), dtype=bool)
    effect[19:25], weeks[19:25] = 0.1, True
    first, comes = np.full(worlds, 20.0), np.ones(worlds, dtype=bool)
    return KINDS["port_slowdown"]("live", "Live", 0, effect, weeks, first, comes)


def with_numbers(view: SeatView) -> Decision:
    """Housings for five weeks, chips from turn 3 on for nine, and in turn 2 many trikes are planned."""
    cover = np.full(len(view.components), np.nan)
    cover[1] = 5.0
    cover[2] = 9.0 if view.turn >= 3 else np.nan
    plan = np.array([[np.nan] * 4, [60.0] * 4]) if view.turn == 2 else None
    return Decision(np.zeros_like(view.stance), cover_weeks=cover, demand_plan=plan)


def without_plan(view: SeatView) -> Decision:
    return replace(with_numbers(view), demand_plan=None)


def test_what_a_seat_sets_beside_its_stances_is_part_of_its_plan_in_any_company() -> None:
    """Rivals that do the same set it too, but for the plan of demand: that is of the seat's own customers."""
    played = game({SEATS[0]: with_numbers} | dict.fromkeys(SEATS[1:], "hybrid"), weeks=24)
    found = alone_and_together(played)
    alone = as_played(game({SEATS[0]: with_numbers} | dict.fromkeys(SEATS[1:], "jit"), weeks=24))
    alike = as_played(game({SEATS[0]: with_numbers} | dict.fromkeys(SEATS[1:], without_plan), weeks=24))
    assert np.array_equal(found.beside_lean_rivals.by_line[:, 0], alone.by_line[:, 0])
    assert np.array_equal(found.all_alike.by_line[:, 0], alike.by_line[:, 0])


def test_red_control_without_its_numbers_the_plan_costs_another_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    played = game({SEATS[0]: with_numbers} | dict.fromkeys(SEATS[1:], "hybrid"), weeks=24)
    alone = as_played(game({SEATS[0]: with_numbers} | dict.fromkeys(SEATS[1:], "jit"), weeks=24))
    monkeypatch.setattr(study, "_beside", lambda plans, worlds: None)
    found = alone_and_together(played)
    assert not np.array_equal(found.beside_lean_rivals.by_line[:, 0], alone.by_line[:, 0])


@pytest.mark.slow
@pytest.mark.parametrize("weeks", [52, 22], ids=["a whole year", "ended within a turn"])
def test_each_seats_two_other_companies_are_games_played_by_themselves(weeks: int) -> None:
    shock = port_closed(WORLDS)
    played = game(MIXED, weeks, shocks=[shock])
    found = alone_and_together(played)
    assert np.array_equal(found.as_played.by_line, as_played(played).by_line)
    for n, seat in enumerate(SEATS):
        own = held_by(played, n)
        alone = as_played(game(dict.fromkeys(SEATS, "jit") | {seat: own}, weeks, shocks=[shock]))
        together = as_played(game(dict.fromkeys(SEATS, own), weeks, shocks=[shock]))
        for study_of, by_itself in ((found.beside_lean_rivals, alone), (found.all_alike, together)):
            assert np.array_equal(study_of.by_line[:, n], by_itself.by_line[:, n])
            assert np.array_equal(study_of.uptime[n], by_itself.uptime[n])


def test_beside_rivals_that_were_lean_a_plan_costs_what_it_did() -> None:
    played = game(dict.fromkeys(SEATS, "jit") | {SEATS[1]: on_news("rumour")})
    found = alone_and_together(played)
    assert np.array_equal(found.beside_lean_rivals.cost[1], found.as_played.cost[1])
    assert not np.array_equal(found.all_alike.cost[1], found.as_played.cost[1])


def test_where_everybody_did_the_same_a_plan_costs_what_it_did() -> None:
    found = alone_and_together(game("hybrid"))
    assert np.array_equal(found.all_alike.by_line, found.as_played.by_line)


def test_a_buffer_of_housings_and_chips_bought_early_costs_more_when_all_four_buy_it() -> None:
    found = alone_and_together(game("hybrid", worlds=20))
    assert found.beside_lean_rivals.cost.mean() < found.all_alike.cost.mean()


def test_tables_are_told_apart_and_a_large_room_is_played_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table's numbers are the same, however many stand beside it and in however many batches."""
    played = game(MIXED, 16)
    whole = alone_and_together(played)
    monkeypatch.setattr(study, "MOST_WORLDS", 2 * WORLDS)
    in_parts = alone_and_together(played)
    alone = alone_and_together(game(MIXED, 16, worlds=1))
    assert np.array_equal(whole.all_alike.by_line, in_parts.all_alike.by_line)
    assert np.array_equal(whole.beside_lean_rivals.by_line[..., :1], alone.beside_lean_rivals.by_line)


def test_a_game_without_history_is_refused_in_a_sentence() -> None:
    chain = SupplyChain(changed(SQUEEZE, weeks=4), 1, history=False).run()
    with pytest.raises(ValueError, match="play the chain with history"):
        alone_and_together(chain)
