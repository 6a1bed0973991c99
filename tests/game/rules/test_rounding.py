"""What is told of a number is rounded by a page as the number itself would be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linestop.game.messages.rounding import four_digits, money, units

WHOLE, TENTHS = Decimal(1), Decimal("0.1")


def on_a_page(number: float, places: Decimal) -> Decimal:
    """As `Intl.NumberFormat` rounds: the shortest decimal that is this number, a half away from zero."""
    return Decimal(str(number)).quantize(places, ROUND_HALF_UP)


@given(st.floats(0.0, 200.0))
@example(12.3499)
@example(99.95)
@example(0.0)
def test_weeks_look_on_a_page_as_the_number_itself(weeks: float) -> None:
    told = four_digits(weeks)
    for places in (WHOLE, TENTHS):
        assert on_a_page(told, places) == on_a_page(weeks, places), (weeks, told)
    assert told == pytest.approx(weeks, rel=5e-4)


@given(st.floats(0.0, 1e5))
@example(391.4903)
@example(0.0)
def test_units_look_on_a_page_as_the_number_itself(number: float) -> None:
    told = units(number)
    assert on_a_page(told, WHOLE) == on_a_page(number, WHOLE), (number, told)
    assert told == pytest.approx(number, rel=5e-4)


@pytest.mark.parametrize("shorten", [four_digits, units])
def test_four_digits_are_enough_for_most_numbers(shorten: Callable[[float], float]) -> None:
    told = [shorten(0.0371831 * n) for n in range(1, 3000)]
    assert sum(float(f"{number:.4g}") == number for number in told) > 0.9 * len(told)


@pytest.mark.parametrize(("number", "places"), [(391.4903, WHOLE), (12.3499, TENTHS)])
def test_red_control_four_digits_alone_would_look_otherwise(number: float, places: Decimal) -> None:
    assert on_a_page(float(f"{number:.4g}"), places) != on_a_page(number, places)


def three_digits(amount: float) -> Decimal:
    exact = Decimal(str(amount))
    return exact.quantize(Decimal(1).scaleb(exact.adjusted() - 2), ROUND_HALF_UP) if exact else exact


@given(st.floats(0.01, 1e7))
@example(123.4964)
@example(-123.4964)
@example(0.0)
def test_cents_or_more_look_on_a_page_as_the_amount_itself(amount: float) -> None:
    told = money(amount)
    assert three_digits(told) == three_digits(amount), (amount, told)
    assert told == pytest.approx(amount, abs=0.005)


def test_red_control_cents_alone_would_look_otherwise() -> None:
    assert three_digits(round(123.4964, 2)) != three_digits(123.4964)
