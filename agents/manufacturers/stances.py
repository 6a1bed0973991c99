"""A stance settles a seat's turn from that seat's own view, the same way in every world.

A new one is a function `SeatView -> Decision` and, to be named on the command line, an entry
in `POLICIES`. What takes numbers is a `partial` of such a function, so that a study can send it to other
processes. A bot that needs a memory is a `Manufacturer` subclass with its own `decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arithmetic import Array, Flags
from ..chance.shocks import GRADES


@dataclass(frozen=True, slots=True)
class Decision:
    """What a seat settles for a turn: which components stand Just in Case, (K,) or (K, W).

    cover_weeks, safety_factor: numbers of the seat's own instead of the stance's, in the same shapes; None
    for all, or NaN for one, leaves them to the stance. priority: 1 for what is paid first where money is
    short, instead of the scenario's.
    expedite: weeks on hand below which it is sent by the fast lane, instead of the stance's.
    sourcing_split: part of the orders that goes by near lanes, instead of the stance's.
    extra_orders: units a week ordered beyond what the stance asks for, as bots do that fear for their share
    of a shortage; they count as ordered like all others, so the stance asks for less once they stand.
    """

    jic: Flags
    cover_weeks: Array | None = None
    safety_factor: Array | None = None
    priority: Array | None = None
    extra_orders: Array | None = None
    expedite: Array | None = None
    sourcing_split: Array | None = None


@dataclass(frozen=True, slots=True)
class SeatView:
    """What one seat sees when it decides; worlds last.

    on_hand, on_order, use (units a week), quote, base_stock_level (K, W); stance (K, W) is
    True for JIC; alert (K, W) is the grade of the newest news that threatens the component
    (0 none, 1 rumour, 2 press, 3 official); usual_lead_time, recommended (K).
    """

    seat: str
    week: int
    turn: int
    components: tuple[str, ...]
    on_hand: Array
    on_order: Array
    use: Array
    quote: Array
    usual_lead_time: Array
    base_stock_level: Array
    stance: Flags
    alert: Array
    recommended: Flags


Policy = Callable[[SeatView], Decision]


def all_jit(view: SeatView) -> Decision:
    """The first slogan: everything Just in Time."""
    return Decision(np.zeros(view.stance.shape, dtype=bool))


def all_jic(view: SeatView) -> Decision:
    """The second slogan: everything Just in Case."""
    return Decision(np.ones(view.stance.shape, dtype=bool))


def recommended_mix(view: SeatView) -> Decision:
    """The scenario's recommended segmentation, from the first turn to the last."""
    return fixed(view.recommended)(view)


def fixed(jic: Flags | Sequence[bool]) -> Policy:
    """One segmentation (K,), held throughout."""
    return partial(_hold, np.asarray(jic, dtype=bool))


def _hold(flags: Flags, view: SeatView) -> Decision:
    return Decision(np.repeat(flags[:, None], view.stance.shape[1], axis=1))


def on_news(grade: str, start: Flags | Sequence[bool] | None = None) -> Policy:
    """Start from a segmentation (all JIT unless given) and buffer what news of this grade threatens.

    The buffer is let go again when the all-clear is published.
    """
    return partial(_heed, GRADES[grade], None if start is None else np.asarray(start, dtype=bool))


def _heed(least: int, start: Flags | None, view: SeatView) -> Decision:
    threatened = view.alert >= least
    if start is not None:
        threatened |= start[:, None]
    return Decision(threatened)


def switching(start: Flags | Sequence[bool], to: Flags | Sequence[bool], from_week: Array) -> Policy:
    """Hold `start` (K,), and `to` from the first turn that begins after week `from_week` (W)."""
    return partial(_switch, np.asarray(start, dtype=bool), np.asarray(to, dtype=bool), from_week)


def _switch(before: Flags, after: Flags, from_week: Array, view: SeatView) -> Decision:
    return Decision(np.where(view.week >= from_week, after[:, None], before[:, None]))


def panic(view: SeatView) -> Decision:
    """All Just in Time until the first news of anything, then everything Just in Case for good."""
    alarmed = (view.alert > 0).any(axis=0) | view.stance.any(axis=0)
    return Decision(np.repeat(alarmed[None], len(view.components), axis=0))


LATE_WEEKS, CALM_WEEKS = 2.0, 0.5
"""A quote so much above the usual lead time is a shortage, and one so much above it no longer is."""


def late(view: SeatView) -> Decision:
    """All Just in Time; a component is buffered once its own quote is late, until it is usual again."""
    delay = _delay(view)
    return Decision((delay >= LATE_WEEKS) | (view.stance & (delay >= CALM_WEEKS)))


def hoarder(view: SeatView) -> Decision:
    """All Just in Case, and of what is quoted late twice its use a week on top, wanted or not."""
    return Decision(
        np.ones(view.stance.shape, dtype=bool),
        extra_orders=np.where(_delay(view) >= LATE_WEEKS, 2.0 * view.use, 0.0),
    )


def _delay(view: SeatView) -> Array:
    """Weeks by which quotes are above the usual lead times: (K, W)."""
    delay: Array = view.quote - view.usual_lead_time[:, None]
    return delay


POLICIES: dict[str, Policy] = {
    "jit": all_jit,
    "jic": all_jic,
    "hybrid": recommended_mix,
    "official": on_news("official"),
    "rumour": on_news("rumour"),
    "panic": panic,
    "late": late,
    "hoarder": hoarder,
}
