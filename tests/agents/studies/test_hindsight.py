"""The score and the what-ifs: the same fate, the same rivals' orders, and nothing else the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import msgspec
import numpy as np
import pytest
from hindsight_support import NEWSY, PARTS, SCENARIO, SEATS, cut_of, game, whole_game

from linestop.agents import Decision, SupplyChain
from linestop.agents.arithmetic import Flags, total
from linestop.agents.chain.opening import recommended
from linestop.agents.manufacturers.stances import all_jic, all_jit
from linestop.agents.studies.externalities import externalities
from linestop.agents.studies.replay import as_played, fixed_plan, played_plan, replay
from linestop.agents.studies.scoring import (
    score_scale,
    score_scales,
)
from linestop.game.messages import Hindsight, WhatIf
from linestop.game.rules.hindsight import difference, hindsight, score_parts

MIX = recommended(SCENARIO)


@cache
def looked_back() -> Hindsight:
    return hindsight(whole_game())


def test_looking_back_tells_what_each_seats_rivals_bore() -> None:
    borne = [seat.borne_by_rivals for seat in looked_back().seats]
    assert borne == externalities(whole_game())[:, 0].tolist()
    assert [bool(money) for money in borne] == [True, False, True, True], "the second seat plays the mix"


def test_a_replay_of_what_was_played_is_the_same_to_the_last_bit() -> None:
    chain = game(tables=2)
    again = replay(chain, [played_plan(chain, seat) for seat in range(len(SEATS))])
    assert (again.by_line == as_played(chain).by_line).all()
    assert (again.uptime == as_played(chain).uptime).all()


def test_red_control_one_other_decision_in_one_turn_changes_the_replay() -> None:
    chain = whole_game()
    way = played_plan(chain, 1)
    flags = way.flags.copy()
    flags[4, 0] ^= True
    assert replay(chain, [replace(way, flags=flags)]).cost[0] != as_played(chain).cost[1]


def test_who_plays_the_recommended_mix_throughout_scores_what_the_ruler_says_of_it() -> None:
    parts = score_parts(whole_game())[0][1]
    assert parts.cost == parts.mix
    assert parts.score == 100.0 * (parts.dearer - parts.mix) / (parts.dearer - parts.best)


def test_a_slogan_is_0_where_it_is_the_dearer_and_the_best_plan_is_100() -> None:
    chain = whole_game()
    parts = score_parts(chain)[0]
    assert parts[2].cost == parts[2].jit == parts[2].dearer and parts[2].score == 0.0
    plan = np.array([name in parts[1].best_plan for name in PARTS])
    best = replay(chain, [fixed_plan(chain, 1, plan)]).cost[0]
    assert best[0] == parts[1].best
    assert score_scale(chain, 1).score(best)[0] == 100.0


def test_all_seats_in_one_batch_give_what_each_gives_alone() -> None:
    chain = game(tables=3, weeks=24)
    for seat, mark in enumerate(score_scales(chain, range(len(SEATS)))):
        alone = score_scale(chain, seat)
        assert (mark.jit == alone.jit).all() and (mark.best == alone.best).all()
        assert (mark.mix == alone.mix).all() and (mark.best_plan == alone.best_plan).all()


def test_tables_that_play_alike_score_alike_and_the_number_of_tables_does_not_matter() -> None:
    one = score_parts(game(weeks=28))[0]
    for table in score_parts(game(tables=3, weeks=28)):
        assert table == one


def test_the_rivals_orders_stay_and_their_decisions_are_not_asked_for_again() -> None:
    """Rivals who would react to a hoarder do not: the ways differ in nothing but themselves."""
    chain = whole_game()
    hoard = fixed_plan(chain, 2, np.ones(len(PARTS), bool))
    fixed = replay(chain, [hoard]).cost[0, 0]
    free = SupplyChain(SCENARIO, 11, policies=NEWSY | {SEATS[2]: all_jic}).run()
    assert fixed != as_played(free).cost[2, 0]


@pytest.mark.slow
def test_the_fate_of_the_replay_is_the_played_one_live_shocks_included() -> None:
    live = cut_of("nine_peaks")
    with_it, without = score_parts(game(live=[live])), score_parts(whole_game())
    chain = game(live=[live])
    again = replay(chain, [played_plan(chain, seat) for seat in range(len(SEATS))])
    assert (again.by_line == as_played(chain).by_line).all()
    assert with_it[0][0].jit > without[0][0].jit
    told = {shock.name: shock for shock in hindsight(chain).shocks}
    assert (told["live_1"].origin, told["live_1"].first_week, told["live_1"].last_week) == ("live", 9, 24)
    assert told["live_1"].components == ["chip"]


@pytest.mark.parametrize("weeks", [4, 20])
def test_a_game_ended_early_is_scored_over_the_weeks_played_books_closed(weeks: int) -> None:
    chain = game(weeks=weeks)
    parts = score_parts(chain)[0]
    assert [seat.weeks for seat in parts] == [weeks] * 4
    lean = SupplyChain(SCENARIO, 11, policies=NEWSY | {SEATS[2]: all_jit})
    while lean.week < weeks:
        lean.step()
    closed = total(total(lean.sums.cost + lean.close_books(), axis=2))[2, 0]
    assert parts[2].jit == closed
    assert all((shock.last_week or 0) <= weeks for shock in hindsight(chain).shocks)
    assert all(item.week <= weeks for shock in hindsight(chain).shocks for item in shock.news)


def test_the_score_of_a_running_game_knows_nothing_of_weeks_to_come() -> None:
    """Red control for an oracle: other demand and other shocks from week 21 on change no score so far."""
    chain = game(weeks=20)
    other = game(weeks=20)
    other.path.demand[20:] *= 3.0
    for shock in other.path.shocks:
        shock.effect[20:] = 1.0
        shock.in_force[20:] = False
    assert score_parts(other) == score_parts(chain)
    other.path.demand[19:] *= 3.0
    assert score_parts(other) != score_parts(chain)


def test_a_what_if_sets_one_component_as_recommended_and_leaves_the_rest_as_played() -> None:
    chain, seat = whole_game(), looked_back().seats[3]
    flags = played_plan(chain, 3).flags.copy()
    flags[:, PARTS.index("frame")] = MIX[PARTS.index("frame")]
    again = replay(chain, [replace(played_plan(chain, 3), flags=flags)])
    told = {what_if.component: what_if for what_if in seat.what_ifs}
    assert told["frame"].cost == again.cost[0, 0] - as_played(chain).cost[3, 0] != 0.0
    assert told["frame"].uptime == again.uptime[0, 0] - as_played(chain).uptime[3, 0]


def test_the_component_that_made_the_difference_changes_cost_most_for_better_or_worse() -> None:
    for seat in looked_back().seats:
        most = max(abs(what_if.cost) for what_if in seat.what_ifs)
        if seat.difference is None:
            assert most == 0.0
        else:
            [named] = [w for w in seat.what_ifs if w.component == seat.difference]
            assert abs(named.cost) == most
    mixed = looked_back().seats[1]
    assert mixed.difference is None and all(w.cost == w.uptime == 0.0 for w in mixed.what_ifs)
    assert looked_back().seats[2].difference in ("housing", "chip")
    assert difference([WhatIf("a", -3.0, 0.0), WhatIf("b", 4.0, 0.0)]) == "b"


def test_the_ways_of_a_seat_are_the_marks_of_its_ruler_with_lines_that_add_up() -> None:
    for seat in looked_back().seats:
        ways = {way.way: way for way in seat.ways}
        assert list(ways) == ["played", "jit", "jic", "mix", "best"]
        marks = {"played": seat.parts.cost, "jit": seat.parts.jit, "jic": seat.parts.jic}
        for name, cost in (marks | {"mix": seat.parts.mix, "best": seat.parts.best}).items():
            assert ways[name].cost == cost
            assert sum(ways[name].costs.values()) == pytest.approx(cost)
        assert ways["mix"].jic == ["housing", "chip"] and ways["best"].jic == seat.parts.best_plan


def test_lost_units_are_all_told_once_with_shocks_that_stand_in_the_year() -> None:
    chain, told = whole_game(), looked_back()
    for number, seat in enumerate(told.seats):
        lost = float(chain.record["lost"][:, number].sum())
        assert sum(row.units for row in seat.losses) == pytest.approx(lost, rel=1e-6)
    named = {name for seat in told.seats for row in seat.losses for name in row.shocks}
    assert named and named <= {shock.name for shock in told.shocks}


def test_a_false_alarm_has_its_news_and_no_weeks_and_a_true_shock_its_own() -> None:
    chain = whole_game()
    fate = {shock.name: shock for shock in chain.path.shocks}
    told = {shock.name: shock for shock in looked_back().shocks}
    assert {shock.comes for shock in told.values()} == {True, False}
    for name, shock in told.items():
        weeks = (np.flatnonzero(fate[name].in_force[:, 0]) + 1).tolist()
        assert shock.comes == bool(fate[name].comes[0])
        assert (shock.first_week, shock.last_week) == ((weeks[0], weeks[-1]) if weeks else (None, None))
        if not shock.comes:
            assert shock.rumoured and shock.first_week is None and shock.news


def test_a_chain_without_history_has_no_ruler() -> None:
    chain = SupplyChain(SCENARIO, 1, history=False)
    chain.step()
    with pytest.raises(ValueError, match="with history"):
        score_scale(chain, 0)


def test_decisions_of_people_are_replayed_as_they_were_settled() -> None:
    chain = SupplyChain(SCENARIO, 5)
    flags: Flags = MIX.copy()
    while chain.week < SCENARIO.weeks:
        if chain.week % SCENARIO.weeks_per_turn == 0:
            flags = np.roll(flags, 1)
            chain.settle(SEATS[0], Decision(flags))
        chain.step()
    again = replay(chain, [played_plan(chain, 0)])
    assert again.cost[0, 0] == as_played(chain).cost[0, 0]


def test_hindsight_crosses_the_wire_and_the_log_unchanged() -> None:
    text = msgspec.json.encode(looked_back())
    assert msgspec.json.decode(text, type=Hindsight) == looked_back()
