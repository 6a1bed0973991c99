"""Hindsight: what replays tell of a finished game, worked out once and stored in its log."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from .seat import NewsItem, ShockWords


class ScoreParts(Struct, frozen=True, forbid_unknown_fields=True):
    """A seat's score, and the costs from which it is computed, over the weeks played."""

    weeks: int
    cost: float
    """Of what was played, in money."""
    jit: float
    """Cost of all components Just in Time."""
    jic: float
    """Cost of all components Just in Case."""
    dearer: float
    """The larger of `jit` and `jic`: score 0."""
    best: float
    """Cost of the cheapest fixed plan: score 100."""
    best_plan: list[str]
    """Components that the cheapest fixed plan holds Just in Case. Not sent before the end."""
    mix: float
    """Cost of the recommended mix."""
    score: float
    """100 * (dearer - cost) / (dearer - best)."""


class WayOutcome(Struct, frozen=True, forbid_unknown_fields=True):
    """Cost and uptime of a seat under one policy, in the same fate and with the rivals' orders held fixed."""

    way: Literal["played", "jit", "jic", "mix", "best"]
    jic: list[str]
    """Components held Just in Case throughout; for `played`, those held so in any turn."""
    cost: float
    uptime: float
    costs: dict[str, float]
    """Money by cost line; their sum is `cost`."""


class WhatIf(Struct, frozen=True, forbid_unknown_fields=True):
    """Change of cost and uptime if one component had its recommended stance from the first turn on.

    All else is as played. A negative cost means cheaper; both are 0 where it was played as recommended.
    """

    component: str
    cost: float
    uptime: float


class LostUnits(Struct, frozen=True, forbid_unknown_fields=True):
    """Sales of a seat lost for one cause."""

    component: str | None
    """The component that was missing; None: the line's capacity was the limit, or demand
    exceeded goods and line."""
    shocks: list[str]
    """Names of the shocks in force on the component's supplier, lane or port; empty: the stock was thin."""
    units: float
    first_week: int
    last_week: int


class InCompany(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seat's own stances, turn by turn, come to in other company, in the same fate."""

    lean_cost: float
    """Money, beside rivals that are all Just in Time throughout."""
    lean_uptime: float
    alike_cost: float
    """Money, with every rival doing the same."""
    alike_uptime: float


ChoiceName = Literal[
    "cover_weeks",
    "safety_factor",
    "sourcing_split",
    "expedite",
    "priority",
    "contract",
    "shelf_weeks",
    "demand_plan",
]
"""What a seat may set beside its stances: express is `expedite`, a second source `sourcing_split`."""


class ChoiceWhatIf(Struct, frozen=True, forbid_unknown_fields=True):
    """What would change had a seat not set one thing beside its stances, all else as played."""

    of: str
    """Name of the component, the market or the product."""
    choice: ChoiceName
    cost: float
    """Money that the seat would have paid more; negative: less."""
    uptime: float


class SeatHindsight(Struct, frozen=True, forbid_unknown_fields=True):
    """The what-ifs and marks of one seat, which come from replays."""

    table: int
    """From 0."""
    seat: str
    parts: ScoreParts
    ways: list[WayOutcome]
    what_ifs: list[WhatIf]
    """By component, in the scenario's order."""
    difference: str | None
    """The component whose what-if changes the cost most; None: no what-if changes it."""
    losses: list[LostUnits]
    """Most units first."""
    borne_by_rivals: float | None = None
    """Money that the rivals at the table paid because this seat did not play the recommended mix, their
    orders held fixed; negative: they paid less. None in logs of versions that did not store it."""
    unbuffered: list[WhatIf] | None = None
    """By component: what changes if it had been Just in Time in every turn, all else as played. None in logs
    of versions that did not store it."""
    company: InCompany | None = None
    """None in logs of versions that did not store it."""
    choices: list[ChoiceWhatIf] | UnsetType = UNSET
    """Of all that it set beside its stances in any turn; left out where that is nothing."""


class YearShock(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A shock that was in force, or announced, in the weeks played."""

    name: str
    title: str
    target: str
    components: list[str]
    """Components whose supplier, lane or port it affects; empty for a shock to demand."""
    origin: Literal["scenario", "live", "everyday"]
    comes: bool
    """False: a false alarm."""
    rumoured: int | None
    """Week of its first news."""
    official: int | None
    """Week of its first official news."""
    cleared: int | None
    """Week of its first all-clear."""
    first_week: int | None
    """First week in force; None: never in the weeks played."""
    last_week: int | None
    news: list[NewsItem]
    """Oldest first."""
    words: ShockWords | None = None
    """Where a client words the title in its own language; never in logs, the debrief adds it."""


class Hindsight(Struct, frozen=True, forbid_unknown_fields=True):
    """The what-ifs and marks of a game, computed once when it ends and stored in its log."""

    scoring_version: int
    shocks: list[YearShock]
    """By first week or first news; everyday disturbances only where a seat lost units by them."""
    seats: list[SeatHindsight]
    """In the order of tables, then seats."""
