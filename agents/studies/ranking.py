"""How well the score tells players apart: its distribution by way of playing, and how often it ranks a pair.

Seven ways to play take each seat in turn against rivals on the recommended mix, in the same worlds. A pair is
ranked rightly where the way that scores higher on the mean does so in one game, too: the same game, or two
that drew their fates apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags
from ..chance.shocks import GRADES, Shock
from ..manufacturers.stances import (
    Decision,
    Policy,
    SeatView,
    all_jic,
    all_jit,
    on_news,
    panic,
    recommended_mix,
)
from ..scenario.scenario import Scenario
from .balance import ForeseeingPlayer, always, play_scored
from .study import Progress

HOARD = 1.0
"""What a hoarder orders on top, in weeks of use each week, while something is said to threaten the part."""
NEAR = 0.25
"""A pair whose mean costs differ by less is a close one."""


@dataclass(frozen=True, slots=True)
class WayToPlay:
    """A way to play in every seat and world: score and cost (N, W)."""

    name: str
    score: Array
    cost: Array


@dataclass(frozen=True, slots=True)
class Rightly:
    """Chance that one game ranks a pair rightly, over pairs and seats; None where there is no such pair."""

    same_fate: float | None
    different_games: float | None


def late_reactor() -> Policy:
    """Buffers what official news threatens, but only a turn after it was out; all Just in Time till then."""
    heard: dict[str, Flags] = {}

    def decide(view: SeatView) -> Decision:
        before = heard.get(view.seat)
        heard[view.seat] = view.alert >= GRADES["official"]
        return Decision(np.zeros(view.stance.shape, dtype=bool) if before is None else before)

    return decide


def hoarder(view: SeatView) -> Decision:
    """Everything Just in Case, and orders beyond it for whatever any news threatens."""
    return Decision(
        np.ones(view.stance.shape, dtype=bool),
        extra_orders=np.where(view.alert > 0, HOARD * view.use, 0.0),
    )


def _fresh(make: Callable[[], Policy]) -> ForeseeingPlayer:
    """A policy with a memory, new for every game."""

    def player(shocks: tuple[Shock, ...]) -> Policy:
        return make()

    return player


WAYS: dict[str, ForeseeingPlayer] = {
    "JIT": always(all_jit),
    "JIC": always(all_jic),
    "the mix": always(recommended_mix),
    "rumour follower": always(on_news("rumour")),
    "late reactor": _fresh(late_reactor),
    "hoarder": always(hoarder),
    "panicker": always(panic),
}


def ways_to_play(
    scenario: Scenario, seed: int, worlds: int, progress: Progress | None = None
) -> list[WayToPlay]:
    """Play and score each way in every seat."""
    found = []
    for name, player in WAYS.items():
        scores, costs = [], []
        for seat in range(len(scenario.seat)):
            game = play_scored(scenario, seed, worlds, seat, player, recommended_mix)
            scores.append(game.score)
            costs.append(game.cost)
            if progress is not None:
                progress(worlds)
        found.append(WayToPlay(name, np.stack(scores), np.stack(costs)))
    return found


def ranked_rightly(ways: list[WayToPlay], *, close_only: bool = False) -> Rightly:
    """How often the better of two ways scores higher."""
    same, different = [], []
    for number, one in enumerate(ways):
        for other in ways[:number]:
            for seat in range(len(one.score)):
                if close_only and not _close(one.cost[seat], other.cost[seat]):
                    continue
                better, worse = one.score[seat], other.score[seat]
                if better.mean() < worse.mean():
                    better, worse = worse, better
                same.append(_above(better, worse))
                different.append(_above(better[:, None], worse[None]))
    return Rightly(_mean(same), _mean(different))


def _close(one: Array, other: Array) -> bool:
    low, high = sorted((float(one.mean()), float(other.mean())))
    return high <= low * (1.0 + NEAR)


def _above(better: Array, worse: Array) -> float:
    """Share of games in which the better is above, an equal score half a game."""
    return float(((better > worse) + 0.5 * (better == worse)).mean())


def _mean(shares: list[float]) -> float | None:
    return sum(shares) / len(shares) if shares else None
