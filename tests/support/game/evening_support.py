"""An evening of a game as a list of deeds, told to the rules alone: joining, leaving, pausing, restarting."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from rules_support import Told, new_id

from linestop.game.errors import Refused
from linestop.game.messages import (
    CloseTurn,
    Extend,
    Inject,
    LastTurn,
    Pause,
    Resume,
    SetClosing,
    SetDeadline,
    ToBot,
)
from linestop.game.rules import turn_clock
from linestop.game.rules.events import decode, encode
from linestop.game.rules.session import Session

PEOPLE = ("ann", "bob", "cat", "eve", "fay")
people = st.sampled_from(PEOPLE)
deeds = st.one_of(
    st.tuples(st.just("join"), people),
    st.tuples(st.just("decide"), people, st.sampled_from(["JIT", "JIC"])),
    st.tuples(st.just("late"), people, st.integers(1, 4)),
    st.tuples(st.just("kick"), people),
    st.tuples(st.just("wait"), st.sampled_from([1, 700, 5000, 31_000, 61_000])),
    st.tuples(st.just("pause")),
    st.tuples(st.just("resume")),
    st.tuples(st.just("extend"), st.sampled_from([10, 60])),
    st.tuples(st.just("close"), st.integers(1, 4)),
    st.tuples(st.just("deadline"), st.sampled_from([None, 10, 60])),
    st.tuples(st.just("closing"), st.booleans()),
    st.tuples(st.just("hold"), st.booleans()),
    st.tuples(st.just("shock")),
    st.tuples(st.just("last turn")),
    st.tuples(st.just("restart")),
)


def do(told: Told, deed: tuple[Any, ...]) -> None:
    """One deed; refused ones change nothing."""
    session = told.session
    before = session.state, len(told.events)
    try:
        match deed:
            case ("join", player):
                told.join(player)
            case ("decide", player, stance):
                told.decide(player, board=stance)
            case ("late", player, turn):
                told.decide(player, turn)
            case ("kick", player):
                told.do(ToBot(new_id(), player))
            case ("wait", ms):
                told.wait(ms)
            case ("pause",):
                told.do(Pause(new_id()))
            case ("resume",):
                told.passed = 0 if session.state.clock.stopped else told.passed
                told.do(Resume(new_id()))
            case ("extend", seconds):
                told.do(Extend(new_id(), seconds))
            case ("close", turn):
                told.do(CloseTurn(new_id(), turn))
            case ("deadline", seconds):
                told.do(SetDeadline(new_id(), seconds))
            case ("closing", all_in):
                told.do(SetClosing(new_id(), all_in))
            case ("hold", hold):
                told.do(SetClosing(new_id(), all_in=not hold, turn=session.state.turn))
            case ("shock",):
                told.do(Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", ""))
            case ("last turn",):
                told.do(LastTurn(new_id()))
            case ("restart",):
                restart(told)
    except Refused:
        assert (session.state, len(told.events)) == before


def restart(told: Told) -> None:
    """As after a kill: only the log is left, in the form in which it is saved."""
    told.session = Session.replay([decode(encode(event)) for event in told.events], "1")
    told.passed = 0
    told.note(turn_clock.restarted(told.session.situation()))
