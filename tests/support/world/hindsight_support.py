"""Played games that tests of scores and hindsight look back on."""

from __future__ import annotations

from functools import cache

import numpy as np
from world_support import shipped

from linestop.agents import SupplyChain
from linestop.agents.chance.shocks import CapacityCut, Shock
from linestop.agents.manufacturers.stances import on_news

SCENARIO = shipped("pacific_squeeze")
SEATS = [seat.name for seat in SCENARIO.seat]
PARTS = [part.name for part in SCENARIO.component]
NEWSY = {SEATS[0]: on_news("rumour"), SEATS[1]: "hybrid", SEATS[2]: "jit", SEATS[3]: "panic"}


def game(tables: int = 1, weeks: int = 52, live: list[Shock] | None = None) -> SupplyChain:
    """Four seats that play in four ways, at tables that share one fate."""
    one = SupplyChain(SCENARIO, 11)
    shocks = [shock.repeated(tables) for shock in live or []]
    chain = SupplyChain(
        SCENARIO, 11, tables, policies=NEWSY, path=one.path.repeated(tables), live_shocks=shocks
    )
    while chain.week < weeks:
        chain.step()
    return chain


@cache
def whole_game() -> SupplyChain:
    """A year of one table, played once for all tests."""
    return game()


def cut_of(target: str) -> Shock:
    """A supplier that makes nothing in weeks 9 to 24."""
    weeks = np.arange(1, SCENARIO.weeks + 1)[:, None]
    in_force = (weeks >= 9) & (weeks <= 24)
    return CapacityCut(
        name="live_1",
        title="Thrown in",
        target=[site.name for site in SCENARIO.supplier].index(target),
        effect=np.where(in_force, 0.0, 1.0),
        in_force=in_force,
        first_week=np.array([9.0]),
        comes=np.array([True]),
    )
