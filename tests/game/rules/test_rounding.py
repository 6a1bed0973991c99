"""What is told of a number is rounded by a page as the number itself would be."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linestop.game.rules.rounding import four_digits

WHOLE, TENTHS = Decimal(1), Decimal("0.1")


def on_a_page(number: float, places: Decimal) -> Decimal:
    """As `Intl.NumberFormat` rounds: the shortest decimal that is this number, a half away from zero."""
    return Decimal(str(number)).quantize(places, ROUND_HALF_UP)


def must_look_alike(number: float, told: float) -> None:
    # A thousand and more are units, which a page shows whole.
    for places in (WHOLE, TENTHS) if number < 1000.0 else (WHOLE,):
        assert on_a_page(told, places) == on_a_page(number, places), (number, told)


@given(st.floats(0.0, 1e5))
@example(391.4903)
@example(12.3499)
@example(0.0)
@example(99.95)
def test_four_digits_or_more_look_on_a_page_as_the_number_itself(number: float) -> None:
    told = four_digits(number)
    must_look_alike(number, told)
    assert told == pytest.approx(number, rel=5e-4)


def test_four_digits_are_enough_for_nearly_all_numbers() -> None:
    told = [four_digits(0.371831 * n) for n in range(1, 3000)]
    assert sum(float(f"{number:.4g}") == number for number in told) > 0.9 * len(told)


@pytest.mark.parametrize("number", [391.4903, 12.3499])
def test_red_control_four_digits_alone_would_look_otherwise(number: float) -> None:
    with pytest.raises(AssertionError):
        must_look_alike(number, float(f"{number:.4g}"))
