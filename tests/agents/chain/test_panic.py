"""A table that panics makes the shortage worse, but the damping keeps it from exploding."""

from __future__ import annotations

import pytest
from panic_support import Peaks, panic_peaks, without_damping
from world_support import struck


def check_damped(peaks: Peaks) -> None:
    """In every world, not on average."""
    assert (peaks.damped < peaks.undamped / 2).all(), "panic explodes"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_panic_at_the_first_news_does_not_explode(seed):
    """Four seats switch everything to JIC at the first news; the peak is of the quote for chips."""
    peaks = panic_peaks(struck(), "chip", seed, worlds=50)
    check_damped(peaks)
    # A few weeks above the peak of a table on the mix, where without damping it is hundreds.
    assert peaks.damped.mean() < peaks.mix.mean() + 4
    assert peaks.undamped.mean() > peaks.mix.mean() + 100


def test_red_control_the_scenario_without_its_damping_explodes():
    undamped = without_damping(struck())
    with pytest.raises(AssertionError, match="explodes"):
        check_damped(panic_peaks(undamped, "chip", 1, worlds=10))
