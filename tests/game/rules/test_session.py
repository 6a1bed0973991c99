"""The rules alone: commands in, events out, and a log that is the game."""

from __future__ import annotations

import pytest
from game_support import Log, opened_game
from msgspec.structs import replace

from linestop.game.errors import Conflict, ReadOnly, Refused
from linestop.game.messages import Decide
from linestop.game.rules.events import (
    DecisionMade,
    GameFinished,
    GameStarted,
    Place,
    TableOpened,
    TurnClosed,
    TurnResolved,
    decode,
    encode,
    kind_of,
)
from linestop.game.rules.session import Session
from linestop.game.views.player_view import seat_view
from linestop.scenarios import text_of


def test_a_game_of_three_turns_goes_from_opening_to_finish_by_events_alone() -> None:
    log = Log().play(3)
    turn = ["decision_made", "turn_closed", "turn_resolved"]
    assert [kind_of(event) for event in log.events] == [
        *("game_opened", "seat_taken", "game_started"),
        *(turn * 3),
        "game_finished",
    ]
    assert log.session.state.phase == "finished"
    assert log.events[-1] == GameFinished(12)


def test_a_decision_is_in_force_for_the_weeks_of_its_turn() -> None:
    log = Log()
    log.decide(1, {"board": "JIC"})
    log.settle_all()
    resolved = log.events[-1]
    assert isinstance(resolved, TurnResolved)
    assert (resolved.first_week, resolved.last_week) == (1, 4)
    assert [week[0][0] for week in resolved.tables[0].rows["stance"]] == [1.0] * 4


def test_components_left_out_keep_their_stance_turn_after_turn() -> None:
    log = Log()
    log.decide(1, {"board": "JIC"})
    log.settle_all()
    log.decide(2)
    log.settle_all()
    assert log.session.state.stances[log.place] == {"board": "JIC"}
    assert log.session.state.turns[1].tables[0].rows["stance"][-1][0][0] == 1.0


def test_a_turn_closes_when_every_held_seat_has_confirmed_and_not_before() -> None:
    log = Log()
    assert log.session.due() == []
    log.decide(1)
    assert log.note(log.session.due()) == [TurnClosed(1, "all_in")]
    assert log.session.state.phase == "resolving"


def test_an_opening_that_was_worked_out_beforehand_is_taken_unless_a_table_was_added_since() -> None:
    session = Session(opened_game(), "1")
    session.apply(session.take_seat("ann", Place(0, session.state.seat_names[0]))[0])
    [opening] = session.start()
    assert isinstance(opening, GameStarted)
    session.runtime.opening = replace(opening, lines=["marked"])
    assert session.start() == [session.runtime.opening]
    session.apply(TableOpened(1))
    [anew] = session.start()
    assert isinstance(anew, GameStarted) and len(anew.tables) == 2 and anew.lines == opening.lines


def test_replaying_the_log_as_it_stands_in_the_file_gives_the_same_view_at_every_event() -> None:
    played = Log().play(2)
    for length in range(3, len(played.events) + 1):
        log = [decode(encode(event)) for event in played.events[:length]]
        once, again = Session.replay(played.events[:length], "1"), Session.replay(log, "1")
        assert seat_view(once, played.place) == seat_view(again, played.place)
    assert seat_view(again, played.place) == seat_view(played.session, played.place)


@pytest.mark.parametrize("events_kept", [4, 5, 6, 7, 8])
def test_a_game_goes_on_from_any_event_as_if_it_had_never_stopped(events_kept: int) -> None:
    whole = Log()
    for turn in (1, 2, 3):
        whole.decide(turn, {"board": "JIC"} if turn == 2 else {}, command_id=f"decision-{turn}")
        whole.settle_all()

    resumed = Log.__new__(Log)
    resumed.events = whole.events[:events_kept]
    resumed.session = Session.replay(resumed.events, "1")
    resumed.settle_all()
    for turn in range(resumed.session.state.turn, 4):
        resumed.decide(turn, {"board": "JIC"} if turn == 2 else {}, command_id=f"decision-{turn}")
        resumed.settle_all()
    assert resumed.events == whole.events


