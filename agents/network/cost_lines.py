"""Names and order of the cost lines in a seat's books; most arrays of costs have them as first axis, L."""

from __future__ import annotations

from ..scenario.scenario import Scenario

LINES = (
    "capital",
    "storage",
    "insurance",
    "obsolescence",
    "freight_cost",
    "expedite_cost",
    "price_premium",
    "line_down_cost",
    "lost_margin",
    "backlog_cost",
    "changeover_cost",
)
ORDER_LINE = "order_cost"
"""Fixed costs of orders. Last, and only where a component has any, so that other books keep their shape."""
HOLDING = LINES[:4]
"""The lines that together are the holding cost."""

# By place in `LINES`: arrays of costs are indexed by these numbers in every week.
CAPITAL, STORAGE, INSURANCE, OBSOLESCENCE, FREIGHT, EXPEDITE = range(6)
PREMIUM, LINE_DOWN, LOST, BACKLOG, CHANGEOVER = range(6, len(LINES))
ORDERS = len(LINES)
"""Index of each line in `LINES`; ORDERS is an index only of books with `ORDER_LINE`."""


def lines_of(scenario: Scenario) -> tuple[str, ...]:
    """Names of the cost lines of a scenario's books, in order."""
    return (*LINES, ORDER_LINE) if any(part.order_cost for part in scenario.component) else LINES
