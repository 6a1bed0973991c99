"""Ways to play that a claim's text names (`scenario.claims.way_in`), as policies."""

from __future__ import annotations

from functools import partial

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.opening import recommended
from ..chance.shocks import GRADES
from ..manufacturers.stances import Decision, Policy, SeatView
from ..scenario.claims import How, Played, Purchase
from ..scenario.options import express_weeks, second_source_share, with_shelf
from ..scenario.scenario import Scenario
from .replay import BESIDE_STANCES

NUMBER_OF: dict[How, str] = {"near": "sourcing_split", "express": "expedite"}
"""The field of `Decision` by which an option is set."""


def policy_of(way: Played, scenario: Scenario) -> Policy:
    """The policy that plays a way."""
    parts = [part.name for part in scenario.component]
    base = {"jit": np.zeros(len(parts), bool), "jic": np.ones(len(parts), bool)}
    held = base.get(way.base, recommended(scenario))
    return partial(_decide, held, scenario, way.purchases)


def own_in_some_worlds(own: Policy, theirs: Policy, worlds: Flags) -> Policy:
    """The policy that plays `own` in the worlds that are True, (W,), and `theirs` in the others."""
    return partial(_decide_by_world, own, theirs, worlds)


def _decide_by_world(own: Policy, theirs: Policy, worlds: Flags, view: SeatView) -> Decision:
    one, other = own(view), theirs(view)
    beside: dict[str, Array] = {}
    for name in BESIDE_STANCES:
        numbers, others = getattr(one, name), getattr(other, name)
        if numbers is not None or others is not None:
            beside[name] = np.where(worlds, _by_world(numbers), _by_world(others))
    return Decision(np.where(worlds, one.jic, other.jic), **beside)


def _by_world(numbers: Array | None) -> Array | float:
    """Numbers with an axis of worlds; NaN, which leaves a number to the stance, where none are set."""
    if numbers is None:
        return np.nan
    return numbers[:, None] if numbers.ndim == 1 else numbers


def _decide(held: Flags, scenario: Scenario, purchases: tuple[Purchase, ...], view: SeatView) -> Decision:
    flags = np.repeat(held[:, None], view.stance.shape[1], axis=1)
    shelves, more = with_shelf(scenario), dict[str, Array]()
    for purchase in purchases:
        if purchase.how == "shelf":
            weeks = more.setdefault("shelf_weeks", np.full(len(shelves), np.nan))
            if view.turn >= purchase.from_turn:
                weeks[shelves.index(purchase.part)] = purchase.weeks
            continue
        k = view.components.index(purchase.part)
        now = view.turn >= purchase.from_turn if purchase.at is None else view.alert[k] >= GRADES[purchase.at]
        if purchase.how == "buffer":
            flags[k] |= now
            continue
        part = scenario.component[k]
        on = second_source_share(scenario, part) if purchase.how == "near" else express_weeks(scenario)
        number = more.setdefault(NUMBER_OF[purchase.how], np.full(flags.shape, np.nan))
        number[k] = np.where(now, on or 0.0, number[k])
    return Decision(flags, **more)
