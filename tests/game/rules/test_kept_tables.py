"""Turns that are over are kept packed, and whoever looks at them sees no difference."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import msgspec
import pytest
from game_support import Log

from linestop.game.messages import Row
from linestop.game.rooms.recording import pack_earlier
from linestop.game.rules import events
from linestop.game.rules.events import GameStarted, KeptTables, TurnResolved, decode, encode
from linestop.game.rules.session import Session
from linestop.game.views import player_view
from linestop.game.views.desk_view import desk


def a_year() -> Log:
    return Log().play(3)


def looks(log: Log) -> list[bytes]:
    """Every turn as it stands in the log, and what is shown of them."""
    session = log.session
    shown = [
        player_view.past_weeks(session, log.place),
        player_view.player_view(session, log.place, {}),
        desk(session, {}, {}),
    ]
    return [*map(encode, session.state.turns), *map(msgspec.json.encode, shown)]


def changed_by_packing() -> bool:
    log = a_year()
    before = looks(log)
    pack_earlier(log.session.state)
    return looks(log) != before


def test_a_packed_year_is_the_same_to_the_last_bit() -> None:
    assert not changed_by_packing()


def test_what_packing_would_lose_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red control."""
    decode_table = events._table_decoder.decode

    def rounded(text: bytes) -> events.TableTurn:
        table = decode_table(text)
        table.rows["on_hand"][0][0][0] = round(table.rows["on_hand"][0][0][0] + 0.1, 1)
        return table

    monkeypatch.setattr(events, "_table_decoder", type("Rounding", (), {"decode": staticmethod(rounded)}))
    events._unpacked.cache_clear()
    try:
        assert changed_by_packing()
    finally:
        events._unpacked.cache_clear()


def test_states_are_equal_whether_or_not_their_turns_are_packed() -> None:
    log = a_year()
    again = type(log.session).replay(log.events, "1")
    pack_earlier(log.session.state)
    assert again.state == log.session.state and log.session.state == again.state
    [first, *_] = [event for event in log.events if isinstance(event, TurnResolved)]
    assert first == log.session.state.turns[0] and log.session.state.turns[0] == first
    assert log.session.state.turns[0] != log.session.state.turns[1]


def bytes_kept(make: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        kept = make()
        events._unpacked.cache_clear()
        size, _ = tracemalloc.get_traced_memory()
        del kept
        return size
    finally:
        tracemalloc.stop()


def test_packed_tables_take_a_fraction_of_the_memory() -> None:
    body = encode(a_year().session.state.turns[0])

    def read() -> KeptTables:
        event = decode(body)
        assert isinstance(event, TurnResolved)
        return KeptTables(event.tables)

    def packed() -> KeptTables:
        tables = read()
        tables.pack()
        return tables

    assert bytes_kept(packed) * 5 < bytes_kept(read)


def test_tables_are_told_one_by_one_and_in_slices_packed_or_not() -> None:
    tables = a_year().session.state.turns[0].tables
    assert isinstance(tables, KeptTables)
    whole = list(tables)
    tables.pack()
    tables.pack()  # again: nothing is left to do
    assert len(tables) == len(whole) and tables[0] == whole[0] == tables[-1] and tables[:1] == whole[:1]
    assert list(tables) == whole and KeptTables([]) != whole
    KeptTables([]).pack()


def read_for_a_view() -> int:
    """Packed tables that the view of a seat reads in the third turn."""
    log = a_year()
    player_view.player_view(log.session, log.place, {})  # the turns are added up once, before they are packed
    pack_earlier(log.session.state)
    events._unpacked.cache_clear()
    player_view.player_view(log.session, log.place, {})
    read = events._unpacked.cache_info()
    return read.hits + read.misses


def test_a_view_reads_the_turn_before_the_last_one_and_none_earlier() -> None:
    assert read_for_a_view() == 1


def test_a_view_that_read_them_all_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red control."""
    rows = player_view._rows

    def of_all_turns(
        session: Session, started: GameStarted, table: int, number: int, **more: bool
    ) -> list[Row]:
        session.state.records_of(table)
        return rows(session, started, table, number, **more)

    monkeypatch.setattr(player_view, "_rows", of_all_turns)
    assert read_for_a_view() > 1
