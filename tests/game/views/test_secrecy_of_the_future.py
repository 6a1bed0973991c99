"""A world played with another future tells the same of the weeks so far."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
from world_support import shipped

from linestop.agents.chain.model import SupplyChain
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import SamplePath, draw
from linestop.agents.chance.shocks import Shock
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.scenario import Scenario
from linestop.game.rules.engine import Engine
from linestop.game.rules.events import Place
from linestop.game.rules.game_state import Orders
from linestop.game.rules.hindsight import score_parts

pytestmark = pytest.mark.slow
SQUEEZE = shipped("pacific_squeeze")
PARTS = [part.name for part in SQUEEZE.component]


# ---------------------------------------------------------------- (c) another future


def another_future(path: SamplePath, other: SamplePath, week: int) -> SamplePath:
    """Up to this week the one, after it the other; of what has not been told nothing comes as it would."""
    demand = path.demand.copy()
    demand[week:] = other.demand[week:]
    return SamplePath(demand, tuple(_bent_after(shock, week) for shock in path.shocks))


def _bent_after(shock: Shock, week: int) -> Shock:
    """The same past; from then on it strikes otherwise, and its untold news come at other times."""
    later = np.arange(1, len(shock.effect) + 1)[:, None] > week
    told = [item for item in shock.news if (shock.first_week + item.week <= week).any()]
    return replace(
        shock,
        effect=np.where(later, shock.effect * 0.7 + 0.1, shock.effect),
        in_force=np.where(later, ~shock.in_force, shock.in_force),
        news=tuple(told),
    )


def engine_with(path: SamplePath, scenario: Scenario) -> Engine:
    engine = Engine(scenario, 7, "hybrid", 2)
    engine.chain = SupplyChain(scenario, 7, 2, policies="hybrid", path=path.repeated(2))
    return engine


def told_until(path: SamplePath, turns: int) -> list[bytes]:
    """Every event that these turns leave in the log, scores too."""
    engine = engine_with(path, SQUEEZE)
    events = [msgspec.json.encode(engine.opening())]
    held = {
        Place(0, "tarnholm"): dict.fromkeys(PARTS, "JIC"),
        Place(1, "ferrow"): dict.fromkeys(PARTS, "JIT"),
    }
    for turn in range(1, turns + 1):
        played = engine.play(turn, turn * 4 - 3, turn * 4, Orders(held))  # type: ignore[arg-type]
        events += [msgspec.json.encode(played), msgspec.json.encode(score_parts(engine.chain))]
    return events


@pytest.mark.parametrize("turns", [1, 4, 8])
def test_another_future_leaves_everything_told_so_far_as_it_is(turns: int) -> None:
    network = network_of(SQUEEZE)
    path, other = (draw(SQUEEZE, network, Chance(seed, 1)) for seed in (7, 8))
    before = told_until(path, turns + 1)
    after = told_until(another_future(path, other, turns * 4), turns + 1)
    assert after[:-2] == before[:-2]
    assert after[-2:] != before[-2:], "red control: the future is another one"
