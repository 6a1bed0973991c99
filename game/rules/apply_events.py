"""The only place where the state of a game changes: one small function for each kind of event.

`after` is pure: it gives a new state and leaves the one it was given as it was. Both share every part
that the event did not touch, so an event costs the copy of a few small mappings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from ..choices.chosen import NO_CHOICE, after_decision, all_after_turn
from . import announcements
from .clock import Clock, milliseconds
from .desk_events import (
    Announced,
    ClockResumed,
    ClockStopped,
    ClosingSet,
    DeadlineSet,
    DeskEvent,
    DoorSet,
    GameArchived,
    LastTurnSet,
    PagePublished,
    SeatReleased,
    SeatsReleased,
    ShockInjected,
    TimeAdded,
)
from .events import (
    ClockSet,
    DecisionMade,
    Event,
    GameFinished,
    GameOpened,
    GameScored,
    GameStarted,
    Place,
    SeatTaken,
    TableOpened,
    TurnClosed,
    TurnResolved,
    TurnScored,
)
from .game_state import Command, GameState, with_changes, with_entry, without_entry
from .live_shocks import all_clears, news_of
from .table_records import kept

_NO_COMMANDS: Mapping[str, Command] = MappingProxyType({})


def after(state: GameState, event: Event) -> GameState:
    """The state of the game after this event.

    Raises:
        KeyError: if the log is broken: a decision for a seat without a holder.
    """
    # Every desk event carries its command's id: remembered here once, not in each function below. To tell
    # that a decision is none of their thirteen kinds would take as long as to apply it.
    if not isinstance(event, DecisionMade) and isinstance(event, DeskEvent):
        state = replace(state, heard=_remembered(state, event.by, event))
    return _AFTER[type(event)](state, event)


# ---------------------------------------------------------------- seats


def _table_opened(state: GameState, event: TableOpened) -> GameState:
    return replace(state, tables=event.table + 1)


def _seat_taken(state: GameState, event: SeatTaken) -> GameState:
    """The seat begins with the opening's stances; in a running game, from the next turn on."""
    place = Place(event.table, event.seat)
    return replace(
        state,
        players=with_entry(state.players, place, event.player),
        seated=with_entry(state.seated, event.player, place),
        since=with_entry(state.since, place, state.turn + 1 if state.started else 1),
        stances=with_entry(state.stances, place, state.opening_stances()),
        repeats=with_entry(state.repeats, place, 0),
        programs=state.programs | {event.player} if event.program else state.programs,
    )


def _seat_released(state: GameState, event: SeatReleased) -> GameState:
    """From here on a bot plays the seat; what its holder had decided in the open turn is void."""
    return _released(state, Place(event.table, event.seat))


def _seats_released(state: GameState, event: SeatsReleased) -> GameState:
    """As if each seat had been released by itself."""
    for player in event.players:
        if (place := state.place_of(player)) is not None:
            state = replace(_released(state, place), sent_away=state.sent_away | {player})
    return state


def _released(state: GameState, place: Place) -> GameState:
    return replace(
        state,
        players=without_entry(state.players, place),
        seated=without_entry(state.seated, state.players.get(place, "")),
        since=without_entry(state.since, place),
        stances=without_entry(state.stances, place),
        chosen=without_entry(state.chosen, place),
        decided_on=without_entry(state.decided_on, place),
        repeats=without_entry(state.repeats, place),
    )


def _door_set(state: GameState, event: DoorSet) -> GameState:
    # Opened, it is so for everybody.
    return replace(state, door_open=event.open, sent_away=frozenset() if event.open else state.sent_away)


def _decision_made(state: GameState, event: DecisionMade) -> GameState:
    """What the decision leaves out stays as it was."""
    place = Place(event.table, event.seat)
    stances = with_changes(state.stances[place], event.stances)
    held = state.chosen.get(place, NO_CHOICE)
    chosen = after_decision(held, event) if state.offered else held
    return replace(
        state,
        chosen=state.chosen if chosen is held else with_entry(state.chosen, place, chosen),
        heard=_remembered(state, event.player, event),
        stances=with_entry(state.stances, place, stances),
        decided_on=with_entry(state.decided_on, place, event.device),
    )


# ---------------------------------------------------------------- the course of the game


def _game_opened(state: GameState, event: GameOpened) -> GameState:
    """The state began with this event already."""
    assert event == state.opened, "a game is opened once"
    return state


def _game_started(state: GameState, event: GameStarted) -> GameState:
    clock = Clock(milliseconds(state.opened.first_turn_seconds))
    return replace(
        state,
        started=replace(event, tables=kept(event.tables)),
        news=tuple(event.news),
        phase="deciding",
        clock=clock,
        announcement=announcements.when_over(state),
    )


def _turn_closed(state: GameState, event: TurnClosed) -> GameState:
    # What people held is fixed here: a decision that comes while the weeks are played is refused.
    return replace(
        state,
        phase="resolving",
        closed_with=state.orders_now(),
        closed_by=event.cause,
        clock=Clock(stopped=state.clock.stopped),
        changes_ms=0,
        interrupted=False,
    )


