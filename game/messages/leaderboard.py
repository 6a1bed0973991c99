"""The leaderboard: best scores of a scenario, each with the conditions under which it was reached."""

from __future__ import annotations

from msgspec import Struct

from .terms import GameKind, ListedDepth, Measured


class LeaderboardRow(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat of a finished game."""

    place: int | None
    """Among all people that the filters let through, equal scores sharing one; None: a bot among people. A
    list of bots alone ranks these."""
    name: str
    """Of the person, or the policy of the bot."""
    title: str
    """Name of the seat's company."""
    person: bool
    """A person held the seat, not a program or a bot."""
    score: float
    cost: float
    currency: str
    """Of the scenario's money, by ISO 4217."""
    uptime: float
    reached_target: bool
    seat: str
    table: int
    """From 1."""
    kind: GameKind
    depth: ListedDepth
    decided_share: float
    """Share of turns that a person decided."""
    seed: str
    """Digits."""
    seed_given: bool
    """The opener chose the seed."""
    live_shocks: int
    weeks_played: int
    weeks: int
    weeks_per_turn: int
    long_turns: bool
    """Turns had more weeks than the scenario says."""
    scoring_version: int
    finished_at: str
    digest: str
    """SHA-256 of the scenario's file, as played; scores under different files are on different rulers."""
    game: str | None
    """Code of the game if its page is published; else None."""
    measures: list[Measured]


class ScenarioFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One version of a scenario's file, of the games that have scores."""

    digest: str
    """SHA-256; the same text has the same."""
    games: int
    first_opened_at: str
    last_opened_at: str
    """UTC, of its first and its last game."""


class Leaderboard(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/leaderboard: the best scores of one scenario; `total` rows, of which `rows` begin at `offset`.

    Query: scenario (without it that of the game that ended last);
    depth (segmented, options, classic, expert, any); turns (usual, long, any: as long as the scenario says,
    or longer); kind (game, practice, any); who (person, bot, any); seed (drawn, given, any); digest (newest:
    the scenario's file of the game opened last; any; or the first digits of a SHA-256); length (full, any);
    live (none, any); decided (0 to 1); since and until (the first and last day in UTC, YYYY-MM-DD; or for
    days elsewhere moments in UTC, 2026-09-29T15:00:00Z: the first that is in, and the first after it that is
    out); game (a code); limit (up to 200); offset. The first value of each is the default; decided is 0.9 by
    default, and 0 unless only people are asked for.
    """

    scenario: str
    """Empty: none was asked for, and no game has scores yet."""
    digest: str
    """The version of the scenario's file that is listed; empty: all of them, or none has scores."""
    files: list[ScenarioFile]
    """All versions that have scores, the newest first."""
    total: int
    offset: int
    rows: list[LeaderboardRow]