def test_the_same_command_again_is_heard_once_even_after_its_turn_has_closed() -> None:
    log = Log()
    first = log.decide(1, {"board": "JIC"}, command_id="same-command")
    assert len(first) == 1
    assert log.decide(1, {"board": "JIC"}, command_id="same-command") == []
    log.settle_all()
    assert log.decide(1, {"board": "JIC"}, command_id="same-command") == []
    assert sum(isinstance(event, DecisionMade) for event in log.events) == 1


def test_an_id_used_again_for_something_else_is_refused() -> None:
    log = Log()
    log.decide(1, {"board": "JIC"}, command_id="same-command")
    with pytest.raises(Conflict):
        log.decide(1, {"board": "JIT"}, command_id="same-command")


@pytest.mark.parametrize(
    ("player", "command", "code"),
    [
        ("ann", Decide("command-1", 2, {}), "turn_not_open"),
        ("ann", Decide("command-1", 1, {"wheel": "JIC"}), "unknown_component"),
        ("ann", Decide("command-1", 1, {"board": "BOTH"}), "unknown_stance"),  # type: ignore[dict-item]
        ("bob", Decide("command-1", 1, {}), "no_seat"),
    ],
)
def test_a_refused_decision_says_why_and_changes_nothing(player: str, command: Decide, code: str) -> None:
    log = Log()
    before = log.session.state
    with pytest.raises(Refused) as refused:
        log.session.handle(player, command)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert log.session.state == before


def test_a_decision_for_a_closed_turn_or_a_finished_game_is_refused() -> None:
    log = Log()
    log.decide(1)
    log.note(log.session.due())
    with pytest.raises(Refused, match="closed"):
        log.decide(1)
    log.settle_all()
    with pytest.raises(Refused, match="closed"):
        log.decide(1)
    log.play(2)
    with pytest.raises(Refused, match="over"):
        log.decide(3)


def test_a_seat_is_taken_once() -> None:
    log = Log()
    assert log.session.take_seat("ann", log.place) == []
    with pytest.raises(Refused, match="Somebody"):
        log.session.take_seat("bob", log.place)
    with pytest.raises(Refused, match="no seat"):
        log.session.take_seat("bob", Place(0, "nowhere"))


def test_a_game_of_another_version_is_shown_and_not_gone_on_with() -> None:
    played = Log().play(1)
    older = Session.replay(played.events, "2")
    assert seat_view(older, played.place) == seat_view(played.session, played.place)
    with pytest.raises(ReadOnly, match="begun by the engine of Linestop 1, and here runs that of 2"):
        older.handle("ann", Decide("command-1", 2, {}))
    assert older.due() == []


def test_a_finished_game_of_another_version_is_simply_over() -> None:
    played = Log().play(3)
    older = Session.replay(played.events, "2")
    assert older.read_only is None
    with pytest.raises(Refused, match="over"):
        older.handle("ann", Decide("command-1", 3, {}))


def test_red_control_a_log_whose_records_are_not_what_the_world_gives_is_not_gone_on_with() -> None:
    played = Log().play(1)
    resolved = decode(encode(played.events[-1]))
    assert isinstance(resolved, TurnResolved)
    tables = list(resolved.tables)
    tables[0].rows["made"][0][0][0] += 1e-9
    resolved = replace(resolved, tables=tables)
    log = Session.replay([*played.events[:-1], resolved], "1")
    for event in log.handle("ann", Decide("command-1", 2, {})):
        log.apply(event)
    for event in log.due():
        log.apply(event)
    assert log.due() == []
    assert log.read_only is not None and "differently" in log.read_only.message


def test_bots_decide_for_the_seats_that_nobody_holds() -> None:
    log = Log(opened_game(text_of("pacific_squeeze"))).play(1)
    recommended = [float(part.recommended == "JIC") for part in log.session.scenario.component]
    stances = log.session.state.turns[0].tables[0].rows["stance"][-1]
    assert stances[1:] == [recommended] * (len(stances) - 1)
    assert stances[0] == [0.0] * len(recommended), "the person's seat keeps the opening's stance"
