"""Years nobody knows that are made in a few seconds: confirmed in few worlds, all from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from linestop.agents.generator import confirming, searching
from linestop.game.rooms import unknown_years

SEED = 1
"""Its first draft is a good year in few worlds, in all difficulties that tests ask for."""


@contextmanager
def quick_years() -> Iterator[None]:
    """For servers in a thread of this process."""
    with pytest.MonkeyPatch.context() as patch:
        for place, name, worlds in (
            (searching, "SCREENED_WORLDS", 20),
            (searching, "LESSON_WORLDS", 20),
            (confirming, "CONFIRMED_WORLDS", 20),
            (confirming, "SCORED_WORLDS", 20),
            (confirming, "KNOWN_WORLDS", 4),
        ):
            patch.setattr(place, name, worlds)
        patch.setattr(unknown_years.secrets, "randbits", lambda bits: SEED)
        yield
