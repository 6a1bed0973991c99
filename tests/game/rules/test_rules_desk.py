"""The rules of a game with others: what the desk may do, and how deep a game is played."""

from __future__ import annotations

from typing import Any

import pytest
from rules_support import ANN, BOB, Told, begun, code_of, goes_on, new_id, opened

from linestop.game.errors import Conflict, Refused
from linestop.game.messages import (
    Announce,
    Archive,
    CloseTurn,
    Decide,
    Extend,
    Inject,
    LastTurn,
    Pause,
    Publish,
    Start,
    ToBot,
)
from linestop.game.rules.events import (
    Place,
)
from linestop.game.rules.timing import COUNTDOWN_MS

# ---------------------------------------------------------------- the desk


def test_a_game_nobody_leads_is_started_by_its_opener_and_has_no_desk() -> None:
    told = Told(opened(kind="open", opener=ANN, first_turn_seconds=600)).join(ANN, BOB)
    with pytest.raises(Refused) as refused:
        told.do(Start(new_id()), BOB)
    assert code_of(refused) == "not_yours"
    told.do(Start(new_id()), ANN)
    assert told.session.state.clock.left_ms == 600_000
    with pytest.raises(Refused):
        told.do(CloseTurn(new_id(), 1), ANN)


@pytest.mark.parametrize("player", [ANN, "", "stranger"])
def test_the_desk_is_the_facilitators_alone(player: str) -> None:
    told = begun()
    before = told.session.state
    for command in (Pause(new_id()), CloseTurn(new_id(), 1), LastTurn(new_id()), ToBot(new_id(), BOB)):
        with pytest.raises(Refused) as refused:
            told.do(command, player)
        assert code_of(refused) == "not_yours"
    assert told.session.state == before


def test_a_shock_thrown_in_strikes_the_open_turn_and_its_news_are_out_at_once() -> None:
    calm, struck = begun(), begun()
    shock = Inject(new_id(), "closure", "smith", 4, 0.0, " The  smith burns ", "Nobody was hurt.")
    struck.do(shock)
    assert struck.do(shock) == [], "heard twice, done once"
    assert [item.headline for item in struck.session.state.news if item.grade == "official"] == [
        "The smith burns"
    ]
    for told in (calm, struck):
        told.do(CloseTurn(new_id(), 1))
        told.follow()
    assert calm.session.state.turns[0].tables[0].rows["capacity_left"][0][1] == 1.0
    assert struck.session.state.turns[0].tables[0].rows["capacity_left"][0][1] == 0.0
    assert sum(item.headline == "The smith burns" for item in struck.session.state.news) == 1
    for _ in (2, 3):
        struck.do(CloseTurn(new_id(), struck.session.state.turn))
        struck.follow()
    goes_on(struck)


@pytest.mark.parametrize(
    ("shock", "code"),
    [
        (Inject("shock-001", "closure", "harbour", 2, 0.0, "", ""), "no_such_target"),
        (Inject("shock-001", "capacity_cut", "smith", 2, 9.0, "", ""), "out_of_range"),
        (Inject("shock-001", "capacity_cut", "smith", 2, float("nan"), "", ""), "out_of_range"),
        (Inject("shock-001", "closure", "smith", 2, 0.0, "x" * 91, ""), "headline_too_long"),
        (Inject("shock-001", "closure", "smith", 2, 0.0, "", "but why"), "headline_empty"),
        (Inject("shock-001", "closure", "smith", 2, 0.0, "bell \a", ""), "headline_unreadable"),
        (Announce("text-0001", "x" * 401), "text_too_long"),
        (CloseTurn("close-001", 2), "turn_not_open"),
        (Extend("more-0001", 10), "no_deadline"),
        (ToBot("to-bot-01", "nobody"), "no_such_player"),
        (Publish("publish-1", True), "not_over"),
        (Archive("archive-1"), "not_over"),
    ],
)
def test_what_the_desk_may_not_is_refused_and_changes_nothing(shock: Any, code: str) -> None:
    told = begun()
    before = told.session.state
    with pytest.raises(Refused) as refused:
        told.do(shock)
    assert code_of(refused) == code
    assert refused.value.message.endswith(".")
    assert told.session.state == before


def test_an_id_of_the_desk_used_again_for_something_else_is_refused() -> None:
    told = begun()
    told.do(Announce("same-command", "Five minutes"))
    assert told.do(Announce("same-command", "Five minutes")) == []
    for other in (Announce("same-command", "Six minutes"), Pause("same-command")):
        with pytest.raises(Conflict):
            told.do(other)


def test_a_finished_game_is_published_and_archived_and_takes_nothing_more() -> None:
    told = begun()
    told.do(LastTurn(new_id()))
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    told.do(Publish(new_id(), published=True))
    told.do(Archive(new_id()))
    assert (told.session.state.phase, told.session.state.published) == ("archived", True)
    for command in (Announce(new_id(), "Hello"), Pause(new_id()), Start(new_id())):
        with pytest.raises(Refused) as refused:
            told.do(command)
        assert code_of(refused) == "game_over"


def test_nothing_begins_before_somebody_sits_down() -> None:
    told = Told()
    with pytest.raises(Refused) as refused:
        told.do(Start(new_id()))
    assert code_of(refused) == "nobody_there"


# ---------------------------------------------------------------- depths


def test_in_a_classic_game_one_switch_sets_all_alike() -> None:
    told = begun(depth="classic", bots="jit")
    for stances in ({"board": "JIC"}, {"board": "JIC", "screw": "JIT"}):
        with pytest.raises(Refused) as refused:
            told.decide(ANN, **stances)
        assert code_of(refused) == "one_switch"
    told.decide(ANN, board="JIC", screw="JIC")
    told.decide(BOB)
    told.wait(COUNTDOWN_MS)
    assert told.session.state.turns[0].tables[0].rows["stance"][-1] == [[1.0, 1.0], [0.0, 0.0]]


def test_a_decision_remembers_the_device_it_came_from() -> None:
    told = begun()
    told.note(told.session.handle(ANN, Decide(new_id(), 1, {}), 0, device="tablet"))
    assert told.session.state.decided_on == {Place(0, "hobbin"): "tablet"}
