"""How much of a game's result was luck: the decisions of the game replayed on other sample paths.

All seats of a table decide on every path as they did in the game, turn by turn, and the facilitator's live
shocks come again. The paths are drawn from a seed of their own, so nothing here tells of the weeks that a
running game has yet to come.

The split into luck and skill is a two-way analysis of variance without replication: seats in rows, paths in
columns, cost = mean + seat + path + residual. A path's effect is common to all seats and changes no ranking;
the seat's effect is skill (and the plan it held), the residual is luck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..chain.model import SupplyChain
from ..chance.random_streams import key_of
from ..manufacturers.stances import Decision, Policy, SeatView
from .replay import as_played, played_plan

PATHS = 1000
"""Sample paths that a game is replayed on, unless another number is asked for."""
SEED_BITS = 53
"""A game's seed is a whole number that JSON and a double hold exactly."""


@dataclass(frozen=True, slots=True)
class OtherPaths:
    """What every seat of every table came to on other sample paths.

    cost: money, books closed, (tables, N, W); uptime: shares, (tables, N, W). World w is path w.
    """

    cost: Array
    uptime: Array


@dataclass(frozen=True, slots=True)
class LuckAndSkill:
    """How far apart the seats of a room lie, and why; of cost per planned material, as seats differ in size.

    luck: share, 0 to 1, of the variance among seats on one path that another path would have dealt otherwise;
    holds: share of pairs of seats and paths that rank as they did in the game.
    """

    luck: float
    holds: float


def replay_on_other_paths(played: SupplyChain, paths: int = PATHS) -> OtherPaths:
    """Replay each table's decisions on so many other sample paths, up to the week the game has reached.

    Raises:
        ValueError: if the chain kept no history.
    """
    if played.record.weeks_played < played.week:
        raise ValueError("other paths need the decisions played: play the chain with history")
    costs, uptimes = [], []
    for table in range(played.worlds):
        # Table by table: seats of one table share the path, those of two tables never meet.
        chain = SupplyChain(
            played.scenario,
            seed_of_other_paths(played.seed),
            paths,
            policies={name: _as_decided(played, n, table) for n, name in enumerate(played.network.seats)},
            history=False,
            live_shocks=[shock.alone(table).repeated(paths) for shock in played.live_shocks],
        )
        while chain.week < played.week:
            chain.step()
        found = as_played(chain)
        costs.append(found.cost)
        uptimes.append(found.uptime)
        chain.dispose()
    return OtherPaths(np.stack(costs), np.stack(uptimes))


def seed_of_other_paths(seed: int) -> int:
    """The seed, of `SEED_BITS` bits, that a game's other paths are drawn from: a hash of the game's own."""
    # The label goes into the hash: another word would draw other paths than released versions did.
    return int(key_of(seed, "game", "other fates")[0]) >> (64 - SEED_BITS)


def luck_and_skill(played: SupplyChain, paths: OtherPaths) -> LuckAndSkill | None:
    """Luck and skill in the room's spread; None where one seat played alone or no cost differs.

    With y the cost per planned material of n seats on W paths: luck = residual variance / mean over paths of
    the variance among seats, at most 1, where the residual variance is the sum over seats and paths of
    (y - path mean - seat mean + mean)^2 / ((n - 1) (W - 1)).
    """
    network, tables = played.network, played.worlds
    material = (network.normal_use * network.value).sum(axis=1) * played.week
    relative = (paths.cost / material[None, :, None]).reshape(tables * len(network.seats), -1)
    own = (as_played(played).cost.T / material).ravel()
    if len(own) < 2:
        return None
    spread = float(relative.var(axis=0, ddof=1).mean())
    if spread <= 0.0:
        return None
    # Each pair once: above the diagonal.
    one, other = np.triu_indices(len(own), 1)
    in_game = np.sign(own[one] - own[other])
    on_path = np.sign(relative[one] - relative[other])
    return LuckAndSkill(
        luck=min(1.0, residual_variance(relative) / spread), holds=float((on_path == in_game[:, None]).mean())
    )


def residual_variance(values: Array) -> float:
    """What neither row nor column explains: the variance of the residual of a two-way analysis.

    values: of n rows (seats, or ways to play) on W paths, (n, W), n at least 2.
    """
    # Without replication the interaction of row and path is all the residual there is.
    residual = values - values.mean(axis=0) - values.mean(axis=1)[:, None] + values.mean()
    return float((residual**2).sum() / ((len(values) - 1) * max(1, values.shape[1] - 1)))


def _as_decided(played: SupplyChain, seat: int, table: int) -> Policy:
    """The stances that a seat held at one table, turn by turn, in every world."""
    flags = played_plan(played, seat).flags[..., table]

    def decide(view: SeatView) -> Decision:
        return Decision(flags[view.turn - 1])

    return decide
