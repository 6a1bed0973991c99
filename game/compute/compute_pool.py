"""The heavy work of all rooms of a server, most urgent first, each job on one of a few workers.

One thread hands the jobs out: it starts workers, which may take a second, and it alone changes what is kept
here. A worker is given one job at a time, so that what is urgent never waits behind what is not. It is an
executor with one process, not one executor with them all: a process that dies takes no other's work with it,
and a game is worked on where its world is.

The analysis of a finished game takes longer than a room should ever wait, and has a worker of its own, which
gives way to the others and is ended when nobody has looked back for a while.
"""

from __future__ import annotations

import logging
import threading
from bisect import insort
from collections import Counter, OrderedDict
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from queue import Empty, SimpleQueue
from time import monotonic, perf_counter
from typing import Any, Literal, get_args

from .workers import ThreadWorker, Worker, usual_number

log = logging.getLogger("linestop")

Kind = Literal["opening", "turn", "scoring", "review", "card"]
"""The most urgent first: what a room waits for, which is its year's opening or the weeks of a turn; then
scores; then the analysis of finished games; then the cards of scenarios. They are labels of metrics, and
nothing there may look like a score while a game runs: so "scoring"."""
KINDS: tuple[Kind, ...] = get_args(Kind)
TRIES = 3
"""How often a job is begun whose worker dies, before it counts as the job's own fault."""
REVIEWER_IDLE_SECONDS = 60.0
"""So long after the last look back its worker is ended, which holds some 40 MB."""
HOMES = 4096
"""Games of which it is known where they were worked on last."""
PATIENCE = 3
"""So many jobs may wait for one worker before another, which has nothing to do, takes one of them. It must
play the game again from its first week, which takes longer than a wait for few turns."""


@dataclass(order=True, slots=True)
class Job:
    """Work that waits or is being done; of two, the one that is more urgent is less."""

    urgency: int
    number: int
    kind: Kind = field(compare=False)
    game: str = field(compare=False)
    """What names the game that it is about, or the part of one."""
    work: Callable[..., Any] = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    result: Future[Any] = field(compare=False, default_factory=Future)
    tries: int = field(compare=False, default=0)

    @property
    def reviews(self) -> bool:
        """Whether it looks back on a finished game, or is of a card: no room waits for it."""
        return self.kind in ("review", "card")


