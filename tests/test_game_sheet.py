"""The decision sheet is arithmetic on the records: what a row says now, week by week, and in old logs."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from game_support import Log, opened_game

from linestop.game.events import GameStarted, TurnResolved, decode, encode
from linestop.game.session import Session
from linestop.game.views import seat_view
from linestop.scenarios import text_of


@pytest.fixture(scope="module")
def played() -> Log:
    return Log(opened_game(text_of("pacific_squeeze"), seed=11)).play(4)


def test_a_row_tells_every_week_of_the_last_turn_and_ends_where_it_stands_now(played: Log) -> None:
    view = seat_view(played.session, played.place)
    for row in view.rows:
        assert [each.week for each in row.weeks] == [each.week for each in view.weeks] == [13, 14, 15, 16]
        last = row.weeks[-1]
        assert last.on_the_way == row.on_the_way
        assert (last.bin_units, last.bin_weeks) == (row.bin_units, row.bin_weeks)
        assert last.quote_weeks == row.quote_weeks
        assert last.queue_weeks == (row.port and row.port.queue_weeks)


def test_a_row_s_bin_changes_by_what_it_received_and_what_the_line_used(played: Log) -> None:
    view = seat_view(played.session, played.place)
    scenario, rows = played.session.scenario, played.session.turns[-1].tables[0].rows
    bill = scenario.seat[0].bill_of_materials
    for row in view.rows:
        for i, (before, after) in enumerate(zip(row.weeks, row.weeks[1:], strict=False), start=1):
            made = rows["made"][i][0]
            parts = sum(
                units * bill.get(product.name, {}).get(row.component, 0.0)
                for units, product in zip(made, scenario.product, strict=True)
            )
            assert after.bin_units == pytest.approx(before.bin_units + after.received - parts, abs=0.2)


def test_there_are_no_weeks_to_show_before_the_first() -> None:
    log = Log()
    view = seat_view(log.session, log.place)
    assert [row.weeks for row in view.rows] == [[]]
    assert view.goods_weeks == log.session.scenario.line.finished_goods_weeks


def test_finished_goods_are_told_in_weeks_of_required_production(played: Log) -> None:
    rows = played.session.turns[-1].tables[0].rows
    weeks = sum(rows["finished_goods"][-1][0]) / sum(rows["required"][-1][0])
    assert seat_view(played.session, played.place).goods_weeks == pytest.approx(weeks, abs=0.001)


def test_an_older_log_that_tells_nothing_of_survival_is_shown_with_what_the_bin_alone_lasts(
    played: Log,
) -> None:
    older = Session.replay([without_survival(event) for event in played.events], "1")
    for row in seat_view(older, played.place).rows:
        assert row.survives_weeks == row.bin_weeks
    now = seat_view(played.session, played.place).rows
    assert any(row.survives_weeks > row.bin_weeks for row in now)


def without_survival(event: Any) -> Any:
    """The event as a version wrote it that did not tell survival."""
    if not isinstance(event, GameStarted | TurnResolved):
        return event
    body = msgspec.json.decode(encode(event))
    for table in body["tables"]:
        del table["survival"]
    return decode(msgspec.json.encode(body))
