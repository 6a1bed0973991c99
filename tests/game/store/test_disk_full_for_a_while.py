"""A disk that is full for a while: the store waits, reads meanwhile, and writes what waits once, in order."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from game_support import Log, opened_game
from store_support import PEOPLE, facts_of, keep, rows

from linestop.game.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "linestop.db")
    yield store
    store.close()


def test_a_full_disk_is_waited_for_and_then_written_to_once(store: Store) -> None:
    log = Log().play(1)
    keep(store, log)
    [(pages,)] = rows(store, "pragma page_count")
    log.play(1)

    async def append_while_full() -> None:
        await store.run(lambda db: db.execute(f"pragma max_page_count = {pages}").fetchall())
        waiting = asyncio.ensure_future(store.append("TESTED", facts_of(log.events)[6:]))
        while store.waits_for is None:
            await store.run(lambda db: None)
        assert store.waits_for == "full" and await store.condition() == "waiting"
        assert len(await store.load("TESTED")) == 6 and not waiting.done(), "reading goes on meanwhile"
        await store.run(lambda db: db.execute("pragma max_page_count = 1000000").fetchall())
        await waiting

    asyncio.run(append_while_full())
    assert store.waits_for is None and asyncio.run(store.condition()) == "ok"
    assert asyncio.run(store.load("TESTED")) == log.events


def test_an_append_that_is_given_up_while_the_disk_is_full_is_never_written(store: Store) -> None:
    keep(store, Log().play(1))
    [(pages,)] = rows(store, "pragma page_count")

    async def give_up() -> None:
        await store.run(lambda db: db.execute(f"pragma max_page_count = {pages}").fetchall())
        log = Log(msgspec.structs.replace(opened_game(), code="OTHER1")).play(2)
        waiting = asyncio.ensure_future(store.append("OTHER1", facts_of(log.events), PEOPLE))
        while store.waits_for is None:
            await store.run(lambda db: None)
        waiting.cancel()
        while store.waits_for is not None:
            await store.run(lambda db: None)
        await store.run(lambda db: db.execute("pragma max_page_count = 1000000").fetchall())

    asyncio.run(give_up())
    assert asyncio.run(store.load("OTHER1")) == []
    assert asyncio.run(store.condition()) == "ok"
