"""Scores in the file: like is compared with like, rows follow from the log, and people may leave."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from after_support import PLANS, Played, keep, people, rows, workshop
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from linestop.game.errors import Refused
from linestop.game.messages import Leaderboard
from linestop.game.review.leaderboard import filters_in
from linestop.game.rules.events import encode, kind_of, signature
from linestop.game.store.event_log import insertion, link, rebuild
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.store.schema import DERIVED, migrations
from linestop.game.store.store import Store
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow

ANN = {"ann": PLANS["ann"]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "linestop.db")
    yield store
    store.close()


def listed(store: Store, every: bool = False, **query: str) -> Leaderboard:
    filters = filters_in({"scenario": "pacific_squeeze"} | query)
    return asyncio.run(store.run(lambda db: read_leaderboard(db, filters, every=every)))


def names(found: Leaderboard) -> list[str]:
    return [row.name for row in found.rows]


def test_the_default_list_is_the_view_and_reads_well(store: Store) -> None:
    keep(store, workshop())
    found = listed(store)
    assert sorted(names(found)) == ["=1+1", "Ann", "Eve, the 3rd"] and found.rows[0].name == "Ann"
    view = rows(store, "select place, name, score, cost, uptime from leaderboard limit 5")
    assert [row[1] for row in view] == names(found)
    assert [row[0] for row in view] == [row.place for row in found.rows] == [1, 2, 3]
    for row, (_, _, score, cost, uptime) in zip(found.rows, view, strict=True):
        assert score == round(row.score, 1) and cost == round(row.cost) and uptime == round(row.uptime, 4)


def test_a_score_row_says_under_which_rules_it_came_about(store: Store) -> None:
    keep(store, workshop())
    seat = workshop().hindsight.seats[0]
    [row] = rows(
        store,
        "select score, cost, cost_jit, cost_jic, cost_mix, cost_best, best_plan, scoring_version, depth, "
        "kind, bots, held_by, seed_given, live_shocks, weeks_played, weeks, decided_share, player "
        "from scores where seat = ?",
        seat.seat,
    )
    parts = seat.parts
    assert row[:6] == (parts.score, parts.cost, parts.jit, parts.jic, parts.mix, parts.best)
    assert row[6:] == (
        "housing, chip",
        1,
        "segmented",
        "workshop",
        "hybrid",
        "person",
        0,
        0,
        52,
        52,
        1.0,
        "ann",
    )


@pytest.mark.parametrize(
    ("game", "query"),
    [
        (lambda: Played(kind="practice", opener="ann").sit_at("ann").start(), {"kind": "practice"}),
        (lambda: Played(depth="classic").sit("ann").start(), {"depth": "classic"}),
        (lambda: Played(seed_given=True).sit("ann").start(), {"seed": "given"}),
        (lambda: Played().sit("ann", program=True).start(), {"who": "bot"}),
        (lambda: Played().sit("ann").start().inject(), {"live": "any"}),
        (lambda: Played().sit("ann").start().turn(ANN).last_turn(), {"length": "any"}),
        (lambda: Played().sit("ann").start().turn({}).turn({}), {"decided": "0.8"}),
    ],
    ids=["practice", "classic", "given seed", "program", "live shock", "ended early", "decided too little"],
)
def test_what_is_unlike_stands_on_no_default_list_and_a_filter_shows_it(
    store: Store, game: Any, query: dict[str, str]
) -> None:
    played: Played = game()
    while not played.session.state.over:
        played.turn({"ann": {}})
    keep(store, played.play({}, until=0))
    assert listed(store).total == 0 and rows(store, "select * from leaderboard") == []
    assert "Ann" in names(listed(store, **query))


def test_bots_and_everybody_can_be_asked_for(store: Store) -> None:
    keep(store, workshop())
    assert names(listed(store, who="bot")) == ["hybrid"]
    everybody = listed(store, who="any", decided="0")
    assert everybody.total == 4 and [row.person for row in everybody.rows].count(False) == 1


def test_the_share_of_turns_decided_counts_confirmed_turns_alone(store: Store) -> None:
    game = Played().sit("ann").start().turn(ANN).turn({}).turn({})
    keep(store, game.play(ANN))
    assert rows(store, "select decided_share from scores where player = 'ann'") == [(11 / 13,)]
    decided = rows(
        store,
        "select decided_by from turn_results where seat = ? order by turn",
        game.session.state.seat_names[0],
    )
    assert [row[0] for row in decided][:4] == ["person", "repeated", "repeated", "person"]
    assert rows(
        store,
        "select distinct decided_by from turn_results where seat <> ?",
        game.session.state.seat_names[0],
    ) == [("hybrid",)]


def test_who_sits_down_late_has_missed_no_turn_that_was_a_bots(store: Store) -> None:
    game = Played(bots="jit").sit("ann").start().turn(ANN).sit("bob").turn(ANN)
    game.turn({"ann": {}, "bob": {}}).turn({"ann": {}})
    keep(store, game.play({"ann": {}, "bob": {}}))
    decided = rows(
        store,
        "select decided_by from turn_results where seat = ? order by turn",
        game.session.state.seat_names[1],
    )
    assert [row[0] for row in decided][:4] == ["jit", "jit", "person", "repeated"]
    assert rows(store, "select decided_share from scores where player = 'bob'") == [(10 / 13,)]


def test_a_row_names_the_company_and_whose_money_it_counts(store: Store) -> None:
    keep(store, workshop())
    titles = {seat.name: seat.title for seat in workshop().session.scenario.seat}
    assert all((row.title, row.currency) == (titles[row.seat], "EUR") for row in listed(store).rows)


@pytest.mark.slow
def test_pages_and_places_hold_together(store: Store) -> None:
    """Two games of the same fate and plans: equal scores share a place, on whatever page they stand."""
    one, two = (Played(code).sit("ann").start().play(ANN) for code in ("AFTERA", "AFTERB"))
    keep(store, one, two, Played("AFTERC").sit("bob").start().play({"bob": PLANS["bob"]}))
    whole = listed(store, every=True)
    assert [row.place for row in whole.rows] == [1, 1, 3]
    for offset in range(4):
        page = listed(store, limit="1", offset=str(offset))
        assert page.total == 3 and page.rows == whole.rows[offset : offset + 1]


def test_bots_stand_among_people_without_a_place_and_are_ranked_among_themselves(store: Store) -> None:
    keep(store, workshop(), Played("AFTERB").sit("ann").start().play(ANN))
    for offset in range(8):
        whole = listed(store, who="any", every=True, decided="0").rows
        people = [row for row in whole if row.person]
        assert [row.score for row in whole] == sorted((row.score for row in whole), reverse=True)
        assert [row.place for row in whole if not row.person] == [None] * (len(whole) - len(people))
        assert [row.place for row in people] == [
            1 + sum(other.score > row.score for other in people) for row in people
        ]
        page = listed(store, who="any", decided="0", limit="1", offset=str(offset))
        assert page.rows == whole[offset : offset + 1]
    bots = listed(store, who="bot").rows
    assert bots and [row.place for row in bots] == [
        1 + sum(other.score > row.score for other in bots) for row in bots
    ]


def test_dates_and_a_single_game_narrow_the_list(store: Store) -> None:
    keep(store, workshop())
    today = listed(store).rows[0].finished_at[:10]
    assert listed(store, since=today, until=today).total == 3
    assert listed(store, since="2999-01-01").total == 0 and listed(store, until="2000-01-01").total == 0
    assert listed(store, game="AFTERA").total == 3 and listed(store, game="NOSUCH").total == 0


def test_a_row_names_its_game_only_when_the_page_is_published(store: Store) -> None:
    game = Played("AFTERP").sit("ann").start().play(ANN).publish()
    keep(store, game, workshop())
    assert {row.game for row in listed(store).rows if row.name == "Ann"} == {"AFTERP", None}


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "-1"},
        {"limit": "1000000000"},
        {"offset": "-1"},
        {"order": "1e9"},
        {"depth": "segmented' or 1=1 --"},
        {"decided": "NaN"},
        {"decided": "2"},
        {"since": "yesterday"},
        {"game": "'; drop table scores; --"},
        {"scenario": "(a+)+$"},
        {"limit": "1e3"},
        {"who": ""},
    ],
)
def test_what_the_list_cannot_be_asked_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        filters_in({"scenario": "pacific_squeeze"} | query)
    assert refused.value.code == "bad_filter"


def test_a_list_of_no_named_scenario_is_of_the_game_that_was_scored_last_and_practice_comes_after(
    store: Store,
) -> None:
    def opened_at() -> str:
        return asyncio.run(store.run(lambda db: read_leaderboard(db, filters_in({})))).scenario

    assert opened_at() == ""
    calm = {"scenario": "calm_seas", "text": text_of("calm_seas")}
    keep(store, Played("PRACTA", kind="practice", opener="ann", **calm).sit_at("ann").start().play({}))
    assert opened_at() == "calm_seas", "there is nothing else"
    keep(store, workshop())
    assert opened_at() == "pacific_squeeze"
    keep(store, Played("PRACTB", kind="practice", opener="ann", **calm).sit_at("ann").start().play({}))
    assert opened_at() == "pacific_squeeze"
    keep(store, Played("CALMAA", **calm).sit("ann").start().play({}))
    assert opened_at() == "calm_seas"


def test_every_derived_table_can_be_made_again_from_the_log(store: Store) -> None:
    keep(store, workshop(), Played("AFTERP").sit("ann", "bob").start().inject().play(ANN).publish())
    before = {table: rows(store, f"select * from {table} order by 1, 2, 3, 4") for table in DERIVED}
    assert all(before.values())
    for table in DERIVED:
        rows(store, f"delete from {table}")
    asyncio.run(store.run(rebuild))
    assert {table: rows(store, f"select * from {table} order by 1, 2, 3, 4") for table in DERIVED} == before


def test_a_file_of_the_first_schema_is_brought_up_from_its_log(tmp_path: Path) -> None:
    file = tmp_path / "linestop.db"
    connection = sqlite3.connect(str(file), isolation_level=None)
    old = Database(connection)
    migrations.apply(old, stop_before="scores_and_leaderboard")
    for _, row in people("ann", "bob", "eve"):
        old.table("players").insert(row)
    previous = ""
    for number, event in enumerate(workshop().events, start=1):
        told = (
            "AFTERA",
            number,
            "2026-11-23T09:00:00Z",
            *signature(event),
            kind_of(event),
            encode(event).decode(),
        )
        previous = link(previous, told)
        connection.execute(insertion(1), (*told, previous))
    connection.close()
    store = Store(file)
    try:
        assert listed(store).total == 3
        assert rows(store, "select code, seed, weeks_played, currency from games") == [
            ("AFTERA", "11", 52, "EUR")
        ]
    finally:
        store.close()


def test_a_seed_of_64_bits_fits(store: Store) -> None:
    game = Played(seed=2**64 - 1, seed_given=True).sit("ann").start()
    keep(store, game)
    assert rows(store, "select seed from games") == [(str(2**64 - 1),)]
