"""The replayed costs between which the score's formula (`score_formula`) places a seat.

    score = 100 * (dearer - cost) / (dearer - best)

`dearer` is the dearer of the two slogans (all JIT, all JIC), `best` the cheapest of all 2^K segmentations,
each held from first turn to last; all are replayed in the same seat with the same draws and the rivals'
orders as played (`replay`). So 0 is the wrong slogan and 100 the best plan that could have been fixed at the
start; a seat that times its changes better than any fixed plan gets more than 100.

A relative measure of this kind is a normalised skill score, (reference - cost) / (reference - bound). Its
bound is the best fixed plan and not perfect foresight, which is out of reach for a player and would need a
linear program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from .replay import SeatPlan, fixed_plan, replay
from .score_formula import score

MOST_COMPONENTS = 8
"""With more components 2^K plans are too many to replay, and the best is searched for."""


@dataclass(frozen=True, slots=True)
class ScoreScale:
    """Replayed costs of one seat that its score is read from: money, (W,) each.

    jit, jic: all components JIT, all JIC; mix: the recommended mix; best: the cheapest fixed plan;
    best_plan: which one that is, True for JIC, (K, W).
    """

    jit: Array
    jic: Array
    mix: Array
    best: Array
    best_plan: Flags

    @property
    def dearer(self) -> Array:
        """Cost of the dearer slogan, money: (W,)."""
        dearer: Array = np.maximum(self.jit, self.jic)
        return dearer

    def score(self, cost: Array) -> Array:
        """The score of a cost in each world: (W,)."""
        return score(cost, self.dearer, self.best)


def segmentations(components: int) -> Flags:
    """All 2^K choices of JIT or JIC for each component, all JIT first, all JIC last: (2^K, K).

    Raises:
        ValueError: beyond `MOST_COMPONENTS` components.
    """
    if components > MOST_COMPONENTS:
        raise ValueError(f"{2**components} plans are too many; at most {MOST_COMPONENTS} components")
    numbers = np.arange(2**components)[:, None]
    # Bit k of a plan's number is component k, as `segmentation_number` reads it.
    plans: Flags = (numbers >> np.arange(components)) & 1 == 1
    return plans


def segmentation_number(segmentation: Flags) -> Indices:
    """Row in `segmentations` of a segmentation (K,), or by world (K, W): () or (W,)."""
    place: Indices = np.tensordot(2 ** np.arange(len(segmentation)), segmentation.astype(np.int64), axes=1)
    return place


def score_scale(played: SupplyChain, seat: int) -> ScoreScale:
    """The scale of one seat of a played chain, up to the week it has reached.

    Raises:
        ValueError: if the chain kept no history.
    """
    return score_scales(played, [seat])[0]


def score_scales(played: SupplyChain, seats: Sequence[int]) -> list[ScoreScale]:
    """The scales of these seats, all replays in one batch.

    Raises:
        ValueError: if the chain kept no history.
    """
    if len(played.network.components) > MOST_COMPONENTS:
        return scales_by_search(played, seats)
    return scales_from_costs(played, replay(played, fixed_plans(played, seats)).cost, len(seats))


def fixed_plans(played: SupplyChain, seats: Sequence[int]) -> list[SeatPlan]:
    """All 2^K fixed plans of these seats, seat by seat."""
    plans = segmentations(len(played.network.components))
    return [fixed_plan(played, seat, plan) for seat in seats for plan in plans]


def scales_from_costs(played: SupplyChain, cost: Array, seats: int) -> list[ScoreScale]:
    """The scales of so many seats.

    Args:
        played: the game.
        cost: money for all plans of `fixed_plans`, seat by seat, (seats x 2^K, W).
        seats: how many seats these are.
    """
    plans = segmentations(len(played.network.components))
    mix = int(segmentation_number(recommended(played.scenario)))
    # Of plans that cost the same the first is the best one, so a replay names the same plan every time.
    return [
        ScoreScale(cost[0], cost[-1], cost[mix], cost.min(axis=0), plans[cost.argmin(axis=0)].T)
        for cost in cost.reshape(seats, len(plans), played.worlds)
    ]


def scales_by_search(played: SupplyChain, seats: Sequence[int], until: int | None = None) -> list[ScoreScale]:
    """The scales where 2^K plans are too many: `best` is found by local search.

    From the cheapest of the slogans and the mix, the one component whose flip saves most is flipped, world by
    world, until no flip saves anything. The result is a local optimum, never dearer than the start.

    until: the week after which the books close; None: the last one played.

    Raises:
        ValueError: if the chain kept no history.
    """
    components = len(played.network.components)
    marks = np.stack([np.zeros(components, bool), np.ones(components, bool), recommended(played.scenario)])
    plans = [fixed_plan(played, seat, plan) for seat in seats for plan in marks]
    costs = replay(played, plans, until).cost.reshape(len(seats), len(marks), played.worlds)
    best, best_plans = costs.min(axis=1), marks[costs.argmin(axis=1)].transpose(0, 2, 1)
    while True:
        # By seat, flipped component, component and world; all tried in one batch.
        flipped = best_plans[:, None] ^ np.eye(components, dtype=bool)[None, :, :, None]
        plans = [
            fixed_plan(played, seat, flipped[n, k]) for n, seat in enumerate(seats) for k in range(components)
        ]
        tried = replay(played, plans, until).cost.reshape(len(seats), components, played.worlds)
        # Strictly less: equal costs would flip to and fro without end.
        better = tried.min(axis=1) < best
        if not better.any():
            return [
                ScoreScale(marked[0], marked[1], marked[2], cheapest, plan)
                for marked, cheapest, plan in zip(costs, best, best_plans, strict=True)
            ]
        chosen = np.take_along_axis(flipped, tried.argmin(axis=1)[:, None, None], axis=1)[:, 0]
        best, best_plans = np.minimum(best, tried.min(axis=1)), np.where(better[:, None], chosen, best_plans)
