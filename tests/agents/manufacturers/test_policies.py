"""A new bot is a Manufacturer with its own `decide`: it plays a seat, and only that seat."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from world_support import changed, differing, measures, shipped, struck

from linestop.agents import Decision, Manufacturer, SupplyChain

SEAT = "quillby"


class Careful(Manufacturer):
    """Buffers a part for good once it has seen its quote rise by more than half a week between two turns."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.quote_before: np.ndarray | None = None
        self.buffered = False
        self.turns: list[int] = []

    def decide(self) -> None:
        view = self.view()
        if self.quote_before is not None:
            self.buffered |= view.quote > self.quote_before + 0.5
        self.quote_before = view.quote
        self.turns.append(view.turn)
        self.take(Decision(np.broadcast_to(self.buffered, view.quote.shape)))


@pytest.fixture(scope="module")
def played() -> SupplyChain:
    return SupplyChain(struck(), 7, 20, policies={SEAT: Careful}).run()


def test_a_bot_with_its_own_decide_is_asked_once_a_turn(played):
    bot = played.manufacturer(SEAT)
    assert isinstance(bot, Careful)
    assert bot.turns == list(range(1, 14))


def test_a_bots_decisions_are_played_in_its_seat_world_by_world(played):
    bot = played.manufacturer(SEAT)
    stance = played.record["stance"][:, bot.index]
    assert (stance[0] == 0.0).all(), "it has seen nothing yet in the first turn"
    assert np.array_equal(stance[-1] == 1.0, bot.buffered), "its last decision stands"
    assert (np.diff(stance, axis=0) >= 0.0).all(), "it never lets a buffer go"
    chip = played.network.components.index("chip")
    began = [int(np.argmax(weeks)) for weeks in stance[:, chip].T if weeks.any()]
    assert len(began) == played.worlds, "chips run short in every world"
    assert len(set(began)) > 1, "in each world at its own time"
    assert all(week % 4 == 0 for week in began), "at the beginning of a turn"


def test_a_bot_is_worth_something(played):
    """It sees shortages coming: cheaper than all Just in Time in that seat, against the same rivals."""
    lean = SupplyChain(struck(), 7, 20, policies={SEAT: "jit"}).run()
    seat = played.manufacturer(SEAT).index
    costs = [
        (chain.sums.cost + chain.close_books())[:, seat].sum(axis=(0, 1)).mean() for chain in (played, lean)
    ]
    assert costs[0] < 0.9 * costs[1]


def test_the_other_seats_play_on_as_they_were_told(played):
    mix = [part.recommended == "JIC" for part in played.scenario.component]
    others = np.delete(played.record["stance"], played.manufacturer(SEAT).index, axis=1)
    assert (others == np.array(mix)[:, None]).all()


def test_a_subclass_that_decides_nothing_new_plays_the_mix():
    class Copy(Manufacturer):
        pass

    scenario = changed(shipped("calm_seas"), weeks=12)
    copy, mix = (SupplyChain(scenario, 7, 2, policies={SEAT: player}).run() for player in (Copy, "hybrid"))
    assert differing(measures(copy), measures(mix)) == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"policies": {"tarnholm": "jit", "tarnhome": "jic"}},
            "no seat is called 'tarnhome'; there are tarnholm",
        ),
        ({"policies": "luck"}, "no policy is called 'luck'; there are jit"),
        ({"worlds": 0}, "0 worlds"),
        ({"first_world": -1}, "1 worlds from world -1"),
        ({"seed": -1}, "a seed is a whole number from 0"),
        ({"seed": 2**64}, "a seed is a whole number from 0"),
        ({"seed": 1.5}, "not 1.5"),
    ],
    ids=str,
)
def test_a_chain_that_cannot_be_meant_is_refused_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        SupplyChain(**({"scenario": shipped("pacific_squeeze"), "seed": 1} | wrong))


@pytest.mark.parametrize("jic", [[0.3, 1, 0, 0, 0, 1], [float("nan")] * 6, ["JIC"] * 6, "JIC"], ids=str)
def test_flags_that_are_neither_true_nor_false_are_refused(jic: Any) -> None:
    chain = SupplyChain(shipped("pacific_squeeze"), 1)
    with pytest.raises(ValueError, match="nothing else"):
        chain.settle("tarnholm", Decision(jic))


@pytest.mark.parametrize("world", [-1, 2])
def test_a_person_sits_in_a_world_that_there_is(world: int) -> None:
    chain = SupplyChain(shipped("pacific_squeeze"), 1, 2)
    with pytest.raises(ValueError, match="there are 0 to 1"):
        chain.settle("tarnholm", Decision([True] * 6), world)
    with pytest.raises(ValueError, match="there are 0 to 1"):
        chain.release("tarnholm", world)
