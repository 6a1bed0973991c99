"""What lies beyond the year that was played: perfect foresight, other fates, other policies, the rivals."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Regret(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seat paid beyond perfect foresight: never a plan that anybody could have had."""

    cost: float
    bound: float
    """The least that could have been paid by who had known everything from the first week on."""
    regret: float
    uptime: float
    """What perfect foresight would have come to."""
    by_week: list[float]
    """Regret week by week, the closing of the books in the last; negative where foresight paid ahead."""


class Luck(Struct, frozen=True, forbid_unknown_fields=True):
    """The same decisions of the whole table under other fates: what one seat would have paid."""

    drawn: float
    """In the fate that was played."""
    dearer: float
    """Share of the other fates in which it would have paid more."""
    percentiles: list[float]
    """5, 25, 50, 75, 95."""
    low: float
    high: float
    bars: list[int]
    """Fates by cost, in steps of equal width from low to high."""


class PolicyPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """Cost and uptime of a way to play a seat for the whole game."""

    kind: Literal["played", "jit", "jic", "mix", "hull", "policy"]
    cost: float
    uptime: float


class SeatFrontier(Struct, frozen=True, forbid_unknown_fields=True):
    """Simple policies in one seat, in the year as it came, rivals on the mix; hull: the best of them by
    falling uptime and cost."""

    points: list[PolicyPoint]
    """What was played first."""
    efficiency: float | None
    """Cost of the hull at the uptime played, over what was paid; above 1 beats them all. None: none of
    them comes to that uptime."""


class SeatAftermath(Struct, frozen=True, forbid_unknown_fields=True):
    """One seat, looked back on by many replays."""

    table: int
    """From 1."""
    seat: str
    regret: Regret | None
    """Never null: perfect foresight knows every feature of a scenario."""
    luck: Luck
    borne_by_rivals: float
    """What the rivals at the table paid more than with the recommended mix in this seat, their orders as
    they were; negative: less."""
    frontier: SeatFrontier


class Aftermath(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/aftermath: what takes seconds to work out, once a finished game."""

    fates: int
    luck: float | None
    """Share of the room's spread that another fate would have dealt otherwise; None: nobody to compare."""
    holds: float | None
    """Share of pairs of seats that would have ranked alike in another fate, by cost over planned material."""
    refused: str | None
    """Why no seat has a regret; always null, and sent to whoever reads it."""
    seats: list[SeatAftermath]
