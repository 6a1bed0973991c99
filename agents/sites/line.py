"""The line makes what its scarcest component allows, and a shared part is never left idle.

Line capacity and common parts go to the products in proportion to what each attempts, then what
is left to those that can still use it: one second pass with two products, one more with each
further product. Every unit not made has a cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, by_world, parts_of, ratio, total

SHORT = 1e-9
"""Relative shortfall that counts as one; less is rounding."""


@dataclass(frozen=True, slots=True)
class Output:
    """made (N, G, W); used (N, K, W); short: the lines, by seat and world, that made less than they
    attempted; causes (lines, G, K+1): shares of the cause there, zero where nothing was short; the last slot
    is the line itself."""

    made: Array
    used: Array
    short: tuple[Indices, Indices]
    causes: Array

    @property
    def blame(self) -> Array:
        """The causes of all lines: (N, G, K+1, W)."""
        seats, products, worlds = self.made.shape
        blame = np.zeros((seats, products, self.causes.shape[2], worlds))
        self.put_causes(blame)
        return blame

    def put_causes(self, blame: Array) -> None:
        """Write the causes over `blame` (N, G, K+1, W) where something was short."""
        seats, worlds = self.short
        fell_short = self.causes.any(axis=2, keepdims=True)
        blame[seats, :, :, worlds] = np.where(fell_short, self.causes, blame[seats, :, :, worlds])


def produce(attempted: Array, on_hand: Array, bill: Array, line_capacity: Array) -> Output:
    """One week of all lines: attempted (N, G, W), on_hand (N, K, W), bill (N, G, K) or (N, G, K, W),
    line_capacity (N)."""
    bill = by_world(bill)
    made = _share(attempted, on_hand, bill, line_capacity[:, None])
    seats, worlds = np.nonzero(_short(made, attempted).any(axis=1))
    short = (seats, worlds)
    causes = np.zeros((0, attempted.shape[1], on_hand.shape[1] + 1))
    if len(seats):
        # Only these lines have more to do; they stand side by side, as the worlds of one seat.
        tried, parts, capacity = _only(short, attempted), _only(short, on_hand), line_capacity[seats][None]
        needs = _bills_of(short, bill)
        done = _share_what_is_left(tried, _only(short, made), parts, needs, capacity)
        made[seats, :, worlds] = done[0].T
        causes = _blame(tried, done, parts, needs, capacity)[0].transpose(2, 0, 1)
    used = np.minimum(on_hand, parts_of(bill, made))
    return Output(made=made, used=used, short=short, causes=causes)


def _only(lines: tuple[Indices, Indices], numbers: Array) -> Array:
    """Of numbers (N, X, W) those of some lines, by seat and world: (1, X, lines)."""
    seats, worlds = lines
    return np.ascontiguousarray(numbers[seats, :, worlds].T)[None]


def _bills_of(lines: tuple[Indices, Indices], bill: Array) -> Array:
    """The bills of some lines: (1, G, K, lines)."""
    seats, worlds = lines
    some = bill[seats, :, :, 0 if bill.shape[3] == 1 else worlds]
    return np.ascontiguousarray(some.transpose(1, 2, 0))[None]


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
    least = bill * attempted[:, :, None]
    least *= SHORT
    used_up: Flags = (bill > 0.0) & (parts[:, None] <= least)
    return used_up


def _blame(attempted: Array, made: Array, on_hand: Array, bill: Array, line: Array) -> Array:
    """Of what ran out, parts or the line's time, the scarcest for what was attempted; ties shared."""
    seats, products, components, worlds = bill.shape
    line_left = line - total(made, axis=1)
    gone = np.empty((seats, products, components + 1, worlds), dtype=bool)
    gone[:, :, :-1] = _used_up(on_hand - parts_of(bill, made), attempted, bill)
    gone[:, :, -1] = (line_left <= SHORT * line)[:, None] | ~gone[:, :, :-1].any(axis=2)
    cover = np.empty((seats, components + 1, worlds))
    cover[:, :-1] = ratio(on_hand, parts_of(bill, attempted), empty=np.inf)
    cover[:, -1] = ratio(line, total(attempted, axis=1), empty=np.inf)
    least = np.where(gone, cover[:, None], np.inf).min(axis=2)
    scarcest = gone & (cover[:, None] <= (least * (1.0 + SHORT) + SHORT)[:, :, None])
    share = _short(made, attempted) / np.maximum(scarcest.sum(axis=2), 1)
    return np.where(scarcest, share[:, :, None], 0.0)
