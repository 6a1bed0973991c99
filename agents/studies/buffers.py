"""What the buffer of each component cost a seat, and what it saved: replays with it, and without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, total
from ..chain.model import SupplyChain
from ..network.cost_lines import BACKLOG, LINE_DOWN, LOST
from .choice_plans import plan_with_stance
from .replay import replaying

SHORTAGE = (LINE_DOWN, LOST, BACKLOG)
"""Cost lines of a shortage. They are never a component's own price, whichever was short."""


@dataclass(frozen=True, slots=True)
class BufferWorth:
    """A seat's money with a component's buffer, compared with that component Just in Time in every turn; all
    else as played, rivals' orders as they were. All (K, W).

    Attributes:
        cost: what the component itself cost more: its stock, freight, prices and changes of stance.
        saved: what all else cost less: the idle line, lost sales, and the other parts, which lie in their
            bins while the line waits for this one. The seat's total cost is lower by `saved - cost`.
    """

    cost: Array
    saved: Array


def buffers_of(played: SupplyChain, seat: int) -> tuple[BufferWorth, BufferWorth]:
    """The worth of a seat's buffers as they were held, and had each been held in every turn.

    Raises:
        ValueError: if the chain kept no history.
    """
    components = range(len(played.network.components))
    plans = [plan_with_stance(played, seat, each, jic) for jic in (False, True) for each in components]
    chain = replaying(played, plans)
    while chain.week < played.week:
        chain.step()
    # By slot, the components and the line: (L, slots, 2 K, W), first all without, then all with.
    shape = (-1, len(components) + 1, 2 * len(components), played.worlds)
    found = (chain.sums.cost + chain.close_books())[:, seat].reshape(shape)
    chain.dispose()
    without, always = found[:, :, : len(components)], found[:, :, len(components) :]
    held = (played.sums.cost + played.close_books())[:, seat, :, None]
    return _worth(held, without), _worth(always, without)


def _worth(buffered: Array, without: Array) -> BufferWorth:
    """The worth of plans with a buffer over those without, both (L, slots, plans, W); plan k is of slot k."""
    more = buffered - without
    own_lines = np.delete(more, SHORTAGE, axis=0)
    own = np.stack([total(own_lines[:, slot, slot]) for slot in range(more.shape[2])])
    return BufferWorth(own, own - total(total(more)))
