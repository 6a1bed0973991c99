"""The players of the small experiment on hoarding, its weeks, and what is measured in it."""

from __future__ import annotations

import numpy as np

from linestop.agents import Decision, SeatView, SupplyChain
from linestop.agents.manufacturers.stances import Policy

FIRST, LAST = 20, 27
TRUTHFUL, TWICE, FOUR_TIMES = 0.0, 100.0, 300.0


def adds(units: float) -> Policy:
    """All Just in Time, and in the weeks of the shock so many units a week on top."""

    def decide(view: SeatView) -> Decision:
        now = units if FIRST <= view.week + 1 <= LAST else 0.0
        return Decision(np.zeros(1, dtype=bool), extra_orders=np.array([now]))

    return decide


def lost(chain: SupplyChain) -> list[float]:
    """Units each plant lost in the whole year."""
    units: list[float] = chain.record["lost"].sum(axis=(0, 2))[:, 0].tolist()
    return units


def waiting(chain: SupplyChain) -> np.ndarray:
    """Units that all plants together wait for at the maker's gate, week by week."""
    return chain.record["unfilled"].sum(axis=(1, 2))[:, 0]
