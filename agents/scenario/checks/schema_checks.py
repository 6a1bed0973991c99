"""Checks of a file's values against the types of `Scenario`: keys, kinds of value, ranges.

Every difference becomes a `Problem`: unknown and missing keys, wrong kinds of value, numbers outside their
range, infinity and NaN. The ranges are read from the types, so they stand in one place. msgspec could check
as much, but stops at the first mistake and does not know how authors speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import inspect

from ..mistakes import Path, Problem, close_to, found_text, number_text, one_of, quoted
from ..scenario import Scenario

type Number = inspect.IntType | inspect.FloatType


@cache
def _type_of(wanted: type) -> inspect.Type:
    return inspect.type_info(wanted)


def schema_problems(values: dict[str, object], wanted: type = Scenario) -> Iterator[Problem]:
    """All differences between parsed values and the wanted type, a `Scenario` unless given."""
    yield from _compare(values, _type_of(wanted), ())


def expected_text(kind: inspect.Type) -> str:
    """What a type allows, in words: "a number from 0.5 to 10"."""
    match kind:
        case inspect.Metadata():
            described = (kind.extra_json_schema or {}).get("description")
            return str(described) if described else expected_text(kind.type)
        case inspect.UnionType():
            return one_of([expected_text(each) for each in _without_none(kind)])
        case inspect.LiteralType():
            return one_of([found_text(value) for value in kind.values])
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return "a whole number" + _range_text(kind)
        case inspect.FloatType():
            return "a number" + _range_text(kind)
        case inspect.StrType():
            return f"text of {_count_text(kind.min_length, kind.max_length)} characters"
        case inspect.ListType(item_type=inspect.StructType()):
            return f"{_count_text(kind.min_length, kind.max_length)} tables, each headed [[…]]"
        case inspect.ListType():
            return f"a list of {_count_text(kind.min_length, kind.max_length)} values"
        case inspect.DictType(min_length=int()):
            return "a table with at least one entry"
        case _:
            return "a table"


def _range_text(kind: Number) -> str:
    """The range in words; a test holds that every number of `Scenario` has an upper and one lower bound."""
    if kind.gt is not None:
        return f" above {number_text(kind.gt)}, at most {number_text(kind.le or 0)}"
    return f" from {number_text(kind.ge or 0)} to {number_text(kind.le or 0)}"


def _count_text(low: int | None, high: int | None) -> str:
    if low == high and low is not None:
        return f"exactly {low}"
    return f"at least {low or 0}" if high is None else f"{low or 0} to {high}"


def _without_none(kind: inspect.UnionType) -> list[inspect.Type]:
    return [each for each in kind.types if not isinstance(each, inspect.NoneType)]


def _compare(value: object, kind: inspect.Type, path: Path) -> Iterator[Problem]:
    match kind:
        case inspect.UnionType():
            yield from _compare(value, _without_none(kind)[0], path)  # TOML has no null
        case inspect.StructType() if isinstance(value, dict):
            yield from _compare_table(value, kind, path)
        case inspect.DictType() if isinstance(value, dict) and len(value) >= (kind.min_length or 0):
            yield from _compare_entries(value, kind, path)
        case inspect.ListType() if isinstance(value, list) and _fits_length(len(value), kind):
            for index, item in enumerate(value):
                yield from _compare(item, kind.item_type, (*path, index))
        case _ if not _fits(value, kind):  # a single value, or a table or list where none is wanted
            yield Problem(path, _found_in_place_of(value, kind), expected_text(kind))


def _compare_table(table: dict[str, object], kind: inspect.StructType, path: Path) -> Iterator[Problem]:
    fields = {field.encode_name: field for field in kind.fields}
    absent = [name for name in fields if name not in table]
    for key, value in table.items():
        if key in fields:
            yield from _compare(value, fields[key].type, (*path, key))
            continue
        meant = close_to(key, absent)
        if meant:
            absent.remove(meant)  # a misspelt key is one mistake, not an unknown and a missing one
            yield Problem((*path, key), "an unknown key", f"{meant} (did you mean that?)", on_key=True)
        else:
            yield Problem((*path, key), "an unknown key", one_of(list(fields)), on_key=True)
    for name in absent:
        if fields[name].required:
            yield Problem((*path, name), "nothing", expected_text(fields[name].type))


def _compare_entries(table: dict[str, object], kind: inspect.DictType, path: Path) -> Iterator[Problem]:
    for key, value in table.items():
        if _fits(key, kind.key_type):
            yield from _compare(value, kind.value_type, (*path, key))
        else:
            yield Problem((*path, key), quoted(key), expected_text(kind.key_type), on_key=True)


def _fits(value: object, kind: inspect.Type) -> bool:
    """Whether a single value, not a table or list, is of its kind and in its range."""
    match kind:
        case inspect.Metadata():
            return _fits(value, kind.type)
        case inspect.LiteralType():  # 1 == True, so kinds are compared too
            return any(type(value) is type(each) and value == each for each in kind.values)
        case inspect.BoolType():
            return type(value) is bool
        case inspect.IntType():
            return type(value) is int and _in_range(value, kind)  # bool is an int to Python, not to TOML
        case inspect.FloatType():
            return isinstance(value, int | float) and type(value) is not bool and _in_range(value, kind)
        case inspect.StrType():
            return isinstance(value, str) and _fits_text(value, kind)
        case _:
            return False


def _in_range(number: float, kind: Number) -> bool:
    """Whether a number is in its range; NaN never is, since it does not equal itself."""
    above = number > kind.gt if kind.gt is not None else kind.ge is None or number >= kind.ge
    return above and (kind.le is None or number <= kind.le) and number == number


def _fits_text(text: str, kind: inspect.StrType) -> bool:
    if kind.pattern is not None and not re.search(kind.pattern, text):
        return False
    return _fits_length(len(text), kind)


def _fits_length(length: int, kind: inspect.StrType | inspect.ListType) -> bool:
    return (kind.min_length or 0) <= length and (kind.max_length is None or length <= kind.max_length)


def _found_in_place_of(value: object, kind: inspect.Type) -> str:
    bounded_text = isinstance(kind, inspect.StrType) and kind.max_length is not None
    if bounded_text and isinstance(value, str) and value:
        return f"text of {len(value)} characters"
    return found_text(value)
