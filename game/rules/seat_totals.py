"""What each seat has come to: units and money by turn, changed stances by turn, and the final rank.

Views ask for them with every frame, and a turn's records are long: each turn is read once, and seats are
ranked once. The closing of the books counts only when a game has ended.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..messages import StanceName
from ..messages.rounding import for_screen
from . import record_sums
from .events import GameScored, GameStarted, Place, TurnResolved
from .game_state import GameState
from .table_records import TableTurn


class SeatSums(Struct, frozen=True):
    """What one seat has come to in some turns."""

    required: float
    """Units."""
    served: float
    """Units that were both required and made."""
    costs: list[float]
    """Money by cost line, (L,)."""
    cost: float
    """Money over all cost lines, without the closing of the books."""

    @property
    def uptime(self) -> float:
        """Share of the required units that were made; 1 if none were required."""
        return self.served / self.required if self.required > 0 else 1.0


class SeatTurn(SeatSums, frozen=True):
    """What one seat has come to in one turn."""

    lost: list[float]
    """Required units not made, by the component that was missing, and last the line's own limit, (K + 1,)."""
    weeks: list[float]
    """Money of each week over all cost lines, (weeks,)."""
    closing: list[float] = []
    """Money that closing the books after this turn would cost, by cost line, (L,). This and `flows` are kept
    of the last turn alone."""
    flows: dict[str, list[float]] = {}
    """Units of each week by name of the record, all products together, (weeks,): see `FLOWS`."""


class SeatSoFar(SeatSums, frozen=True):
    """What one seat has come to from the first week to the end of a turn.

    Every view tells it of all seats of a table, so each turn adds to it once: a view of a late turn then
    takes no longer than one of an early turn.
    """

    closing: list[float]
    """Money that closing the books after that turn would cost, by cost line, (L,); empty of earlier turns."""

    def total_cost(self, *, closed: bool) -> float:
        """Money over all cost lines; closed: with the closing of the books."""
        return self.cost + sum(self.closing) if closed else self.cost

    def cost_by_line(self, *, closed: bool) -> list[float]:
        """Money by cost line, (L,); closed: with the closing of the books."""
        if not closed:
            return self.costs
        return [cost + closing for cost, closing in zip(self.costs, self.closing, strict=True)]


def so_far(turns: Iterable[SeatTurn]) -> list[SeatSoFar]:
    """What a seat has come to by the end of each of these turns, the first of the game on."""
    told: list[SeatSoFar] = []
    for turn in turns:
        told.append(_with_turn(told[-1] if told else None, turn))
    return told


def _with_turn(before: SeatSoFar | None, turn: SeatTurn) -> SeatSoFar:
    if before is None:
        return SeatSoFar(turn.required, turn.served, turn.costs, turn.cost, turn.closing)
    return SeatSoFar(
        required=before.required + turn.required,
        served=before.served + turn.served,
        costs=[sum(pair) for pair in zip(before.costs, turn.costs, strict=True)],
        cost=before.cost + turn.cost,
        closing=turn.closing,
    )


class TableSums(Struct, frozen=True):
    """What the records of one table have come to in one turn: all that is looked at of every table."""

    seats: list[SeatTurn]
    """In the scenario's order; none of the opening, in which nothing has flowed."""
    stances: list[list[float]]
    """At the turn's end, 1 for JIC, (N, K)."""
    quotes: list[float]
    """Quoted lead times at the turn's end, weeks, (J,)."""
    queues: list[float]
    """Queues of the ports at the turn's end, weeks, (P,)."""


FLOWS = ("required", "made", "sold", "lost", "backlog", "finished_goods")
"""Records (N, G) that `SeatTurn.flows` holds, after `demand`, which has an axis of markets too."""

decode_sums = msgspec.msgpack.Decoder(list[TableSums]).decode
_decode_table = msgspec.msgpack.Decoder(TableSums).decode


def sums_of(table: TableTurn) -> TableSums:
    """What the records of a table come to."""
    rows = table.rows
    played = "cost" in rows  # the opening's rows hold no week's costs
    return TableSums(
        seats=[_add(table, seat) for seat in range(len(rows["stance"][-1]))] if played else [],
        stances=rows["stance"][-1],
        quotes=rows["quote"][-1],
        queues=rows["port_queue_weeks"][-1],
    )


def encoded_sums(sums: Iterable[TableSums]) -> bytes:
    """What tables come to, as `decode_sums` reads it."""
    return msgspec.msgpack.encode(list(sums))


class _Kept(Sequence[TableSums]):
    """What the tables come to in a turn before the last one: a table is read when it is asked for, and takes
    a fifth of the memory until then."""

    def __init__(self, tables: Iterable[TableSums]) -> None:
        self._tables = list(map(msgspec.msgpack.encode, tables))

    def __getitem__(self, table: Any) -> Any:
        return _decode_table(self._tables[table])  # one by one: nobody asks for a slice

    def __len__(self) -> int:
        return len(self._tables)


