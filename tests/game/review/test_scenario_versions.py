"""Scores under two versions of a scenario's file never stand in one list: an edit is another ruler."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from after_support import Played, keep, rows

from linestop.game.errors import Refused
from linestop.game.messages import Leaderboard
from linestop.game.review.leaderboard import filters_in
from linestop.game.store.leaderboard_queries import read_leaderboard
from linestop.game.store.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "linestop.db")
    yield store
    store.close()


def listed(store: Store, **query: str) -> Leaderboard:
    filters = filters_in({"scenario": "pacific_squeeze"} | query)
    return asyncio.run(store.run(lambda db: read_leaderboard(db, filters)))


OLD, NEW = "a" * 64, "b" * 64


def two_versions(store: Store) -> None:
    """A game under each of two versions of one file; the older was opened first and has the better score."""
    for code, digest in (("OLDONE", OLD), ("NEWONE", NEW)):
        keep(store, whole(code, digest))
    rows(store, "update games set opened_at = '2026-01-01' where code = 'OLDONE'")
    rows(store, "update scores set score = score + 10 where game = 'OLDONE'")


def whole(code: str, digest: str) -> Played:
    played = Played(code, digest=digest).sit("ann").start()
    while not played.session.state.over:
        played.turn({"ann": {}})
    return played.play({}, until=0)


def test_scores_under_two_versions_of_a_scenario_s_file_never_stand_in_one_default_list(store: Store) -> None:
    two_versions(store)
    found = listed(store)
    assert found.total == 1 and {row.digest for row in found.rows} == {NEW} == {found.digest}
    assert found.rows[0].place == 1
    assert rows(store, "select game, place from leaderboard") == [("NEWONE", 1)]
    assert [(file.digest, file.games) for file in found.files] == [(NEW, 1), (OLD, 1)]
    for digest in (OLD, OLD[:8]):
        assert {row.digest for row in listed(store, digest=digest).rows} == {OLD}
    assert listed(store, digest="any").total == 2 and listed(store, digest="any").digest == ""
    assert listed(store, digest="c" * 64).total == 0
    for wrong in ("", "old", "A" * 64, "a" * 65, "a%"):
        with pytest.raises(Refused):
            filters_in({"scenario": "pacific_squeeze", "digest": wrong})


def test_an_old_file_s_game_that_ends_late_does_not_bring_its_version_back(store: Store) -> None:
    two_versions(store)
    rows(store, "update scores set scored_at = '2027-01-01' where game = 'OLDONE'")
    assert listed(store).digest == NEW


def test_red_control_a_list_by_name_alone_mixes_two_rulers(store: Store) -> None:
    two_versions(store)
    assert {row.digest for row in listed(store, digest="any").rows} == {OLD, NEW}
