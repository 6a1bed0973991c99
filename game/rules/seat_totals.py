"""What each seat has come to: units and money by turn, changed stances by turn, and the final rank.

Views ask for them with every frame, and a turn's records are long: each turn is read once, and seats are
ranked once. The closing of the books counts only when a game has ended.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..messages import StanceName
from ..messages.rounding import for_screen
from . import record_sums
from .events import GameScored, Place, TableTurn, TurnResolved
from .game_state import GameState


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
    lost: list[float]
    """Required units not made, by the component that was missing, and last the line's own limit, (K + 1,)."""
    weeks: list[float]
    """Money of each week over all cost lines, (weeks,)."""

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


class StanceChanges:
    """The seats that changed their stances from one turn to the next; each turn is compared once."""

    def __init__(self) -> None:
        self._by_turn: list[dict[Place, dict[str, StanceName]]] = []

    def of(self, state: GameState) -> Sequence[Mapping[Place, Mapping[str, StanceName]]]:
        """By turn played, the oldest first: the new stances by component of each seat that changed.

        The first turn is compared with the opening. state: of one game; from one call to the next its turns
        may only become more.
        """
        for number in range(len(self._by_turn), len(state.turns)):
            self._by_turn.append(_changed(state, number))
        return self._by_turn


def _changed(state: GameState, number: int) -> dict[Place, dict[str, StanceName]]:
    """Changes of the turn at index `number` against the one before it."""
    assert state.started is not None
    before = state.turns[number - 1].tables if number else state.started.tables
    found = {}
    for table, (old, new) in enumerate(zip(before, state.turns[number].tables, strict=True)):
        rows = zip(state.seat_names, old.rows["stance"][-1], new.rows["stance"][-1], strict=True)
        for seat, was, now in rows:
            if was != now:
                held = state.stances_in(was)
                changes = {part: each for part, each in state.stances_in(now).items() if each != held[part]}
                found[Place(table, seat)] = changes
    return found


class FinalRanks:
    """Scores and ranks of a finished game, worked out once for all seats together."""

    def __init__(self) -> None:
        self._scored: GameScored | None = None
        self._players: Mapping[Place, str] = {}
        self._scores: dict[Place, float] = {}
        self._ranks: dict[Place, int] = {}

    def score(self, state: GameState, place: Place) -> float | None:
        """Final score of a seat, rounded for the wire; None until the game is over and it is worked out."""
        self._look(state)
        return self._scores.get(place)

    def rank(self, state: GameState, place: Place) -> int | None:
        """Rank among people, from 1, equals sharing one; None without scores, and for a bot among people."""
        self._look(state)
        return self._ranks.get(place)

    def _look(self, state: GameState) -> None:
        if self._scored is state.hindsight and self._players is state.players:
            return
        self._scored, self._players = state.hindsight, state.players
        # Hindsight lists the seats table after table, as places are listed.
        seats = state.hindsight.hindsight.seats if state.hindsight else []
        places = state.places if seats else []
        self._scores = {
            place: for_screen(seat.parts.score) for place, seat in zip(places, seats, strict=True)
        }
        ranked = state.ranked if seats else []
        lowest_first = sorted(self._scores[place] for place in ranked)
        self._ranks = {
            place: 1 + len(ranked) - bisect_right(lowest_first, self._scores[place]) for place in ranked
        }


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
    # As `cost_by_line` and `cost_by_week` add, from sums over the components that both need, (weeks, L).
    costs = [[sum(line[seat]) for line in week] for week in table.rows["cost"]]
    return SeatTurn(
        required=float(sum(sum(week[seat]) for week in table.rows["required"])),
        served=record_sums.made_of_required([table], seat),
        costs=[float(sum(line)) for line in zip(*costs, strict=True)],
        closing=[float(sum(line[seat])) for line in table.closing],
        lost=[
            sum(week)
            for week in zip(
                *(record_sums.over_products(week[seat]) for week in table.rows["shortfall_by"]), strict=True
            )
        ],
        weeks=[float(sum(week)) for week in costs],
    )
