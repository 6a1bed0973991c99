"""What a week leaves in the books: what seats own, what they missed, and the money, by line, seat and slot.

Nothing is worked out here; `ledger` does that.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..arithmetic import Array
from ..network.cost_lines import CAPITAL, CHANGEOVER, EXPEDITE, FREIGHT, LINE_DOWN, ORDERS, PREMIUM


@dataclass(frozen=True, slots=True)
class Stocks:
    """What the seats own at a week's end.

    on_hand, moving (at sea, on roads and in port), in_port (its waiting part) (N, K, W);
    finished_goods, backlog (N, G, W). regions: where there are any, the goods at the plants (N, G, W) and
    on the regions' shelves (N, G, B, W); the rest is on the way between them.
    """

    on_hand: Array
    moving: Array
    in_port: Array
    finished_goods: Array
    backlog: Array
    regions: tuple[Array, Array] | None = None


@dataclass(frozen=True, slots=True)
class Losses:
    """What was not made, what was lost and what waits, in units (N, G, W), and why.

    blame (N, G, K+1, W): shares of the causes; gained (N, G, W): what rivals' customers bought, the other
    side of their lost sales.
    """

    blame: Array
    not_made: Array
    lost: Array
    waiting: Array
    gained: Array

    def by_cause(self, units: Array) -> Array:
        """Such units by what is to blame: (N, G, W) -> (N, G, K+1, W)."""
        return self.blame * units[:, :, None]


class Books:
    """What a week costs, written over week by week: money (lines, N, K+1, W).

    Some lines are written whole every week; those that few weeks or scenarios charge are 0 until they are.
    """

    ALWAYS = (slice(CAPITAL, FREIGHT), slice(LINE_DOWN, CHANGEOVER))
    RARE = frozenset((FREIGHT, EXPEDITE, PREMIUM, CHANGEOVER, ORDERS))

    def __init__(self, money: Array) -> None:
        self.money = money
        self._charged: set[int] = set()

    def begin(self) -> None:
        """Begin a week in which nothing rare has been charged."""
        for line in self._charged:
            self.money[line] = 0.0
        self._charged.clear()

    def add(self, line: int, money: Array, slot: int | slice = slice(None)) -> None:
        """Charge money, (N, K+1, W) or one slot's (N, W), to a line."""
        if line in self.RARE:
            self._charged.add(line)
        charged = self.money[line, :, slot]
        charged += money

    def charged(self) -> tuple[slice | int, ...]:
        """The lines in which anything stands."""
        return (*self.ALWAYS, *self._charged)
