"""Plays worlds together and in chunks, and names the measures that are not the same bit for bit."""

from __future__ import annotations

import numpy as np
from world_support import at_random, differing, measures

from linestop.agents import Scenario, SupplyChain


def played(scenario: Scenario, luck: int, first: int, worlds: int) -> dict[str, np.ndarray]:
    policies = at_random(scenario, luck, worlds, first)
    chain = SupplyChain(scenario, luck, worlds, policies=policies, first_world=first).run()
    return measures(chain)


def worlds_that_differ(scenario: Scenario, luck: int, worlds: int, chunk: int) -> list[str]:
    """Measures in which a chunk played alone is not what it is among all worlds."""
    together = played(scenario, luck, 0, worlds)
    found: list[str] = []
    for first in range(0, worlds, chunk):
        alone = played(scenario, luck, first, min(chunk, worlds - first))
        part = {name: values[..., first : first + chunk] for name, values in together.items()}
        found += [f"{name} in worlds from {first}" for name in differing(alone, part)]
    return found
