"""What leaves a seat's bins unused: what no product needs, a part of what lies too long, and what goes back.

Parts are written off before they must be only where they may have to be. Whether anybody still waits for a
product whose life is over is the seat's doing, so what he would need may stay or go; at a review no less
goes than must, and no more than the rule's share of all there is. What a rule in numbers gives back may go
back for nothing whenever it stands in the bin.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..manufacturers.seat_rules import rule_for
from ..scenario.goods import WriteOff
from .linear_program import before
from .lp_builder import SeatBooks
from .lp_transport import SeatRoads
from .weeks_of_goods import first


class SeatWriteOffs:
    """Blocks written, returned (K, T), out of the bins of roads, from which made (G, T) takes parts."""

    def __init__(self, books: SeatBooks, roads: SeatRoads, made: Indices) -> None:
        self.books, self.fate, self.program, self.made = books, books.fate, books.program, made
        self.roads = roads
        self._give_back()
        self._write_off()

    def _give_back(self) -> None:
        """What goes back leaves the bin before anything comes in."""
        scenario = self.fate.scenario
        rules = [rule_for(scenario.seat[self.fate.seat], part) for part in scenario.component]
        most = np.array([np.inf if rule is not None and rule.returns else 0.0 for rule in rules])
        shape = (len(rules), self.fate.weeks)
        self.returned = self.books.block(shape, move="returned", most=most[:, None])
        self.program.put(self.roads.bins, self.returned)
        rows = self.program.at_most(first(self.fate.outset.on_hand, self.fate.weeks))
        self.program.put(rows, self.returned)
        self.program.put(rows, before(self.roads.on_hand, 1), -1.0)

    def _write_off(self) -> None:
        rules = [part.write_off for part in self.fate.scenario.component]
        weeks = np.arange(1, self.fate.weeks + 1)
        reviewed = np.array(
            [weeks % rule.every_weeks == 0 if rule else np.zeros(self.fate.weeks, bool) for rule in rules]
        )
        most = np.where(self.fate.maybe_unneeded | reviewed, np.inf, 0.0)
        cost = self.fate.network.value[:, None]
        self.written = self.books.block(reviewed.shape, move="written", cost=cost, most=most)
        self.program.put(self.roads.bins, self.written)
        for part, rule in enumerate(rules):
            if rule is not None:
                self._review(part, rule, reviewed[part])

    def _review(self, part: int, rule: WriteOff, weeks: Flags) -> None:
        """First in, first out: old is what was there then, less all that has left the bin since."""
        age, program, written = rule.older_than_weeks, self.program, self.written[part, weeks]
        least = program.at_most(-rule.share * self._old_at_opening(part, age)[weeks])
        program.put(least, written, -1.0)
        program.put(least, before(self.roads.on_hand[part], age)[weeks], rule.share)
        for back in range(age):
            used = np.roll(self.fate.bill[:, part], back, axis=1)
            program.put(least, before(self.made, back)[:, weeks], -rule.share * used[:, weeks])
            program.put(least, before(self.returned[part], back)[weeks], -rule.share)
            if back:
                program.put(least, before(self.written[part], back)[weeks], -rule.share)
        weeks = weeks & ~self.fate.maybe_unneeded[part]
        most = program.at_most(np.zeros(int(weeks.sum())))
        program.put(most, self.written[part, weeks], 1.0 - rule.share)
        program.put(most, self.roads.on_hand[part, weeks], -rule.share)

    def _old_at_opening(self, part: int, age: int) -> Array:
        """Units of the opening that count as old in each week, were none to leave: (T,), below 0 if young.

        Before the first week so much came in every week as the opening's use.
        """
        weeks = np.arange(1, self.fate.weeks + 1)
        young = np.maximum(0, age - weeks) * self.fate.outset.received[part]
        return np.where(weeks <= age, self.fate.outset.on_hand[part] - young, 0.0)
