"""Plans of a seat as it was played, but for one thing that it set beside its stances: what-ifs of numbers,
sources, express, shelves and plans of demand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..arithmetic import Flags
from ..chain.model import SupplyChain
from ..manufacturers.stance_numbers import MOST
from ..manufacturers.stances import Decision
from .replay import SeatPlan, played_plan

CHOICES = (*(name for name in MOST if name != "extra_orders"), "shelf_weeks", "demand_plan")
"""Fields of `Decision` that a person can choose beside stances."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a seat set in at least one turn.

    Attributes:
        seat: index of the seat.
        name: one of `CHOICES`.
        of: index of the component, the market with a buffer, or the product that it is of.
        tables: True in the worlds where the seat set it, (W,).
    """

    seat: int
    name: str
    of: int
    tables: Flags


def choices_made(played: SupplyChain, seat: int) -> list[Choice]:
    """All that a seat set in any turn of any world, in a fixed order."""
    beside = [turn[seat] for turn in played.beside_stances if turn is not None]
    found = []
    for name in CHOICES:
        given = [getattr(decision, name) for decision in beside]
        arrays = [values for values in given if values is not None]
        for of in range(len(arrays[0]) if arrays else 0):
            sets = [np.isfinite(values[of]).reshape(-1, played.worlds).any(axis=0) for values in arrays]
            if (tables := np.any(sets, axis=0)).any():
                found.append(Choice(seat, name, of, tables))
    return found


def plan_without(played: SupplyChain, choice: Choice) -> SeatPlan:
    """The seat as it was played, had it left this one choice to its stance or the scenario in all turns."""
    plan = played_plan(played, choice.seat)
    beside = [turn and _without(turn, choice.name, choice.of) for turn in plan.beside or ()]
    return replace(plan, beside=beside)


def plan_with_stance(played: SupplyChain, seat: int, component: int, jic: bool) -> SeatPlan:
    """The seat as it was played, but for one component, held so in all turns, without numbers of its own."""
    plan = played_plan(played, seat)
    flags = plan.flags.copy()
    flags[:, component] = jic
    if plan.beside is None:
        return replace(plan, flags=flags)
    beside = list(plan.beside)
    for name in MOST:
        beside = [turn and _without(turn, name, component) for turn in beside]
    return replace(plan, flags=flags, beside=beside)


def _without(decision: Decision, name: str, of: int) -> Decision:
    values = getattr(decision, name)
    if values is None:
        return decision
    left = values.copy()
    left[of] = np.nan
    changes = {name: left}
    return replace(decision, **changes)
