"""A view shows the same whether a worker has made its sheet or the server reads the records."""

from __future__ import annotations

import msgspec
import pytest
from game_support import Log, opened_game

from linestop.game.compute import jobs
from linestop.game.rules import table_records
from linestop.game.rules.events import TurnResolved, decode, encode
from linestop.game.rules.replayed_world import sendable
from linestop.game.rules.session import Session
from linestop.game.views import own_sheet
from linestop.game.views.component_row import Ground
from linestop.game.views.player_view import seat_view
from linestop.scenarios import text_of

TURNS = 3


def year(scenario: str) -> Log:
    return Log(opened_game(text_of(scenario), seed=3)).play(TURNS)


def with_sheets(log: Log) -> list[Session]:
    """The game after each of its turns, each played by a worker that made the sheets too."""
    sessions = []
    for number in range(1, TURNS + 1):
        session = Session(log.session.opened, log.session.opened.engine)
        for event in log.events[1:]:
            if isinstance(event, TurnResolved) and event.turn == number:
                grounds = own_sheet.grounds_of_next(session)
                worked = jobs.play_turn(session.played_game(), sendable(session.state.closed_with), grounds)
                assert worked.body == encode(event)
                session.runtime.sheets = number, worked.sheets
                session.apply(decode(worked.body))
                break
            session.apply(event)
        sessions.append(session)
    return sessions


def views(session: Session) -> list[bytes]:
    return [msgspec.json.encode(seat_view(session, place)) for place in session.state.players]


def look_otherwise(log: Log) -> bool:
    """Whether any view looks otherwise with the worker's sheets than without."""
    looks = []
    for session in with_sheets(log):
        told = views(session)
        session.runtime.sheets = None
        looks.append(told != views(session))
    return any(looks)


@pytest.mark.parametrize("scenario", ["calm_seas", "pacific_squeeze"])
def test_a_view_of_a_worker_s_sheet_is_the_same_to_the_byte(scenario: str) -> None:
    assert not look_otherwise(year(scenario))


def test_red_control_a_sheet_with_other_quotes_of_the_turn_before_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of_the_usual(session: Session) -> list[Ground]:
        started = session.state.started
        assert started is not None
        usual = [0.5 + weeks for weeks in started.usual_weeks]
        return [Ground(started.usual_weeks, started.usual_queue_weeks, usual)] * session.state.tables

    monkeypatch.setattr(own_sheet, "grounds_of_next", of_the_usual)
    assert look_otherwise(year("calm_seas"))


def tables_read(session: Session) -> int:
    session.sums()  # a room is told them by a worker
    table_records._read.cache_clear()
    views(session)
    return table_records._read.cache_info().misses


def test_with_a_worker_s_sheet_a_view_reads_no_records() -> None:
    *_, session = with_sheets(year("calm_seas"))
    assert tables_read(session) == 0
    session.runtime.sheets = None
    assert tables_read(session) == 1, "what it does without"


def test_sheets_of_another_turn_are_not_shown() -> None:
    *_, before, session = with_sheets(year("calm_seas"))
    told = views(session)
    session.runtime.sheets = before.runtime.sheets
    assert views(session) == told != views(before)
