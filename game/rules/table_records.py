"""The records of one table in one turn, and how those of many tables are kept in little memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from ..choices.records import SeatAhead
from ..messages import StanceName

Rows = dict[str, list[Any]]
"""Record -> one entry a week: nested lists, in the order of the scenario's lists (seats first)."""


class StanceOffer(Struct, frozen=True, forbid_unknown_fields=True):
    """What a stance of a component would mean from here on: the outlook shown before deciding."""

    plan_weeks: float
    """The stock that the stance plans for, in weeks of mean use."""
    holding_per_week: float
    """Money a week for keeping that stock."""
    fee: float
    """Money for switching to the stance; 0 for the present one."""
    build_weeks: float
    """Weeks until the stock is as planned; 0 if it is."""


class TableTurn(Struct, frozen=True, forbid_unknown_fields=True):
    """The records of one table in one turn; with them a game is shown without being played again."""

    rows: Rows
    outlook: dict[str, dict[str, dict[StanceName, StanceOffer]]]
    """Seat -> component -> stance."""
    arrivals: list[Any]
    """Units that reach the plants in 1, 2, … weeks if queues stay as they are, (N, K, weeks)."""
    closing: list[Any]
    """Money that closing the books here would cost, (L, N, X)."""
    survival: list[list[float]] = []
    """Weeks that each line runs on if the component's supplier ships nothing more, (N, K)."""
    stops: list[list[float | None]] = []
    """Weeks until each component is missing, (N, K); None: not in sight. This and `survival` are empty in
    logs that are older than these records."""
    ahead: list[SeatAhead] | UnsetType = UNSET
    """By seat, what they are told before they choose; left out where there are no choices but stances."""


_decoder = msgspec.json.Decoder(TableTurn)


class _Text:
    """One table's records as JSON, as they were read."""

    __slots__ = ("_json",)

    def __init__(self, json: Raw) -> None:
        self._json = json

    def json(self) -> Raw:
        """The records as they stand in the log."""
        return self._json


PIECE = 14_000
"""Bytes that are packed at a time. In the 32 KiB that zlib looks back, as many of another table fit too."""
MORE = 500
"""So much of the other on both sides, since figures are not of one length."""


class _Packed:
    """One table's records, packed as what differs from another table of the same turn."""

    __slots__ = ("_like", "_pieces")

    def __init__(self, text: bytes, like: _Packed | None) -> None:
        self._like = like
        known = b"" if like is None else _text_of(like)
        self._pieces: list[bytes] = []
        for start in range(0, len(text), PIECE):
            packing = zlib.compressobj(zdict=_near(known, start))
            self._pieces.append(packing.compress(text[start : start + PIECE]) + packing.flush())

    def json(self) -> Raw:
        """The records as they stand in the log."""
        return Raw(self.text())

    def text(self) -> bytes:
        """The same, as bytes; takes a fifth of a millisecond."""
        known = b"" if self._like is None else _text_of(self._like)
        pieces = []
        for number, piece in enumerate(self._pieces):
            unpacking = zlib.decompressobj(zdict=_near(known, number * PIECE))
            pieces.append(unpacking.decompress(piece) + unpacking.flush())
        return b"".join(pieces)


def _near(text: bytes, start: int) -> bytes:
    return text[max(0, start - MORE) : start + PIECE + MORE]


@lru_cache(16)  # a year of the table that others of one game are packed like
def _text_of(table: _Packed) -> bytes:
    return table.text()


@lru_cache(16)  # a year of one table, for those of its seats that are looked at one after another
def _read(text: _Text | _Packed) -> TableTurn:
    return _decoder.decode(text.json())


class KeptTables(Sequence[TableTurn]):
    """The tables of one turn: a value like the list of them, of which each is read when it is asked for.

    The lists of a table's records take several times the memory of their JSON, and of most tables nothing is
    looked at but what they come to (`seat_totals`). JSON that is packed takes a quarter again, and less where
    tables are alike.
    """

    def __init__(self, tables: Iterable[TableTurn | Raw]) -> None:
        self._tables: list[TableTurn | _Text | _Packed] = [
            _Text(each) if isinstance(each, Raw) else each for each in tables
        ]

    def pack(self) -> None:
        """Keep them packed from now on; takes a millisecond a table, in any thread."""
        first: _Packed | None = None
        for number, table in enumerate(self._tables):
            packed = table if isinstance(table, _Packed) else _Packed(bytes(_json_of(table)), first)
            self._tables[number] = packed
            first = first or packed

    def some(self, tables: range) -> KeptTables:
        """These of the tables, by number, kept as they are."""
        some = KeptTables(())
        some._tables = self._tables[tables.start : tables.stop]
        return some

    @classmethod
    def joined(cls, parts: Iterable[KeptTables]) -> KeptTables:
        """The tables of all parts, kept as they are."""
        joined = cls(())
        joined._tables = [table for part in parts for table in part._tables]
        return joined

    def as_json(self) -> list[Raw]:
        """What an encoder writes as the list of the tables, to the same byte as it was read."""
        return list(map(_json_of, self._tables))

    def __getitem__(self, table: Any) -> Any:
        if isinstance(table, slice):
            return [self[number] for number in range(*table.indices(len(self)))]
        found = self._tables[table]
        return found if isinstance(found, TableTurn) else _read(found)

    def __len__(self) -> int:
        return len(self._tables)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def as_json(table: TableTurn) -> Raw:
    """The records of a table as they stand in the log."""
    return Raw(msgspec.json.encode(table))


def _json_of(table: TableTurn | _Text | _Packed) -> Raw:
    return as_json(table) if isinstance(table, TableTurn) else table.json()


def kept(tables: Sequence[TableTurn]) -> KeptTables:
    """These tables as `KeptTables`, themselves if they are."""
    return tables if isinstance(tables, KeptTables) else KeptTables(tables)
