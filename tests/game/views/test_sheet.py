"""The decision sheet is arithmetic on the records: what a row says now, week by week, and in old logs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import pytest
from game_support import Log, opened_game

from linestop.agents.chain.record import WEEKS_AHEAD
from linestop.game.messages import Row, StanceName
from linestop.game.rules.events import GameStarted, TurnResolved, decode, encode
from linestop.game.rules.session import Session
from linestop.game.views.player_view import seat_view
from linestop.scenarios import text_of

JIT_JIC: tuple[StanceName, StanceName] = ("JIT", "JIC")


@dataclass(frozen=True)
class Week:
    """A row as a week left it, put together as a screen does."""

    on_the_way: list[float]
    received: float
    bin_weeks: float
    quote_weeks: float
    queue_weeks: float | None


def weeks_of(row: Row) -> list[Week]:
    """Every week of the turn that closed last; the last of them is the row itself."""
    if row.weeks is None:
        return []
    told, places = row.weeks, WEEKS_AHEAD
    queues = told.queue_weeks if row.port else [None] * len(told.received)
    lists = (told.on_the_way, told.received, told.bin_weeks, told.quote_weeks, queues)
    earlier = [Week((way + [0.0] * places)[:places], *rest) for way, *rest in zip(*lists, strict=True)]
    queue = row.port.queue_weeks if row.port else None
    return [
        *earlier,
        Week((row.on_the_way + [0.0] * places)[:places], row.received, row.bin_weeks, row.quote_weeks, queue),
    ]


def fee_of(row: Row, stance: StanceName) -> float:
    return row.offers.fee[JIT_JIC.index(stance)]


@pytest.fixture(scope="module")
def played() -> Log:
    return Log(opened_game(text_of("pacific_squeeze"), seed=11)).play(4)


def test_a_row_tells_every_week_of_the_last_turn_as_the_record_has_it(played: Log) -> None:
    view = seat_view(played.session, played.place)
    rows = played.session.state.turns[-1].tables[0].rows
    assert [each.week for each in view.weeks] == [13, 14, 15, 16]
    for k, row in enumerate(view.rows):
        weeks = weeks_of(row)
        for measure in ("on_the_way", "received"):
            told = [getattr(week, measure) for week in weeks]
            assert np.array(told) == pytest.approx(np.array([week[0][k] for week in rows[measure]]), rel=1e-3)
        use, on_hand = ([week[0][k] for week in rows[measure]] for measure in ("use", "on_hand"))
        lasts = [units / weekly for units, weekly in zip(on_hand, use, strict=True)]
        assert [week.bin_weeks for week in weeks] == pytest.approx(lasts, rel=1e-3)
        if row.port is not None:
            port = [each.name for each in played.session.scenario.port].index(row.port.port)
            queues = [week[port] for week in rows["port_queue_weeks"]]
            assert [week.queue_weeks for week in weeks] == pytest.approx(queues, rel=1e-3)


def test_a_row_s_bin_changes_by_what_it_received_and_what_the_line_used(played: Log) -> None:
    view = seat_view(played.session, played.place)
    scenario, rows = played.session.scenario, played.session.state.turns[-1].tables[0].rows
    bill = scenario.seat[0].bill_of_materials
    for row in view.rows:
        on_hand = [week[0][view.rows.index(row)] for week in rows["on_hand"]]
        for i, after in list(enumerate(weeks_of(row)))[1:]:
            made = rows["made"][i][0]
            parts = sum(
                units * bill.get(product.name, {}).get(row.component, 0.0)
                for units, product in zip(made, scenario.product, strict=True)
            )
            assert on_hand[i] == pytest.approx(on_hand[i - 1] + after.received - parts, abs=0.2)


def test_there_are_no_weeks_to_show_before_the_first() -> None:
    log = Log()
    view = seat_view(log.session, log.place)
    assert [(row.weeks, row.received) for row in view.rows] == [(None, 0.0)]
    assert view.goods_weeks == log.session.scenario.line.finished_goods_weeks


def test_finished_goods_are_told_in_weeks_of_required_production(played: Log) -> None:
    rows = played.session.state.turns[-1].tables[0].rows
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
    """The event as a version wrote it that told neither survival nor stops nor what rolls inland."""
    if not isinstance(event, GameStarted | TurnResolved):
        return event
    body = msgspec.json.decode(encode(event))
    for table in body["tables"]:
        del table["survival"], table["stops"], table["rows"]["past_port"]
    return decode(msgspec.json.encode(body))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["calm_seas", "pacific_squeeze"])
def test_a_view_stays_small_all_year(name: str) -> None:
    """It crosses a crowded network once a turn: about 12 KB, and the year's news come on top."""
    log = Log(opened_game(text_of(name)))
    for _ in range(log.session.scenario.turns):
        log.play(1)
        assert len(msgspec.json.encode(seat_view(log.session, log.place))) < 17_500


# ---------------------------------------------------------------- against the next turn's record


def changeover(log: Log) -> list[list[float]]:
    """What was booked for changed stances of the first seat, by week of the last turn and component."""
    assert log.session.state.started is not None
    line = log.session.state.started.lines.index("changeover_cost")
    return [week[line][0] for week in log.session.state.turns[-1].tables[0].rows["cost"]]


