"""Weeks, scores and the looking back are the same to the last bit wherever they are worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import pytest
from after_support import PLANS, Played
from distributed import Client, LocalCluster
from game_support import PATIENCE
from work_support import pool_of_processes

from linestop.game.compute import jobs
from linestop.game.compute.compute_pool import ComputePool, Kind
from linestop.game.compute.workers import ExecutorWorker
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
from linestop.game.rules.game_state import Orders
from linestop.game.rules.replayed_world import sendable
from linestop.game.rules.seat_totals import encoded_sums, sums_of
from linestop.game.rules.session import Session
from linestop.scenarios import text_of

pytestmark = pytest.mark.slow

SCENARIOS = ("pacific_squeeze", "calm_seas")


@dataclass(frozen=True, slots=True)
class Asked:
    """A job as a room asks for it, the events that the rules made of it, and what they come to."""

    kind: Kind
    work: Callable[..., jobs.Worked | list[bytes]]
    arguments: tuple[Any, ...]
    expected: list[bytes]
    sums: bytes

    def is_done_by(self, found: jobs.Worked | list[bytes]) -> bool:
        """To the last bit."""
        if isinstance(found, list):
            return found == self.expected
        return ([found.body], found.sums) == (self.expected, self.sums)


@cache
def year(scenario: str) -> Played:
    """Two tables, three people, three turns, a shock by the facilitator; nobody may change it."""
    game = Played(scenario=scenario, text=text_of(scenario))
    game.note([TableOpened(1)])
    game.sit("ann", "bob", "eve").start().turn(PLANS)
    game.inject(game.session.scenario.supplier[0].name).turn(PLANS)
    game.last_turn().turn(PLANS).score()
    return game


def asked_in(game: Played) -> list[Asked]:
    """All that the pool does for a game, in the order in which a room asks for it."""
    session, asked = Session(game.opened, game.opened.engine), []
    for event in game.events:
        if job := job_of(session, event):
            kind, work, arguments = job
            tables = event.tables if isinstance(event, GameStarted | TurnResolved) else []
            sums = encoded_sums(map(sums_of, tables)) if tables else b""
            scores = [each for each in game.events if isinstance(each, TurnScored)]
            made = [*scores, event] if isinstance(event, GameScored) else [event]
            asked.append(Asked(kind, work, arguments, list(map(encode, made)), sums))
        session.apply(event)
    return asked


def job_of(session: Session, event: Event) -> tuple[Kind, Any, tuple[Any, ...]] | None:
    game = session.played_game()
    match event:
        case GameStarted():
            return "opening", jobs.open_year, (game,)
        case TurnResolved():
            return "turn", jobs.play_turn, (game, sendable(session.state.closed_with))
        case GameScored():
            return "scoring", jobs.score_game, (game,)
    return None


def must_work_alike(pool: ComputePool) -> None:
    """Both games, first as they are played, then all at once and backwards: worlds are played again."""
    games = {scenario: asked_in(year(scenario)) for scenario in SCENARIOS}
    for scenario, asked in games.items():
        for each in asked:
            found = pool.submit(each.kind, scenario, each.work, *each.arguments).result(PATIENCE)
            assert each.is_done_by(found)
        backwards = [
            (each, pool.submit(each.kind, scenario, each.work, *each.arguments)) for each in reversed(asked)
        ]
        assert all(each.is_done_by(future.result(10 * PATIENCE)) for each, future in backwards)
    assert looked_back_by(pool) == looked_back()


def looked_back_by(pool: ComputePool) -> bytes:
    game = year("calm_seas").session.played_game()
    return msgspec.json.encode(pool.submit("review", "A", jobs.look_back, game, {}).result(10 * PATIENCE))


@cache
def looked_back() -> bytes:
    from linestop.game.review.post_game_analysis import analysis_of, foresight_of_seats

    played = year("calm_seas").session.played()
    foresight = foresight_of_seats(played, {})
    return msgspec.json.encode((analysis_of(played, foresight), foresight))


def test_threads_work_as_the_rules_do_by_themselves() -> None:
    pool = ComputePool(workers=2)
    must_work_alike(pool)
    pool.close()


def test_worker_processes_do_too() -> None:
    with pool_of_processes(2) as pool:
        must_work_alike(pool)


def test_a_dask_cluster_of_two_workers_does_too(cluster: Client) -> None:
    pool = ComputePool(lambda: ExecutorWorker(cluster.get_executor()), 2)
    must_work_alike(pool)
    pool.close()


@pytest.fixture
def cluster() -> Iterator[Client]:
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(host="127.0.0.1", **options) as cluster, Client(cluster) as client:
        yield client


def test_red_control_other_orders_are_other_events() -> None:
    [first] = [each for each in asked_in(year("calm_seas")) if each.kind == "turn"][:1]
    game, orders = first.arguments
    assert first.is_done_by(jobs.play_turn(game, orders))
    assert not first.is_done_by(jobs.play_turn(game, Orders()))


def test_a_game_that_comes_out_otherwise_when_it_is_played_again_is_refused_by_every_worker() -> None:
    game = year("calm_seas").session.played_game()
    second = msgspec.structs.replace(game.turns[1], digest=bytes(32))
    other = msgspec.structs.replace(game, turns=(game.turns[0], second, *game.turns[2:]))
    threads = ComputePool(workers=1)
    with pool_of_processes() as processes:
        for pool in (threads, processes):
            with pytest.raises(ReadOnly, match="Turn 2 came out differently") as refused:
                pool.submit("scoring", "A", jobs.score_game, other).result(PATIENCE)
            assert refused.value.code == "read_only"
            found = pool.submit("scoring", "A", jobs.score_game, game).result(PATIENCE)
            assert found[-1] == encode(year("calm_seas").events[-1]), "what is kept of it does no harm"
    threads.close()
