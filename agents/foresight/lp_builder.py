"""A linear program kept as books: every variable has a week that its cost is booked in.

A move is a variable that says what the seat did. One that is fixed has no choice left, so what was
played can be put into the program and must cost there what it cost in the world.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from .linear_program import Program, Solution
from .seat_inputs import Fate


@dataclass(frozen=True, slots=True)
class Moves:
    """What one seat did, weeks last: units started at suppliers and let go by ports (J, T); turned at a
    gate from one lane to another (R, T), as `seat_supply.turns_of` lists them; given back, and written off
    (K, T); made (G, T); sent to shelves (B, G, T); sold to those who waited, not served at once, gone to
    rivals (C, G, T), as `seat_sales.customers_of` lists them; sold to rivals' customers from the plant and
    shelves (1 + B, G, T); placed (K', T): how many fixed costs of orders were paid, of each component that
    has one."""

    started: Array
    released: Array
    turned: Array
    returned: Array
    written: Array
    made: Array
    sent: Array
    to_backlog: Array
    unserved: Array
    switched: Array
    gained: Array
    placed: Array


@dataclass(frozen=True, slots=True)
class Foresight:
    """The least cost of a seat, by week (T) too, closing in the last, and moves that come to it."""

    bound: float
    by_week: Array
    uptime: float
    moves: Moves


class SeatBooks:
    """The program of one seat under its fate, free in its moves or not. certain (T): what it pays anyway."""

    def __init__(self, fate: Fate, fixed: Moves | None) -> None:
        self.fate, self.program = fate, Program()
        self.certain = np.zeros(fate.weeks)
        self.free = fixed is None
        self._fixed = fixed
        self._moves: dict[str, Indices] = {}
        self._weeks_of_costs: list[Indices] = []

    def block(
        self,
        shape: tuple[int, ...],
        *,
        move: str = "",
        cost: Array | float = 0.0,
        most: Array | float = np.inf,
        whole: bool = False,
    ) -> Indices:
        """A block of variables, weeks last, at `cost` a unit in its week; of a move, if it has a name."""
        least: Array | float = 0.0
        if move and self._fixed is not None:
            least = most = getattr(self._fixed, move)
        block = self.program.variables(shape, cost=cost, least=least, most=most, whole=whole)
        self._weeks_of_costs.append(np.broadcast_to(np.arange(shape[-1]), shape).ravel())
        if move:
            self._moves[move] = block
        return block

    def close(self, made: Indices) -> Foresight:
        """The least cost and a way to it; `made` (G, T) is what uptime is told by.

        Raises:
            Unsolved: if the fixed moves are impossible.
        """
        solution = self.program.solve()
        return Foresight(
            bound=solution.bound + float(self.certain.sum()),
            by_week=self._by_week(solution),
            uptime=self._uptime(solution.of(made)),
            moves=Moves(**{name: solution.of(block) for name, block in self._moves.items()}),
        )

    def _by_week(self, solution: Solution) -> Array:
        by_week = self.certain.copy()
        np.add.at(by_week, np.concatenate(self._weeks_of_costs), self.program.costs(solution.values))
        return by_week

    def _uptime(self, made: Array) -> float:
        required = float(self.fate.required.sum())
        missing = float(np.maximum(0.0, self.fate.required - made).sum())
        return 1.0 - missing / required if required > 0.0 else 1.0
