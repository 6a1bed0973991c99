"""Records that are rounded all at once come out as each by itself, to the last bit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linestop.agents.arithmetic import Array
from linestop.game.messages.rounding import four_digits, units
from linestop.game.views import rounded_records
from linestop.game.views.rounded_records import in_units, in_weeks

NUMBERS = st.one_of(
    st.floats(0.0, 1e6),
    st.floats(-1e300, 1e300),
    # Halves of a last digit, which a product rounds either way; and what lies about a power of ten.
    st.builds(
        lambda digits, places: (digits + 0.5) / 10.0**places, st.integers(0, 99_999), st.integers(0, 5)
    ),
    st.builds(
        lambda exponent, step: 10.0**exponent * (1.0 + step * 2.0**-52),
        st.integers(-30, 30),
        st.integers(-9, 9),
    ),
)


# Without what they remember, in which a zero that is negative is the same as one that is not.
@pytest.mark.parametrize(
    ("at_once", "one"), [(in_units, units.__wrapped__), (in_weeks, four_digits.__wrapped__)]
)
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=30))
@example(numbers=[0.0, -0.0, 12.3499, 123.46, 9999.5, 999.95, 1e300, 5e-324])
def test_numbers_come_out_as_each_by_itself(
    at_once: Callable[[Array], Array], one: Callable[[float], float], numbers: list[float]
) -> None:
    told = at_once(np.array(numbers)).tolist()
    # As text, which shows the sign of a zero.
    assert list(map(repr, told)) == [repr(one(number)) for number in numbers]


def test_red_control_four_digits_alone_would_be_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = np.array([12.3499, 123.46])
    told = in_weeks(numbers).tolist()
    monkeypatch.setattr(rounded_records, "four_digits", lambda number: float(f"{number:.4g}"))
    assert told == [12.3499, 123.46] != in_weeks(numbers).tolist()
