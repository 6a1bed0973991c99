"""A large game is worked on in parts, and what comes of them is the same to the last bit as of the whole."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from after_support import Played

from linestop.game.compute import jobs
from linestop.game.compute.joined_parts import joined_scores, joined_tables
from linestop.game.compute.world_cache import WorldCache
from linestop.game.errors import ReadOnly
from linestop.game.rules.events import (
    Event,
    GameScored,
    GameStarted,
    TableOpened,
    TurnResolved,
    TurnScored,
    encode,
)
from linestop.game.rules.replayed_world import PlayedGame, PlayedTurns, orders_of, parts_of
from linestop.game.rules.seat_totals import decode_sums, sums_of
from linestop.game.rules.session import Session

pytestmark = pytest.mark.slow

PARTS = [range(0, 1), range(1, 3), range(3, 5)]
JIC = ("frame", "housing", "chip", "display", "battery", "trim")


@pytest.fixture(autouse=True)
def no_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins like a worker that has played nothing."""
    monkeypatch.setattr(jobs, "WORLDS", WorldCache(forgets=True))


@cache
def year() -> Played:
    """Five tables at which people buffer different parts, three turns, a shock by the facilitator."""
    game = Played()
    game.note(TableOpened(number) for number in range(1, 5))
    people = [f"p{number}" for number in range(11)]
    plans = {name: {JIC[at % 6]: "JIC", JIC[at % 5]: "JIC"} for at, name in enumerate(people)}
    game.sit(*people).start().turn(plans)
    game.inject().turn(plans)
    game.last_turn().turn(plans).score()
    return game


def worked_in_parts(session: Session, event: Event, played: PlayedTurns) -> list[Event]:
    """The event as it is put together of what was worked out for each part; none that no worker makes."""
    state, parts = session.state, played.parts(session.state)
    assert list(parts) == PARTS
    if isinstance(event, GameScored):
        return joined_scores([jobs.score_game(part) for part in parts.values()])
    if isinstance(event, GameStarted):
        worked = [jobs.open_year(part) for part in parts.values()]
    elif isinstance(event, TurnResolved):
        orders = {tables: orders_of(state.closed_with, tables) for tables in parts}
        worked = [jobs.play_turn(part, orders[tables]) for tables, part in parts.items()]
        played.note(event.turn, dict(zip(parts, [part.digest for part in worked], strict=True)))
    else:
        return []
    assert [table for part in worked for table in decode_sums(part.sums)] == list(map(sums_of, event.tables))
    return [joined_tables(worked)]


def test_openings_turns_and_scores_in_parts_are_those_of_the_whole_game_to_the_last_bit() -> None:
    session, played, seen = Session(year().opened, year().opened.engine), PlayedTurns(together=2), 0
    scores: list[Event] = [event for event in year().events if isinstance(event, TurnScored)]
    for event in year().events[1:]:
        if made := (worked_in_parts(session, event, played) if session.state.tables == 5 else []):
            expected = [*scores, event] if isinstance(event, GameScored) else [event]
            assert list(map(encode, made)) == list(map(encode, expected))
            seen += 1
        session.apply(event)
    assert seen == 5


def test_a_server_that_reads_the_log_knows_the_digests_that_the_workers_told() -> None:
    session, told = Session(year().opened, year().opened.engine), PlayedTurns(together=2)
    for event in year().events[1:]:
        if isinstance(event, TurnResolved):
            worked_in_parts(session, event, told)
        session.apply(event)
    read = PlayedTurns(together=2).parts(session.state)
    assert told.parts(session.state) == read and [len(part.turns) for part in read.values()] == [3, 3, 3]


def test_a_worker_that_has_played_nothing_goes_on_with_any_part() -> None:
    for tables, part in PlayedTurns(together=2).parts(year().session.state).items():
        before, last = PlayedGame(part.opened, part.tables, part.turns[:2], part.first_table), part.turns[2]
        assert jobs.play_turn(before, last.orders).digest == last.digest, tables


def test_red_control_a_part_with_the_orders_of_another_comes_out_otherwise() -> None:
    _, second, third = PlayedTurns(together=2).parts(year().session.state).values()
    mixed = PlayedGame(second.opened, second.tables, (second.turns[0], *third.turns[1:]), second.first_table)
    with pytest.raises(ReadOnly):
        jobs.play_turn(mixed, third.turns[0].orders)


@pytest.mark.parametrize(("tables", "together"), [(1, 64), (64, 64), (65, 64), (250, 64), (7, 3), (4, 1)])
def test_parts_hold_each_table_once_and_are_as_few_and_as_even_as_can_be(tables: int, together: int) -> None:
    parts = parts_of(tables, together)
    assert [table for part in parts for table in part] == list(range(tables))
    sizes = [len(part) for part in parts]
    assert max(sizes) <= together and max(sizes) - min(sizes) <= 1
    assert len(parts) == -(-tables // together)
    assert all(before.stop == after.start for before, after in pairwise(parts))
