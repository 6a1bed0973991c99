"""A year nobody knows: a scenario that the server generates for one game, by difficulty."""

from __future__ import annotations

from msgspec import Struct

from ...agents.scenario.teaching import Difficulty
from .api import Route, ScenarioCard

YEARS: dict[str, Difficulty] = {"year_easy": "easy", "year_medium": "medium", "year_hard": "hard"}
"""Scenario names by which such a year is asked for, stored and listed on the leaderboard.

All years of one difficulty share a name, and so a list: compared there is how people do in a year that none
of them can have played before.
"""


class YearInTheMaking(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/years/{name}: whether a year is ready for the next game; the first who asks has one made."""

    ready: bool
    tries: int
    """Drafts that were made of it so far; most are thrown away, since they would not be good years."""


YEAR_ROUTES = (
    Route("GET", "/api/years", None, list[ScenarioCard], "anybody"),
    Route("GET", "/api/years/{name}", None, YearInTheMaking, "anybody"),
)
"""Routes of generated years."""
