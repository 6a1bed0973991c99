"""Many plans of one seat played in the same worlds, side by side on the world axis, beside rivals on the mix.

A week of many worlds costs little more than one of few, so plans and seats share a chain, as many as a batch
holds. The result depends neither on how many those are nor on what stands beside a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..manufacturers.stances import Decision, Policy, SeatView
from ..network.derivation import network_of
from ..scenario.scenario import Scenario
from .replay import as_played
from .study import CHUNK, Progress, chunks


def play_plans(
    scenario: Scenario,
    seed: int,
    worlds: int,
    plans: Flags,
    seats: Sequence[int],
    progress: Progress | None = None,
) -> tuple[Array, Array]:
    """Cost, money, and uptime, a share, of each plan in each of these seats, by world: (P, N, W) each.

    Args:
        scenario: the scenario.
        seed: root of all chance.
        worlds: W, the same for every plan and seat.
        plans: True for Just in Case, by turn: (P, T turns, K).
        seats: indices of the seats that play them, one at a time.
        progress: called with the number of worlds played since the last call.
    """
    # Plan after plan, each in every seat.
    played, holders = np.repeat(plans, len(seats), axis=0), np.tile(np.asarray(seats), len(plans))
    found = []
    for first, count in chunks(worlds):
        path = draw(scenario, network_of(scenario), Chance(seed, count, first))
        at_once, parts = max(1, CHUNK // count), []
        for start in range(0, len(played), at_once):
            some = slice(start, start + at_once)
            parts.append(_play(scenario, seed, path, played[some], holders[some]))
            if progress is not None:
                progress(count * len(holders[some]))
        found.append(np.concatenate(parts, axis=1))
    cost, uptime = np.concatenate(found, axis=-1).reshape(2, len(plans), len(seats), worlds)
    return cost, uptime


def _play(scenario: Scenario, seed: int, path: SamplePath, plans: Flags, holders: Array) -> Array:
    """Cost and uptime of plan c (C, T, K) in its holder (C,), in the c-th copy of the worlds: (2, C, W)."""
    copies, mix = len(plans), recommended(scenario)
    policies = {
        seat.name: side_by_side(np.where((holders == n)[:, None, None], plans, mix))
        for n, seat in enumerate(scenario.seat)
    }
    worlds = path.demand.shape[-1]
    chain = SupplyChain(
        scenario, seed, copies * worlds, policies=policies, path=path.repeated(copies), history=False
    ).run()
    everybody = as_played(chain)
    chain.dispose()
    own = (holders, np.arange(copies))
    # A copy: a view would keep the results of all seats in memory.
    return np.stack([each.reshape(-1, copies, worlds)[own] for each in (everybody.cost, everybody.uptime)])


def side_by_side(plans: Flags) -> Policy:
    """The policy that follows plan c of (C, T turns, K) in the c-th part of the worlds."""
    return partial(_decide, plans)


def _decide(plans: Flags, view: SeatView) -> Decision:
    now = plans[:, view.turn - 1].T
    return Decision(now.repeat(view.stance.shape[1] // len(plans), axis=1))
