"""The rules of a game with others: seats, tables and the log."""

from __future__ import annotations

import pytest
from rules_support import ANN, BOB, CAT, EVE, Told, begun, closings, code_of, goes_on, new_id

from linestop.game.errors import Refused
from linestop.game.messages import (
    CloseTurn,
    Inject,
    LastTurn,
    Pause,
    Resume,
    ToBot,
)
from linestop.game.rules.desk_events import SeatReleased
from linestop.game.rules.events import (
    GameOpened,
    Place,
    SeatTaken,
    TableOpened,
    TurnResolved,
    decode,
)
from linestop.game.rules.timing import COUNTDOWN_MS, GRACE_MS
from linestop.game.views.public_state import status

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


# ---------------------------------------------------------------- the log


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
