"""What a seat sees: its own books, what is public, and no byte that depends on anything else."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from game_support import Log, opened_game
from views_support import PUBLIC, SUMMED_IN_PUBLIC, made_up

from linestop.agents.chain.record import SHAPES
from linestop.game.messages.rounding import for_screen
from linestop.game.rules.events import TurnResolved, decode, encode
from linestop.game.rules.session import Session
from linestop.game.rules.table_records import StanceOffer
from linestop.game.views.component_row import weeks_until_stockout
from linestop.game.views.player_view import past_weeks, seat_view
from linestop.game.views.public_state import status
from linestop.scenarios import text_of


@pytest.fixture(scope="module")
def played() -> Log:
    return Log(opened_game(text_of("pacific_squeeze"))).play(3)


def bytes_of(session: Session, log: Log) -> bytes:
    return msgspec.json.encode(seat_view(session, log.place))


def test_the_first_view_shows_the_opening_before_any_week() -> None:
    log = Log()
    view = seat_view(log.session, log.place)
    assert (view.phase, view.turn, view.first_week, view.last_week) == ("deciding", 1, 1, 4)
    assert view.uptime is None and view.weeks == [] and view.total_cost == 0.0
    [row] = view.rows
    assert (row.stance, row.bin_units > 0, row.usual_weeks) == ("JIT", True, 4.0)
    assert [fee > 0 for fee in row.offers.fee] == [False, True]


def test_a_quiet_game_has_full_uptime_and_its_cost_lines_sum_to_its_cost() -> None:
    log = Log().play(2)
    view, past = seat_view(log.session, log.place), past_weeks(log.session, log.place)
    assert view.uptime == 1.0 and past.uptime_by_turn == [1.0, 1.0]
    assert sum(line.so_far for line in past.costs) == pytest.approx(view.total_cost, abs=0.01)
    assert sum(week.line.cost for week in past.weeks[4:]) == pytest.approx(view.cost_last_turn, abs=0.01)
    assert [week.week for week in view.weeks] == [5, 6, 7, 8]
    assert [(standing.you, standing.uptime) for standing in view.standings] == [(True, 1.0)]


@pytest.mark.parametrize(("number", "shown"), [(0.94449, "94.4%"), (0.99949, "99.9%"), (-0.00051, "-0.1%")])
def test_a_share_on_the_wire_is_shown_as_the_log_has_it(number: float, shown: str) -> None:
    assert f"{for_screen(number):.1%}" == f"{number:.1%}" == shown
    assert f"{round(0.94449, 4):.1%}" != f"{0.94449:.1%}", "what fewer digits would do"


def test_the_lesson_is_told_when_the_game_is_over_and_not_before() -> None:
    log = Log().play(2)
    assert seat_view(log.session, log.place).game.lesson == ""
    log.play(1)
    assert seat_view(log.session, log.place).game.lesson == log.session.scenario.lesson


def test_a_bin_runs_dry_when_what_comes_is_less_than_what_is_used() -> None:
    assert weeks_until_stockout(30.0, 10.0, [0.0] * 8) == 3.0
    assert weeks_until_stockout(5.0, 10.0, [10.0, 0.0, 0.0]) == 1.5
    assert weeks_until_stockout(0.0, 10.0, [10.0] * 8) is None
    assert weeks_until_stockout(5.0, 0.0, [0.0] * 8) is None


def test_a_quiet_line_never_seems_about_to_stop() -> None:
    log = Log()
    for _ in range(2):
        assert [row.stops_in_weeks for row in seat_view(log.session, log.place).rows] == [None]
        log.play(1)


def test_nothing_private_of_another_seat_changes_a_byte_of_the_view(played: Log) -> None:
    scrambled = Session.replay([scramble(event, own=0) for event in played.events], "1")
    assert bytes_of(scrambled, played) == bytes_of(played.session, played)


def test_red_control_scrambling_the_own_seat_does_change_the_view(played: Log) -> None:
    scrambled = Session.replay([scramble(event, own=1) for event in played.events], "1")
    assert bytes_of(scrambled, played) != bytes_of(played.session, played)


def test_no_view_and_no_status_depends_on_the_seed_or_names_a_shock(played: Log) -> None:
    told = bytes_of(played.session, played) + msgspec.json.encode(status(played.session))
    for shock in played.session.scenario.shock:
        assert shock.name.encode() not in told
    opened = msgspec.structs.replace(played.session.opened, seed=8_123_456_789_012)
    other_seed = Session.replay([opened, *played.events[1:]], "1")
    assert bytes_of(other_seed, played) == bytes_of(played.session, played)


def scramble(event: Any, own: int) -> Any:
    """The event with all made up that is not the own seat's and not public."""
    if not isinstance(event, TurnResolved):
        return event
    event = decode(encode(event))
    assert isinstance(event, TurnResolved)
    for table in event.tables:
        for name in table.rows.keys() - PUBLIC - SUMMED_IN_PUBLIC:
            table.rows[name] = [made_up(week, SHAPES[name], own) for week in table.rows[name]]
        table.arrivals[:] = made_up(table.arrivals, "NKA", own)
        table.survival[:] = made_up(table.survival, "NK", own)
        table.stops[:] = made_up(table.stops, "NK", own)
        for number, seat in enumerate(table.outlook):
            if number != own:
                nonsense = StanceOffer(1.0, 2.0, 3.0, 4.0)
                table.outlook[seat] = {
                    part: {"JIT": nonsense, "JIC": nonsense} for part in table.outlook[seat]
                }
    return event
