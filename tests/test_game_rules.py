"""The rules of a game with others: the clock as durations, seats, tables, the desk, and the log."""

from __future__ import annotations

from typing import Any

import pytest
from rules_support import Told, new_id, opened

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
    Resume,
    SetClosing,
    SetDeadline,
    Start,
    ToBot,
)
from linestop.game.rules import turn_clock
from linestop.game.rules.desk_events import SeatReleased
from linestop.game.rules.events import (
    ClockSet,
    GameFinished,
    GameOpened,
    Place,
    SeatTaken,
    TableOpened,
    TurnClosed,
    TurnResolved,
    decode,
    encode,
)
from linestop.game.rules.timing import AFTER_RESTART_MS, COUNTDOWN_MS, GRACE_MS
from linestop.game.views.public_state import status

ANN, BOB, CAT, EVE = "ann", "bob", "cat", "eve"


def begun(*players: str, **changes: Any) -> Told:
    told = Told(opened(**changes)).join(*players or (ANN, BOB))
    told.do(Start(new_id()))
    return told


def closings(events: list[Any]) -> list[str]:
    return [event.cause for event in events if isinstance(event, TurnClosed)]


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


# ---------------------------------------------------------------- seats and tables


def test_more_players_than_seats_open_further_tables() -> None:
    told = Told().join(ANN, BOB, CAT)
    assert told.session.state.tables == 2
    assert told.session.state.players == {
        Place(0, "hobbin"): ANN,
        Place(0, "tabley"): BOB,
        Place(1, "hobbin"): CAT,
    }
    assert [type(event) for event in told.events[-2:]] == [TableOpened, SeatTaken]


def test_all_tables_turn_together_and_share_one_fate() -> None:
    told = begun(ANN, BOB, CAT)
    for player in (ANN, BOB, CAT):
        told.decide(player)
    told.wait(COUNTDOWN_MS)
    [turn] = told.session.state.turns
    first, second = turn.tables
    assert first.rows["demand"] == second.rows["demand"]
    assert first.rows["stance"] != second.rows["stance"], "a bot sits at the second table"


def test_the_same_player_joins_once() -> None:
    told = Told().join(ANN)
    assert told.session.join(ANN) == []


def test_who_comes_late_takes_a_bots_seat_from_the_next_turn_on() -> None:
    told = begun(ANN)
    told.join(EVE)
    place = Place(0, "tabley")
    assert told.session.state.is_late(place)
    with pytest.raises(Refused) as refused:
        told.decide(EVE)
    assert code_of(refused) == "too_early"
    seats = told.session.state.seat_names
    assert status(told.session).tables[0][seats.index("tabley")] == "l", "nobody is told to wait for her"
    told.decide(ANN)
    assert closings(told.wait(COUNTDOWN_MS)) == ["all_in"], "a late comer holds up nobody"
    assert told.session.state.stances[place] == {"board": "JIT", "screw": "JIC"}, "what the bot had set"
    told.decide(EVE, screw="JIT")
    told.decide(ANN)
    told.wait(COUNTDOWN_MS)
    assert told.session.state.turns[1].tables[0].rows["stance"][-1][1] == [0.0, 0.0]


def test_a_full_game_that_has_begun_takes_nobody() -> None:
    told = begun(ANN, BOB)
    with pytest.raises(Refused) as refused:
        told.join(EVE)
    assert code_of(refused) == "game_full"


def test_nobody_joins_a_game_in_its_last_turn() -> None:
    told = begun(ANN)
    told.do(LastTurn(new_id()))
    with pytest.raises(Refused) as refused:
        told.join(EVE)
    assert code_of(refused) == "last_turn"


def test_a_seat_given_to_a_bot_plays_on_and_never_blocks() -> None:
    told = begun(ANN, BOB)
    told.decide(ANN, board="JIC")
    [released] = told.do(ToBot(new_id(), BOB))
    assert isinstance(released, SeatReleased)
    assert closings(told.follow() + told.wait(COUNTDOWN_MS)) == ["all_in"]
    stances = told.session.state.turns[0].tables[0].rows["stance"][-1]
    assert stances == [[1.0, 0.0], [0.0, 1.0]], "the bot plays the recommended mix"


