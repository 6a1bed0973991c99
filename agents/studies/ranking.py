"""Reliability of the score: how often one game ranks two ways to play as their mean scores do.

Seven ways to play take each seat in turn against rivals on the recommended mix, in the same worlds. A pair is
ranked rightly by a game in which the way with the higher mean score scores higher. Taken over two games drawn
independently this is the probability of superiority, the Mann-Whitney U divided by the number of pairs.
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
from .balance import play_scored
from .balance_cases import PolicyFromShocks, always
from .study import Progress

PHANTOM_WEEKS = 1.0
"""Extra orders of a phantom orderer each week, in weeks of use, of components that any news threatens."""
CLOSE = 0.25
"""Two ways are a close pair if the dearer one's mean cost is above the other's by this share or less."""


@dataclass(frozen=True, slots=True)
class WayToPlay:
    """A way to play, with its score and its cost, money, in every seat and world: (N, W) each."""

    name: str
    score: Array
    cost: Array


@dataclass(frozen=True, slots=True)
class RankedRightly:
    """Share of pairs and seats that one game ranks rightly; None where there is no such pair."""

    same_fate: float | None
    """Both ways in the same world."""
    different_games: float | None
    """Each way in a world of its own, all combinations of two."""


def late_reactor() -> Policy:
    """A policy that buffers what official news threatens, one turn after it could have; all else is JIT."""
    # What was heard a turn ago, by seat.
    heard: dict[str, Flags] = {}

    def decide(view: SeatView) -> Decision:
        before = heard.get(view.seat)
        heard[view.seat] = view.alert >= GRADES["official"]
        return Decision(np.zeros(view.stance.shape, dtype=bool) if before is None else before)

    return decide


def phantom_orderer(view: SeatView) -> Decision:
    """Everything Just in Case, and phantom orders on top for each component that any news threatens.

    The stance `hoarder` is another one: it orders more of what is quoted late, whatever the news.
    """
    return Decision(
        np.ones(view.stance.shape, dtype=bool),
        extra_orders=np.where(view.alert > 0, PHANTOM_WEEKS * view.use, 0.0),
    )


def _new_each_game(make: Callable[[], Policy]) -> PolicyFromShocks:
    """Makes the policy anew for every game, since it remembers."""

    def policy_from(shocks: tuple[Shock, ...]) -> Policy:
        return make()

    return policy_from


PHANTOM_ORDERER = "hoarder"
"""How reports call a phantom orderer: a key that readers of `--json` know, so it stays."""

WAYS: dict[str, PolicyFromShocks] = {
    "JIT": always(all_jit),
    "JIC": always(all_jic),
    "the mix": always(recommended_mix),
    "rumour follower": always(on_news("rumour")),
    "late reactor": _new_each_game(late_reactor),
    PHANTOM_ORDERER: always(phantom_orderer),
    "panicker": always(panic),
}


def ways_to_play(
    scenario: Scenario, seed: int, worlds: int, progress: Progress | None = None
) -> list[WayToPlay]:
    """Scores and costs of each way of `WAYS`, played in every seat."""
    found = []
    for name, policy_from in WAYS.items():
        scores, costs = [], []
        for seat in range(len(scenario.seat)):
            game = play_scored(scenario, seed, worlds, seat, policy_from, recommended_mix)
            scores.append(game.score)
            costs.append(game.cost)
            if progress is not None:
                progress(worlds)
        found.append(WayToPlay(name, np.stack(scores), np.stack(costs)))
    return found


def ranked_rightly(ways: list[WayToPlay], *, close_only: bool = False) -> RankedRightly:
    """How often the way with the higher mean score also scores higher in one game, by pairs of ways.

    close_only: of close pairs alone, by their mean costs in a seat.
    """
    same, different = [], []
    for number, one in enumerate(ways):
        for other in ways[:number]:
            for seat in range(len(one.score)):
                if close_only and not _is_close(one.cost[seat], other.cost[seat]):
                    continue
                better, worse = one.score[seat], other.score[seat]
                # Which of the two is the better one is what many games say of this seat.
                if better.mean() < worse.mean():
                    better, worse = worse, better
                same.append(_share_won(better, worse))
                # All pairs of worlds: two games drawn independently of each other.
                different.append(_share_won(better[:, None], worse[None]))
    return RankedRightly(_mean_share(same), _mean_share(different))


def _is_close(one: Array, other: Array) -> bool:
    low, high = sorted((float(one.mean()), float(other.mean())))
    return high <= low * (1.0 + CLOSE)


def _share_won(better: Array, worse: Array) -> float:
    """Share of games in which the better one scores higher; a tie counts half, as in Mann-Whitney's U."""
    return float(((better > worse) + 0.5 * (better == worse)).mean())


def _mean_share(shares: list[float]) -> float | None:
    return sum(shares) / len(shares) if shares else None
