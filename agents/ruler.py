"""The ruler of the score: what every fixed segmentation would have cost in the same seat and fate.

Rivals' orders of the played game stay as they were and everything physical reacts, so the
plans differ in nothing but themselves. One batch holds them all: worlds are plans x games.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, Flags, ratio, total
from .model import SupplyChain
from .stances import Decision, Policy, SeatView
from .study import CHUNK

MOST_COMPONENTS = 8
"""Beyond, 2^K plans are too many to replay."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Cost of each fixed segmentation in W played worlds: plans (P, K), cost (P, W).

    best is the cheapest plan of each world; jit and jic are the two slogans (W).
    """

    plans: Flags
    cost: Array

    @property
    def jit(self) -> Array:
        jit: Array = self.cost[0]
        return jit

    @property
    def jic(self) -> Array:
        jic: Array = self.cost[-1]
        return jic

    @property
    def best(self) -> Array:
        best: Array = self.cost.min(axis=0)
        return best

    def score(self, cost: Array) -> Array:
        """100 (dearer slogan - cost) / (dearer slogan - best fixed plan), by world: (W,).

        100 where no plan differs from another, since then nothing could be done better.
        """
        dearer = np.maximum(self.jit, self.jic)
        return 100.0 * ratio(dearer - cost, dearer - self.best, empty=1.0)


def segmentations(components: int) -> Flags:
    """All 2^K plans, all JIT first and all JIC last: (2^K, K).

    Raises:
        ValueError: beyond 8 components.
    """
    if components > MOST_COMPONENTS:
        raise ValueError(f"{2**components} plans are too many; at most {MOST_COMPONENTS} components")
    numbers = np.arange(2**components)[:, None]
    plans: Flags = (numbers >> np.arange(components)) & 1 == 1
    return plans


def ruler(played: SupplyChain, seat: int, plans: Flags | None = None) -> Ruler:
    """Replay every plan in one seat of a played chain, up to the week it has reached.

    Raises:
        ValueError: if the chain kept no history.
    """
    if played.record.weeks_played < played.week:
        raise ValueError("a ruler needs the played orders: play the chain with history")
    plans = segmentations(len(played.network.components)) if plans is None else plans
    at_once = max(1, CHUNK // played.worlds)
    batches = [plans[first : first + at_once] for first in range(0, len(plans), at_once)]
    return Ruler(plans, np.concatenate([_replay(played, seat, batch) for batch in batches]))


def _replay(played: SupplyChain, seat: int, plans: Flags) -> Array:
    """Costs of some plans, books closed: (plans, W)."""
    times, worlds = len(plans), played.worlds
    flags = np.repeat(plans.T, worlds, axis=1)
    chain = SupplyChain(
        played.scenario,
        played.seed,
        worlds * times,
        policies={played.network.seats[seat]: _plan(flags)},
        history=False,
        path=played.path.repeated(times),
        live_shocks=[shock.repeated(times) for shock in played.live_shocks],
    )
    chain.replay_orders(np.tile(played.record["lane_orders"], times), except_seat=seat)
    while chain.week < played.week:
        chain.step()
    cost = (chain.sums.cost + chain.close_books())[:, seat]
    return total(total(cost)).reshape(times, worlds)


def _plan(flags: Flags) -> Policy:
    def decide(view: SeatView) -> Decision:
        return Decision(flags)

    return decide
