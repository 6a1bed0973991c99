"""Holds that events alone change a session: its state is one frozen value, and only `apply` replaces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType, NoneType
from typing import Any, get_args

import msgspec
import pytest
from rules_support import Told, new_id

from linestop.game.errors import Refused
from linestop.game.messages import (
    Announce,
    AnswerKnock,
    Archive,
    CloseTurn,
    Decide,
    DeskCommand,
    Extend,
    HandOver,
    Inject,
    LastTurn,
    Pause,
    Publish,
    RemovePlayers,
    Rename,
    Resume,
    SetClosing,
    SetDeadline,
    SetDoor,
    Start,
    ToBot,
)
from linestop.game.rules import apply_events, decisions, desk_rules, seating, turn_clock
from linestop.game.rules.events import Event, Place
from linestop.game.rules.session import Session

COMMANDS: dict[type, Callable[[], Decide | DeskCommand]] = {
    Decide: lambda: Decide(new_id(), 1, {"board": "JIC"}),
    Start: lambda: Start(new_id()),
    CloseTurn: lambda: CloseTurn(new_id(), 1),
    Pause: lambda: Pause(new_id()),
    Resume: lambda: Resume(new_id()),
    Extend: lambda: Extend(new_id(), 30),
    SetDeadline: lambda: SetDeadline(new_id(), 20),
    SetClosing: lambda: SetClosing(new_id(), False),
    LastTurn: lambda: LastTurn(new_id()),
    Announce: lambda: Announce(new_id(), "Coffee"),
    Inject: lambda: Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", ""),
    Rename: lambda: Rename(new_id(), "ann", "Anna"),
    HandOver: lambda: HandOver(new_id(), "ann"),
    ToBot: lambda: ToBot(new_id(), "ann"),
    RemovePlayers: lambda: RemovePlayers(new_id(), ["ann", "bob"]),
    SetDoor: lambda: SetDoor(new_id(), False),
    AnswerKnock: lambda: AnswerKnock(new_id(), 1, True),
    Publish: lambda: Publish(new_id(), True),
    Archive: lambda: Archive(new_id()),
}


def lobby() -> Told:
    return Told().join("ann", "bob")


def deciding() -> Told:
    told = lobby()
    told.do(Start(new_id()))
    return told


def counting_down() -> Told:
    told = deciding()
    told.decide("ann", board="JIC")
    told.decide("bob")
    told.note(turn_clock.due(told.session.situation()))
    return told


def paused() -> Told:
    told = counting_down()
    told.do(Pause(new_id()))
    return told


def resolving() -> Told:
    told = deciding()
    told.note(told.session.handle("desk", CloseTurn(new_id(), 1)))
    return told


def finished() -> Told:
    told = deciding()
    told.do(Inject(new_id(), "port_slowdown", "harbour", 2, 0.5, "Strike", ""))
    told.do(LastTurn(new_id()))
    told.do(CloseTurn(new_id(), 1))
    told.follow()
    work = told.session.scoring()
    assert work is not None
    told.note(work())
    return told


def archived() -> Told:
    told = finished()
    told.do(Publish(new_id(), True))
    told.do(Archive(new_id()))
    return told


SITUATIONS = (lobby, deciding, counting_down, paused, resolving, finished, archived)


def asked(session: Session) -> Iterator[Callable[[], Any]]:
    """Every question and command of a session, but for `apply`."""
    for player in ("desk", "ann", "stranger"):
        for command in COMMANDS.values():
            yield lambda player=player, command=command: session.handle(player, command(), 3_000)
    yield lambda: session.join("eve")
    yield lambda: session.join("robot", program=True)
    yield lambda: session.take_seat("eve", Place(0, session.state.seat_names[1]))
    yield lambda: session.start()
    yield lambda: session.due(1_000_000)
    yield lambda: session.due(100, work=False)
    yield lambda: work() if (work := session.scoring()) else []
    yield lambda: turn_clock.restarted(session.situation())
    yield lambda: turn_clock.save_time_left(session.situation(4_000))
    yield lambda: [seating.joinable(session.situation())]
    yield lambda: session.drawn_shocks()
    yield lambda: session.seat_turns(0, 0)


def changes_nothing(told: Told) -> int:
    """How many of the questions were answered; fails if one of them left a trace in the state."""
    session, before = told.session, told.session.state
    fresh, answered = Session.replay(told.events, "1").state, 0
    for ask in asked(session):
        try:
            answered += bool(ask())
        except Refused:
            pass
        assert session.state is before, "another state stands there"
        assert session.state == fresh, "the state was written to"
    return answered


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_commands_and_questions_leave_the_very_same_state(situation: Callable[[], Told]) -> None:
    assert changes_nothing(situation()) > 0


def test_there_is_a_command_of_every_kind_here() -> None:
    assert set(COMMANDS) == {Decide, *get_args(DeskCommand)}


def test_red_control_a_rule_that_writes_into_the_state_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def decide(now: Any, player: str, command: Decide, device: str) -> list[Event]:
        msgspec.structs.force_setattr(now.state, "decided_on", {Place(0, "made up"): ""})
        return []

    monkeypatch.setattr(decisions, "decide", decide)
    with pytest.raises(AssertionError, match="written to"):
        changes_nothing(deciding())


def test_red_control_a_command_that_applies_its_own_events_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    told = deciding()

    def announce(now: Any, player: str, command: Any) -> list[Event]:
        told.session.apply(desk_rules.Announced(command.id, player, "made up"))
        return []

    monkeypatch.setitem(desk_rules._RULES, Announce, announce)  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="another state"):
        changes_nothing(told)


# ---------------------------------------------------------------- the value


def test_every_kind_of_event_says_how_it_changes_the_state() -> None:
    def kinds(union: Any) -> set[type]:
        return {kind for each in get_args(union) for kind in (kinds(each) or {each})}

    assert set(apply_events._AFTER) == kinds(Event)


def test_a_state_stays_as_it_was_when_later_events_happen() -> None:
    told = archived()
    states = [Session.replay(told.events[:1], "1").state]
    for event in told.events[1:]:
        states.append(apply_events.after(states[-1], event))
    for length, state in enumerate(states, start=1):
        assert state == Session.replay(told.events[:length], "1").state


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_every_field_of_the_state_is_a_value_that_cannot_be_written_to(situation: Callable[[], Told]) -> None:
    state = situation().session.state
    values = {field: getattr(state, field) for field in state.__struct_fields__}
    assert {field: type(value) for field, value in values.items() if not is_fixed(value)} == {}
    with pytest.raises(AttributeError):
        state.turn = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        state.players[Place(0, "made up")] = "ann"  # type: ignore[index]


def is_fixed(value: Any) -> bool:
    """A plain value, a frozen struct or dataclass, or a read-only collection of such."""
    if isinstance(value, tuple | frozenset):
        return all(map(is_fixed, value))
    if isinstance(value, MappingProxyType):
        return all(map(is_fixed, value.keys())) and all(map(is_fixed, value.values()))
    if isinstance(value, msgspec.Struct):
        return value.__struct_config__.frozen
    frozen = getattr(type(value), "__dataclass_params__", None)
    return frozen.frozen if frozen else isinstance(value, str | int | bool | NoneType)


def test_red_control_a_dict_or_a_list_in_the_state_is_caught() -> None:
    assert not is_fixed({}) and not is_fixed([]) and not is_fixed(MappingProxyType({1: []}))
