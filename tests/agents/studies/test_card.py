"""The card of a scenario: three ways in the same worlds, what is luck, classes of parts, rules of thumb."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import own_scenario, shipped

from linestop.agents.manufacturers.stances import all_jit, fixed, recommended_mix
from linestop.agents.studies.card.part_classes import value_classes, variation_class
from linestop.agents.studies.card.pieces import PIECES, put_together, sizes_of, work_out
from linestop.agents.studies.card.rules_of_thumb import RULES, rules_of_thumb
from linestop.agents.studies.card.ways import SEAT, luck_of, three_ways
from linestop.agents.studies.study import play_seat

SQUEEZE, SAWMILL = shipped("pacific_squeeze"), own_scenario("one_seat")
WORLDS = 6


def test_the_three_ways_are_what_a_seat_comes_to_beside_the_mix() -> None:
    found = three_ways(SQUEEZE, 5, WORLDS)
    alone = play_seat(SQUEEZE, 5, WORLDS, SEAT, all_jit, recommended_mix)
    jit = found.ways[0]
    assert (jit.cost.mean, jit.uptime.mean) == (float(alone.own_cost.mean()), float(alone.uptime.mean()))
    assert sum(way.cheapest for way in found.ways) == pytest.approx(1.0)


def test_where_the_mix_is_a_slogan_both_are_the_cheapest_and_luck_is_still_told() -> None:
    jit, _, mix = three_ways(shipped("calm_seas"), 5, WORLDS).ways
    assert jit.cost == mix.cost and jit.cheapest == mix.cheapest > 0.0


def test_luck_is_none_where_every_world_says_the_same_and_all_where_ways_differ_by_chance_alone() -> None:
    steady = np.array([[1.0], [2.0], [3.0]]) + np.arange(400)
    assert luck_of(steady) == (0.0, 1.0)
    chance = np.random.default_rng(1).normal(size=(3, 4000))
    luck, holds = luck_of(chance)
    assert luck == pytest.approx(1.0, abs=0.01) and holds == pytest.approx(0.5, abs=0.05)
    assert luck_of(np.ones((3, 5))) == (None, None)


def test_parts_are_classed_by_falling_share_of_the_money_and_by_their_variation() -> None:
    assert value_classes(np.array([0.04, 0.50, 0.11, 0.35])) == ["C", "A", "B", "A"]
    assert [variation_class(each) for each in (0.25, 0.26, 0.50, 0.51)] == ["X", "Y", "Y", "Z"]


def test_a_rule_of_thumb_costs_what_its_plan_costs() -> None:
    found = rules_of_thumb(SQUEEZE, 5, WORLDS)
    assert [each.rule for each in found.rules] == list(RULES)
    far = next(each for each in found.rules if each.rule == "distance")
    alone = play_seat(SQUEEZE, 5, WORLDS, SEAT, fixed(far.buffered), recommended_mix)
    assert far.cost == float(alone.own_cost.mean())
    # Housings and chips come from far, as the mix says; so do batteries, which it does not buffer.
    buffered = {part.part for part, said in zip(found.parts, far.buffered, strict=True) if said}
    assert buffered == {"housing", "chip", "battery"} and far.right == len(found.parts) - 1


def test_the_table_of_the_stances_tells_what_the_books_tell() -> None:
    found = rules_of_thumb(SQUEEZE, 5, WORLDS)
    for side in (found.jit, found.jic):
        assert side.holding + side.standing_still <= side.cost.mean * (1.0 + 1e-12)
        assert side.scarcest_weeks <= side.stock_weeks < side.bound_weeks
    assert found.jit.stock_weeks < found.jic.stock_weeks and found.jit.holding < found.jic.holding
    assert found.jit.uptime.mean < found.jic.uptime.mean
    assert found.jit.cheaper + found.jic.cheaper == 1.0


def test_a_card_is_the_same_however_its_pieces_are_worked_out() -> None:
    sizes = sizes_of(2)
    forth = {piece: work_out(SAWMILL, piece, 3, sizes) for piece in PIECES}
    back = {piece: work_out(SAWMILL, piece, 3, sizes) for piece in reversed(PIECES)}
    one, other = put_together(forth, sizes), put_together(back, sizes)
    assert (one.ways, one.scores, one.rules, one.answers) == (
        other.ways,
        other.scores,
        other.rules,
        other.answers,
    )


def test_what_takes_longer_is_worked_out_in_fewer_worlds_and_never_in_more_than_asked_for() -> None:
    for worlds in (2, 200, 1000):
        sizes = sizes_of(worlds)
        assert max(sizes.scored, sizes.rules, sizes.frontier) <= sizes.worlds == worlds
