"""All replays that a finished game's hindsight needs, in one batch of worlds.

The score's scale of every seat, the what-ifs, and what each seat cost its rivals are replays of the same
weeks. None depends on another, so they stand side by side on the world axis: a week of all of them costs
little more than a week of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from .externalities import borne_by_rivals, externalities
from .replay import CostsAndUptime, SeatPlan, fixed_plan, of_own_seats, replay, replay_of_all_seats
from .scoring import (
    MOST_COMPONENTS,
    ScoreScale,
    fixed_plans,
    scales_by_search,
    scales_from_costs,
    segmentation_number,
)

MARKS = ("jit", "jic", "mix", "best")
"""The plans of each seat that `ReplayBatch.marks` tells of, in this order."""


@dataclass(frozen=True, slots=True)
class ReplayBatch:
    """Replays of W played worlds.

    scales: the score's scale, by seat; marks: seat by seat the results of `MARKS`, (L, 4 N, W); further: the
    results of the further plans asked for, (L, plans, W); borne: see `externalities`, (N, W).
    """

    scales: list[ScoreScale]
    marks: CostsAndUptime
    further: CostsAndUptime
    borne: Array


def replay_batch(played: SupplyChain, further: Sequence[SeatPlan]) -> ReplayBatch:
    """Replay every fixed plan of every seat, and further plans.

    Raises:
        ValueError: if the chain kept no history.
    """
    seats = range(len(played.network.seats))
    if len(played.network.components) > MOST_COMPONENTS:
        return _by_search(played, seats, further)
    # Fixed plans first: the scales read them by number.
    plans = [*fixed_plans(played, seats), *further]
    of_all_seats = replay_of_all_seats(played, plans)
    own, fixed = of_own_seats(of_all_seats, plans), len(plans) - len(further)
    scales = scales_from_costs(played, own.cost[:fixed], len(seats))
    marks = np.stack(
        [
            seat * fixed // len(seats) + segmentation_number(segmentation)
            for seat in seats
            for segmentation in _marks(played, scales[seat])
        ]
    )
    # The mix is the same plan in every world, so its number in world 0 is its number in all.
    mixes = marks[MARKS.index("mix") :: len(MARKS), 0]
    with_mix = CostsAndUptime(of_all_seats.by_line[:, :, mixes], of_all_seats.uptime[:, mixes], own.lines)
    return ReplayBatch(scales, own.picked(marks), own.between(fixed), borne_by_rivals(played, with_mix))


def _by_search(played: SupplyChain, seats: Sequence[int], further: Sequence[SeatPlan]) -> ReplayBatch:
    """Where 2^K plans are too many: the best plan must be known before the marks can be replayed."""
    # Two rounds of replays in place of one.
    scales = scales_by_search(played, seats)
    marks = [fixed_plan(played, seat, plan) for seat in seats for plan in _marks(played, scales[seat])]
    found = replay(played, [*marks, *further])
    return ReplayBatch(scales, found.between(0, len(marks)), found.between(len(marks)), externalities(played))


def _marks(played: SupplyChain, scale: ScoreScale) -> Flags:
    """The segmentations of `MARKS` in each world: (4, K, W)."""
    best, mix = scale.best_plan, recommended(played.scenario)[:, None]
    return np.stack([np.zeros_like(best), np.ones_like(best), np.broadcast_to(mix, best.shape), best])
