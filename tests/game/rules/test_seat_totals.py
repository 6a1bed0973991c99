"""What each seat has come to since the first week: each turn is added once, to the sum of those before."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from game_support import Log, opened_game

from linestop.game.rules import seat_totals
from linestop.game.rules.seat_totals import GameSums, SeatSoFar, SeatTurn, decode_sums, encoded_sums, sums_of
from linestop.game.rules.session import Session
from linestop.game.views import player_view
from linestop.game.views.desk_view import desk
from linestop.scenarios import text_of

type Asked = Callable[[Session, int], None]
"""Is called with a game and the number of its last turn after each turn that has been played."""


def at_once(session: Session, turn: int) -> None:
    """A turn is added as soon as it has been played."""
    session.seat_so_far(0, 0)


def at_the_end(session: Session, turn: int) -> None:
    """All turns are added together."""


def by_a_worker(session: Session, turn: int) -> None:
    """A turn is added from what a worker made of its records."""
    session.runtime.sums.note(turn, decode_sums(encoded_sums(map(sums_of, session.state.turns[-1].tables))))
    session.seat_so_far(0, 0)


def played(asked: Asked) -> Session:
    log = Log(opened_game(text_of("pacific_squeeze"), seed=3))
    for turn in range(1, 5):
        log.play(1)
        asked(log.session, turn)
    return log.session


def differs_from_all_turns(asked: Asked) -> bool:
    session = played(asked)
    for seat in range(len(session.scenario.seat)):
        turns, found = session.seat_turns(0, seat), session.seat_so_far(0, seat)
        if found is None or numbers_of(found) != pytest.approx(sums_over(turns), rel=1e-12, abs=1e-9):
            return True
        if found != seat_totals.so_far(turns)[-1]:
            return True
    return False


def numbers_of(found: SeatSoFar) -> list[float]:
    opened, closed = found.cost_by_line(closed=False), found.cost_by_line(closed=True)
    totals = [found.total_cost(closed=False), found.total_cost(closed=True), found.uptime]
    return [*totals, *opened, *closed]


def sums_over(turns: list[SeatTurn]) -> list[float]:
    """The same numbers as `numbers_of`, from all turns."""
    closing = turns[-1].closing
    opened = [sum(each.costs[line] for each in turns) for line in range(len(closing))]
    cost = sum(each.cost for each in turns)
    uptime = sum(each.served for each in turns) / sum(each.required for each in turns)
    closed = [total + more for total, more in zip(opened, closing, strict=True)]
    return [cost, cost + sum(closing), uptime, *opened, *closed]


@pytest.mark.parametrize("asked", [at_once, at_the_end, by_a_worker])
def test_what_a_seat_has_come_to_is_the_sum_over_its_turns(asked: Asked) -> None:
    assert not differs_from_all_turns(asked)


def test_red_control_a_turn_that_is_not_added_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    add = seat_totals._with_turn

    def but_for_units(before: SeatSoFar | None, turn: SeatTurn) -> SeatSoFar:
        after = add(before, turn)
        return msgspec.structs.replace(after, served=before.served) if before else after

    monkeypatch.setattr(seat_totals, "_with_turn", but_for_units)
    assert differs_from_all_turns(at_once)


def test_before_the_first_turn_a_seat_has_come_to_nothing() -> None:
    log = Log()
    assert log.session.seat_so_far(0, 0) is None
    assert desk(log.session, {}, {}).seats[0].uptime is None


def added_by_turn(monkeypatch: pytest.MonkeyPatch, *, forgets: bool = False) -> list[int]:
    """How many seats' turns were added while views were shown, after each of three turns."""
    add, added = seat_totals._with_turn, [0]

    def counted(before: SeatSoFar | None, turn: SeatTurn) -> SeatSoFar:
        added[-1] += 1
        return add(before, turn)

    monkeypatch.setattr(seat_totals, "_with_turn", counted)
    log = Log(opened_game(text_of("pacific_squeeze"), seed=3))
    for _ in range(3):
        log.play(1)
        for _ in range(3):
            if forgets:
                log.session.runtime.sums = GameSums()
            player_view.player_view(log.session, log.place, {})
            desk(log.session, {}, {})
        added.append(0)
    return added[:-1]


def test_each_turn_is_added_once_however_many_views_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seats = len(Log(opened_game(text_of("pacific_squeeze"))).session.scenario.seat)
    assert added_by_turn(monkeypatch) == [seats] * 3


def test_red_control_a_session_that_adds_all_turns_for_each_view_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, *_, last = added_by_turn(monkeypatch, forgets=True)
    assert last > first
