"""Metrics of a server in the Prometheus format.

No label names a game, player or address, since their number is unbounded. Events are counted by one
call where they happen; states (rooms, games by phase) are looked up when the metrics are read.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from ..compute.compute_pool import KINDS, ComputePool, Kind
from ..messages import Phase
from ..version import linestop_version

Failure = Literal["storage", "room", "internal"]
# Upper bounds of the buckets of the histograms below.
COMMIT_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)
WORK_SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
TURN_SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
COMMIT_APPENDS = (1, 2, 5, 10, 20, 50, 100, 256)


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        # Not the library's global registry: tests run several servers in one process.
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("linestop", "What runs here.", registry=registry).info({"version": linestop_version()})
        self._connections = Gauge("linestop_connections", "Devices connected.", registry=registry)
        self._commands = Counter(
            "linestop_commands", "Commands answered, by outcome.", ["outcome"], registry=registry
        )
        self._batch = Histogram(
            "linestop_commit_appends", "Appends in one commit.", registry=registry, buckets=COMMIT_APPENDS
        )
        self._commit = Histogram(
            "linestop_commit_seconds", "One commit, until on disk.", registry=registry, buckets=COMMIT_SECONDS
        )
        self._turn = Histogram(
            "linestop_turn_seconds", "Playing one turn of a game.", registry=registry, buckets=TURN_SECONDS
        )
        self._work = Histogram(
            "linestop_work_seconds",
            "One job of a worker, by what it works out.",
            ["kind"],
            registry=registry,
            buckets=WORK_SECONDS,
        )
        self._replaced = Counter(
            "linestop_workers_replaced", "Worker processes that died and were replaced.", registry=registry
        )
        self._failures = Counter("linestop_failures", "What went wrong here.", ["kind"], registry=registry)
        # A counter is shown only once it has a label: show the zeros, too.
        for kind in get_args(Failure):
            self._failures.labels(kind)
        self._answered = {"done": self._commands.labels("done")}
        for each in KINDS:
            self._work.labels(each)

    def connected(self, change: Literal[1, -1]) -> None:
        """Count a device that connected (1) or disconnected (-1)."""
        self._connections.inc(change)

    def answered(self, outcome: str) -> None:
        """Count an answered command: `done`, or an error code, of which there are a fixed few."""
        # Looked up once: the library takes a lock and builds a key each time.
        if (counter := self._answered.get(outcome)) is None:
            counter = self._answered[outcome] = self._commands.labels(outcome)
        counter.inc()

    def committed(self, appends: int, seconds: float) -> None:
        """Count one commit of so many appends; called on the store's thread."""
        self._batch.observe(appends)
        self._commit.observe(seconds)

    def work_done(self, kind: Kind, seconds: float) -> None:
        """Count a job that a worker has done in so many seconds; called on the pool's thread."""
        self._work.labels(kind).observe(seconds)
        if kind == "turn":
            self._turn.observe(seconds)

    def failed(self, kind: Failure) -> None:
        """Count a failure of the server itself."""
        self._failures.labels(kind).inc()

    def watch(self, phases: Callable[[], Iterable[Phase]], pool: ComputePool) -> None:
        """Report the jobs of a pool, and games by phase; `phases` gives that of every game with a room."""
        self._registry.register(_Rooms(phases))
        self._registry.register(_Waiting(pool))
        pool.on_done, pool.on_replaced = self.work_done, self._replaced.inc

    def text(self) -> bytes:
        """All metrics in the Prometheus text format."""
        return generate_latest(self._registry)


class _Rooms(Collector):
    """Games by phase and number of rooms, looked up when metrics are read, so that they cannot drift."""

    def __init__(self, phases: Callable[[], Iterable[Phase]]) -> None:
        self._phases = phases

    def collect(self) -> Iterator[Metric]:
        """Games by phase, and rooms, at this moment."""
        tally = Tally(self._phases())
        games = GaugeMetricFamily("linestop_games", "Games in rooms, by phase.", labels=["phase"])
        for phase in get_args(Phase):
            games.add_metric([phase], tally[phase])
        yield games
        yield GaugeMetricFamily("linestop_rooms", "Rooms open.", value=tally.total())


class _Waiting(Collector):
    """Jobs that wait for a worker, by kind, looked up when metrics are read."""

    def __init__(self, pool: ComputePool) -> None:
        self._pool = pool

    def collect(self) -> Iterator[Metric]:
        """Jobs by kind, at this moment."""
        tally = self._pool.waiting()
        jobs = GaugeMetricFamily("linestop_jobs_waiting", "Jobs that wait for a worker.", labels=["kind"])
        for kind in KINDS:
            jobs.add_metric([kind], tally[kind])
        yield jobs
