"""The records of tables as sheets tell them: rounded all at once, in a third of the time of one by one.

Every number comes out as `messages/rounding.py` rounds it, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from ...agents.arithmetic import Array, Flags, ratio
from ..messages.rounding import four_digits, units
from ..rules.table_records import TableTurn

POWERS = np.array([float(f"1e{exponent}") for exponent in range(23)])
"""Of ten, as far as a double holds them exactly: so a quotient by one is the number that its digits spell."""
TIE = 1e-6
"""So near to a half, in units of the last digit, the digits themselves are asked."""


class RoundedRecords(NamedTuple):
    """Of one table, in nested lists: units, or weeks of use or of time. N seats, K components, P ports.

    T weeks of the turn; the opening has one, and a week's `received` stands in no opening.
    """

    on_hand: list[list[float]]
    """At the end of the last week, (N, K), as are `use` and `unfilled`."""
    use: list[list[float]]
    unfilled: list[list[float]]
    received: list[list[list[float]]] | None
    """(T, N, K)."""
    on_the_way: list[list[list[list[float]]]]
    """By the weeks until they come, (T, N, K, weeks)."""
    bin_weeks: list[list[list[float]]]
    """What is in the bin, in weeks of use, (T, N, K)."""
    queue_weeks: list[list[float]]
    """(T, P)."""
    offered_weeks: list[list[list[list[float]]]]
    """Of the outlook, (N, K, 2, 2): planned stock and weeks until it is built, each of JIT, then of JIC."""


def rounded_records(tables: Sequence[TableTurn]) -> list[RoundedRecords]:
    """The records of tables of one turn, or of the opening."""
    rows = [table.rows for table in tables]

    def of(record: str) -> Array:
        return np.array([each[record] for each in rows])

    on_hand, use = of("on_hand"), of("use")
    found = (
        in_units(on_hand[:, -1]),
        in_units(use[:, -1]),
        in_units(of("unfilled")[:, -1]),
        in_units(of("received")) if "received" in rows[0] else None,
        in_units(of("on_the_way")),
        in_weeks(ratio(on_hand, use, empty=0.0)),
        in_weeks(of("port_queue_weeks")),
        in_weeks(np.array(list(map(_offered, tables)))),
    )
    by_record: list[list[Any]] = [
        [None] * len(rows) if numbers is None else numbers.tolist() for numbers in found
    ]
    return [RoundedRecords(*of_table) for of_table in zip(*by_record, strict=True)]


def _offered(table: TableTurn) -> list[list[list[list[float]]]]:
    return [
        [
            [
                [offers["JIT"].plan_weeks, offers["JIC"].plan_weeks],
                [offers["JIT"].build_weeks, offers["JIC"].build_weeks],
            ]
            for offers in parts.values()
        ]
        for parts in table.outlook.values()
    ]


def in_units(numbers: Array) -> Array:
    """As `rounding.units` rounds each, in any shape."""
    return _rounded(numbers, lambda each: np.floor(each + 0.5), units)


def in_weeks(numbers: Array) -> Array:
    """As `rounding.four_digits` rounds each, in any shape."""
    # The whole and the tenth of a number are what its tenths, and whether they are half of one, tell.
    return _rounded(
        numbers, lambda each: np.floor(each + 0.5) + 1j * np.floor(10.0 * each + 0.5), four_digits
    )


def _rounded(numbers: Array, shown: Callable[[Array], Any], one: Callable[[float], float]) -> Array:
    """Four significant digits, where a page shows no difference; else, and near ties, what `one` gives."""
    size = np.abs(numbers)
    with np.errstate(divide="ignore"):
        places = 3.0 - np.floor(np.log10(size))
    known = np.abs(places) < len(POWERS)
    places = np.where(known, places, 0.0)
    unit, large = POWERS[np.abs(places).astype(np.intp)], places < 0.0
    digits = np.where(large, size / unit, size * unit)
    whole = np.rint(digits)
    told: Array = np.copysign(np.where(large, whole * unit, whole / unit), numbers)
    sure: Flags = known & (np.abs(np.abs(digits - whole) - 0.5) > TIE) & (shown(told) == shown(numbers))
    # A zero has no digits that could be known, and has stayed as it is.
    sure |= numbers == 0.0
    for place in zip(*np.nonzero(~sure), strict=True):
        told[place] = one(float(numbers[place]))
    return told
