"""A linear program written down row by row, and solved by HiGHS.

Variables and rows are numbered; blocks of them are arrays of numbers, so that a balance over
all weeks is one line. It knows nothing of supply chains.
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
"""Relative gap at which a program with whole variables counts as solved."""


class Unsolved(RuntimeError):
    """A program that has no solution, or of which none was found."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The least cost there can be, and one way to it: a value for each variable."""

    bound: float
    values: Array

    def of(self, block: Indices) -> Array:
        """Values in the shape of a block of variables."""
        found: Array = self.values[block]
        return found


class Program:
    """minimise cost . x, subject to rows, with bounds on each x."""

    def __init__(self) -> None:
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
        """A block of variables between `least` and `most`, at `cost` apiece; their numbers."""
        numbers = np.arange(len(self._whole), len(self._whole) + int(np.prod(shape))).reshape(shape)
        for kept, given in ((self._cost, cost), (self._least, least), (self._most, most)):
            kept.append(np.broadcast_to(np.asarray(given, dtype=np.float64), shape).ravel())
        self._whole += [whole] * numbers.size
        return numbers

    def equal(self, right: Array) -> Indices:
        """A block of rows whose terms sum to `right`; their numbers."""
        return self._rows(right, True)

    def at_most(self, right: Array) -> Indices:
        """A block of rows whose terms sum to at most `right`; their numbers."""
        return self._rows(right, False)

    def put(self, rows: Indices, variables: Indices, times: npt.ArrayLike = 1.0) -> None:
        """Add `times` x variable to each row, all broadcast together; nothing where there is NONE."""
        rows, variables, factors = np.broadcast_arrays(rows, variables, np.asarray(times, dtype=np.float64))
        there = (rows != NONE) & (variables != NONE) & (factors != 0.0)
        self._terms.append((rows[there], variables[there], factors[there]))

    def costs(self, values: Array) -> Array:
        """What each variable costs at these values."""
        found: Array = np.concatenate(self._cost) * values
        return found

    def solve(self) -> Solution:
        """The least cost.

        Raises:
            Unsolved: if there is none.
        """
        rows, columns, factors = (np.concatenate(parts) for parts in zip(*self._terms, strict=True))
        shape = (len(self._equal), len(self._whole))
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
        # With whole variables the solver's own bound is what no solution can go below.
        bound = found.mip_dual_bound if whole.any() else found.fun
        return Solution(float(bound), np.asarray(found.x, dtype=np.float64))

    def _rows(self, right: Array, equal: bool) -> Indices:
        numbers = np.arange(len(self._equal), len(self._equal) + right.size).reshape(right.shape)
        self._right.append(right.ravel())
        self._equal += [equal] * right.size
        return numbers


def before(block: Indices, weeks: int) -> Indices:
    """A block whose last axis is weeks, so many weeks earlier; NONE where that is before the first."""
    shifted = np.full_like(block, NONE)
    if weeks < block.shape[-1]:
        shifted[..., weeks:] = block[..., : block.shape[-1] - weeks]
    return shifted
