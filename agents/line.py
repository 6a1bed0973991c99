"""The line makes what its scarcest component allows, and a shared part is never left idle.

Line capacity and common parts go to the products in proportion to what each attempts, then what
is left to those that can still use it: one second pass with two products, one more with each
further product. Every unit not made has a cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arithmetic import Array, Flags, by_world, parts_of, ratio, total
from .ways import rows

SHORT = 1e-9
"""Relative shortfall that counts as one; less is rounding."""


@dataclass(frozen=True, slots=True)
class Output:
    """made (N, G, W); used (N, K, W); short (N, G, W): where less was made than attempted; blame
    (N, G, K+1, W): shares of the cause, zero where nothing was short; the last slot is the line itself."""

    made: Array
    used: Array
    short: Flags
    blame: Array


def produce(attempted: Array, on_hand: Array, bill: Array, line_capacity: Array) -> Output:
    """One week of all lines: attempted (N, G, W), on_hand (N, K, W), bill (N, G, K) or (N, G, K, W),
    line_capacity (N)."""
    bill, line = by_world(bill), line_capacity[:, None]
    made = _share(attempted, on_hand, bill, line)
    short = _short(made, attempted)
    blame = np.zeros((*attempted.shape[:2], on_hand.shape[1] + 1, attempted.shape[2]))
    if short.any():
        # Only in these worlds is there more to be done.
        where = rows(np.flatnonzero(short.any(axis=(0, 1))), short.shape[2])
        tried, parts = attempted[..., where], on_hand[..., where]
        needs = bill[..., where] if bill.shape[3] > 1 else bill
        done = _share_what_is_left(tried, made[..., where], parts, needs, line)
        made[..., where], short[..., where] = done, _short(done, tried)
        blame[..., where] = _blame(tried, done, parts, needs, line)
    used = np.minimum(on_hand, parts_of(bill, made))
    return Output(made=made, used=used, short=short, blame=blame)


def _short(made: Array, attempted: Array) -> Flags:
    """Where less was made than attempted: (N, G, W)."""
    short: Flags = made < attempted * (1.0 - SHORT)
    return short


def _share_what_is_left(attempted: Array, made: Array, on_hand: Array, bill: Array, line: Array) -> Array:
    """What is made once those that still can have used what the others left: (N, G, W)."""
    for _ in range(attempted.shape[1] - 1):  # each pass, one product at least comes to its end
        short = _short(made, attempted)
        if not short.any():
            break
        parts_left = np.maximum(0.0, on_hand - parts_of(bill, made))
        line_left = np.maximum(0.0, line - total(made, axis=1))
        stuck = _used_up(parts_left, attempted, bill).any(axis=2)
        wanted = np.where(short & ~stuck, attempted - made, 0.0)
        made = made + _share(wanted, parts_left, bill, line_left)
    return made


def _share(wanted: Array, parts: Array, bill: Array, line: Array) -> Array:
    """What each product gets made (N, G, W) when line and parts go to all in proportion to wants."""
    planned = wanted * np.minimum(1.0, ratio(line, total(wanted, axis=1), empty=1.0))[:, None]
    supply = np.minimum(1.0, ratio(parts, parts_of(bill, planned), empty=1.0))
    allowed = np.where(bill > 0.0, supply[:, None], 1.0)
    least: Array = allowed.min(axis=2)
    return planned * least


def _used_up(parts: Array, attempted: Array, bill: Array) -> Flags:
    """Which of its components each product has run out of: (N, G, K, W)."""
    needs = bill * attempted[:, :, None]
    used_up: Flags = (bill > 0.0) & (parts[:, None] <= SHORT * needs)
    return used_up


def _blame(attempted: Array, made: Array, on_hand: Array, bill: Array, line: Array) -> Array:
    """Of what ran out, parts or the line's time, the scarcest for what was attempted; ties shared."""
    seats, products, components, _ = bill.shape
    line_left = line - total(made, axis=1)
    full = (line_left <= SHORT * line)[:, None, None]
    gone = _used_up(on_hand - parts_of(bill, made), attempted, bill)
    full = np.repeat(full, products, axis=1) | ~gone.any(axis=2, keepdims=True)
    gone = np.concatenate([gone, full], axis=2)
    cover = np.empty((seats, components + 1, attempted.shape[-1]))
    cover[:, :components] = ratio(on_hand, parts_of(bill, attempted), empty=np.inf)
    cover[:, components] = ratio(line, total(attempted, axis=1), empty=np.inf)
    least = np.where(gone, cover[:, None], np.inf).min(axis=2)
    scarcest = gone & (cover[:, None] <= least[:, :, None] * (1.0 + SHORT))
    count = total(scarcest.astype(np.float64), axis=2)
    blame: Array = scarcest / np.maximum(count, 1.0)[:, :, None]
    return blame * _short(made, attempted)[:, :, None]
