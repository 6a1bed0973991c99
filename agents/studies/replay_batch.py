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
from .replay import (
    CostsAndUptime,
    SeatPlan,
    fixed_plan,
    of_own_seats,
    played_plan,
    replay,
    replay_by_turn,
    turn_ends,
)
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

    after_turns: the scales had the books been closed after each turn; cost_after_turns: what each seat, as it
    was played, had cost by then, (turns, N, W).
    """

    scales: list[ScoreScale]
    marks: CostsAndUptime
    further: CostsAndUptime
    borne: Array
    after_turns: list[list[ScoreScale]]
    cost_after_turns: Array


def replay_batch(played: SupplyChain, further: Sequence[SeatPlan]) -> ReplayBatch:
    """Replay every fixed plan of every seat, and further plans.

    Raises:
        ValueError: if the chain kept no history.
    """
    seats = range(len(played.network.seats))
    if len(played.network.components) > MOST_COMPONENTS:
        return _by_search(played, seats, further)
    # Fixed plans first: the scales read them by number. The seats as they were played last.
    plans = [*fixed_plans(played, seats), *further, *_as_played(played, seats)]
    of_all_seats, by_turn = replay_by_turn(played, plans)
    own, fixed = of_own_seats(of_all_seats, plans), len(plans) - len(further) - len(seats)
    after_turns = [scales_from_costs(played, cost[:fixed], len(seats)) for cost in by_turn]
    scales = after_turns[-1]
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
    return ReplayBatch(
        scales=scales,
        marks=own.picked(marks),
        further=own.between(fixed, fixed + len(further)),
        borne=borne_by_rivals(played, with_mix),
        after_turns=after_turns,
        cost_after_turns=by_turn[:, -len(seats) :],
    )


def _as_played(played: SupplyChain, seats: Sequence[int]) -> list[SeatPlan]:
    return [played_plan(played, seat, recorded=True) for seat in seats]


def _by_search(played: SupplyChain, seats: Sequence[int], further: Sequence[SeatPlan]) -> ReplayBatch:
    """Where 2^K plans are too many: the best plan must be known before the marks can be replayed."""
    # Two rounds of replays in place of one; and a search for each turn, after which another plan may be best.
    after_turns = [scales_by_search(played, seats, until) for until in turn_ends(played)]
    scales = after_turns[-1]
    marks = [fixed_plan(played, seat, plan) for seat in seats for plan in _marks(played, scales[seat])]
    found = replay(played, [*marks, *further])
    return ReplayBatch(
        scales=scales,
        marks=found.between(0, len(marks)),
        further=found.between(len(marks)),
        borne=externalities(played),
        after_turns=after_turns,
        cost_after_turns=replay_by_turn(played, _as_played(played, seats))[1],
    )


def _marks(played: SupplyChain, scale: ScoreScale) -> Flags:
    """The segmentations of `MARKS` in each world: (4, K, W)."""
    best, mix = scale.best_plan, recommended(played.scenario)[:, None]
    return np.stack([np.zeros_like(best), np.ones_like(best), np.broadcast_to(mix, best.shape), best])
