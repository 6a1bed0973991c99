"""No two facts of one debrief contradict each other: a property of many played games.

Every sentence of the page about a part is worded from these facts alone, by the client's `part_sentences.ts`,
which has such a test of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import get_args, get_type_hints

import pytest
from after_support import Played

from linestop.game.messages import Decide, Fact, PartDebrief, Results, SeatDebrief
from linestop.game.review import part_debrief as part_debrief_module
from linestop.game.review.debrief import results

PARTS = ("frame", "housing", "chip", "display", "battery", "trim")
PLAYERS = {"ann": "Ann", "bob": "Bob", "eve": "Eve"}


@cache
def played(seed: int) -> Played:
    """Three people who change their minds by dice of their own; a shock from the desk in the third turn."""
    dice = random.Random(seed)
    game = Played(f"FACTS{seed}", seed=seed).sit(*PLAYERS).start()
    for turn in range(1, 14):
        if turn == 3:
            game.inject(dice.choice(["nine_peaks", "oakridge", "brightpane"]))
        for player in PLAYERS:
            if dice.random() < 0.5:
                stances = {dice.choice(PARTS): dice.choice(("JIT", "JIC"))}
                game.note(game.session.handle(player, Decide(game.new_id(), turn, stances)))
        game.turn({})
    game.score()
    return game


def pages(seed: int) -> Iterator[tuple[Results, SeatDebrief, PartDebrief]]:
    game = played(seed)
    for place in game.session.state.places:
        told = results(game.session, game.hindsight, PLAYERS, place)
        assert told.seat is not None
        for part in told.seat.parts:
            yield told, told.seat, part


def of(part: PartDebrief, code: str) -> list[Fact]:
    return [fact for fact in part.facts if fact.code == code]


def must_agree(told: Results, seat: SeatDebrief, part: PartDebrief) -> None:
    behind = {fact.shock: fact for fact in of(part, "behind")}
    carried = {fact.shock for fact in of(part, "carried")}
    struck = {
        shock.name
        for shock in told.shocks
        if shock.first_week and part.component in shock.components and shock.origin != "everyday"
    }
    assert behind.keys() | carried == struck and not behind.keys() & carried, "struck: waited for, or carried"
    assert {fact.shock for fact in of(part, "late")} <= behind.keys(), (
        "late only where the line waited behind it"
    )
    assert bool(of(part, "quiet")) == (not struck), "quiet: nothing with a name struck it"
    waited, thin = of(part, "waited"), of(part, "thin")
    if not waited:
        assert not behind and not thin
    else:
        [wait] = waited
        assert wait.numbers["units"] == pytest.approx(part.units_not_made, abs=1e-3)
        assert wait.numbers["weeks"] == part.weeks_waited
        assert behind or thin, "a wait is behind a shock, or the bin was thin"
        alone = thin[0].numbers["weeks"] if thin else 0.0
        most = max((fact.numbers["weeks"] for fact in behind.values()), default=0.0)
        assert (
            most + alone <= wait.numbers["weeks"] <= sum(f.numbers["weeks"] for f in behind.values()) + alone
        )
    need = of(part, "without_buffer")
    assert bool(need) == ("JIC" in part.stances), "what a buffer was worth is said of every buffer"
    if need and part.recommended == "JIT":
        # The column of money and the sentence about the buffer come from one replay.
        assert need[0].numbers["cost"] == pytest.approx(part.if_recommended.cost)
    if all(stance == part.recommended for stance in part.stances):
        assert part.if_recommended.cost == pytest.approx(0.0, abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
def test_no_two_facts_of_a_debrief_contradict_each_other(seed: int) -> None:
    for told, seat, part in pages(seed):
        must_agree(told, seat, part)


@pytest.mark.slow
def test_the_games_hold_every_fact_there_is() -> None:
    """Else the property would be one of games in which nothing happens."""
    found = {fact.code for seed in range(1, 7) for _, _, part in pages(seed) for fact in part.facts}
    assert found == set(get_args(get_type_hints(Fact)["code"]))


@pytest.mark.slow
def test_red_control_a_shock_told_without_looking_at_the_waits_contradicts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = part_debrief_module._of_shock
    monkeypatch.setattr(
        part_debrief_module, "_of_shock", lambda shock, begun, felt: real(shock, begun, False)
    )
    with pytest.raises(AssertionError):
        for seed in range(1, 7):
            for told, seat, part in pages(seed):
                must_agree(told, seat, part)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 4))
def test_weeks_and_uptime_are_the_same_figures_twice(seed: int) -> None:
    """Made of required, week by week, adds up to uptime: no week shows 100 % while units are waited for."""
    for _, seat, _ in pages(seed):
        required = sum(week.required for week in seat.weeks)
        assert sum(week.made for week in seat.weeks) / required == pytest.approx(seat.row.uptime, abs=1e-3)
        for week in seat.weeks:
            assert week.made + sum(week.lost_by.values()) == pytest.approx(week.required, abs=0.1)