def assert_fees_are_booked(log: Log, told: dict[str, float]) -> None:
    """Each fee in the first week of the turn, on its own component, and nothing else in any week."""
    first, *later = changeover(log)
    assert first[:-1] == pytest.approx(list(told.values()), abs=1e-4) and first[-1] == 0.0
    assert all(money == 0.0 for week in later for money in week)


SOME = ("chip", "display", "trim")


def test_a_switch_costs_in_the_next_record_what_the_sheet_said() -> None:
    log = Log(opened_game(text_of("pacific_squeeze"), seed=11))
    for turn in range(1, 6):
        told = {}
        wanted = {}
        for row in seat_view(log.session, log.place).rows:
            other: StanceName = "JIT" if row.stance == "JIC" else "JIC"
            switches = row.component in SOME[: turn % 4]
            fee = fee_of(row, other)
            assert fee_of(row, row.stance) == 0.0 < fee
            told[row.component] = fee if switches else 0.0
            wanted |= {row.component: other} if switches else {}
        log.decide(turn, wanted)
        log.settle_all()
        assert_fees_are_booked(log, told)


def test_red_control_a_fee_that_is_a_hundredth_dearer_is_caught() -> None:
    log = Log(opened_game(text_of("pacific_squeeze"), seed=11))
    told = {row.component: 0.0 for row in seat_view(log.session, log.place).rows}
    [row] = [row for row in seat_view(log.session, log.place).rows if row.component == "chip"]
    told["chip"] = max(row.offers.fee)
    log.decide(1, {"chip": "JIC"})
    log.settle_all()
    assert_fees_are_booked(log, told)
    with pytest.raises(AssertionError):
        assert_fees_are_booked(log, told | {"chip": 1.01 * told["chip"]})


def test_a_bin_that_stands_at_its_plan_costs_what_the_sheet_said_in_the_next_turn() -> None:
    """Storage is booked on the bin and in port alone, so for a part by lorry the record shows it pure."""
    log = Log(opened_game(text_of("calm_seas"), seed=11))
    log.decide(1, dict.fromkeys(SOME, "JIC"))
    log.settle_all()
    assert log.session.state.started is not None
    line = log.session.state.started.lines.index("storage")
    checked = 0
    for _ in range(11):
        before = seat_view(log.session, log.place)
        log.play(1)
        rows = log.session.state.turns[-1].tables[0].rows
        for k, row in enumerate(before.rows):
            at = JIT_JIC.index(row.stance)
            part, costs = log.session.scenario.component[k], log.session.scenario.costs
            if row.port is not None or row.offers.build_weeks[at] > 0.0 or row.stance == "JIT":
                continue
            share = part.storage / (part.storage + costs.capital + costs.insurance + part.obsolescence)
            booked = sum(week[line][0][k] for week in rows["cost"])
            assert booked == pytest.approx(4 * row.offers.holding_per_week[at] * share, rel=0.15)
            checked += 1
    assert checked > 3


def test_what_is_on_the_way_is_what_the_next_record_has_come_nearer() -> None:
    """Slots move one a week: for a part by lorry the nearest is what the plant receives next."""
    log = Log(opened_game(text_of("pacific_squeeze"), seed=11)).play(1)
    for _ in range(6):
        told = {row.component: row for row in seat_view(log.session, log.place).rows}
        log.play(1)
        for row in seat_view(log.session, log.place).rows:
            if row.port is None:
                assert weeks_of(row)[0].received == pytest.approx(
                    sum(told[row.component].on_the_way[:1]), abs=1e-3
                )
            for earlier, later in pairwise(weeks_of(row)):
                if row.port is None:
                    assert later.received == pytest.approx(earlier.on_the_way[0], abs=1e-3)


def test_what_reaches_a_port_stands_there_until_the_plant_has_it(played: Log) -> None:
    """From week to week: own goods at the port grow by the nearest slot and shrink by what is received."""
    [turn], checked = played.session.state.turns[-1:], 0
    rows = turn.tables[0].rows
    for k, row in enumerate(seat_view(played.session, played.place).rows):
        if row.port is None:
            continue
        weeks = weeks_of(row)
        there = [week[0][k] + rolling[0][k] for week, rolling in zip(*at_port(rows), strict=True)]
        for before, after, at, then in zip(weeks, weeks[1:], there, there[1:], strict=False):
            assert then == pytest.approx(at + before.on_the_way[0] - after.received, abs=0.2)
            checked += 1
        assert row.port.own_units == pytest.approx(there[-1], rel=1e-3)
    assert checked == 6


def at_port(rows: dict[str, list[Any]]) -> tuple[list[Any], list[Any]]:
    return rows["in_port"], rows["past_port"]


def test_red_control_arrivals_a_week_out_are_caught(played: Log) -> None:
    rows = [row for row in seat_view(played.session, played.place).rows if row.port is None]
    nearest = [weeks_of(row)[0].on_the_way[0] for row in rows]
    assert nearest == pytest.approx([weeks_of(row)[1].received for row in rows], abs=1e-3)
    assert nearest != pytest.approx([weeks_of(row)[2].received for row in rows], abs=1e-3)
