"""The rule for a seat's decision of a turn: who may decide what, and until when.

What is left out stays as it is, so an empty decision confirms all as it stands. In a classic game one switch
sets all components alike; what else may be decided is in `choices`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..choices.chosen import NO_CHOICE, after_decision, must_be_offered
from ..errors import Conflict, Refused
from ..messages import Decide
from .events import DecisionMade, Event
from .game_state import GameState
from .situation import Situation
from .turn_clock import time_for_a_change

_NONE: dict[str, Any] = {}
"""Shared by all decisions that hold stances alone: a full room makes and keeps a thousand in a turn."""


def decide(now: Situation, player: str, command: Decide, device: str) -> list[Event]:
    """The events that the decision makes; none if this command was heard before.

    Raises:
        Refused: if the player holds no seat, the turn is not open, or the stances do not fit the game.
        Conflict: if the command's id was used for something else.
    """
    state = now.state
    # First of all: a decision that is sent again is no error, even if its turn has closed since.
    if _was_heard(state, player, command):
        return []
    place = state.place_of(player)
    if place is None:
        raise Refused("You hold no seat in this game; open your own link again.", code="no_seat")
    _must_be_open(now, command.turn)
    if state.is_late(place):
        raise Refused(
            f"You came in turn {state.turn}; a bot still plays it, and you decide from the next turn on.",
            code="too_early",
            turn=str(state.turn + 1),
        )
    _must_be_stances(state, command.stances)
    must_be_offered(state.offered, state.scenario, place.seat, command)
    made = DecisionMade(
        command.id,
        player,
        place.table,
        place.seat,
        command.turn,
        dict(command.stances),
        device,
        command.numbers or _NONE,
        command.express,
        command.second_source or _NONE,
        command.shelves or _NONE,
        command.plan or _NONE,
    )
    # To confirm once more is no change of mind, and holds up nobody.
    chosen = state.chosen.get(place, NO_CHOICE)
    changed = {**state.stances[place], **command.stances} != state.stances[place]
    if state.offered:
        changed = changed or after_decision(chosen, command) is not chosen
    return [made, *(time_for_a_change(now) if changed else [])]


def _was_heard(state: GameState, player: str, command: Decide) -> bool:
    heard = state.command_heard(player, command.id)
    if heard is None:
        return False
    if not isinstance(heard, DecisionMade) or _said(heard) != _said(command):
        raise Conflict("This id was used for another decision; send the new one under its own id.")
    return True


def _said(of: DecisionMade | Decide) -> tuple[object, ...]:
    """All that a decision holds beside who sent it."""
    return of.turn, of.stances, of.numbers, of.express, of.second_source, of.shelves, of.plan


def _must_be_open(now: Situation, turn: int) -> None:
    now.must_be_started()
    state = now.state
    if turn > state.turn:
        raise Refused(
            f"Turn {turn} has not begun; this is turn {state.turn}.",
            code="turn_not_open",
            turn=str(state.turn),
        )
    if turn < state.turn or state.phase != "deciding":
        raise Refused(f"Turn {turn} is closed; what it had stays.", code="turn_closed", turn=str(state.turn))


def _must_be_stances(state: GameState, stances: Mapping[str, str]) -> None:
    known = {part.name for part in state.scenario.component}
    for component, stance in stances.items():
        if component not in known:
            raise Refused(
                f"There is no component {component!r} here; there are {', '.join(sorted(known))}.",
                code="unknown_component",
                component=component,
            )
        if stance not in ("JIT", "JIC"):
            raise Refused(
                f"{stance!r} is no stance; send JIT or JIC.", code="unknown_stance", component=component
            )
    # An empty decision confirms all as it stands, in a classic game too.
    alike = stances.keys() == known and len(set(stances.values())) == 1
    if state.opened.depth == "classic" and stances and not alike:
        raise Refused(
            "In this game one switch sets all components: send all of them alike.", code="one_switch"
        )
