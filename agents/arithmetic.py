"""Sums in one fixed order, so that a world among many equals that world alone to the last bit.

NumPy's own `sum`, `matmul` and `einsum` add in another order when the last axis has length 1 (measured: a
third to two thirds of the sums differ in the last bit). Every sum over sites, components or products goes
through here; the rest of the model is elementwise.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]


RESIDUE = 1e-12
"""Relative to what it is left of, or to what is usual: less comes from rounding alone."""


def whole_number(number: Any, name: str) -> int:
    """The number as `int`: also one of NumPy's, as a study that runs over `np.arange` has them.

    name: what it counts, for the message.

    Raises:
        ValueError: if it is no whole number; 7.0 is none.
    """
    try:
        return operator.index(number)
    except TypeError:
        raise ValueError(f"{name} is a whole number, not {number!r}") from None


PAIRWISE = 8
"""Rows from which NumPy may add in pairs; fewer it adds from first to last, as `total` does."""


def total(terms: Array | Iterable[Array], axis: int = 0) -> Array:
    """Sum over one axis of an array, or of several arrays of one shape, from first to last; a new array.

    An array of any shape loses the axis, (R, …) -> (…) for axis 0; R arrays (…) give one array (…).

    Raises:
        StopIteration: if an iterable of arrays is empty.
    """
    if isinstance(terms, np.ndarray) and terms.shape[axis] < PAIRWISE:
        few: Array = np.add.reduce(terms, axis=axis)
        return few
    rows = _rows(terms, axis) if isinstance(terms, np.ndarray) else iter(terms)
    result = next(rows).copy()  # the sum grows in place
    for row in rows:
        result += row
    return result


def _rows(terms: Array, axis: int) -> Iterator[Array]:
    """The parts of an array along one axis, as views."""
    # Indexing, since np.moveaxis costs more than the sum of a small array.
    place: list[slice | int] = [slice(None)] * (axis + 1)
    for index in range(terms.shape[axis]):
        place[axis] = index  # one list for all rows: only this entry changes
        yield terms[tuple(place)]


def parts_of(bill: Array, products: Array) -> Array:
    """Units of each component in so many units of each product.

    bill (N, G, K) or (N, G, K, W), products (N, G, W) -> (N, K, W).
    """
    bill = by_world(bill)
    # Product by product, since the order of a sum over products must not depend on the number of worlds.
    parts: Array = bill[:, 0] * products[:, 0, None, :]
    for g in range(1, bill.shape[1]):
        parts += bill[:, g] * products[:, g, None, :]
    return parts


def by_world(bill: Array) -> Array:
    """A bill with an axis of worlds, of length 1 where all worlds have the same: (N, G, K, W or 1)."""
    return bill if bill.ndim == 4 else bill[..., None]


def left_over(before: Array, taken: Array, usual: Array | float = 0.0) -> Array:
    """What is left of `before` >= 0 when so much is taken; 0 where only rounding is left, never below.

    Numbers that ought to cancel out leave a last digit, and a backlog of 4e-16 units would be open for ever.
    All three in units, elementwise, in shapes that broadcast; a new array.

    Args:
        before: what there was.
        taken: what is taken of it.
        usual: what is usual in a week; residues far below it go, too.
    """
    left: Array = before - taken
    bound = np.maximum(before, usual)
    bound *= RESIDUE
    # Faster than to assign by a mask, and unlike a product with it without a zero that is negative.
    np.putmask(left, left <= bound, 0.0)
    return left


def covered(available: Array, asked: Array, usual: Array | float = 0.0) -> Array:
    """The part of `asked` that is available: all of it where nothing but rounding is missing; elementwise.

    The counterpart of `left_over`: who is served but for a last digit is served.
    """
    enough = available >= asked - RESIDUE * np.maximum(asked, usual)
    served: Array = np.where(enough, asked, available)
    return served


FEW = 8
"""Worlds up to which they are repeated one by one, each in one sweep; `np.tile` copies them in turn."""


def repeated(numbers: Array, times: int) -> Array:
    """Numbers (…, worlds) repeated along the world axis, one copy after another, (…, times x worlds)."""
    worlds = numbers.shape[-1]
    if times == 1:
        return numbers
    if worlds > FEW:
        return np.tile(numbers, times)
    copies = np.empty((*numbers.shape[:-1], worlds * times))
    for world in range(worlds):
        copies[..., world::worlds] = numbers[..., world, None]
    return copies


EVERY = slice(None)
"""All worlds."""


def lists_by_world(numbers: Array) -> list[Any]:
    """Numbers (…, W) as plain nested lists, one for each world."""
    # In one sweep: world after world, each would be gathered from all over the array.
    lists: list[Any] = np.moveaxis(numbers, -1, 0).tolist()
    return lists


def ratio(part: Array, whole: Array, empty: float) -> Array:
    """`part / whole`, elementwise in any shapes that broadcast, and `empty` where the whole is 0."""
    result = np.empty(
        part.shape if part.shape == whole.shape else np.broadcast_shapes(part.shape, whole.shape)
    )
    result.fill(empty)
    # `where` leaves the rest as it is, and divides nothing by 0.
    np.divide(part, whole, out=result, where=whole > 0.0)
    return result
