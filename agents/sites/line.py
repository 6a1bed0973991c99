"""Production lines: output limited by the scarcest component (assembly), and the cause of each shortfall.

Line capacity and common components go to the products in proportion to what each attempts; what is left
goes to those products that can still use it, in one pass for each product beyond the first. So no common
component lies idle while a product could use it. Every unit not made has a cause.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, by_world, parts_of, ratio, total

SHORT = 1e-9
"""Relative: a shortfall below this share of what was attempted is rounding."""


@dataclass(frozen=True, slots=True)
class Output:
    """What the lines made in one week.

    Attributes:
        made: units of each product, (N, G, W).
        used: units of each component, (N, K, W).
        short: seats and worlds of the lines that made less than they attempted, two index arrays.
        causes: for each of these lines, the share of each cause in a product's shortfall, (short, G, X);
            0 for a product that was not short. The last cause is the line's own capacity.
    """

    made: Array
    used: Array
    short: tuple[Indices, Indices]
    causes: Array

    @property
    def blame(self) -> Array:
        """Shares of the causes of all lines' shortfalls, 0 where a line was not short, (N, G, X, W)."""
        seats, products, worlds = self.made.shape
        blame = np.zeros((seats, products, self.causes.shape[2], worlds))
        self.put_causes(blame)
        return blame

    def put_causes(self, blame: Array) -> None:
        """Overwrite `blame` (N, G, X, W) where a product was short; elsewhere earlier causes stay."""
        seats, worlds = self.short
        fell_short = self.causes.any(axis=2, keepdims=True)
        blame[seats, :, :, worlds] = np.where(fell_short, self.causes, blame[seats, :, :, worlds])


def produce(attempted: Array, on_hand: Array, bill: Array, line_capacity: Array) -> Output:
    """Run all lines for one week.

    Args:
        attempted: units the lines try to make, (N, G, W).
        on_hand: units of components, (N, K, W).
        bill: units of component for a unit of product, (N, G, K) or (N, G, K, W).
        line_capacity: units a week, all products together, (N,) or (N, W).
    """
    bill, line = by_world(bill), _by_world(line_capacity)
    # First pass for all lines; most of them are done after it.
    made = _share(attempted, on_hand, bill, line)
    # Counted flat, in the same order: `nonzero` of two axes takes several times as long.
    short = np.divmod(np.flatnonzero(_short(made, attempted).any(axis=1)), attempted.shape[2])
    seats, worlds = short
    causes = np.zeros((0, attempted.shape[1], on_hand.shape[1] + 1))
    if len(seats):
        # Only these lines need further passes.
        some = _Lines.of(short, attempted, on_hand, bill, line)
        done = _share_what_is_left(some, _of_lines(short, made))
        made[seats, :, worlds] = done[0].T
        causes = _blame(some, done)[0].transpose(2, 0, 1)
    return Output(made=made, used=_used(on_hand, bill, made), short=short, causes=causes)


def produce_some(
    lines: tuple[Indices, Indices], attempted: Array, on_hand: Array, bill: Array, line_capacity: Array
) -> Output:
    """Run some lines as `produce` does, to the last bit, and let the others stand; without the causes.

    lines: seats and worlds of the lines that run, two index arrays. Otherwise as `produce`.
    """
    bill = by_world(bill)
    some = _Lines.of(lines, attempted, on_hand, bill, _by_world(line_capacity))
    done = _share_what_is_left(some, _share(some.attempted, some.on_hand, some.bill, some.capacity))
    seats, worlds = lines
    made, used = np.zeros_like(attempted), np.zeros_like(on_hand)
    made[seats, :, worlds] = done[0].T
    used[seats, :, worlds] = _used(some.on_hand, some.bill, done)[0].T
    none = np.zeros(0, dtype=np.intp)
    causes = np.zeros((0, attempted.shape[1], on_hand.shape[1] + 1))
    return Output(made=made, used=used, short=(none, none), causes=causes)


def _by_world(line_capacity: Array) -> Array:
    """Capacity of each line, with an axis of worlds: (N,) -> (N, 1), (N, W) as it is."""
    return line_capacity.reshape(len(line_capacity), -1)


def _used(on_hand: Array, bill: Array, made: Array) -> Array:
    """Units of components that go into what is made, (N, K, W)."""
    # The bound takes off what rounding would use beyond the bin.
    return np.minimum(on_hand, parts_of(bill, made))


