"""Totals of each seat by turn: units required and made, and money; added up once for each turn.

Views ask for them with every frame, and a turn's records are long. The closing of the books counts only
when a game has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import record_sums
from .events import TableTurn, TurnResolved


@dataclass(frozen=True, slots=True)
class SeatTurn:
    """The totals of one seat in one turn."""

    required: float
    """Units."""
    served: float
    """Units that were both required and made."""
    costs: list[float]
    """Money by cost line, (L,)."""
    closing: list[float]
    """Money that closing the books after this turn would cost, by cost line, (L,)."""

    @property
    def uptime(self) -> float:
        """Share of the turn's required units that were made; 1 if none were required."""
        return self.served / self.required if self.required > 0 else 1.0

    @property
    def cost(self) -> float:
        """Money of the turn over all cost lines, without the closing of the books."""
        return sum(self.costs)


class SeatTotals:
    """Keeps what each seat has come to in each turn, so that a turn's records are added up once."""

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._added: list[list[list[SeatTurn]]] = []

    def of(self, turns: Sequence[TurnResolved], table: int, seat: int) -> list[SeatTurn]:
        """The totals of one seat, turn by turn.

        turns: the turns played; from one call to the next they may only become more. seat: its number in
        the scenario's order.
        """
        for turn in turns[len(self._added) :]:
            self._added.append([[_add(each, n) for n in range(self._seats)] for each in turn.tables])
        return [turn[table][seat] for turn in self._added]


def uptime(turns: Sequence[SeatTurn]) -> float | None:
    """Share of the units required in these turns that were made; None before the first turn."""
    if not turns:
        return None
    required = sum(turn.required for turn in turns)
    return sum(turn.served for turn in turns) / required if required > 0 else 1.0


def cost_by_line(turns: Sequence[SeatTurn], lines: int, *, closed: bool = False) -> list[float]:
    """Money of these turns by cost line, (lines,); closed: with the closing of the books after the last."""
    columns = [turn.costs for turn in turns]
    if closed and turns:
        columns.append(turns[-1].closing)
    return [sum(costs[line] for costs in columns) for line in range(lines)]


def total_cost(turns: Sequence[SeatTurn], *, closed: bool = False) -> float:
    """Money of these turns over all cost lines; closed: with the closing of the books after the last."""
    closing = sum(turns[-1].closing) if closed and turns else 0.0
    return sum(turn.cost for turn in turns) + closing


def _add(table: TableTurn, seat: int) -> SeatTurn:
    return SeatTurn(
        required=float(sum(sum(week[seat]) for week in table.rows["required"])),
        served=record_sums.made_of_required([table], seat),
        costs=record_sums.cost_by_line([table], seat),
        closing=[float(sum(line[seat])) for line in table.closing],
    )
