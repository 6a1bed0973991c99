"""Numbers worked out on paper, compared to ten digits."""

from __future__ import annotations

from typing import Any

import pytest


def near(value: Any) -> Any:
    return pytest.approx(value, rel=1e-10, abs=1e-10)