@dataclass(frozen=True, slots=True)
class _Lines:
    """What some lines are to make and what of, set side by side as the W worlds of one seat.

    Attributes:
        attempted: units of products, (1, G, W).
        on_hand: units of components, (1, K, W).
        bill: units of component for a unit of product, (1, G, K, W).
        capacity: units a week, all products together, (1, W).
    """

    attempted: Array
    on_hand: Array
    bill: Array
    capacity: Array

    @classmethod
    def of(
        cls, lines: tuple[Indices, Indices], attempted: Array, on_hand: Array, bill: Array, line: Array
    ) -> _Lines:
        """Of the lines at these seats and worlds; bill is (N, G, K, W or 1), line (N, W or 1)."""
        return cls(
            _of_lines(lines, attempted),
            _of_lines(lines, on_hand),
            _bills_of(lines, bill),
            line[lines[0], 0 if line.shape[1] == 1 else lines[1]][None],
        )


def _of_lines(lines: tuple[Indices, Indices], numbers: Array) -> Array:
    """Rows (N, …, W) of some lines, by seat and world, as if they were worlds of one seat, (1, …, W)."""
    seats, worlds = lines
    return np.ascontiguousarray(numbers[seats, :, worlds].T)[None]


def _bills_of(lines: tuple[Indices, Indices], bill: Array) -> Array:
    """Bills of materials of some lines, as if they were worlds of one seat, (1, G, K, W)."""
    seats, worlds = lines
    some = bill[seats, :, :, 0 if bill.shape[3] == 1 else worlds]
    return np.ascontiguousarray(some.transpose(1, 2, 0))[None]


def _short(made: Array, attempted: Array) -> Flags:
    """True where less was made than attempted, (N, G, W)."""
    short: Flags = made < attempted * (1.0 - SHORT)
    return short


def _share_what_is_left(lines: _Lines, made: Array) -> Array:
    """Units made once products have used what the others left, (1, G, W)."""
    attempted, on_hand, bill = lines.attempted, lines.on_hand, lines.bill
    # In each pass at least one product reaches its attempt or runs out of a component.
    for _ in range(attempted.shape[1] - 1):
        short = _short(made, attempted)
        if not short.any():
            break
        parts_left = np.maximum(0.0, on_hand - parts_of(bill, made))
        line_left = np.maximum(0.0, lines.capacity - total(made, axis=1))
        # A product that has run out of a component must not hold a share of the others' components.
        out_of_parts = _used_up(parts_left, attempted, bill).any(axis=2)
        wanted = np.where(short & ~out_of_parts, attempted - made, 0.0)
        made = made + _share(wanted, parts_left, bill, line_left)
    return made


def _share(wanted: Array, parts: Array, bill: Array, line: Array) -> Array:
    """Units made when line and components go to all products in proportion to wants, (N, G, W).

    Args:
        wanted: units of products, (N, G, W).
        parts: units of components, (N, K, W).
        bill: units of component for a unit of product, (N, G, K, W).
        line: units of products that the line can make, (N, W).
    """
    # Capacity first: components are then shared by what the line could really make.
    planned = wanted * np.minimum(1.0, ratio(line, total(wanted, axis=1), empty=1.0))[:, None]
    supply = np.minimum(1.0, ratio(parts, parts_of(bill, planned), empty=1.0))
    allowed = np.where(bill > 0.0, supply[:, None], 1.0)
    least: Array = allowed.min(axis=2)
    return planned * least


def _used_up(parts: Array, attempted: Array, bill: Array) -> Flags:
    """True for the components that a product needs and has run out of, (N, G, K, W)."""
    least = bill * attempted[:, :, None]
    least *= SHORT
    used_up: Flags = (bill > 0.0) & (parts[:, None] <= least)
    return used_up


def _blame(lines: _Lines, made: Array) -> Array:
    """Shares of the causes of each product's shortfall, (1, G, X, W).

    The cause is, among what ran out (components, or the line's capacity), the one whose supply was the
    smallest share of what all attempts together needed; ties are shared equally.
    """
    attempted, on_hand, bill, line = lines.attempted, lines.on_hand, lines.bill, lines.capacity
    seats, products, components, worlds = bill.shape
    line_left = line - total(made, axis=1)
    gone = np.empty((seats, products, components + 1, worlds), dtype=bool)
    gone[:, :, :-1] = _used_up(on_hand - parts_of(bill, made), attempted, bill)
    # The line is the cause if its capacity is used up, or if no component explains the shortfall.
    gone[:, :, -1] = (line_left <= SHORT * line)[:, None] | ~gone[:, :, :-1].any(axis=2)
    cover = np.empty((seats, components + 1, worlds))
    cover[:, :-1] = ratio(on_hand, parts_of(bill, attempted), empty=np.inf)
    cover[:, -1] = ratio(line, total(attempted, axis=1), empty=np.inf)
    least = np.where(gone, cover[:, None], np.inf).min(axis=2)
    # Within rounding of the least, so that equal causes stay equal whatever the order of sums.
    scarcest = gone & (cover[:, None] <= (least * (1.0 + SHORT) + SHORT)[:, :, None])
    share = _short(made, attempted) / np.maximum(scarcest.sum(axis=2), 1)
    return np.where(scarcest, share[:, :, None], 0.0)
