"""Every measure by hand on records made up, and each of them wherever measures are told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from after_support import NAMES, Played, database, rows, workshop
from world_support import shipped

from linestop.game.messages import Measured
from linestop.game.review.debrief import results
from linestop.game.review.export import tables_of
from linestop.game.review.leaderboard import filters_in, plain_rows
from linestop.game.rules import measure_functions
from linestop.game.rules.events import Place
from linestop.game.rules.measure_functions import (
    OF_ENDED,
    OF_PARTS,
    OF_SEATS,
    LaterMeasure,
    Measure,
    PartMeasure,
)
from linestop.game.rules.table_records import TableTurn
from linestop.game.store.event_log import rebuild
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.store.store import Store
from linestop.game.views import measures
from linestop.game.views.measures import units
from linestop.game.views.player_view import past_weeks

SEAT = Place(0, "tarnholm")


def turn(**rows: list[Any]) -> TableTurn:
    """One seat's weeks, as a record would hold them."""
    weeks = {name: [[week] for week in values] for name, values in rows.items()}
    return TableTurn(rows=weeks, outlook={}, arrivals=[], closing=[])


def test_a_week_counts_as_served_when_nobody_waits_and_nobody_was_sent_away() -> None:
    told = turn(lost=[[0.0, 0.0], [1.0, 0.0], [0.0, 0.0]], backlog=[[0.0, 0.0], [0.0, 0.0], [0.0, 2.0]])
    assert measure_functions.cycle_service_level([told], 0) == pytest.approx(1 / 3)
    assert measure_functions.cycle_service_level([], 0) is None


def test_the_worst_four_weeks_are_those_in_a_row() -> None:
    made = [[10.0], [0.0], [10.0], [0.0], [10.0], [10.0], [10.0]]
    told = turn(made=made, required=[[10.0]] * 7)
    assert measure_functions.worst_four_weeks([told], 0) == pytest.approx(0.5)
    short = turn(made=made[:2], required=[[10.0]] * 2)
    assert measure_functions.worst_four_weeks([short], 0) == pytest.approx(0.5)
    # What is made beyond what is required makes up for no other week.
    surplus = turn(made=[[0.0], [20.0], [10.0], [10.0]], required=[[10.0]] * 4)
    assert measure_functions.worst_four_weeks([surplus], 0) == pytest.approx(0.75)


def test_the_bullwhip_is_one_for_who_orders_what_is_asked_for_and_four_at_twice_the_swing() -> None:
    scenario = shipped("calm_seas")
    bill = scenario.seat[0].bill_of_materials
    parts = [part.name for part in scenario.component]

    def ordered(swing: float) -> list[Any]:
        weeks = []
        for scooters in (50.0, 60.0, 70.0):
            units = 60.0 + swing * (scooters - 60.0)
            weeks.append([units * bill["scooter"].get(part, 0.0) for part in parts])
        return weeks

    asked = [[[units / 2, units / 2], [0.0, 0.0]] for units in (50.0, 60.0, 70.0)]
    same, double = (turn(ordered=ordered(swing), demand=asked) for swing in (1.0, 2.0))
    assert measure_functions.bullwhip_ratio(scenario, [same], 0) == pytest.approx(1.0)
    assert measure_functions.bullwhip_ratio(scenario, [double], 0) == pytest.approx(4.0)
    steady = turn(ordered=ordered(1.0), demand=[asked[0]] * 3)
    assert measure_functions.bullwhip_ratio(scenario, [steady], 0) is None


def test_recovering_takes_the_longest_row_of_weeks_and_surviving_the_fewest() -> None:
    short = [[[0.0, 0.0]], [[3.0, 0.0]], [[1.0, 0.0]], [[0.0, 0.0]], [[2.0, 0.0]]]
    told = turn(shortfall_by=short, stock_value=[10.0, 20.0, 30.0, 20.0, 20.0])
    assert measure_functions.time_to_recover([told], 0, 0) == 2.0
    assert measure_functions.time_to_recover([told], 0, 1) == 0.0
    assert measure_functions.cash_tied_up([told], 0) == 20.0
    first = TableTurn({}, {}, [], [], survival=[[4.0, 9.0]])
    last = TableTurn({}, {}, [], [], survival=[[6.0, 2.0]])
    assert measure_functions.time_to_survive([first, last], 0, 0) == 4.0
    assert measure_functions.time_to_survive([TableTurn({}, {}, [], [])], 0, 0) is None