def test_a_silent_seat_repeats_what_it_decided_last_and_before_that_the_opening() -> None:
    told = begun(ANN, BOB)
    told.decide(ANN, board="JIC")
    for turn in (1, 2):
        told.do(CloseTurn(new_id(), turn))
        told.follow()
        assert told.session.state.turns[-1].tables[0].rows["stance"][-1] == [[1.0, 0.0], [0.0, 0.0]]
    assert told.session.state.repeats == {Place(0, "hobbin"): 1, Place(0, "tabley"): 2}


# ---------------------------------------------------------------- the clock


def test_the_first_turn_of_a_workshop_has_no_deadline_unless_one_is_set() -> None:
    told = begun()
    assert told.session.state.clock.left_ms is None
    assert told.wait(10**9) == []
    assert begun(first_turn_seconds=30).session.state.clock.left_ms == 30_000


def test_a_deadline_closes_the_turn_once_after_the_same_grace_for_all() -> None:
    told = begun(first_turn_seconds=30)
    assert told.wait(30_000 + GRACE_MS - 1) == []
    assert closings(told.wait(1)) == ["deadline"]
    assert (told.session.state.turn, told.session.state.clock.left_ms) == (2, 60_000)
    assert told.follow() == []


def test_all_in_starts_a_countdown_that_a_change_begins_anew() -> None:
    told = begun()
    told.decide(ANN)
    assert told.follow() == []
    told.decide(BOB)
    told.follow()
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS
    told.wait(COUNTDOWN_MS - 1)
    told.decide(ANN, board="JIC")
    assert told.session.state.clock.countdown_ms is None
    told.follow()
    assert closings(told.wait(COUNTDOWN_MS - 1)) == []
    assert closings(told.wait(1)) == ["all_in"]


def test_the_countdown_never_goes_beyond_the_deadline() -> None:
    told = begun(first_turn_seconds=30)
    told.wait(29_000)
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    assert told.session.state.clock.remaining_ms == 1000
    assert closings(told.wait(1000 + GRACE_MS)) == ["deadline"]


def test_a_practice_turn_closes_at_once() -> None:
    told = Told(opened(kind="practice", opener=ANN))
    told.note(told.session.take_seat(ANN, Place(0, "hobbin")))
    told.note(told.session.start())
    told.decide(ANN)
    assert closings(told.follow()) == ["all_in"]


def test_with_closing_by_all_in_switched_off_the_desk_closes_the_turn() -> None:
    told = begun()
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    told.do(SetClosing(new_id(), all_in=False))
    told.follow()
    assert told.session.state.clock.countdown_ms is None
    assert told.wait(10**9) == []
    told.do(CloseTurn(new_id(), 1))
    assert told.do(CloseTurn(new_id(), 1)) == [], "closing again is harmless"
    told.follow()
    assert told.do(CloseTurn(new_id(), 1)) == []
    assert closings(told.events) == ["facilitator"]


def test_more_time_is_for_talking_until_somebody_decides() -> None:
    told = begun(first_turn_seconds=30)
    told.decide(ANN)
    told.decide(BOB)
    told.follow()
    told.do(Extend(new_id(), 60))
    assert told.follow() == []
    assert told.session.state.clock.left_ms == 90_000
    told.decide(BOB, board="JIC")
    told.follow()
    assert told.session.state.clock.countdown_ms == COUNTDOWN_MS


def test_a_paused_clock_stands_and_decisions_are_taken_all_the_same() -> None:
    told = begun(first_turn_seconds=30)
    told.wait(10_000)
    told.do(Pause(new_id()))
    assert told.do(Pause(new_id())) == []
    told.decide(ANN)
    told.decide(BOB)
    assert told.wait(10**9) == []
    with pytest.raises(Refused) as refused:
        told.do(CloseTurn(new_id(), 1))
    assert code_of(refused) == "paused"
    told.passed = 0
    told.do(Resume(new_id()))
    assert told.session.state.clock.left_ms == 20_000
    told.follow()
    assert closings(told.wait(COUNTDOWN_MS)) == ["all_in"]