def _turn_resolved(state: GameState, event: TurnResolved) -> GameState:
    """The next turn is open; after the last one a `GameFinished` follows at once."""
    # Only seats that were played by their holder: a late joiner has repeated nothing yet.
    repeats = {
        place: 0 if place in state.confirmed else state.repeats.get(place, 0) + 1
        for place in state.closed_with.held
    }
    over = all_clears(state.scenario, state.shocks, event.first_week, event.last_week)
    return replace(
        state,
        turns=(*state.turns, replace(event, tables=kept(event.tables))),
        orders=(*state.orders, state.closed_with),
        news=(*state.news, *event.news, *over),
        repeats=MappingProxyType({**state.repeats, **repeats}),
        confirmed_by_turn=(*state.confirmed_by_turn, frozenset(state.confirmed)),
        decided_on=MappingProxyType({}),
        # A turn that was held was this one alone.
        all_in_closes_turn=None,
        # After the last turn the number stays, since no other turn opens.
        turn=min(event.turn + 1, state.scenario.turns),
        stances=MappingProxyType({**state.stances, **state.stances_of_late(event)}),
        chosen=all_after_turn(state.chosen, event.last_week - event.first_week + 1),
        phase="deciding",
        announcement=announcements.when_over(state),
        clock=Clock(milliseconds(state.turn_seconds), None, state.clock.stopped),
    )


def _turn_scored(state: GameState, event: TurnScored) -> GameState:
    return replace(state, scores=with_entry(state.scores, event.turn, event))


def _game_finished(state: GameState, event: GameFinished) -> GameState:
    return replace(state, phase="finished", turn=state.turns[-1].turn, clock=Clock())


def _game_scored(state: GameState, event: GameScored) -> GameState:
    return replace(state, hindsight=event)


def _game_archived(state: GameState, event: GameArchived) -> GameState:
    return replace(state, phase="archived")


# ---------------------------------------------------------------- the clock


def _clock_set(state: GameState, event: ClockSet) -> GameState:
    # A decision during a pause may stop a countdown; that must not end the pause.
    clock = Clock(event.left_ms, event.countdown_ms, state.clock.stopped)
    interrupted = state.interrupted or event.cause == "restarted"
    changes = state.changes_ms + event.added_ms
    return replace(state, clock_events=event.number, clock=clock, interrupted=interrupted, changes_ms=changes)


def _clock_stopped(state: GameState, event: ClockStopped) -> GameState:
    return replace(state, clock=Clock(event.left_ms, event.countdown_ms, stopped=True))


def _clock_resumed(state: GameState, event: ClockResumed) -> GameState:
    clock = Clock(state.clock.left_ms, state.clock.countdown_ms)
    return replace(state, clock=clock, announcement=announcements.after_a_pause(state))


def _time_added(state: GameState, event: TimeAdded) -> GameState:
    return replace(state, clock=Clock(event.left_ms, event.countdown_ms, state.clock.stopped))


def _deadline_set(state: GameState, event: DeadlineSet) -> GameState:
    """Counts for the open turn too, from this moment on."""
    state = replace(state, turn_seconds=event.seconds)
    if state.phase != "deciding":
        return state
    return replace(state, clock=Clock(milliseconds(event.seconds), None, state.clock.stopped))


def _closing_set(state: GameState, event: ClosingSet) -> GameState:
    if event.turn is not None:
        return replace(state, all_in_closes_turn=event.all_in)
    # Said of every turn, so of the open one too, whatever was said of it before.
    return replace(state, all_in_closes=event.all_in, all_in_closes_turn=None)


def _last_turn_set(state: GameState, event: LastTurnSet) -> GameState:
    return replace(state, last_turn=event.turn)


# ---------------------------------------------------------------- the facilitator's words and shocks


def _shock_injected(state: GameState, event: ShockInjected) -> GameState:
    return replace(state, shocks=(*state.shocks, event), news=(*state.news, *news_of(event, state.scenario)))


def _page_published(state: GameState, event: PagePublished) -> GameState:
    return replace(state, published=event.published)


def _remembered(state: GameState, player: str, event: Command) -> Mapping[str, Mapping[str, Command]]:
    return with_entry(state.heard, player, with_entry(state.heard.get(player, _NO_COMMANDS), event.id, event))


_AFTER: Mapping[type, Callable[[GameState, Any], GameState]] = {
    TableOpened: _table_opened,
    SeatTaken: _seat_taken,
    SeatReleased: _seat_released,
    SeatsReleased: _seats_released,
    DoorSet: _door_set,
    DecisionMade: _decision_made,
    GameOpened: _game_opened,
    GameStarted: _game_started,
    TurnClosed: _turn_closed,
    TurnResolved: _turn_resolved,
    TurnScored: _turn_scored,
    GameFinished: _game_finished,
    GameScored: _game_scored,
    GameArchived: _game_archived,
    ClockSet: _clock_set,
    ClockStopped: _clock_stopped,
    ClockResumed: _clock_resumed,
    TimeAdded: _time_added,
    DeadlineSet: _deadline_set,
    ClosingSet: _closing_set,
    LastTurnSet: _last_turn_set,
    Announced: announcements.announced,
    ShockInjected: _shock_injected,
    PagePublished: _page_published,
}
"""How each kind of event changes the state; a new kind is one function and one line here."""
