"""A seat's bill: the money of some turns in the few lines that a player reads; they add up to the total."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ...agents.network import cost_lines
from ..messages import Bill
from ..messages.rounding import money as told

GROUPS: dict[str, tuple[str, ...]] = {
    "stock": tuple(cost_lines.LINES[line] for line in range(len(cost_lines.HOLDING))),
    "freight": ("freight_cost", "expedite_cost", "price_premium", cost_lines.ORDER_LINE),
    "changes": ("changeover_cost",),
    "idle": ("line_down_cost",),
    "lost": ("lost_margin", "backlog_cost"),
}
"""Lines of the ledger by field of `Bill`. Every line stands in one of them."""


def bill(lines: Sequence[str], money: Sequence[float], closing: float = 0.0) -> Bill:
    """The bill of money (L,) by cost line.

    closing: how much of it came with the closing of the books.
    """
    sums = {name: sum([money[line] for line in group], 0.0) for name, group in _groups(tuple(lines)).items()}
    return Bill(**{name: told(total) for name, total in sums.items()}, closing=told(closing))


@lru_cache(16)
def _groups(lines: tuple[str, ...]) -> dict[str, list[int]]:
    """Where the lines of each group stand; every view of a game asks for the same."""
    return {name: [lines.index(line) for line in group if line in lines] for name, group in GROUPS.items()}
