"""What a server counts, in the form that Prometheus reads.

Never a label per game, player or address: their number has no end. Counting is one call where
the thing happens; what is a state (rooms, games by phase) is looked up when somebody asks.
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

from ..messages import Phase
from ..version import linestop_version

Failure = Literal["storage", "room", "internal"]
MILLISECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)
MOMENTS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
BATCHES = (1, 2, 5, 10, 20, 50, 100, 256)


class Meters:
    """One server's. Give it `phases` to let it tell of the games in its rooms."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("linestop", "What runs here.", registry=registry).info({"version": linestop_version()})
        self._connections = Gauge("linestop_connections", "Devices connected.", registry=registry)
        self._commands = Counter(
            "linestop_commands", "Commands answered, by outcome.", ["outcome"], registry=registry
        )
        self._batch = Histogram(
            "linestop_commit_appends", "Appends in one commit.", registry=registry, buckets=BATCHES
        )
        self._commit = Histogram(
            "linestop_commit_seconds", "One commit, until on disk.", registry=registry, buckets=MILLISECONDS
        )
        self._turn = Histogram(
            "linestop_turn_seconds", "Playing one turn of a game.", registry=registry, buckets=MOMENTS
        )
        self._failures = Counter("linestop_failures", "What went wrong here.", ["kind"], registry=registry)
        for kind in get_args(Failure):
            self._failures.labels(kind)
        self._commands.labels("done")

    def connected(self, change: Literal[1, -1]) -> None:
        self._connections.inc(change)

    def answered(self, outcome: str) -> None:
        """`done`, or the code of the refusal: the program knows them all, so their number is small."""
        self._commands.labels(outcome).inc()

    def committed(self, appends: int, seconds: float) -> None:
        self._batch.observe(appends)
        self._commit.observe(seconds)

    def turn_played(self, seconds: float) -> None:
        self._turn.observe(seconds)

    def failed(self, kind: Failure) -> None:
        self._failures.labels(kind).inc()

    def watch(self, phases: Callable[[], Iterable[Phase]]) -> None:
        """`phases` tells the phase of every game that is in a room."""
        self._registry.register(_Rooms(phases))

    def text(self) -> bytes:
        return generate_latest(self._registry)


class _Rooms(Collector):
    def __init__(self, phases: Callable[[], Iterable[Phase]]) -> None:
        self._phases = phases

    def collect(self) -> Iterator[Metric]:
        tally = Tally(self._phases())
        games = GaugeMetricFamily("linestop_games", "Games in rooms, by phase.", labels=["phase"])
        for phase in get_args(Phase):
            games.add_metric([phase], tally[phase])
        yield games
        yield GaugeMetricFamily("linestop_rooms", "Rooms open.", value=tally.total())
