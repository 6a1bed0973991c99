"""The best scores of a scenario, each with what it was reached under."""

from __future__ import annotations

from msgspec import Struct

from .terms import Depth, GameKind, Measured


class LeaderboardRow(Struct, frozen=True, forbid_unknown_fields=True):
    place: int
    """Among all that the filters let through."""
    name: str
    """A person's, or the stance of the bot."""
    title: str
    """The seat's company."""
    person: bool
    score: float
    cost: float
    currency: str
    """Of its game, by ISO 4217."""
    uptime: float
    reached_target: bool
    seat: str
    table: int
    """From 1."""
    kind: GameKind
    depth: Depth
    decided_share: float
    """Share of turns that a person decided."""
    seed: str
    seed_given: bool
    live_shocks: int
    weeks_played: int
    weeks: int
    scoring_version: int
    finished_at: str
    game: str | None
    """The code of its page, if it is published."""
    measures: list[Measured]


class Leaderboard(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/leaderboard: best scores of one scenario, `total` of them, `rows` from `offset` on.

    Query: scenario; depth segmented, classic, any; kind game, practice, any; who person, bot, any;
    seed drawn, given, any; length full, any; live none, any; decided 0 to 1; since and until
    (YYYY-MM-DD); game, a code; limit up to 200; offset. The first named of each is the default;
    decided is 0.9, or 0 where bots are asked for.
    """

    scenario: str
    total: int
    offset: int
    rows: list[LeaderboardRow]
