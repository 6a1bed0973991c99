"""What a unit costs while a seat holds it, as the ledger has it, by where it is and by week.

In the last week the books close, and what of its worth is not credited is part of that week's rate.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array
from ..chain.ledger import WEEKS_A_YEAR
from .seat_inputs import Fate


class HoldingRates:
    """Money for a unit held over a week, the closing of the books in the last one.

    waiting (in port), moving, on_hand (K, T); goods, by where they stand, at the plant and on shelves (1 + B,
    G, T); sent, on their way there (G, T).
    """

    def __init__(self, fate: Fate) -> None:
        costs, parts, gone = fate.scenario.costs, fate.scenario.component, 1.0 - fate.scenario.closing_share
        value, worth = fate.network.value, fate.ledger.product_value[fate.seat]
        storage = np.array([part.storage for part in parts])
        aging = np.array([part.obsolescence for part in parts])
        owned = value * (costs.capital + costs.insurance + aging) / WEEKS_A_YEAR
        stored = value * storage / WEEKS_A_YEAR
        for k, part in enumerate(parts):
            if part.holding_cost is not None:
                owned[k], stored[k] = 0.0, 0.0
        by_unit = np.array([part.holding_cost or 0.0 for part in parts])
        under_way = np.array([0.0 if part.holding_cost is None else part.moving_cost for part in parts])
        self.waiting = np.repeat(stored[:, None], fate.weeks, axis=1)
        # What nobody needs is credited nothing; what stands on hand of it has been written off by then.
        lost = np.where(fate.unneeded[:, -1], 1.0, gone) * value
        self.moving = _closed(owned + under_way, lost, fate.weeks)
        self.on_hand = _closed(owned + stored + by_unit, gone * value, fate.weeks)
        kept = costs.capital + costs.insurance + costs.finished_obsolescence
        buffers = [market.buffer for market in fate.scenario.market if market.buffer is not None]
        self.sent = _closed(worth * kept / WEEKS_A_YEAR, gone * worth, fate.weeks)
        rent = np.array([costs.finished_storage, *(buffer.storage for buffer in buffers)])
        self.goods = self.sent + rent[:, None, None] * worth[:, None] / WEEKS_A_YEAR


def _closed(weekly: Array, closing: Array, weeks: int) -> Array:
    rates = np.repeat(weekly[:, None], weeks, axis=1)
    rates[:, -1] += closing
    return rates
