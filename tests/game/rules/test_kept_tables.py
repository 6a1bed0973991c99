"""A turn's tables are kept as JSON, later packed, and whoever looks at them sees no difference."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from random import Random
from typing import Any

import msgspec
import pytest
from game_support import Log
from msgspec.structs import replace

from linestop.game.rooms.recording import pack_earlier
from linestop.game.rules import seat_totals, table_records
from linestop.game.rules.events import TurnResolved, decode, encode
from linestop.game.rules.session import Session
from linestop.game.rules.table_records import PIECE, KeptTables, TableTurn
from linestop.game.views import player_view
from linestop.game.views.desk_view import desk
from linestop.game.views.own_sheet import OwnSheet


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
    decode_table = table_records._decoder.decode

    def rounded(text: bytes) -> TableTurn:
        table = decode_table(text)
        table.rows["on_hand"][0][0][0] = round(table.rows["on_hand"][0][0][0] + 0.1, 1)
        return table

    monkeypatch.setattr(table_records, "_decoder", type("Rounding", (), {"decode": staticmethod(rounded)}))
    table_records._read.cache_clear()
    try:
        assert changed_by_packing()
    finally:
        table_records._read.cache_clear()


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
        table_records._read.cache_clear()
        table_records._text_of.cache_clear()
        size, _ = tracemalloc.get_traced_memory()
        del kept
        return size
    finally:
        tracemalloc.stop()


def test_tables_that_were_read_take_a_fraction_of_the_memory_and_packed_ones_a_fraction_of_that() -> None:
    body = encode(a_year().session.state.turns[0])

    def read() -> KeptTables:
        event = decode(bytes(bytearray(body)))  # with a text of its own, as one that has just come
        assert isinstance(event, TurnResolved) and isinstance(event.tables, KeptTables)
        return event.tables

    def packed() -> KeptTables:
        tables = read()
        tables.pack()
        return tables

    assert bytes_kept(read) * 2 < bytes_kept(lambda: list(read()))
    assert bytes_kept(packed) * 2 < bytes_kept(read)


def test_a_turn_is_written_as_it_was_read_to_the_last_byte_packed_or_not() -> None:
    body = encode(a_year().session.state.turns[0])
    event = decode(body)
    assert isinstance(event, TurnResolved) and isinstance(event.tables, KeptTables)
    assert encode(event) == body
    event.tables.pack()
    assert encode(event) == body


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
    """Tables that the view of a seat reads in the third turn."""
    log = a_year()
    player_view.player_view(log.session, log.place, {})  # the turns are added up once, before they are packed
    for turn in log.session.state.turns:
        assert isinstance(turn.tables, KeptTables)
        turn.tables.pack()
    table_records._read.cache_clear()
    player_view.player_view(log.session, log.place, {})
    return table_records._read.cache_info().misses


def test_a_view_reads_the_last_turn_and_none_earlier() -> None:
    assert read_for_a_view() == 1


def test_a_view_that_read_them_all_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Red control."""
    sheet = player_view.own_sheet

    def of_all_turns(session: Session, table: int, seat: int) -> OwnSheet:
        session.state.records_of(table)
        return sheet(session, table, seat)

    monkeypatch.setattr(player_view, "own_sheet", of_all_turns)
    assert read_for_a_view() > 1


def test_sums_that_others_ask_for_meanwhile_are_the_same_and_each_turn_stands_there_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As many threads do when a game has ended; here one asks while another is at its first table."""
    log = a_year()
    session, add_up = Session.replay(log.events, "1"), seat_totals.sums_of
    meanwhile: list[Any] = []

    def asked_meanwhile(table: TableTurn) -> seat_totals.TableSums:
        if not meanwhile:
            meanwhile.append(None)
            meanwhile[0] = session.sums()
        return add_up(table)

    monkeypatch.setattr(seat_totals, "sums_of", asked_meanwhile)
    sums = [list(turn) for turn in session.sums()]
    assert sums == list(map(list, meanwhile[0])) == list(map(list, log.session.sums()))
    assert len(session.sums()) == 1 + len(log.session.state.turns)
    assert [len(turn[0].seats[0].flows) for turn in session.sums()[1:]] == [0, 0, 7], "of the last turn alone"


def texts_of_tables(number: int) -> list[msgspec.Raw]:
    """Tables that differ in one figure, and are much longer than what is packed at a time."""
    [table] = a_year().session.state.turns[0].tables
    random = Random(1)
    alike = [random.random() for _ in range(PIECE // 4)]
    return [
        msgspec.Raw(msgspec.json.encode(replace(table, arrivals=[each, alike]))) for each in range(number)
    ]


def test_each_of_many_tables_is_read_as_it_was_before_they_were_packed_together() -> None:
    texts = texts_of_tables(5)
    tables = KeptTables(texts)
    tables.pack()
    assert [table.arrivals[0] for table in tables] == list(range(len(texts)))
    assert list(map(bytes, tables.as_json())) == list(map(bytes, texts))


def test_what_tables_have_in_common_is_packed_once() -> None:
    texts = texts_of_tables(8)

    def packed(number: int) -> KeptTables:
        tables = KeptTables(texts[:number])
        tables.pack()
        return tables

    assert bytes_kept(lambda: packed(8)) < 2 * bytes_kept(lambda: packed(1))
