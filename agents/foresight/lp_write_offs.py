"""Write-off constraints, relaxed so that the LP stays a lower bound.

Whether a customer still waits for a product whose life is over depends on the seat's decisions, so
components that only such a product needs may stay or go. At a review at least as much goes as certainly
must, and at most the rule's share of all there is. What a rule in numbers gives back may go back at no cost
in any week.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, Indices
from ..manufacturers.seat_rules import rule_for
from ..scenario.goods import WriteOff
from .goods_by_week import in_first_week
from .linear_program import before
from .lp_builder import LpBuilder
from .lp_transport import LpTransport


class LpWriteOffs:
    """Variables written_off, returned (K, T): what leaves the plant's bins beside what `made` (G, T) uses."""

    def __init__(self, builder: LpBuilder, transport: LpTransport, made: Indices) -> None:
        self.builder, self.inputs, self.program, self.made = builder, builder.inputs, builder.program, made
        self.transport = transport
        self._give_back()
        self._write_off()

    def _give_back(self) -> None:
        """What goes back leaves the bin before anything comes in, so no more goes than stood there."""
        scenario = self.inputs.scenario
        rules = [rule_for(scenario.seat[self.inputs.seat], part) for part in scenario.component]
        most = np.array([np.inf if rule is not None and rule.returns else 0.0 for rule in rules])
        shape = (len(rules), self.inputs.weeks)
        self.returned = self.builder.variables(shape, decision="returned", most=most[:, None])
        self.program.put(self.transport.bin_rows, self.returned)
        # returned <= on hand at the end of the week before, or at the opening.
        rows = self.program.at_most(in_first_week(self.inputs.initial.on_hand, self.inputs.weeks))
        self.program.put(rows, self.returned)
        self.program.put(rows, before(self.transport.on_hand, 1), -1.0)

    def _write_off(self) -> None:
        """Write-offs at standard cost, in the weeks in which some may be due."""
        rules = [part.write_off for part in self.inputs.scenario.component]
        weeks = np.arange(1, self.inputs.weeks + 1)
        reviewed = np.array(
            [weeks % rule.every_weeks == 0 if rule else np.zeros(self.inputs.weeks, bool) for rule in rules]
        )
        most = np.where(self.inputs.maybe_unneeded | reviewed, np.inf, 0.0)
        cost = self.inputs.network.value[:, None]
        self.written_off = self.builder.variables(
            reviewed.shape, decision="written_off", cost=cost, most=most
        )
        self.program.put(self.transport.bin_rows, self.written_off)
        for part, rule in enumerate(rules):
            if rule is not None:
                self._review(part, rule, reviewed[part])

    def _review(self, part: int, rule: WriteOff, weeks: Flags) -> None:
        """Bounds of a review's write-off; `weeks` (T,) are those with a review.

        Components leave a bin first in, first out. Old, at a review, is what stood in the bin `age` weeks ago
        less all that has left since: made use of, given back or written off. At least the rule's share of
        that goes.
        """
        age, program, written_off = rule.older_than_weeks, self.program, self.written_off[part, weeks]
        # written off >= share * (on hand before - used - returned - written off since), signs turned.
        least = program.at_most(-rule.share * self._old_at_opening(part, age)[weeks])
        program.put(least, written_off, -1.0)
        program.put(least, before(self.transport.on_hand[part], age)[weeks], rule.share)
        for back in range(age):
            # The bill of the week it was used in; what np.roll brings round meets NONE in `before`.
            used = np.roll(self.inputs.bill[:, part], back, axis=1)
            program.put(least, before(self.made, back)[:, weeks], -rule.share * used[:, weeks])
            program.put(least, before(self.returned[part], back)[weeks], -rule.share)
            if back:
                program.put(least, before(self.written_off[part], back)[weeks], -rule.share)
        # written off <= share * (on hand after it + written off), except where all of it may have to go as
        # unneeded.
        weeks = weeks & ~self.inputs.maybe_unneeded[part]
        most = program.at_most(np.zeros(int(weeks.sum())))
        program.put(most, self.written_off[part, weeks], 1.0 - rule.share)
        program.put(most, self.transport.on_hand[part, weeks], -rule.share)

    def _old_at_opening(self, part: int, age: int) -> Array:
        """Units of the opening that count as old in each week if none leave: (T,); negative if all are young.

        Before the first week the opening's weekly use was received in every week.
        """
        weeks = np.arange(1, self.inputs.weeks + 1)
        young = np.maximum(0, age - weeks) * self.inputs.initial.received[part]
        return np.where(weeks <= age, self.inputs.initial.on_hand[part] - young, 0.0)
