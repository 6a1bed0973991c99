"""A seat's bill: the money of some turns in the few lines that a player reads; they add up to the total."""

from __future__ import annotations

from collections.abc import Sequence

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
    """The bill of money (L,) by cost line; all 0 where nothing has been played yet.

    closing: how much of it came with the closing of the books.
    """
    by_line = dict(zip(lines, money, strict=True)) if money else {}
    sums = {name: sum(by_line.get(line, 0.0) for line in group) for name, group in GROUPS.items()}
    return Bill(**{name: told(total) for name, total in sums.items()}, closing=told(closing))
