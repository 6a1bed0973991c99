"""The Mesa agent that decides for one seat: by a policy, or by what a person has decided.

A subclass with its own `decide` is a new bot. Stocks and orders of all seats are arrays in `seat_arrays`; the
agent reads its own rows of these.
"""

from __future__ import annotations

from typing import Any, ClassVar

import mesa
import numpy as np

from ..arithmetic import Array, Flags, whole_number
from .stances import Decision, Policy, SeatView


class Manufacturer(mesa.Agent):
    """One seat of a chain, in all its worlds. Override `decide` to make a bot.

    One object plays its seat in all worlds, so what it remembers must have a world axis.

    Args:
        model: the chain.
        name: name of the seat.
        index: its index on the axis N.
        policy: the policy that `decide` follows.

    Attributes:
        held: True in the worlds where a person holds the seat and `hold` alone decides, (W,).
    """

    needs_history: ClassVar[bool] = False
    """Whether its decisions read the record of the weeks played, which a chain keeps only with history."""

    def __init__(self, model: Any, name: str, index: int, policy: Policy) -> None:
        super().__init__(model)
        self.name = name
        self.index = index
        self.policy = policy
        self.held = np.zeros(model.worlds, dtype=bool)

    def view(self) -> SeatView:
        """All that this seat may know when it decides."""
        view: SeatView = self.model.seat_view(self.index)
        return view

    def decide(self) -> None:
        """Decide the turn that begins now, by the seat's policy; called once a turn for all worlds."""
        self.take(self.policy(self.view()))

    def take(self, decision: Decision) -> None:
        """Settle a decision in all worlds that no person holds.

        Args:
            decision: its flags and numbers have shape (K,) or (K, W).

        Raises:
            ValueError: if the flags or numbers fit neither shape, or a number leaves its range.
        """
        self.model.manufacturers.store_decision(self.index, decision, ~self.held)

    def hold(self, decision: Decision, world: int | None = None) -> None:
        """Take a person's decision, in one world or, with None, in all; there the seat is held from now on.

        Raises:
            ValueError: if the flags or numbers fit neither shape, a number leaves its range, or there is no
                such world.
        """
        # The decision first: if it is refused, the seat stays with its policy.
        worlds = self._worlds(world)
        self.model.manufacturers.store_decision(self.index, decision, worlds)
        self.held |= worlds

    def release(self, world: int | None = None) -> None:
        """Give the seat back to its policy, in one world or, with None, in all.

        Raises:
            ValueError: if there is no such world.
        """
        self.held &= ~self._worlds(world)

    def _worlds(self, world: int | None) -> Flags:
        """True for one world or, with None, for all, (W,)."""
        if world is None:
            return np.ones_like(self.held)
        world = whole_number(world, "world")
        if not 0 <= world < len(self.held):
            raise ValueError(f"there is no world {world}; there are 0 to {len(self.held) - 1}")
        chosen: Flags = np.arange(len(self.held)) == world
        return chosen

    @property
    def on_hand(self) -> Array:
        """Units of each component at the plant, (K, W)."""
        on_hand: Array = self.model.manufacturers.on_hand[self.index]
        return on_hand

    @property
    def finished_goods(self) -> Array:
        """Units of each product at the plant, (G, W)."""
        goods: Array = self.model.manufacturers.finished_goods[self.index]
        return goods
