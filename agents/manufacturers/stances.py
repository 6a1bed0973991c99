"""Policies that choose stances: functions from what a seat sees to what it decides for a turn.

A new policy is a function `SeatView -> Decision` and, to be named on the command line, an entry of
`POLICIES`. A policy with parameters is a `partial` of such a function, so that a study can pickle it for
other processes. A bot that needs a memory is a `Manufacturer` subclass with its own `decide`.
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
    """What a seat settles for a turn. Arrays are by component, (K,) or (K, W), unless they say otherwise.

    Numbers replace the stance's own, or the scenario's; None for all, or NaN for one, leaves them to these.

    Attributes:
        jic: True for Just in Case, False for Just in Time.
        cover_weeks: weeks of mean use held beyond the protection interval.
        safety_factor: standard deviations of use held as safety stock.
        priority: rank when money is short, 1 being paid for first.
        extra_orders: units a week ordered beyond what the stance asks for, as bots do that fear for their
            share of a shortage. They count as on order, so the stance orders less later.
        expedite: weeks of use on hand below which the component is expedited.
        sourcing_split: share of orders that goes by near lanes, 0 to 1.
        contract: the stance whose contract orders are placed under and cancelled by, 0 for that of Just in
            Time and 1 for that of Just in Case.
        shelf_weeks: weeks of forecast demand that a regional buffer aims at, by market with a buffer, (B,) or
            (B, W).
        demand_plan: units of each product a week, season and all, in the weeks to come, the turn's first week
            first, (G, T) or (G, T, W): they replace the seat's own forecast as long as they last.
    """

    jic: Flags
    cover_weeks: Array | None = None
    safety_factor: Array | None = None
    priority: Array | None = None
    extra_orders: Array | None = None
    expedite: Array | None = None
    sourcing_split: Array | None = None
    contract: Array | None = None
    shelf_weeks: Array | None = None
    demand_plan: Array | None = None


@dataclass(frozen=True, slots=True)
class SeatView:
    """All that one seat may see when it decides, in all worlds.

    Attributes:
        seat: name of the seat.
        week: the last week played, 0 before the first.
        turn: number of the turn that begins, from 1.
        components: names of the components, K.
        on_hand: units at the plant, (K, W).
        on_order: units ordered and not received, (K, W).
        use: forecast use in the next week, units, (K, W).
        quote: quoted lead times, weeks, mean over lanes, (K, W).
        usual_lead_time: lead times without any queue, weeks, (K,).
        base_stock_level: level of the last orders, units, (K, W).
        stance: stance in force, True for JIC, (K, W).
        alert: gravest grade of the news that threatens the component, (K, W): 0 none, 1 rumour, 2 press,
            3 official. It holds until the all-clear of the shock that the news speaks of.
        recommended: the scenario's recommended mix, True for JIC, (K,).
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
"""Chooses a seat's stances for a turn, in all worlds at once."""


def all_jit(view: SeatView) -> Decision:
    """Every component Just in Time."""
    return Decision(np.zeros(view.stance.shape, dtype=bool))


def all_jic(view: SeatView) -> Decision:
    """Every component Just in Case."""
    return Decision(np.ones(view.stance.shape, dtype=bool))


def recommended_mix(view: SeatView) -> Decision:
    """The scenario's recommended mix of JIT and JIC, in every turn."""
    return fixed(view.recommended)(view)


def fixed(jic: Flags | Sequence[bool]) -> Policy:
    """A policy that holds one segmentation in every turn; jic is True for JIC, (K,)."""
    return partial(_decide_fixed, np.asarray(jic, dtype=bool))


def _decide_fixed(flags: Flags, view: SeatView) -> Decision:
    return Decision(np.repeat(flags[:, None], view.stance.shape[1], axis=1))


def on_news(grade: str, start: Flags | Sequence[bool] | None = None) -> Policy:
    """A policy that sets to JIC what news of at least this grade threatens, until the all-clear.

    Args:
        grade: a key of `GRADES`: rumour, press or official.
        start: what is JIC anyway, (K,); nothing without it.

    Raises:
        KeyError: if there is no such grade.
    """
    return partial(_decide_on_news, GRADES[grade], None if start is None else np.asarray(start, dtype=bool))


def _decide_on_news(least: int, start: Flags | None, view: SeatView) -> Decision:
    threatened = view.alert >= least  # a new array, which may be changed in place
    if start is not None:
        threatened |= start[:, None]
    return Decision(threatened)


def switching(start: Flags | Sequence[bool], to: Flags | Sequence[bool], from_week: Array) -> Policy:
    """A policy that holds one segmentation and changes to another at a stated time.

    Args:
        start: True for JIC, (K,).
        to: True for JIC, (K,), from the first turn that begins when week `from_week` has been played.
        from_week: the week, by world, (W,).
    """
    return partial(_decide_switching, np.asarray(start, dtype=bool), np.asarray(to, dtype=bool), from_week)


def _decide_switching(before: Flags, after: Flags, from_week: Array, view: SeatView) -> Decision:
    return Decision(np.where(view.week >= from_week, after[:, None], before[:, None]))


def panic(view: SeatView) -> Decision:
    """All JIT until the first news of any threat, then all JIC for the rest of the game."""
    # A policy has no memory: that anything is JIC already shows that the alarm was raised before.
    alarmed = (view.alert > 0).any(axis=0) | view.stance.any(axis=0)
    return Decision(np.repeat(alarmed[None], len(view.components), axis=0))


LATE_WEEKS, CALM_WEEKS = 2.0, 0.5
"""Weeks above the usual lead time at which a quote starts to count as a shortage, and stops to."""

HOARDED_USE = 2.0
"""Weeks of use that `hoarder` orders each week beyond its stance."""


def late(view: SeatView) -> Decision:
    """All JIT; a component is JIC from when its quote is `LATE_WEEKS` above usual until within `CALM_WEEKS`.

    Two thresholds, so that a quote near one of them does not switch the stance back and forth.
    """
    delay = _delay(view)
    return Decision((delay >= LATE_WEEKS) | (view.stance & (delay >= CALM_WEEKS)))


def hoarder(view: SeatView) -> Decision:
    """All JIC, and phantom orders of `HOARDED_USE` weeks of use a week for what is quoted late.

    Lee, Padmanabhan and Whang (1997) name such shortage gaming as a cause of the bullwhip effect.
    """
    return Decision(
        np.ones(view.stance.shape, dtype=bool),
        extra_orders=np.where(_delay(view) >= LATE_WEEKS, HOARDED_USE * view.use, 0.0),
    )


def _delay(view: SeatView) -> Array:
    """Weeks by which quotes exceed usual lead times, (K, W)."""
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
"""Policies by the name that `--stance` takes."""
