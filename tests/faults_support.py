"""What the tests of faults share: where they tell what they counted."""

from __future__ import annotations

import os
import sys

RESULTS = os.environ.get("TEST_RESULTS")


def tell(line: str) -> None:
    """What a test counted, for people: pytest shows it with -s, and a failing test always does."""
    sys.stdout.write(f"\n{line}\n")
