"""Externalities: what one seat's orders cost its rivals at shared suppliers and ports.

A seat is compared with itself on the recommended mix: rivals' orders stay as they were, so the difference in
their cost is what this seat's orders took from them.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, total
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..network.cost_lines import LINES
from .replay import CostsAndUptime, as_played, fixed_plan, replay_of_all_seats


def externalities(played: SupplyChain) -> Array:
    """Money that each seat's rivals paid more than with the recommended mix in that seat: (N, W).

    Raises:
        ValueError: if the chain kept no history.
    """
    mix = recommended(played.scenario)
    plans = [fixed_plan(played, seat, mix) for seat in range(len(played.network.seats))]
    return borne_by_rivals(played, replay_of_all_seats(played, plans))


def borne_by_rivals(played: SupplyChain, with_mix: CostsAndUptime) -> Array:
    """`externalities` from replays that are there already: (N, W).

    Args:
        played: the game.
        with_mix: results of every seat, by_line (L, N, N, W); plan n puts seat n on the recommended mix.
    """
    before = as_played(played).by_line
    # A rival's fees for changing stances follow from its own decisions alone: they are no externality.
    more = total(np.delete(before[:, :, None] - with_mix.by_line, LINES.index("changeover_cost"), axis=0))
    return np.stack([total(more[:, seat]) - more[seat, seat] for seat in range(len(more))])
