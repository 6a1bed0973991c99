"""A pool hands out the most urgent job first, one to a worker, and does again what a worker died of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from queue import SimpleQueue
from typing import Any

import pytest
from game_support import PATIENCE

from linestop.game.compute import compute_pool
from linestop.game.compute.compute_pool import TRIES, ComputePool, Kind
from linestop.game.compute.workers import ExecutorWorker, ThreadWorker


class Handed(Future[Any]):
    """A job that a worker was given; the test says when it is done, or that the worker has died."""

    def __init__(self, worker: ByHand, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        super().__init__()
        self.worker = worker
        self.name = arguments[-1]
        self._work = lambda: work(*arguments)

    def finish(self) -> None:
        try:
            self.set_result(self._work())
        except Exception as error:
            self.set_exception(error)

    def die(self) -> None:
        self.set_exception(BrokenExecutor("the worker is gone"))


class ByHand(Executor):
    """An executor that does nothing by itself."""

    def __init__(self, handed: SimpleQueue[Handed]) -> None:
        self._handed = handed

    def submit(self, work: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        future = Handed(self, work, arguments)
        self._handed.put(future)
        return future


class Hands:
    """A pool, and what its workers were given, in order."""

    def __init__(self, workers: int) -> None:
        self.handed: SimpleQueue[Handed] = SimpleQueue()
        self.pool = ComputePool(lambda: ExecutorWorker(ByHand(self.handed)), workers)

    def ask(self, kind: Kind, name: str, game: str = "") -> Future[str]:
        return self.pool.submit(kind, game or name, str.upper, name)

    def next(self) -> Handed:
        return self.handed.get(timeout=PATIENCE)

    def settle(self) -> None:
        """Until the pool has looked at all that it was told."""
        self.pool.warm_up()
        while not self.pool._messages.empty():
            pass


@pytest.fixture
def hands() -> Iterator[Callable[[int], Hands]]:
    made: list[Hands] = []

    def make(workers: int) -> Hands:
        made.append(Hands(workers))
        return made[-1]

    yield make
    for each in made:
        each.pool.close()


OF_ROOMS: tuple[Kind, ...] = ("opening", "turn", "scoring")


def order_of_hands(one: Hands) -> list[str]:
    """One worker is busy while all others are asked for, the least urgent first."""
    one.ask("scoring", "first")
    first = one.next()
    for kind in reversed(OF_ROOMS):
        one.ask(kind, f"{kind} 1")
        one.ask(kind, f"{kind} 2")
    first.finish()
    names = []
    for _ in range(2 * len(OF_ROOMS)):
        handed = one.next()
        names.append(handed.name)
        handed.finish()
    return names


def test_a_room_s_opening_goes_before_a_turn_and_a_turn_before_a_score(
    hands: Callable[[int], Hands],
) -> None:
    assert order_of_hands(hands(1)) == [f"{kind} {n}" for kind in OF_ROOMS for n in (1, 2)]


def test_red_control_a_pool_without_urgency_goes_by_who_came_first(
    hands: Callable[[int], Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    class AllTheSame(tuple[Kind, ...]):
        def index(self, *_: Any) -> int:
            return 0

    monkeypatch.setattr(compute_pool, "KINDS", AllTheSame(compute_pool.KINDS))
    assert order_of_hands(hands(1))[0] == "scoring 1"


def turn_beside_reviews(one: Hands) -> tuple[list[str], Handed]:
    """What a pool of one worker has begun while one of two reviews is not done, and that review."""
    one.ask("review", "review 1")
    first = one.next()
    one.ask("review", "review 2")
    one.ask("turn", "turn")
    one.settle()
    begun = [first.name]
    while not one.handed.empty():
        begun.append(one.next().name)
    return begun, first


def test_no_turn_waits_for_a_review_and_reviews_wait_for_one_another(hands: Callable[[int], Hands]) -> None:
    one = hands(1)
    begun, first = turn_beside_reviews(one)
    assert begun == ["review 1", "turn"]
    first.finish()
    assert one.next().name == "review 2"


def test_red_control_where_reviews_are_work_like_any_other_the_turn_waits(
    hands: Callable[[int], Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute_pool.Job, "reviews", False)
    assert turn_beside_reviews(hands(1))[0] == ["review 1"]


def test_a_worker_has_one_job_at_a_time_and_the_others_are_counted_as_waiting(
    hands: Callable[[int], Hands],
) -> None:
    two = hands(2)
    results = [two.ask(kind, f"{n}") for n, kind in enumerate(["turn", "turn", "scoring", "scoring"])]
    first, second = two.next(), two.next()
    two.settle()
    assert two.handed.empty()
    assert two.pool.waiting() == {"scoring": 2}
    first.finish()
    assert results[0].result(PATIENCE) == "0"
    third = two.next()
    assert third.worker is first.worker and third.name == "2"
    second.finish()
    third.finish()


def test_a_game_is_worked_on_where_its_world_is_and_elsewhere_rather_than_wait(
    hands: Callable[[int], Hands],
) -> None:
    two = hands(2)
    first = two.ask("turn", "A"), two.next()
    other = two.ask("turn", "B"), two.next()
    assert first[1].worker is not other[1].worker
    for asked, handed in (first, other):
        handed.finish()
        asked.result(PATIENCE)
    # B is asked for first, and both are free.
    for name, (_, before) in (("B", other), ("A", first)):
        two.ask("scoring", name)
        handed = two.next()
        assert handed.worker is before.worker
        if name == "A":
            handed.finish()
    two.settle()
    two.ask("turn", "more of B", "B")
    assert two.next().worker is first[1].worker, "where its world is, B's score is still being worked out"


def begun_elsewhere(two: Hands, games: int) -> bool:
    """One of two workers is at a turn, and all of these games had their last turn there: does the other one,
    which has nothing to do, take one of them?"""
    two.ask("turn", "other")
    other, handed = two.next(), []
    for number in range(games):
        asked = two.ask("turn", f"game {number}")
        handed.append(two.next())
        handed[-1].finish()
        asked.result(PATIENCE)
    two.ask("turn", "game 0 again", "game 0")
    busy = two.next()
    other.finish()
    for number in range(1, games):
        two.ask("turn", f"game {number} again", f"game {number}")
    two.settle()
    assert {each.worker for each in (*handed, busy)} == {busy.worker} != {other.worker}
    return not two.handed.empty()


def test_a_turn_waits_for_the_worker_that_has_its_world_unless_many_wait_for_it(
    hands: Callable[[int], Hands],
) -> None:
    # One is being played, and as many wait as the rest.
    assert not begun_elsewhere(hands(2), compute_pool.PATIENCE)
    assert begun_elsewhere(hands(2), compute_pool.PATIENCE + 1)


def test_red_control_without_patience_the_other_worker_plays_the_game_again(
    hands: Callable[[int], Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute_pool, "PATIENCE", 0)
    assert begun_elsewhere(hands(2), 2)


def test_what_a_worker_died_of_is_done_again_by_another_and_counted(hands: Callable[[int], Hands]) -> None:
    one, replaced = hands(1), []
    one.pool.on_replaced = lambda: replaced.append("replaced")
    result = one.ask("scoring", "it")
    first = one.next()
    first.die()
    again = one.next()
    assert again.worker is not first.worker
    again.finish()
    assert result.result(PATIENCE) == "IT" and replaced == ["replaced"]


def test_a_job_of_which_worker_after_worker_dies_fails_and_the_next_one_is_done(
    hands: Callable[[int], Hands],
) -> None:
    one = hands(1)
    result, other = one.ask("turn", "deadly"), one.ask("scoring", "harmless")
    for _ in range(TRIES):
        deadly = one.next()
        assert deadly.name == "deadly", "it is as urgent as it was"
        deadly.die()
    with pytest.raises(BrokenExecutor):
        result.result(PATIENCE)
    one.next().finish()
    assert other.result(PATIENCE) == "HARMLESS"


def test_what_a_job_raises_its_future_raises_and_nobody_is_replaced(hands: Callable[[int], Hands]) -> None:
    one = hands(1)
    one.pool.on_replaced = lambda: pytest.fail("the worker lives")
    result = one.pool.submit("turn", "A", int, "no number")
    one.next().finish()
    with pytest.raises(ValueError, match="no number"):
        result.result(PATIENCE)


def test_a_job_that_nobody_wants_any_more_is_not_begun(hands: Callable[[int], Hands]) -> None:
    one = hands(1)
    one.ask("turn", "first")
    first, unwanted, wanted = one.next(), one.ask("turn", "unwanted"), one.ask("scoring", "wanted")
    unwanted.cancel()
    first.finish()
    one.next().finish()
    assert wanted.result(PATIENCE) == "WANTED"


def test_a_pool_that_is_closed_cancels_what_is_not_done_and_takes_no_more(
    hands: Callable[[int], Hands],
) -> None:
    one = hands(1)
    running, waiting = one.ask("turn", "running"), one.ask("turn", "waiting")
    one.next()
    one.pool.close()
    for each in (running, waiting, one.ask("turn", "late")):
        with pytest.raises(CancelledError):
            each.result(PATIENCE)
    one.pool.close()


def test_a_worker_that_cannot_be_started_fails_its_job_and_the_pool_goes_on() -> None:
    starts = [OSError("no more processes"), None]

    def start() -> ThreadWorker:
        if error := starts.pop(0):
            raise error
        return ThreadWorker()

    pool = ComputePool(start, 1)
    with pytest.raises(OSError, match="no more"):
        pool.submit("turn", "A", str.upper, "a").result(PATIENCE)
    assert pool.submit("turn", "A", str.upper, "a").result(PATIENCE) == "A"
    pool.close()


def test_nothing_is_started_before_it_is_needed() -> None:
    pool = ComputePool(lambda: pytest.fail("nobody asked"), 1)
    assert pool.waiting() == {} and pool._thread is None
    pool.close()
