"""The lines of the books, in their order. A line that only some scenarios need comes last, and only there."""

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
"""Fixed costs of orders, where a component has any."""
HOLDING = LINES[:4]
"""What keeping goods costs."""

CAPITAL, STORAGE, INSURANCE, OBSOLESCENCE, FREIGHT, EXPEDITE = range(6)
PREMIUM, LINE_DOWN, LOST, BACKLOG, CHANGEOVER = range(6, len(LINES))
ORDERS = len(LINES)
"""Where each line stands; orders only where the books have such a line."""


def lines_of(scenario: Scenario) -> tuple[str, ...]:
    """The lines of a scenario's books."""
    return (*LINES, ORDER_LINE) if any(part.order_cost for part in scenario.component) else LINES
