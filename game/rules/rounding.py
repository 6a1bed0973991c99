"""Rounding of numbers that are sent to a page: fewer digits make smaller frames on crowded networks.

Records in the log, tables and exports are never rounded.
"""

from __future__ import annotations

from math import floor

MOST_DIGITS = 9
"""Of a number whose rounding lies that near to a half."""


def for_screen(number: float) -> float:
    """A number to four decimals, below 1 to seven: some digits more than a page shows.

    The page rounds again, so it must be given more than it shows: 94.449 % told as 94.45 would be 94.5 on
    one page and 94.4 on the next.
    """
    return round(number, 7 if -1.0 < number < 1.0 else 4)


def cents(money: float) -> float:
    """An amount of money to two decimals, for amounts that stand on one page alone."""
    return round(money, 2)


def four_digits(number: float) -> float:
    """Units or weeks to four significant digits, or more where a page would else round them otherwise.

    A view's rows hold many of them, and a page shows whole units and tenths of weeks. 391.49 is not told as
    391.5, which would stand as 392 on the sheet and as 391 in a table of the export.
    """
    told = (float(f"{number:.{digits}g}") for digits in range(4, MOST_DIGITS))
    return next((each for each in told if _shown(each) == _shown(number)), float(f"{number:.{MOST_DIGITS}g}"))


def _shown(number: float) -> tuple[int, int]:
    """Whole ones and tenths as a page rounds them; a thousand and more are never shown with tenths."""
    return floor(number + 0.5), floor(10.0 * number + 0.5) if number < 1000.0 else 0
