"""What a seat writes off: all of what no product needs, and of what lies too long a part at each review.

Parts are written off before they must be only where they may have to be. Whether anybody still waits for a
product whose life is over is the seat's doing, so what he would need may stay or go; at a review no less
goes than must, and no more than the rule's share of all there is.
"""

from __future__ import annotations

import numpy as np

from .arithmetic import Array, Flags, Indices
from .program import before
from .scenario_goods import WriteOff
from .seat_books import SeatBooks
from .seat_supply import SeatSupply


class SeatWriteOffs:
    """Block written (K, T), out of the bins of a supply, from which made (G, T) takes parts."""

    def __init__(self, books: SeatBooks, supply: SeatSupply, made: Indices) -> None:
        self.fate, self.program, self.supply, self.made = books.fate, books.program, supply, made
        rules = [part.write_off for part in self.fate.scenario.component]
        weeks = np.arange(1, self.fate.weeks + 1)
        reviewed = np.array(
            [weeks % rule.every_weeks == 0 if rule else np.zeros(self.fate.weeks, bool) for rule in rules]
        )
        most = np.where(self.fate.maybe_unneeded | reviewed, np.inf, 0.0)
        cost = self.fate.network.value[:, None]
        self.written = books.block(reviewed.shape, move="written", cost=cost, most=most)
        self.program.put(supply.bins, self.written)
        for part, rule in enumerate(rules):
            if rule is not None:
                self._review(part, rule, reviewed[part])

    def _review(self, part: int, rule: WriteOff, weeks: Flags) -> None:
        """First in, first out: old is what was there then, less all that has left the bin since."""
        age, program, written = rule.older_than_weeks, self.program, self.written[part, weeks]
        least = program.at_most(-rule.share * self._old_at_opening(part, age)[weeks])
        program.put(least, written, -1.0)
        program.put(least, before(self.supply.on_hand[part], age)[weeks], rule.share)
        for back in range(age):
            used = np.roll(self.fate.bill[:, part], back, axis=1)
            program.put(least, before(self.made, back)[:, weeks], -rule.share * used[:, weeks])
            program.put(least, before(self.supply.returned[part], back)[weeks], -rule.share)
            if back:
                program.put(least, before(self.written[part], back)[weeks], -rule.share)
        weeks = weeks & ~self.fate.maybe_unneeded[part]
        most = program.at_most(np.zeros(int(weeks.sum())))
        program.put(most, self.written[part, weeks], 1.0 - rule.share)
        program.put(most, self.supply.on_hand[part, weeks], -rule.share)

    def _old_at_opening(self, part: int, age: int) -> Array:
        """Units of the opening that count as old in each week, were none to leave: (T,), below 0 if young.

        Before the first week so much came in every week as the opening's use.
        """
        weeks = np.arange(1, self.fate.weeks + 1)
        young = np.maximum(0, age - weeks) * self.fate.received[part]
        return np.where(weeks <= age, self.fate.on_hand[part] - young, 0.0)