def test_a_deadline_can_be_set_changed_and_taken_away() -> None:
    told = begun()
    told.do(SetDeadline(new_id(), 20))
    told.wait(5000)
    told.do(SetDeadline(new_id(), 40))
    assert told.session.state.clock.left_ms == 40_000
    told.do(SetDeadline(new_id(), None))
    assert told.session.state.clock.left_ms is None
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    assert told.session.state.clock.left_ms is None, "and so in the turns to come"


def test_a_clock_is_written_down_now_and_then_and_goes_on_from_there_after_a_restart() -> None:
    told = begun(first_turn_seconds=300)
    told.passed = 10_000
    told.note(turn_clock.save_time_left(told.session.situation(told.passed)))
    again = Told(told.session.opened)
    again.session = told.replayed()
    assert again.session.state.clock.left_ms == 290_000
    again.note(turn_clock.restarted(again.session.situation()))
    assert again.session.state.clock.left_ms == 290_000


def test_after_a_restart_there_is_time_to_come_back() -> None:
    told = begun(first_turn_seconds=30)
    told.passed = 29_000
    told.note(turn_clock.save_time_left(told.session.situation(told.passed)))
    [restarted] = told.note(turn_clock.restarted(told.session.situation()))
    assert isinstance(restarted, ClockSet) and restarted.cause == "restarted"
    assert told.session.state.clock.left_ms == AFTER_RESTART_MS


def test_a_paused_game_stays_paused_over_a_restart() -> None:
    told = begun(first_turn_seconds=30)
    told.do(Pause(new_id()))
    assert turn_clock.restarted(told.session.situation()) == []
    assert told.replayed().state.clock.stopped


def test_the_last_turn_now_ends_the_game_early_and_the_books_close() -> None:
    told = begun()
    told.do(LastTurn(new_id()))
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    assert told.session.state.phase == "finished"
    assert told.events[-1] == GameFinished(4)
    assert told.session.scoring() is not None


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


# ---------------------------------------------------------------- the log


def goes_on(told: Told) -> None:
    """The log as it stands in a file is the whole game."""
    again = type(told.session).replay([decode(encode(event)) for event in told.events], "1")
    assert again.state == told.session.state


def test_a_log_read_back_is_the_same_game_at_every_event() -> None:
    told = begun(ANN, BOB, CAT)
    told.decide(ANN, board="JIC")
    told.do(Inject(new_id(), "port_slowdown", "harbour", 3, 0.2, "Strike", ""))
    told.do(ToBot(new_id(), BOB))
    told.decide(CAT)
    told.wait(COUNTDOWN_MS)
    told.join(EVE)
    told.do(Pause(new_id()))
    told.do(Resume(new_id()))
    told.wait(60_000 + GRACE_MS)
    for length in range(1, len(told.events) + 1):
        part = Told(told.events[0])  # type: ignore[arg-type]
        part.note(told.events[1:length])
        goes_on(part)
    resolved = [event for event in told.events if isinstance(event, TurnResolved)]
    assert len(resolved) == 2
    fresh = Told(told.events[0])  # type: ignore[arg-type]
    for event in told.events[1:]:
        if isinstance(event, TurnResolved):
            assert fresh.session.due()[0] == event, "played again, every turn comes out the same"
        fresh.note([event])


def test_a_game_of_part_one_reads_on() -> None:
    old = (
        b'{"type":"game_opened","code":"TESTED","kind":"practice","scenario":"x","text":"","digest":"",'
        b'"seed":7,"engine":"1","bots":"hybrid"}'
    )
    event = decode(old)
    assert isinstance(event, GameOpened) and event.depth == "segmented"
