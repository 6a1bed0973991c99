"""Perfect foresight of a seat as it is kept, and what it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from ..rules.desk_events import ShockInjected
from ..rules.events import GameOpened


class Foretold(Struct, frozen=True, forbid_unknown_fields=True):
    """Perfect foresight of one seat, as it is kept: least cost, uptime, cost by week."""

    bound: float
    uptime: float
    by_week: list[float]


def subject_of(opened: GameOpened, shocks: Iterable[ShockInjected], weeks: int, seat: str) -> str:
    """What a seat's perfect foresight depends on, engine apart, in one line."""
    scenario = hashlib.sha256(opened.text.encode()).hexdigest()
    thrown = hashlib.sha256(b"".join(_as_thrown(shock) for shock in shocks)).hexdigest()[:16]
    return f"{scenario} {opened.seed} {seat} {thrown} {weeks}"


def _as_thrown(shock: ShockInjected) -> bytes:
    """What a live shock does; who threw it in, and in which words, changes nothing."""
    return msgspec.json.encode([shock.kind, shock.target, shock.weeks, shock.value, shock.first_week])
