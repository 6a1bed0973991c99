"""What the seats of a finished game could have done, tried in one batch of worlds.

The marks of the ruler, further ways that somebody asks for, and what each seat took from its rivals are all
replays of the same weeks. They need nothing of each other, so they stand side by side on the world axis: a
week of all of them costs little more than a week of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from .scoring import (
    MOST_COMPONENTS,
    Outcomes,
    Ruler,
    Way,
    borne_by_rivals,
    every_plan,
    externalities,
    fixed_way,
    own_part,
    place_of,
    replay,
    replay_of_all_seats,
    rulers_of,
    searched,
)


@dataclass(frozen=True, slots=True)
class Trials:
    """What was tried in W played worlds.

    rulers: by seat; marks: seat by seat what came of all JIT, all JIC, the mix and the best plan; further:
    what came of the further ways; borne (N, W): see `externalities`.
    """

    rulers: list[Ruler]
    marks: Outcomes
    further: Outcomes
    borne: Array


def try_all(played: SupplyChain, further: Sequence[Way]) -> Trials:
    """Every plan of every seat, and further ways.

    Raises:
        ValueError: if the chain kept no history.
    """
    seats = range(len(played.network.seats))
    if len(played.network.components) > MOST_COMPONENTS:
        return _searched(played, seats, further)
    ways = [*every_plan(played, seats), *further]
    of_all_seats = replay_of_all_seats(played, ways)
    own, plans = own_part(of_all_seats, ways), len(ways) - len(further)
    rulers = rulers_of(played, own.cost[:plans], len(seats))
    marks = np.stack(
        [
            seat * plans // len(seats) + place_of(plan)
            for seat in seats
            for plan in _marks(played, rulers[seat])
        ]
    )
    mixes = marks[2::4, 0]
    with_mix = Outcomes(of_all_seats.by_line[:, :, mixes], of_all_seats.uptime[:, mixes], own.lines)
    return Trials(rulers, own.picked(marks), _from(own, plans), borne_by_rivals(played, with_mix))


def _searched(played: SupplyChain, seats: Sequence[int], further: Sequence[Way]) -> Trials:
    """The same where the best plan has to be searched for first."""
    rulers = searched(played, seats)
    marks = [fixed_way(played, seat, plan) for seat in seats for plan in _marks(played, rulers[seat])]
    found = replay(played, [*marks, *further])
    of_marks = Outcomes(found.by_line[:, : len(marks)], found.uptime[: len(marks)], found.lines)
    return Trials(rulers, of_marks, _from(found, len(marks)), externalities(played))


def _marks(played: SupplyChain, ruler: Ruler) -> Flags:
    """All JIT, all JIC, the mix and the best plan: (4, K, W)."""
    best, mix = ruler.best_plan, recommended(played.scenario)[:, None]
    return np.stack([np.zeros_like(best), np.ones_like(best), np.broadcast_to(mix, best.shape), best])


def _from(found: Outcomes, first: int) -> Outcomes:
    return Outcomes(found.by_line[:, first:], found.uptime[first:], found.lines)
