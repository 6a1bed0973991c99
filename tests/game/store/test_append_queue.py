"""Appends that come while the writer is busy: few commits write them, and each is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from game_support import PATIENCE, Log, opened_game
from store_support import PEOPLE, facts_of, rows

from linestop.game.rules.events import GameOpened
from linestop.game.store.append_queue import AppendQueue
from linestop.game.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "linestop.db")
    yield store
    store.close()


def test_what_is_queued_together_is_written_in_one_transaction(store: Store) -> None:
    """Forty games appended at once while the writer is busy cost one or two commits, not forty."""
    commits: list[str] = []

    async def burst() -> None:
        await store.run(lambda db: db.conn.set_trace_callback(commits.append))
        logs = [facts_of(Log(replace_code(opened_game(), f"GAME{number:02}")).events) for number in range(40)]
        busy = asyncio.ensure_future(store.run(lambda db: db.execute(SLOW).fetchone()))
        await asyncio.gather(*(store.append(f"GAME{n:02}", facts, PEOPLE) for n, facts in enumerate(logs)))
        await busy
        await store.run(lambda db: db.conn.set_trace_callback(None))

    asyncio.run(burst())
    assert sum(statement == "commit" for statement in commits) <= 2
    assert rows(store, "select count(distinct game) from events") == [(40,)]


SLOW = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select sum(i) from n"


async def six_hundred(store: Store, patience: float = PATIENCE) -> None:
    """Appends of so many games, all of them while the writer is busy: more than two commits take."""
    busy = asyncio.ensure_future(store.run(lambda db: db.execute(SLOW).fetchone()))
    appends = []
    for number in range(600):
        code = f"G{number:05}"
        appends.append(store.append(code, facts_of([replace_code(opened_game(), code)]), PEOPLE))
    await asyncio.wait_for(asyncio.gather(*appends), patience)
    await busy


def test_what_one_commit_cannot_take_is_written_by_the_next(store: Store) -> None:
    asyncio.run(six_hundred(store))
    assert rows(store, "select count(distinct game) from events") == [(600,)]


def test_red_control_a_writer_that_is_not_called_again_leaves_appends_unanswered(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AppendQueue, "__len__", lambda self: 0)
    with pytest.raises(TimeoutError):
        asyncio.run(six_hundred(store, patience=1.0))


def test_every_append_to_a_closed_store_is_refused_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "linestop.db")
    store.close()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="shutdown"):
            asyncio.run(asyncio.wait_for(store.append("TESTED", facts_of(Log().events), PEOPLE), PATIENCE))


def replace_code(opened: GameOpened, code: str) -> GameOpened:
    return msgspec.structs.replace(opened, code=code)
