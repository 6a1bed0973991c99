"""Perfect foresight of one seat as the cache stores it, and the key it is stored under.

Decisions do not change the bound, so the key holds what does: the scenario, the seed, the seat, the live
shocks and the weeks played. Games that agree in these share one entry. The engine has its own column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from ..rules.desk_events import ShockInjected
from ..rules.events import GameOpened

SHOCKS_DIGITS = 16
"""Hexadecimal digits of the live shocks' digest in a key."""


class SeatForesight(Struct, frozen=True, forbid_unknown_fields=True):
    """Perfect foresight of one seat, as the table `worked_out` stores it."""

    bound: float
    """Least cost, money."""
    uptime: float
    """Share of required production that the least cost makes."""
    by_week: list[float]
    """Cost in each week, the closing of the books in the last."""


def subject_of(opened: GameOpened, shocks: Iterable[ShockInjected], weeks: int, seat: str) -> str:
    """The key of a seat's perfect foresight, as the column `subject` of `worked_out` holds it.

    Args:
        opened: the game's first event.
        shocks: its live shocks, in order.
        weeks: how many weeks were played.
        seat: the seat's name.
    """
    # Every game that a server opened has the SHA-256 of its scenario's text as its digest; a log that was
    # written otherwise may leave it empty.
    scenario = opened.digest or hashlib.sha256(opened.text.encode()).hexdigest()
    thrown = hashlib.sha256(b"".join(_effect_of(shock) for shock in shocks)).hexdigest()[:SHOCKS_DIGITS]
    return f"{scenario} {opened.seed} {seat} {thrown} {weeks}"


def _effect_of(shock: ShockInjected) -> bytes:
    """What decides a live shock's effect; its sender and its words do not."""
    return msgspec.json.encode([shock.kind, shock.target, shock.weeks, shock.value, shock.first_week])
