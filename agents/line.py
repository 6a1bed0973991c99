"""The line makes what its scarcest component allows, and a shared part is never left idle.

Line capacity and common parts go to the products in proportion to what each attempts, with
one second pass over what is left. Every unit not made has a cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, parts_of, ratio, total

SHORT = 1e-9
"""Relative shortfall that counts as one; less is rounding."""


@dataclass(frozen=True, slots=True)
class Output:
    """made (N, G, W); used (N, K, W); blame (N, G, K+1, W): shares of the cause, zero where
    all that was attempted was made; the last slot is the line itself."""

    made: Array
    used: Array
    blame: Array


def produce(attempted: Array, on_hand: Array, bill: Array, line_capacity: Array) -> Output:
    """One week of all lines: attempted (N, G, W), on_hand (N, K, W), bill (N, G, K), line_capacity (N)."""
    fit = np.minimum(1.0, ratio(line_capacity[:, None], total(attempted, axis=1), empty=1.0))[:, None]
    planned = attempted * fit
    supply = np.minimum(1.0, ratio(on_hand, parts_of(bill, planned), empty=1.0))
    first = planned * _scarcest(supply, bill)
    parts_left = np.maximum(0.0, on_hand - parts_of(bill, first))
    second = _second_pass(attempted - first, parts_left, bill, line_capacity[:, None] - total(first, axis=1))
    made = first + second
    used = np.minimum(on_hand, parts_of(bill, made))
    return Output(made=made, used=used, blame=_blame(attempted, made, supply, bill))


def _second_pass(wanted: Array, parts: Array, bill: Array, line_left: Array) -> Array:
    fit = np.minimum(1.0, ratio(np.maximum(0.0, line_left), total(wanted, axis=1), empty=1.0))[:, None]
    wanted = np.maximum(0.0, wanted) * fit
    supply = np.minimum(1.0, ratio(parts, parts_of(bill, wanted), empty=1.0))
    return wanted * _scarcest(supply, bill)


def _scarcest(supply: Array, bill: Array) -> Array:
    """Share of its plan that each product's scarcest component allows: (N, G, W)."""
    allowed = np.where(bill[..., None] > 0.0, supply[:, None], 1.0)
    least: Array = allowed.min(axis=2)
    return least


def _blame(attempted: Array, made: Array, supply: Array, bill: Array) -> Array:
    """The scarcest component, ties shared; the line where every component sufficed."""
    seats, products, components = bill.shape
    short = made < attempted * (1.0 - SHORT)
    least = _scarcest(supply, bill)
    scarce = (bill[..., None] > 0.0) & (supply[:, None] <= least[:, :, None] * (1.0 + SHORT))
    scarce &= (least < 1.0 - SHORT)[:, :, None]
    blame = np.zeros((seats, products, components + 1, attempted.shape[-1]))
    count = total(scarce.astype(np.float64), axis=2)
    blame[:, :, :components] = scarce / np.maximum(count, 1.0)[:, :, None]
    blame[:, :, components] = count == 0.0
    return blame * short[:, :, None]
