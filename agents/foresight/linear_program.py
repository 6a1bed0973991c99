"""Linear programs written down block by block, and solved by HiGHS (Huangfu and Hall 2018) through SciPy.

Variables and constraint rows are numbered; a block of them is an array of numbers, so that a balance over all
weeks is one statement. This module knows nothing of supply chains.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_array

from ..arithmetic import Array, Indices

NONE = -1
"""In a block of variables or rows: there is none here."""
GAP = 1e-9
"""Relative gap at which a program with integer variables counts as solved."""


class Unsolved(RuntimeError):
    """A program that has no solution, or of which none was found."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution of a program."""

    bound: float
    """Least cost: no solution costs less."""
    values: Array
    """A value for each variable, together of this cost: (variables,)."""

    def of(self, block: Indices) -> Array:
        """Values of a block of variables, any shape, in that shape."""
        found: Array = self.values[block]
        return found


class LinearProgram:
    """minimise cost . x, subject to rows (= or <=) and to bounds on each x."""

    def __init__(self) -> None:
        # Lists of blocks, joined when the program is solved: growing arrays would be copied each time.
        self._cost: list[Array] = []
        self._least: list[Array] = []
        self._most: list[Array] = []
        self._whole: list[bool] = []
        self._right: list[Array] = []
        self._equal: list[bool] = []
        self._terms: list[tuple[Indices, Indices, Array]] = []

    def variables(
        self,
        shape: tuple[int, ...],
        *,
        cost: npt.ArrayLike = 0.0,
        least: npt.ArrayLike = 0.0,
        most: npt.ArrayLike = np.inf,
        whole: bool = False,
    ) -> Indices:
        """Add a block of variables and return their numbers, in `shape`.

        Args:
            shape: of the block; cost and bounds are broadcast to it.
            cost: of one unit of each.
            least: lower bounds.
            most: upper bounds.
            whole: whether the variables are integer.
        """
        numbers = np.arange(len(self._whole), len(self._whole) + int(np.prod(shape))).reshape(shape)
        for kept, given in ((self._cost, cost), (self._least, least), (self._most, most)):
            kept.append(np.broadcast_to(np.asarray(given, dtype=np.float64), shape).ravel())
        self._whole += [whole] * numbers.size
        return numbers

    def equal(self, right: Array) -> Indices:
        """Add rows whose terms sum to `right` (…, T), and return their numbers in that shape."""
        return self._rows(right, True)

    def at_most(self, right: Array) -> Indices:
        """Add rows whose terms sum to at most `right` (…, T), and return their numbers in that shape."""
        return self._rows(right, False)

    def put(self, rows: Indices, variables: Indices, times: npt.ArrayLike = 1.0) -> None:
        """Add the term `times` x variable to each row, except where a number is NONE.

        rows, variables and times have any shapes that broadcast together, usually (…, T).
        """
        rows, variables, factors = np.broadcast_arrays(rows, variables, np.asarray(times, dtype=np.float64))
        # Factors of 0 are left out, since they would only make the matrix denser.
        there = (rows != NONE) & (variables != NONE) & (factors != 0.0)
        self._terms.append((rows[there], variables[there], factors[there]))

    def costs(self, values: Array) -> Array:
        """What each variable costs at these values: (variables,) -> (variables,)."""
        found: Array = np.concatenate(self._cost) * values
        return found

    def solve(self) -> Solution:
        """The least cost and values that attain it.

        Raises:
            Unsolved: if the program has no solution, or the solver found none.
        """
        rows, columns, factors = (np.concatenate(parts) for parts in zip(*self._terms, strict=True))
        shape = (len(self._equal), len(self._whole))
        # COO adds up terms of one row and variable that were put more than once.
        matrix = coo_array((factors, (rows, columns)), shape=shape).tocsr()
        equal, right = np.array(self._equal), np.concatenate(self._right)
        whole = np.array(self._whole)
        found = linprog(
            np.concatenate(self._cost),
            A_ub=matrix[~equal],
            b_ub=right[~equal],
            A_eq=matrix[equal],
            b_eq=right[equal],
            bounds=np.stack([np.concatenate(self._least), np.concatenate(self._most)], axis=1),
            method="highs",
            integrality=whole.astype(np.int64) if whole.any() else None,
            options={"mip_rel_gap": GAP} if whole.any() else {},
        )
        if found.x is None or not found.success:
            raise Unsolved(f"no solution was found: {found.message}")
        # With integer variables the best solution found may cost more than the least there is; what holds as
        # a lower bound is the dual bound of branch and bound.
        bound = found.mip_dual_bound if whole.any() else found.fun
        return Solution(float(bound), np.asarray(found.x, dtype=np.float64))

    def _rows(self, right: Array, equal: bool) -> Indices:
        numbers = np.arange(len(self._equal), len(self._equal) + right.size).reshape(right.shape)
        self._right.append(right.ravel())
        self._equal += [equal] * right.size
        return numbers


def before(block: Indices, weeks: int) -> Indices:
    """A block shifted in time, (…, T) -> (…, T): a week's entry is that of `weeks` earlier, else NONE."""
    shifted = np.full_like(block, NONE)
    if weeks < block.shape[-1]:
        shifted[..., weeks:] = block[..., : block.shape[-1] - weeks]
    return shifted
