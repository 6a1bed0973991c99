"""Post-game analysis: regret against perfect foresight, luck, the cost-uptime frontier, effect on rivals."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Regret(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seat paid above perfect foresight, a bound that no real plan reaches."""

    cost: float
    """Money that the seat paid."""
    bound: float
    """Least money with everything known from the first week on."""
    regret: float
    """`cost` less `bound`."""
    uptime: float
    """Of perfect foresight."""
    by_week: list[float]
    """Regret of each week; negative where perfect foresight pays in advance. The last includes the closing of
    the books."""


class Luck(Struct, frozen=True, forbid_unknown_fields=True):
    """What a seat would have paid for the same decisions of its table under other random draws (fates)."""

    drawn: float
    """Cost in the fate that was played."""
    dearer: float
    """Share of the other fates in which it would have paid more."""
    percentiles: list[float]
    """Cost at the 5th, 25th, 50th, 75th and 95th percentile of the fates."""
    low: float
    """Cost at the left end of the histogram."""
    high: float
    bars: list[int]
    """Histogram: number of fates by cost, in steps of equal width from `low` to `high`."""


class PolicyPoint(Struct, frozen=True, forbid_unknown_fields=True):
    """Cost and uptime of one policy in a seat for the whole game."""

    kind: Literal["played", "jit", "jic", "mix", "hull", "policy"]
    cost: float
    uptime: float


class SeatFrontier(Struct, frozen=True, forbid_unknown_fields=True):
    """Cost against uptime of simple policies in one seat, in the fate that was played, rivals on the
    recommended mix. The hull holds the best policies, by falling uptime and cost."""

    points: list[PolicyPoint]
    """The point that was played is first."""
    efficiency: float | None
    """Cost of the hull at the uptime played, divided by the cost paid; above 1: better than all policies.
    None: no policy reaches that uptime."""


class SeatAftermath(Struct, frozen=True, forbid_unknown_fields=True):
    """The post-game analysis of one seat."""

    table: int
    """From 1."""
    seat: str
    regret: Regret | None
    """Never null: perfect foresight knows every feature of a scenario."""
    luck: Luck
    borne_by_rivals: float
    """Money that the rivals at the table paid because this seat did not play the recommended mix, their
    orders held fixed; negative: they paid less."""
    frontier: SeatFrontier


class Aftermath(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/aftermath: the post-game analysis, which takes seconds the first time."""

    fates: int
    """Number of other fates that were played."""
    luck: float | None
    """Share of the spread of cost between seats that is due to the fate; None: too few seats to compare."""
    holds: float | None
    """Share of pairs of seats that keep their order in another fate, by cost over planned material; None: too
    few seats."""
    refused: str | None
    """Why no seat has a regret; always null, and sent to whoever reads it."""
    seats: list[SeatAftermath]


class BufferWorth(Struct, frozen=True, forbid_unknown_fields=True):
    """Money by which a component's buffer made a seat's game dearer and cheaper, all else as played."""

    cost: float
    """What the component itself cost more than Just in Time in every turn: stock, freight, changes."""
    saved: float
    """What all else cost less: the idle line, lost sales, other parts that waited. In all the game cost
    `saved - cost` less."""


class PartBuffer(Struct, frozen=True, forbid_unknown_fields=True):
    """What a component's buffer did in a seat, and what it would have done."""

    component: str
    turns: int
    """Turns in which it was Just in Case."""
    held: BufferWorth
    """As it was held; both 0 where it never was."""
    always: BufferWorth
    """Had it been held in every turn."""


class Buffers(Struct, frozen=True, forbid_unknown_fields=True):
    """GET /api/games/{code}/buffers: what each buffer of a seat cost and saved.

    The seat is the reader's own, unless ?table=1&seat=name asks for another.
    """

    parts: list[PartBuffer]
    """By component, in the scenario's order; empty where no seat was asked for and the reader holds none."""
