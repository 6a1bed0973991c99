"""Holding costs of one seat as objective coefficients: money for a unit held over a week, by place and week.

The rates are the ledger's. In the last week the books close, and the part of a unit's worth that is not
credited then (1 - closing_share) is added to that week's rate.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array
from ..chain.ledger import WEEKS_A_YEAR
from .seat_inputs import SeatInputs


class HoldingRates:
    """Money for a unit held over a week. B: the markets with a buffer, in their order.

    Of components (K, T): waiting in a port, moving under way, ports included, on_hand in the plant's bins.
    Of products: goods at the plant, then on the shelf of each buffer (1 + B, G, T); sent, on their way to a
    shelf (G, T).
    """

    def __init__(self, inputs: SeatInputs) -> None:
        self._of_components(inputs)
        self._of_products(inputs)

    def _of_components(self, inputs: SeatInputs) -> None:
        costs, parts = inputs.scenario.costs, inputs.scenario.component
        value, lost_share = inputs.network.value, 1.0 - inputs.scenario.closing_share
        storage = np.array([part.storage for part in parts])
        obsolescence = np.array([part.obsolescence for part in parts])
        owned = value * (costs.capital + costs.insurance + obsolescence) / WEEKS_A_YEAR
        stored = value * storage / WEEKS_A_YEAR
        for k, part in enumerate(parts):
            # A component with a holding cost in money of its own pays that and no shares of its value.
            if part.holding_cost is not None:
                owned[k], stored[k] = 0.0, 0.0
        by_unit = np.array([part.holding_cost or 0.0 for part in parts])
        under_way = np.array([0.0 if part.holding_cost is None else part.moving_cost for part in parts])
        # Goods in a port are moving too, so there they pay storage only on top of the rate for moving.
        self.waiting = np.repeat(stored[:, None], inputs.weeks, axis=1)
        # Unneeded components under way are credited nothing; those on hand have been written off by then.
        lost = np.where(inputs.unneeded[:, -1], 1.0, lost_share) * value
        self.moving = _with_closing(owned + under_way, lost, inputs.weeks)
        self.on_hand = _with_closing(owned + stored + by_unit, lost_share * value, inputs.weeks)

    def _of_products(self, inputs: SeatInputs) -> None:
        costs, lost_share = inputs.scenario.costs, 1.0 - inputs.scenario.closing_share
        worth = inputs.ledger.product_value[inputs.seat]
        yearly = costs.capital + costs.insurance + costs.finished_obsolescence
        buffers = [market.buffer for market in inputs.scenario.market if market.buffer is not None]
        self.sent = _with_closing(worth * yearly / WEEKS_A_YEAR, lost_share * worth, inputs.weeks)
        storage_rate = np.array([costs.finished_storage, *(buffer.storage for buffer in buffers)])
        self.goods = self.sent + storage_rate[:, None, None] * worth[:, None] / WEEKS_A_YEAR


def _with_closing(weekly: Array, closing: Array, weeks: int) -> Array:
    """Rates (items,) in every week, and what closing the books takes in the last one: (items, T)."""
    rates = np.repeat(weekly[:, None], weeks, axis=1)
    # A unit held at the end of the last week is on the books when they close.
    rates[:, -1] += closing
    return rates
