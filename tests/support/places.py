"""Where things stand: the checkout, the tests, and the folders that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "pyproject.toml").is_file())
TESTS = ROOT / "tests"
SCENARIOS = TESTS / "scenarios"
"""Scenarios of the tests alone; the two that come along are read by `linestop.scenarios`."""
BAD_SCENARIOS = TESTS / "bad_scenarios"
GOLDEN = TESTS / "golden"
