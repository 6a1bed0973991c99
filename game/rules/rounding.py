"""Rounding of numbers that are sent to a page: fewer digits make smaller frames on crowded networks.

Records in the log, tables and exports are never rounded.
"""

from __future__ import annotations


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
    """Units or weeks to four significant digits: a view's rows hold many, and a page shows three digits."""
    return float(f"{number:.4g}")
