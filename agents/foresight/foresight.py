"""What a seat could have come to, had it known everything from the first week on: a lower bound.

A linear program for one seat at the ledger's own prices and closing rule. The seat has the
whole of every supplier, port and depot; fees for changing over, first in first out at ports, backlog before
demand, and the ways and limits of ordering are dropped, its own and the depots'. A price that rises where
people wait is what it is where nobody does, and at the end of a product's life parts need not go where
somebody could be waiting. So no policy can come below. It is looser than any plan that a person could have
had: a measure of regret, never a target.
"""

from __future__ import annotations

from ..chain.model import SupplyChain
from .lp_builder import Foresight, Moves
from .lp_model import SeatProgram
from .seat_inputs import Fate, fate_of

__all__ = ["Foresight", "Moves", "foresee", "least_cost"]


def foresee(played: SupplyChain, seat: int, world: int = 0) -> Foresight:
    """Perfect foresight for one seat of a played chain, over the weeks played.

    Raises:
        ValueError: if the chain kept no history, or has not begun.
    """
    return least_cost(fate_of(played, seat, world))


def least_cost(fate: Fate, fixed: Moves | None = None) -> Foresight:
    """The least cost under a fate; with moves fixed, what they cost.

    Raises:
        Unsolved: if the fixed moves are impossible.
    """
    return SeatProgram(fate, fixed).solve()
