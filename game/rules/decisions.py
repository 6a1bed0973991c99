"""A seat's stances for a turn: what may be decided, by whom, until when; and what holds then.

Components left out keep theirs, so confirming without a change is a decision with nothing in
it. In a classic game one switch sets all components alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...agents.scenario.scenario import Scenario
from ...agents.scenario.words import PolicyName
from ..errors import Conflict, Refused
from ..messages import Decide, StanceName
from .clock import Clock
from .events import DecisionMade, Event, Place
from .turn_clock import clock_set

if TYPE_CHECKING:
    from .session import Session

Stances = dict[str, StanceName]


def decide(session: Session, player: str, command: Decide, passed_ms: int, device: str) -> list[Event]:
    """What the decision makes happen; nothing if it was heard before."""
    heard = session.heard.get((player, command.id))
    if heard is not None:
        same = isinstance(heard, DecisionMade) and (heard.turn, heard.stances) == (
            command.turn,
            command.stances,
        )
        if not same:
            raise Conflict("This id was used for another decision; send the new one under its own id.")
        return []
    place = session.place_of(player)
    if place is None:
        raise Refused("You hold no seat in this game; open your own link again.", code="no_seat")
    _must_be_open(session, command.turn)
    if session.is_late(place):
        raise Refused(
            f"You came in turn {session.turn}; a bot still plays it, and you decide from the next turn on.",
            code="too_early",
            turn=str(session.turn + 1),
        )
    _must_be_stances(session, command.stances)
    made = DecisionMade(
        command.id,
        player,
        place.table,
        place.seat,
        command.turn,
        dict(command.stances),
        device,
    )
    return [made, *_stop_countdown(session, passed_ms)]


def _stop_countdown(session: Session, passed_ms: int) -> list[Event]:
    """Whoever changes his mind while the turn is about to close gives everybody the time again."""
    now = session.clock.after(passed_ms)
    return [] if now.countdown_ms is None else [clock_set(session, "changed", Clock(now.left_ms))]


def note(session: Session, event: DecisionMade) -> None:
    place = Place(event.table, event.seat)
    session.heard[event.player, event.id] = event
    session.stances[place] = session.stances[place] | event.stances
    session.confirmed.add(place)
    session.decided_on[place] = event.device


def policy_stances(scenario: Scenario, policy: PolicyName) -> Stances:
    """What a stance by name means here, component by component."""
    fixed: dict[str, StanceName] = {"jit": "JIT", "jic": "JIC"}
    return {part.name: fixed.get(policy, part.recommended) for part in scenario.component}


def _must_be_open(session: Session, turn: int) -> None:
    session.must_be_started()
    if turn > session.turn:
        raise Refused(
            f"Turn {turn} has not begun; this is turn {session.turn}.",
            code="turn_not_open",
            turn=str(session.turn),
        )
    if turn < session.turn or session.phase != "deciding":
        raise Refused(
            f"Turn {turn} is closed; what it had stays.", code="turn_closed", turn=str(session.turn)
        )


def _must_be_stances(session: Session, stances: Stances) -> None:
    known = {part.name for part in session.scenario.component}
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
    alike = stances.keys() == known and len(set(stances.values())) == 1
    if session.opened.depth == "classic" and stances and not alike:
        raise Refused(
            "In this game one switch sets all components: send all of them alike.", code="one_switch"
        )
