"""Builder of one seat's LP: a linear program whose variables have a week in which their cost is booked.

Decision variables say what the seat did. Their values may be fixed: then the program has no choice left in
them, and what a game's seat did must cost in the LP what it cost in the game, a test of every coefficient.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Indices
from .linear_program import LinearProgram, Solution
from .seat_inputs import SeatInputs


@dataclass(frozen=True, slots=True)
class DecisionValues:
    """Values of the decision variables of one seat, by week; in units, but for `placed`.

    B: the markets with a buffer; U: the groups of customers that `lp_sales.customer_groups` lists.
    """

    started: Array
    """Components started at suppliers, or sent off by depots, by lane: (J, T)."""
    released: Array
    """Components that ports let go, by lane: (J, T)."""
    redirected: Array
    """Components sent by another lane, as `lp_supply.redirections_of` lists these: (redirections, T)."""
    returned: Array
    """Components given back by a rule in numbers: (K, T)."""
    written_off: Array
    """Components written off: (K, T)."""
    made: Array
    """Products made: (G, T)."""
    sent: Array
    """Products sent to shelves: (B, G, T)."""
    to_backlog: Array
    """Products sold to customers who waited: (U, G, T)."""
    unserved: Array
    """Demand not served at once: (U, G, T)."""
    switched: Array
    """Of this, demand that went to rivals: (U, G, T)."""
    gained: Array
    """Products sold to rivals' customers, from the plant, then from each shelf: (1 + B, G, T)."""
    placed: Array
    """How many fixed order costs were paid, by component that has one: (components, T)."""


@dataclass(frozen=True, slots=True)
class PerfectForesight:
    """The least cost that one seat could have had, and decisions that attain it."""

    bound: float
    """Money, books closed, without fees for changing stances: no policy costs less."""
    by_week: Array
    """Money in each week, the closing of the books in the last: (T,)."""
    uptime: float
    """Share of the required production that these decisions make."""
    decisions: DecisionValues


class LpBuilder:
    """The program of one seat; free in its decisions, or with their values fixed.

    certain: money that the seat pays whatever it decides, by week, (T,).
    """

    def __init__(self, inputs: SeatInputs, fixed: DecisionValues | None) -> None:
        self.inputs, self.program = inputs, LinearProgram()
        self.certain = np.zeros(inputs.weeks)
        self.free = fixed is None
        self._fixed = fixed
        self._decisions: dict[str, Indices] = {}
        self._weeks_of_costs: list[Indices] = []

    def variables(
        self,
        shape: tuple[int, ...],
        *,
        decision: str = "",
        cost: Array | float = 0.0,
        most: Array | float = np.inf,
        whole: bool = False,
    ) -> Indices:
        """Add a block of variables of at least 0, and return their numbers, in `shape`.

        Args:
            shape: of the block, weeks last.
            decision: the field of `DecisionValues` that the block is; none for what follows from decisions.
            cost: money for one unit, booked in the unit's week.
            most: upper bounds.
            whole: whether the variables are integer.
        """
        least: Array | float = 0.0
        # Equal bounds fix a variable: its cost and its rows stay as they are.
        if decision and self._fixed is not None:
            least = most = getattr(self._fixed, decision)
        block = self.program.variables(shape, cost=cost, least=least, most=most, whole=whole)
        self._weeks_of_costs.append(np.broadcast_to(np.arange(shape[-1]), shape).ravel())
        if decision:
            self._decisions[decision] = block
        return block

    def solve(self, made: Indices) -> PerfectForesight:
        """The least cost and decisions that attain it.

        Args:
            made: the variables of what is made, (G, T), by which uptime is told.

        Raises:
            Unsolved: if the fixed decisions are impossible.
        """
        solution = self.program.solve()
        # Certain costs have no variable, so the solver does not know them.
        return PerfectForesight(
            bound=solution.bound + float(self.certain.sum()),
            by_week=self._by_week(solution),
            uptime=self._uptime(solution.of(made)),
            decisions=DecisionValues(**{name: solution.of(block) for name, block in self._decisions.items()}),
        )

    def _by_week(self, solution: Solution) -> Array:
        by_week = self.certain.copy()
        # Many variables share a week, which a plain index assignment would count once.
        np.add.at(by_week, np.concatenate(self._weeks_of_costs), self.program.costs(solution.values))
        return by_week

    def _uptime(self, made: Array) -> float:
        required = float(self.inputs.required.sum())
        # Product by product and week by week, so a surplus does not make up for a shortfall elsewhere.
        missing = float(np.maximum(0.0, self.inputs.required - made).sum())
        return 1.0 - missing / required if required > 0.0 else 1.0