def everywhere(game: Played, file: Path) -> dict[str, dict[str, Any]]:
    """What each place that tells measures says of one seat: debrief, view, export, leaderboard, table."""
    session = game.session
    debrief = results(session, game.hindsight, NAMES, SEAT).seat
    assert debrief is not None
    tables = tables_of(session, game.hindsight, NAMES)
    [row, scored] = [
        row
        for name in ("seats", "scores")
        for row in tables[name]
        if (row["table"], row["seat"]) == (1, SEAT.seat)
    ]
    store = Store(file)
    try:
        query = filters_in({"scenario": "pacific_squeeze", "seed": "any", "who": "any"})
        listed = asyncio.run(store.run(lambda db: read_leaderboard(db, query)))
        stored = rows(
            store, "select measure, value from measures where component = '' and seat = ?", SEAT.seat
        )
    finally:
        store.close()
    [ranked] = [row for row in listed.rows if row.seat == SEAT.seat]
    [plain] = [row for row in plain_rows(listed) if row["seat"] == SEAT.seat]
    assert plain["uptime"] == ranked.uptime
    return {
        "debrief": by_name(debrief.measures),
        "view": by_name(past_weeks(session, SEAT).measures),
        "export": scored | row,
        "leaderboard": by_name(ranked.measures),
        "csv": plain,
        "database": dict(stored),
    }


def by_name(told: list[Measured]) -> dict[str, Any]:
    return {each.name: each.value for each in told}


@pytest.mark.slow
def test_a_measure_is_told_everywhere_by_being_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OF_SEATS, "weeks_seen", Measure(lambda _, turns, seat: 4.0 * len(turns), "weeks"))
    place_of_part = PartMeasure(lambda scenario, turns, seat, slot: float(slot), "weeks", max)
    monkeypatch.setitem(OF_PARTS, "slot_seen", place_of_part)
    monkeypatch.setitem(OF_ENDED, "tables_seen", LaterMeasure(lambda seat: seat.table + 1.0, "ratio"))
    found = everywhere(workshop(), database(tmp_path, workshop()))
    view = found.pop("view")
    assert view.keys() == OF_SEATS.keys() | OF_PARTS.keys(), "a view tells nothing that takes a replay"
    for place, told in found.items():
        assert units().keys() <= told.keys(), place
        assert (told["weeks_seen"], told["slot_seen"], told["tables_seen"]) == (52.0, 5.0, 1.0), place
        for name in units():
            assert told[name] == pytest.approx(found["export"][name], abs=1e-4), (place, name)
    assert view == {name: found["debrief"][name] for name in view}


def test_red_control_what_is_not_in_the_table_is_told_nowhere(tmp_path: Path) -> None:
    assert all(
        "weeks_seen" not in told for told in everywhere(workshop(), database(tmp_path, workshop())).values()
    )


def test_measures_of_components_stand_in_debrief_view_export_and_database(tmp_path: Path) -> None:
    game = workshop()
    debrief = results(game.session, game.hindsight, NAMES, SEAT).seat
    assert debrief is not None
    view = past_weeks(game.session, SEAT).part_measures
    table = [row for row in tables_of(game.session, None, NAMES)["part_measures"] if row["seat"] == SEAT.seat]
    store = Store(database(tmp_path, game))
    try:
        sql = "select component, measure, value from measures where seat = ?"
        stored = {(part, name): value for part, name, value in rows(store, sql, SEAT.seat)}
        before = rows(store, "select * from measures order by 1, 2, 3, 4, 5")
        asyncio.run(store.run(rebuild))
        assert rows(store, "select * from measures order by 1, 2, 3, 4, 5") == before
    finally:
        store.close()
    for part, told, row in zip(debrief.parts, view, table, strict=True):
        assert part.measures == told
        for name in OF_PARTS:
            assert by_name(told)[name] == pytest.approx(row[name], abs=1e-4)
            assert stored[part.component, name] == row[name]
    # Where a seat has one number, it is that of the part that was worst off.
    survived, recovered = ([row[name] for row in table] for name in ("time_to_survive", "time_to_recover"))
    assert stored["", "time_to_survive"] == min(survived) < max(survived)
    assert stored["", "time_to_recover"] == max(recovered) > min(recovered)


def test_before_the_first_week_there_is_nothing_to_measure() -> None:
    scenario = shipped("calm_seas")
    assert set(measures.of_seat(scenario, [], 0).values()) == {None}
    assert set(measures.of_part(scenario, [], 0, 0).values()) == {None}
