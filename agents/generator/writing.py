"""A generated scenario and its translations as TOML, in the order in which authors write a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import AoT, InlineTable, Item, Table

from .numbers import Tables


def toml_of(tables: Tables, comments: Sequence[str]) -> str:
    """The text of a file; comments stand at its top, a line each."""
    document = tomlkit.document()
    for line in comments:
        document.add(tomlkit.comment(line))
    for key, value in tables.items():
        if not isinstance(value, dict | list) or _is_plain(value):
            document.add(key, _item(value))
    for key, value in tables.items():
        if isinstance(value, dict | list) and not _is_plain(value):
            document.add(key, _table(value) if isinstance(value, dict) else _tables(value))
    return tomlkit.dumps(document)


def _is_plain(value: object) -> bool:
    """Whether a list holds no tables; a dictionary is never plain."""
    return isinstance(value, list) and not any(isinstance(each, dict) for each in value)


def _table(values: Tables, *, listed: bool = False) -> Table:
    """A table of its own; in a list, small tables within it are written on one line."""
    table = tomlkit.table(
        is_super_table=not listed and all(isinstance(each, dict) for each in values.values())
    )
    for key, value in values.items():
        if isinstance(value, list) and value and not _is_plain(value):
            table.add(key, _tables(value))
        elif isinstance(value, dict):
            nested = any(isinstance(each, dict) for each in value.values())
            table.add(key, _table(value, listed=True) if nested or not listed else _inline(value))
        else:
            table.add(key, _item(value))
    return table


def _tables(values: Sequence[Tables]) -> AoT:
    several = tomlkit.aot()
    for each in values:
        several.append(_table(each, listed=True))
    return several


def _inline(values: Tables) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(values)
    return table


def _item(value: Any) -> Item:
    if isinstance(value, str) and "\n" in value:
        return tomlkit.string(f"\n{value}", multiline=True)
    plain: Item = tomlkit.item(value)
    return plain