@dataclass(slots=True, eq=False)
class Place:
    """A place for a worker; the worker is started when it is first needed."""

    worker: Worker | None = None
    job: Job | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A worker has done its job, or has died of it."""

    place: Place
    job: Job
    outcome: Future[tuple[Any, float]]


Message = Job | Done | Literal["warm up", "close"]


class ComputePool:
    """Workers, and the jobs that wait for them. It starts nothing before it is first used.

    start_worker: called for each worker that is needed, in the pool's own thread; workers: how many, beside
    the one for reviews. Two functions may be set before then: `on_done` is told the kind of a job and its
    seconds, `on_replaced` that a worker had died.
    """

    def __init__(self, start_worker: Callable[[], Worker] = ThreadWorker, workers: int | None = None) -> None:
        self.on_done: Callable[[Kind, float], None] = lambda kind, seconds: None
        self.on_replaced: Callable[[], None] = lambda: None
        self._start_worker = start_worker
        self._reviewer = Place()
        """It works for those who look back, and for nobody else."""
        self._places = [*(Place() for _ in range(workers or usual_number())), self._reviewer]
        self._reviewed_at = 0.0
        """When the last review ended, in seconds of `monotonic`."""
        self._numbers = count()
        self._messages: SimpleQueue[Message] = SimpleQueue()
        self._waiting: list[Job] = []
        self._homes: OrderedDict[str, Place] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._lock = threading.Lock()

    # ------------------------------------------------------------ from any thread

    def submit[**P, T](
        self, kind: Kind, game: str, work: Callable[P, T], *arguments: P.args, **no_others: P.kwargs
    ) -> Future[T]:
        """Have a function called by a worker; what the function raises, the future raises.

        That is `BrokenExecutor` if worker after worker died of it. A closed pool cancels it.
        """
        assert not no_others, "arguments by name are not passed on"
        job = Job(KINDS.index(kind), next(self._numbers), kind, game, work, arguments)
        if not self._send(job):
            job.result.cancel()
        return job.result

    def warm_up(self) -> None:
        """Start the workers of running games in the background, so that the first job need not wait."""
        self._send("warm up")

    def waiting(self) -> Counter[Kind]:
        """How many jobs wait for a worker, by kind."""
        return Counter(job.kind for job in list(self._waiting) if not job.result.cancelled())

    def close(self) -> None:
        """End all workers at once, whatever they do; jobs that are not done are cancelled."""
        with self._lock:
            closed, self._closed = self._closed, True
        if self._thread is not None:
            if not closed:
                self._messages.put("close")
            self._thread.join()

    def _send(self, message: Message) -> bool:
        with self._lock:
            if self._closed:
                return False
            if self._thread is None:
                # A daemon, so that a server that was never closed can end.
                self._thread = threading.Thread(target=self._run, name="compute pool", daemon=True)
                self._thread.start()
            self._messages.put(message)
            return True

    # ------------------------------------------------------------ in the pool's own thread

    def _run(self) -> None:
        while True:
            match self._next_message():
                case None:
                    self._end_worker(self._reviewer)
                case Job() as job:
                    insort(self._waiting, job)
                case Done() as done:
                    self._take(done)
                case "warm up":
                    self._start_all()
                case "close":
                    break
            self._hand_out()
        for job in self._waiting:
            job.result.cancel()
        for place in self._places:
            if place.job is not None:
                place.job.result.cancel()
            self._end_worker(place)

    def _next_message(self) -> Message | None:
        """None if none has come while the reviewer had nothing to do for long enough to be ended."""
        idle = self._reviewer.worker is not None and self._reviewer.job is None
        try:
            until = self._reviewed_at + REVIEWER_IDLE_SECONDS
            return self._messages.get(timeout=max(0.0, until - monotonic()) if idle else None)
        except Empty:
            return None

    def _end_worker(self, place: Place) -> None:
        """Do without the worker of this place; the next job there starts another."""
        if place.worker is not None:
            place.worker.end()
            place.worker = None

    def _start_all(self) -> None:
        try:
            for place in self._places:
                if place is not self._reviewer:
                    self._worker_of(place)
        except Exception:  # the first job tries again, and says what is wrong to who waits for it
            log.exception("a worker could not be started")

    def _worker_of(self, place: Place) -> Worker:
        if place.worker is None:
            place.worker = self._start_worker()
            if place is self._reviewer:
                place.worker.give_way()
        return place.worker

    def _hand_out(self) -> None:
        """Give the most urgent jobs to the workers that have none."""
        self._waiting = [job for job in self._waiting if not job.result.cancelled()]
        while pairs := self._pairs():
            job, place = min(pairs, key=lambda pair: (pair[0].urgency, self._distance(*pair), pair[0].number))
            self._waiting.remove(job)
            self._begin(job, place)

    def _pairs(self) -> list[tuple[Job, Place]]:
        """Each job that waits with each worker that is free for it."""
        free = [place for place in self._places if place.job is None]
        waiting = self._waiting_at_home()
        pairs = ((job, place) for job in self._waiting if job not in waiting for place in free)
        return [(job, place) for job, place in pairs if job.reviews == (place is self._reviewer)]

    def _waiting_at_home(self) -> list[Job]:
        """Jobs that wait for the worker that has the game's world: it is at something as urgent, so it will
        be free soon, and few wait for it."""
        by_home: dict[int, list[Job]] = {}
        for job in self._waiting:
            home = self._homes.get(job.game)
            if home is not None and home.job is not None and home.job.urgency <= job.urgency:
                by_home.setdefault(id(home), []).append(job)
        return [job for jobs in by_home.values() if len(jobs) < PATIENCE for job in jobs]

    def _distance(self, job: Job, place: Place) -> int:
        """0 where the game's world is, 2 where another worker has it: it would be played again here."""
        home = self._homes.get(job.game)
        return 1 if home is None else 0 if home is place else 2

    def _begin(self, job: Job, place: Place) -> None:
        place.job, job.tries = job, job.tries + 1
        self._homes[job.game] = place
        self._homes.move_to_end(job.game)
        if len(self._homes) > HOMES:
            self._homes.popitem(last=False)
        outcome: Future[tuple[Any, float]]
        try:
            outcome = self._worker_of(place).executor.submit(_timed, job.work, *job.arguments)
        except Exception as error:  # it died while it had nothing to do, or could not be started
            outcome = Future()
            outcome.set_exception(error)
        # Told by whatever thread the executor has for that, which must not be held up.
        outcome.add_done_callback(lambda outcome: self._messages.put(Done(place, job, outcome)))

    def _take(self, done: Done) -> None:
        job, place = done.job, done.place
        place.job = None
        if place is self._reviewer:
            self._reviewed_at = monotonic()
        if done.outcome.cancelled():  # by who owns the executor
            job.result.cancel()
            return
        error = done.outcome.exception()
        if isinstance(error, BrokenExecutor):
            self._replace(place)
            if job.tries < TRIES:
                insort(self._waiting, job)
                return
        if error is None:
            self.on_done(job.kind, done.outcome.result()[1])
        with suppress(InvalidStateError):  # the room that wanted it may be gone
            if error is not None:
                job.result.set_exception(error)
            else:
                job.result.set_result(done.outcome.result()[0])

    def _replace(self, place: Place) -> None:
        """Do without a worker that has died."""
        log.warning("a worker process ended unexpectedly; its work is done again by another")
        self.on_replaced()
        self._end_worker(place)


def _timed(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """What a function gives, and the seconds that it took."""
    began = perf_counter()
    found = work(*arguments)
    return found, perf_counter() - began
