"""Copies of the same worlds: what follows from chance alone is worked out for one, equal to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from world_support import shipped

from linestop.agents import SupplyChain
from linestop.agents.chain.record import SHAPES
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import SamplePath, draw
from linestop.agents.network.derivation import network_of

WORLDS, TIMES, SEED = 3, 4, 7


def drawn(name: str, worlds: int) -> SamplePath:
    scenario = shipped(name)
    return draw(scenario, network_of(scenario), Chance(SEED, worlds))


def played(name: str, path: SamplePath) -> SupplyChain:
    return SupplyChain(shipped(name), SEED, WORLDS * TIMES, policies="late", path=path).run()


def equal(one: SupplyChain, other: SupplyChain) -> bool:
    return all(np.array_equal(one.record[name], other.record[name]) for name in SHAPES)


@pytest.mark.parametrize("name", ["pacific_squeeze", "calm_seas"])
def test_copies_of_worlds_play_as_if_nobody_knew_that_they_are_copies(name):
    path = drawn(name, WORLDS).repeated(TIMES)
    chain = played(name, path)
    assert (path.copies, chain.planning.copies) == (TIMES, TIMES)
    assert equal(chain, played(name, replace(path, copies=1)))


def test_worlds_that_are_no_copies_would_be_told():
    path = drawn("pacific_squeeze", WORLDS * TIMES)
    assert not equal(played("pacific_squeeze", path), played("pacific_squeeze", replace(path, copies=TIMES)))
