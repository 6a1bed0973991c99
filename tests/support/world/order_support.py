"""Plays a scenario with its lists in another order, and compares every measure name by name."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
from world_support import at_random, changed

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.record import DEPOT_SHAPES, SHAPES

CLOSE = 1e-9
LISTS = (
    *("component", "supplier", "port", "depot", "lane", "product", "market", "seat", "shock"),
    "engineering_change",
)
AXES = {
    "N": "seats",
    "K": "components",
    "S": "suppliers",
    "J": "lanes",
    "P": "ports",
    "D": "depots",
    "G": "products",
    "M": "markets",
}


def reordered(scenario: Scenario, order: int) -> Scenario:
    """The same scenario, every list in another order."""
    lists: dict[str, list[Any]] = {name: list(getattr(scenario, name)) for name in LISTS}
    for items in lists.values():
        Random(order).shuffle(items)
    return changed(scenario, **lists)


def check_order(scenario: Scenario, order: int, luck: int, worlds: int = 2) -> None:
    """Play both orders and compare every measure, name by name."""
    plain, other = (
        SupplyChain(each, luck, worlds, policies=at_random(each, luck, worlds)).run()
        for each in (scenario, reordered(scenario, order))
    )
    assert plain.record is not None and other.record is not None
    shapes = SHAPES | DEPOT_SHAPES if scenario.depot else SHAPES
    for measure, axes in shapes.items():
        there = _arranged(other, other.record[measure], axes, plain)
        here = plain.record[measure]
        gap = np.abs(here - there)
        assert (gap <= CLOSE * (1.0 + np.abs(here).max(initial=0.0))).all(), f"{measure}: {gap.max()} apart"


def _arranged(chain: SupplyChain, values: np.ndarray, axes: str, like: SupplyChain) -> np.ndarray:
    """A measure's rows in another chain's order of names; axis 0 is the week."""
    for axis, letter in enumerate(axes, start=1):
        if letter == "X":
            rows = [*_places(chain, like, "components"), len(chain.network.components)]
        elif letter in AXES:
            rows = _places(chain, like, AXES[letter])
        else:
            continue
        values = np.take(values, rows, axis=axis)
    return values


def _places(chain: SupplyChain, like: SupplyChain, kind: str) -> list[int]:
    names: tuple[str, ...] = getattr(chain.network, kind)
    return [names.index(name) for name in getattr(like.network, kind)]
