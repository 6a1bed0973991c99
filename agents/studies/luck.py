"""How much of a game was luck: the same decisions under other fates, never under the game's own.

All seats of a table decide in every fate as they did in the game, turn by turn; the shocks that a
facilitator threw in come again. The fates are drawn from a seed of their own, so nothing here
tells of the weeks that a running game has yet to come.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array
from ..chain.model import SupplyChain
from ..chance.sample_path import key_of
from ..manufacturers.stances import Decision, Policy, SeatView
from .replay import as_played, played_plan

FATES = 1000


@dataclass(frozen=True, slots=True)
class OtherFates:
    """What every seat of every table came to: cost, books closed, and uptime (tables, N, fates)."""

    cost: Array
    uptime: Array


@dataclass(frozen=True, slots=True)
class Split:
    """How far apart the room's seats lie, and why; costs over planned material, as seats differ in size.

    luck: share of the spread in one fate that another fate would have dealt otherwise; holds: share of
    pairs of seats and fates that rank as they did in the game.
    """

    luck: float
    holds: float


def other_fates(played: SupplyChain, fates: int = FATES) -> OtherFates:
    """Play each table's decisions again under so many other fates, up to the week it has reached.

    Raises:
        ValueError: if the chain kept no history.
    """
    if played.record.weeks_played < played.week:
        raise ValueError("other fates need the decisions played: play the chain with history")
    costs, uptimes = [], []
    for table in range(played.worlds):
        chain = SupplyChain(
            played.scenario,
            seed_of_others(played.seed),
            fates,
            policies={name: _as_decided(played, n, table) for n, name in enumerate(played.network.seats)},
            history=False,
            live_shocks=[shock.alone(table).repeated(fates) for shock in played.live_shocks],
        )
        while chain.week < played.week:
            chain.step()
        found = as_played(chain)
        costs.append(found.cost)
        uptimes.append(found.uptime)
        chain.let_go()
    return OtherFates(np.stack(costs), np.stack(uptimes))


def seed_of_others(seed: int) -> int:
    """A seed that no game has, for the fates that might have been: 53 bits, like a game's."""
    return int(key_of(seed, "game", "other fates")[0]) >> 11


def split(played: SupplyChain, fates: OtherFates) -> Split | None:
    """Luck and skill in the room's spread; None where one seat played alone or nothing differs."""
    network, tables = played.network, played.worlds
    material = (network.normal_use * network.value).sum(axis=1) * played.week
    share = (fates.cost / material[None, :, None]).reshape(tables * len(network.seats), -1)
    own = (as_played(played).cost.T / material).ravel()
    if len(own) < 2:
        return None
    spread = float(share.var(axis=0, ddof=1).mean())
    # Of a seat's mean over many fates hardly anything is luck: what is left of it is taken off.
    rest = share - share.mean(axis=0) - share.mean(axis=1)[:, None] + share.mean()
    noise = float((rest**2).sum()) / ((len(own) - 1) * max(1, share.shape[1] - 1))
    if spread <= 0.0:
        return None
    above, below = np.triu_indices(len(own), 1)
    then = np.sign(own[above] - own[below])
    again = np.sign(share[above] - share[below])
    return Split(luck=min(1.0, noise / spread), holds=float((again == then[:, None]).mean()))


def _as_decided(played: SupplyChain, seat: int, table: int) -> Policy:
    """What a seat decided in one table, turn by turn, in whatever world."""
    flags = played_plan(played, seat).flags[..., table]

    def decide(view: SeatView) -> Decision:
        return Decision(flags[view.turn - 1])

    return decide