class _Known(NamedTuple):
    by_turn: list[Sequence[TableSums]]
    """And by table, the opening first."""
    so_far: list[list[SeatSoFar]]
    """By table and seat, up to the last of these turns; no seats before the first turn is played."""


class GameSums:
    """What all tables of a game have come to, turn by turn: each is added up once, here or by a worker."""

    def __init__(self) -> None:
        self._known = _Known([], [])
        self._told: dict[int, list[TableSums]] = {}

    def note(self, turn: int, sums: list[TableSums]) -> None:
        """What the tables come to in a turn that the state is about to have; 0: in the opening."""
        self._told[turn] = sums

    def of(self, started: GameStarted, turns: Sequence[TurnResolved]) -> list[Sequence[TableSums]]:
        """By turn and table, the opening first; not to be changed. Safe to use from several threads.

        turns: the turns played; from one call to the next they may only become more.
        """
        return self._up_to(started, turns).by_turn

    def so_far(self, started: GameStarted, turns: Sequence[TurnResolved]) -> list[list[SeatSoFar]]:
        """By table and seat, from the first week to the end of the last of these turns; otherwise as `of`."""
        return self._up_to(started, turns).so_far

    def _up_to(self, started: GameStarted, turns: Sequence[TurnResolved]) -> _Known:
        known = self._known
        by_turn = known.by_turn
        if len(by_turn) <= len(turns):
            tables = [started.tables, *(turn.tables for turn in turns)]
            new = [self._sums(number, tables[number]) for number in range(len(by_turn), len(tables))]
            all_turns = [*by_turn, *new]
            longer = max(0, len(by_turn) - 1)  # all before are short already
            all_turns[longer:-1] = [_Kept(map(_shortened, turn)) for turn in all_turns[longer:-1]]
            # Replaced as a whole: many threads ask for a finished game's sums at once.
            known = self._known = _Known(all_turns, _added(known.so_far, new))
        return known

    def _sums(self, turn: int, tables: Sequence[TableTurn]) -> list[TableSums]:
        told = self._told.pop(turn, None)
        # A table may have been opened since the opening was worked out.
        return told if told is not None and len(told) == len(tables) else list(map(sums_of, tables))


def _added(before: list[list[SeatSoFar]], turns: list[list[TableSums]]) -> list[list[SeatSoFar]]:
    """What the seats of each table come to with these turns."""
    for tables in turns:
        before = [
            [_with_turn(known[seat] if known else None, turn) for seat, turn in enumerate(table.seats)]
            for table, known in zip(tables, before or [[]] * len(tables), strict=True)
        ]
    return before


def _shortened(table: TableSums) -> TableSums:
    """Without what is looked at of the last turn alone: a year of a full room is long."""
    return replace(table, seats=[replace(seat, closing=[], flows={}) for seat in table.seats])


class StanceChanges:
    """The seats that changed their stances from one turn to the next; each turn is compared once."""

    def __init__(self) -> None:
        self._by_turn: list[dict[Place, dict[str, StanceName]]] = []

    def of(
        self, state: GameState, sums: Sequence[Sequence[TableSums]]
    ) -> Sequence[Mapping[Place, Mapping[str, StanceName]]]:
        """By turn played, the oldest first: the new stances by component of each seat that changed.

        The first turn is compared with the opening. state: of one game; from one call to the next its turns
        may only become more. sums: by turn and table, the opening first (`GameSums.of`).
        """
        for before, after in pairwise(sums[len(self._by_turn) :]):
            self._by_turn.append(_changed(state, before, after))
        return self._by_turn


def _changed(
    state: GameState, before: Sequence[TableSums], after: Sequence[TableSums]
) -> dict[Place, dict[str, StanceName]]:
    """Changes of a turn against the one before it."""
    found = {}
    for table, (old, new) in enumerate(zip(before, after, strict=True)):
        for seat, was, now in zip(state.seat_names, old.stances, new.stances, strict=True):
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


def _add(table: TableTurn, seat: int) -> SeatTurn:
    rows = table.rows
    # As `cost_by_line` and `cost_by_week` add, from sums over the components that both need, (weeks, L).
    by_week = [[sum(line[seat]) for line in week] for week in rows["cost"]]
    costs = [float(sum(line)) for line in zip(*by_week, strict=True)]
    shortfall = (record_sums.over_products(week[seat]) for week in rows["shortfall_by"])
    return SeatTurn(
        required=float(sum(sum(week[seat]) for week in rows["required"])),
        served=record_sums.made_of_required([table], seat),
        costs=costs,
        cost=sum(costs),
        lost=[sum(week) for week in zip(*shortfall, strict=True)],
        weeks=[float(sum(week)) for week in by_week],
        closing=[float(sum(line[seat])) for line in table.closing],
        flows={
            "demand": [float(sum(map(sum, week[seat]))) for week in rows["demand"]],
            **{name: [float(sum(week[seat])) for week in rows[name]] for name in FLOWS},
        },
    )
