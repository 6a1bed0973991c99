"""Rounding of numbers that are sent to a page: fewer digits make smaller frames on crowded networks.

Records in the log, tables and exports are never rounded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import copysign, floor, log10

MOST_DIGITS = 9
"""Of a number whose rounding lies that near to a half."""
SEVERAL_TIMES = 4096
"""Numbers whose rounding is remembered: the views of a table tell the same quotes and queues in each week."""


def for_screen(number: float) -> float:
    """A number to four decimals, below 1 to seven: some digits more than a page shows.

    The page rounds again, so it must be given more than it shows: 94.449 % told as 94.45 would be 94.5 on
    one page and 94.4 on the next.
    """
    return round(number, 7 if -1.0 < number < 1.0 else 4)


def cents(money: float) -> float:
    """An amount of money to two decimals, for amounts that stand on one page alone."""
    return round(money, 2)


def money(amount: float) -> float:
    """An amount in cents, or finer where a page, which shows three digits, would round it otherwise."""
    if not amount:  # as most lines of a turn's bill
        return amount
    shown = _three_digits(amount)
    for decimals in range(2, 5):
        told = round(amount, decimals)
        if _three_digits(told) == shown:
            return told
    return for_screen(amount)


def _three_digits(amount: float) -> float:
    """Money as a page rounds it: a half away from zero."""
    if amount == 0.0:
        return 0.0
    unit = 10.0 ** (floor(log10(abs(amount))) - 2)
    return copysign(floor(abs(amount) / unit + 0.5) * unit, amount)


@lru_cache(SEVERAL_TIMES)
def four_digits(number: float) -> float:
    """Weeks to four significant digits, or to more where a page would else round them otherwise.

    A view's rows hold many of them, and a page shows tenths: 12.3499 is not told as 12.35, which would stand
    as 12.4 on the sheet and as 12.3 in the debrief.
    """
    if not number:
        return number
    told = float(f"{number:.4g}")
    # Nearly always four digits do, and a view has hundreds of numbers: so this comes before the search.
    if floor(told + 0.5) == floor(number + 0.5) and floor(10.0 * told + 0.5) == floor(10.0 * number + 0.5):
        return told
    return _short(number, lambda weeks: (floor(weeks + 0.5), floor(10.0 * weeks + 0.5)))


@lru_cache(SEVERAL_TIMES)
def units(number: float) -> float:
    """Units to four significant digits, or to more where a page, which shows whole ones, would err."""
    if not number:  # as most are that are on the way
        return number
    told = float(f"{number:.4g}")
    if floor(told + 0.5) == floor(number + 0.5):
        return told
    return _short(number, lambda units: floor(units + 0.5))


def _short(number: float, shown: Callable[[float], object]) -> float:
    told = (float(f"{number:.{digits}g}") for digits in range(5, MOST_DIGITS))
    return next((each for each in told if shown(each) == shown(number)), float(f"{number:.{MOST_DIGITS}g}"))


def until_empty(units: list[float]) -> list[float]:
    """Units by week without the zeros at the end, which would only make the frame longer."""
    if not any(units):  # as most are
        return []
    end = len(units)
    while end and not units[end - 1]:
        end -= 1
    return units[:end]
