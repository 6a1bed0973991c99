"""A message to the room goes when what it was said of is over; a question never does without a word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rules_support import ANN, BOB, Told, begun, new_id, opened

from linestop.game.messages import Announce, CloseTurn, LastTurn, Pause, Resume, Start
from linestop.game.rules import announcements
from linestop.game.rules.events import decode


def lobby() -> Told:
    return Told(opened()).join(ANN, BOB)


def said(told: Told, text: str, *, keep: bool = False) -> Told:
    told.do(Announce(new_id(), text, keep))
    return told


def close(told: Told) -> None:
    told.do(CloseTurn(new_id(), told.session.state.turn))
    told.follow()


def test_a_message_about_a_turn_goes_when_the_next_one_opens() -> None:
    told = said(begun(), "Stop before you confirm turn 1")
    assert told.session.state.announcement
    close(told)
    assert told.session.state.announcement == ""


def test_a_message_of_the_lobby_goes_when_the_game_begins() -> None:
    told = said(lobby(), "We begin at ten")
    told.do(Start(new_id()))
    assert told.session.state.announcement == ""


def test_a_message_of_a_pause_goes_with_it_and_one_from_before_stays() -> None:
    told = said(begun(), "Look at the port")
    told.do(Pause(new_id()))
    told.do(Resume(new_id()))
    assert told.session.state.announcement == "Look at the port"
    told.do(Pause(new_id()))
    said(told, "Paused.")
    told.do(Resume(new_id()))
    assert told.session.state.announcement == ""


def test_nothing_is_left_standing_after_the_end() -> None:
    told = begun()
    told.do(LastTurn(new_id()))
    said(told, "Last turn!")
    close(told)
    assert told.session.state.phase == "finished"
    assert told.session.state.announcement == ""


@pytest.mark.parametrize("over", ["start", "turn", "pause", "end"])
def test_what_the_facilitator_keeps_stays_until_it_is_taken_away(over: str) -> None:
    told = lobby() if over == "start" else begun()
    if over == "pause":
        told.do(Pause(new_id()))
    said(told, "The coffee is outside", keep=True)
    match over:
        case "start":
            told.do(Start(new_id()))
        case "pause":
            told.do(Resume(new_id()))
        case "end":
            told.do(LastTurn(new_id()))
            close(told)
        case _:
            close(told)
    assert told.session.state.announcement == "The coffee is outside"
    said(told, "")
    assert told.session.state.announcement == ""


def test_a_message_that_stands_can_be_kept_after_all() -> None:
    told = said(begun(), "The coffee is outside")
    said(told, "The coffee is outside", keep=True)
    close(told)
    assert told.session.state.announcement == "The coffee is outside"


def test_a_message_of_an_older_log_is_read_and_goes_too() -> None:
    told = begun()
    told.note([decode(b'{"type":"announced","id":"said-0001","by":"desk","text":"Hello"}')])
    assert told.session.state.announcement == "Hello"
    close(told)
    assert told.session.state.announcement == ""


def test_red_control_a_message_that_never_expires_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    stays: Callable[..., str] = lambda state: str(state.announcement)  # noqa: E731
    monkeypatch.setattr(announcements, "when_over", stays)
    with pytest.raises(AssertionError):
        test_a_message_about_a_turn_goes_when_the_next_one_opens()
