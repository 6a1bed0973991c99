"""No byte that depends on what one may not know: of a player's view, the board and the status.

(a) what others are about to decide, (b) what is private to others, (c) what was drawn for weeks to
come, (d) any score before the end. Each has a red control: the same change where it may be seen does
change the bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from rules_support import Told
from secrecy_support import NAMES, workshop
from views_support import PUBLIC, SUMMED_IN_PUBLIC, made_up

from linestop.agents.chain.record import SHAPES
from linestop.game.rules.events import Place, TurnResolved, TurnScored, decode, encode
from linestop.game.rules.session import Session
from linestop.game.rules.table_records import StanceOffer, TableTurn
from linestop.game.views import desk_view, standings
from linestop.game.views import player_view as player_view_module
from linestop.game.views.board_view import board
from linestop.game.views.desk_view import desk
from linestop.game.views.player_view import past_weeks, player_view
from linestop.game.views.public_state import status, story_and_news


def place_of(session: Session, player: str) -> Place:
    place = session.state.place_of(player)
    assert place is not None
    return place


def seen_by(session: Session, player: str) -> bytes:
    place = place_of(session, player)
    shown = [player_view(session, place, NAMES), past_weeks(session, place), story_and_news(session, place)]
    return msgspec.json.encode([*shown, status(session, {place})])


def seen_on_the_wall(session: Session) -> bytes:
    return msgspec.json.encode([board(session, NAMES), status(session)])


Eyes = Callable[[Session], bytes]
AUDIENCE: dict[str, Eyes] = {
    "a rival at the table": lambda session: seen_by(session, "ann"),
    "a player at another table": lambda session: seen_by(session, "eve"),
    "the board": seen_on_the_wall,
}
audience = pytest.mark.parametrize("eyes", AUDIENCE.values(), ids=AUDIENCE)


@pytest.mark.slow
@audience
def test_what_others_are_about_to_decide_changes_no_byte_until_the_turn_closes(eyes: Eyes) -> None:
    assert eyes(workshop(stance="JIC").session) == eyes(workshop(stance="JIT").session)


def test_red_control_the_own_open_decision_is_seen() -> None:
    twins = (workshop(stance="JIC").session, workshop(stance="JIT").session)
    first, second = (seen_by(session, "ben") for session in twins)
    assert first != second


@pytest.fixture(scope="module")
def played() -> Told:
    return workshop()


def scrambled(told: Told, own: Place | None) -> Session:
    """The same log with all made up that is private to other seats; None: to all seats."""
    return Session.replay([_scramble(event, told.session, own) for event in told.events], "1")


def _scramble(event: Any, session: Session, own: Place | None) -> Any:
    if not isinstance(event, TurnResolved):
        return event
    event = decode(encode(event))
    assert isinstance(event, TurnResolved)
    for number, table in enumerate(event.tables):
        here = own is not None and own.table == number
        _scramble_table(table, session.state.seat_names.index(own.seat) if own and here else -1)
    return event


def _scramble_table(table: TableTurn, own: int) -> None:
    for name in table.rows.keys() - PUBLIC - SUMMED_IN_PUBLIC:
        table.rows[name] = [made_up(week, SHAPES[name], own) for week in table.rows[name]]
    table.arrivals[:] = made_up(table.arrivals, "NKA", own)
    table.survival[:] = made_up(table.survival, "NK", own)
    table.stops[:] = made_up(table.stops, "NK", own)
    for number, seat in enumerate(table.outlook):
        if number != own:
            nonsense = StanceOffer(1.0, 2.0, 3.0, 4.0)
            table.outlook[seat] = {part: {"JIT": nonsense, "JIC": nonsense} for part in table.outlook[seat]}


@pytest.mark.parametrize("player", ["ann", "eve"])
def test_nothing_private_of_others_changes_a_byte_of_a_players_view(played: Told, player: str) -> None:
    own = place_of(played.session, player)
    assert seen_by(scrambled(played, own), player) == seen_by(played.session, player)


def test_nothing_private_of_anybody_changes_a_byte_of_the_board(played: Told) -> None:
    assert seen_on_the_wall(scrambled(played, None)) == seen_on_the_wall(played.session)


def test_red_control_what_is_private_is_in_the_own_view_and_at_the_desk(played: Told) -> None:
    all_made_up = scrambled(played, None)
    assert seen_by(all_made_up, "ann") != seen_by(played.session, "ann")
    assert msgspec.json.encode(desk(all_made_up, NAMES, {})) != msgspec.json.encode(
        desk(played.session, NAMES, {})
    )


@audience
def test_what_is_drawn_for_weeks_to_come_changes_no_byte(played: Told, eyes: Eyes) -> None:
    """The same past under another seed: all that is still to come is drawn otherwise."""
    game = msgspec.structs.replace(played.session.opened, seed=8_123_456_789_012)
    other = Session.replay([game, *played.events[1:]], "1")
    assert eyes(other) == eyes(played.session)
    assert str(played.session.opened.seed).encode() not in eyes(played.session)


def test_red_control_the_desk_sees_the_seed_and_the_weeks_to_come(played: Told) -> None:
    game = msgspec.structs.replace(played.session.opened, seed=8_123_456_789_012)
    other = Session.replay([game, *played.events[1:]], "1")
    assert desk(other, NAMES, {}).shocks != desk(played.session, NAMES, {}).shocks
    assert desk(other, NAMES, {}).seed != desk(played.session, NAMES, {}).seed


EVERYBODY = AUDIENCE | {"the desk": lambda session: msgspec.json.encode(desk(session, NAMES, {}))}


def scored_otherwise(told: Told) -> Session:
    """The same log with every score of it made up."""

    def other(event: Any) -> Any:
        if not isinstance(event, TurnScored):
            return event
        tables = [
            [msgspec.structs.replace(parts, score=parts.score / 2.0 + 7.5, best=1.0) for parts in table]
            for table in event.tables
        ]
        return msgspec.structs.replace(event, tables=tables)

    return Session.replay([other(event) for event in told.events], "1")


@pytest.mark.parametrize("eyes", EVERYBODY.values(), ids=EVERYBODY)
def test_no_score_of_a_game_that_goes_on_changes_a_byte_for_anybody(played: Told, eyes: Eyes) -> None:
    """Neither what a score is nor that there is one: it stays in the log until the end."""
    unscored = [event for event in played.events if not isinstance(event, TurnScored)]
    assert len(unscored) == len(played.events) - 3
    assert eyes(scored_otherwise(played)) == eyes(played.session) == eyes(Session.replay(unscored, "1"))


@pytest.mark.parametrize("eyes", EVERYBODY.values(), ids=EVERYBODY)
def test_red_control_a_view_that_told_the_score_of_the_last_turn_would_be_noticed(
    played: Told, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_too_early(session: Session, place: Place) -> float:
        latest = session.state.scores[len(session.state.turns)]
        return latest.tables[place.table][session.state.seat_names.index(place.seat)].score

    for module in (standings, player_view_module, desk_view):
        monkeypatch.setattr(module, "score", told_too_early)
    assert eyes(scored_otherwise(played)) != eyes(played.session)


@audience
def test_no_shock_is_named_before_the_end(played: Told, eyes: Eyes) -> None:
    for shock in played.session.scenario.shock:
        assert shock.name.encode() not in eyes(played.session)
