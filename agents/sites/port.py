"""A port discharges first in, first out by weekly cohorts, no faster than its throughput.

Within a cohort everybody is served in proportion, so the order of seats cannot matter. Most
boxes belong to nobody at the table, which is why one seat's build-up delays the others.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags, ratio, total
from ..chance.shocks import Terms
from ..network.network import Network
from ..scenario.scenario import Scenario

LEAST_THROUGHPUT_SEEN = 0.01
"""Of normal throughput: quotes stay finite through a closure that never ends."""


class Port(mesa.Agent):
    """One port by name, with its own queue."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def queue(self) -> Array:
        """Boxes waiting: (W,)."""
        waiting: Array = self.model.ports.queues[self.index].boxes_waiting()
        return waiting


class Queue:
    """One port's cohorts, one a week, the oldest first.

    cohorts: goods (lanes, N, W) in units, among boxes (W) in all. One that has left in every world is
    dropped, so memory follows the queue and not the weeks.
    """

    def __init__(self, lanes: int, seats: int, worlds: int) -> None:
        self._shape = (lanes, seats, worlds)
        self.cohorts: deque[tuple[Array, Array]] = deque()

    def join(self, goods: Array, boxes: Array) -> None:
        """A new cohort: goods (lanes, N, W) among boxes (W); both arrays are the queue's from now on."""
        self.cohorts.append((goods, boxes))

    def discharge(self, throughput: Array) -> Array:
        """Serve the oldest cohorts first, up to `throughput` (W) boxes; the units set free (lanes, N, W)."""
        free = np.zeros(self._shape)
        left = throughput
        for goods, boxes in self.cohorts:
            if (boxes <= left).all():  # as in most weeks: all of it leaves, in every world
                left = left - boxes
                free += goods
                goods[:] = boxes[:] = 0.0
                continue
            served = np.minimum(1.0, ratio(left, boxes, empty=1.0))
            leaving = boxes * served
            left = np.maximum(0.0, left - leaving)
            boxes -= leaving
            taken = goods * served
            goods -= taken
            free += taken
        self._drop_what_has_left()
        return free

    def _drop_what_has_left(self) -> None:
        while self.cohorts and not self.cohorts[0][1].any():
            self.cohorts.popleft()

    def take_over(self, queue: Queue, own: Flags) -> None:
        """Wait as `queue` does, its worlds repeated; of its goods, those that are `own` (N, W)."""
        times = own.shape[-1] // queue._shape[-1]
        self.cohorts = deque(
            (np.tile(goods, times) * own, np.tile(boxes, times)) for goods, boxes in queue.cohorts
        )

    def boxes_waiting(self) -> Array:
        """(W,)"""
        return total(boxes for _, boxes in self.cohorts) if self.cohorts else np.zeros(self._shape[-1])

    def units_waiting(self) -> Array:
        """(lanes, N, W)"""
        return total(goods for goods, _ in self.cohorts) if self.cohorts else np.zeros(self._shape)


class Ports:
    """All ports. throughput (P, W): boxes that each could discharge in the latest week; throughput_seen
    (P, W): the same smoothed, that queues are divided by."""

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        self._smoothing = scenario.ordering.capacity_smoothing
        self._crowding = [port.crowding for port in scenario.port]
        self.lanes_of = [network.lanes_of_port(p) for p in range(len(network.ports))]
        self._box_sizes = [network.boxes[network.component_of_lane[lanes], None] for lanes in self.lanes_of]
        seats = len(network.customers)
        self.queues = [Queue(len(lanes), seats, worlds) for lanes in self.lanes_of]
        self.throughput = np.repeat(network.throughput[:, None], worlds, axis=1)
        self.throughput_seen = self.throughput.copy()
        self._least_seen = LEAST_THROUGHPUT_SEEN * network.throughput[:, None]

    def pass_through(self, arrivals: Array, terms: Terms) -> Array:
        """Arrivals (J, N, W) join their port's queue; return what leaves for the plants.

        Lanes that call at no port go straight on.
        """
        onward = arrivals.copy()
        self.throughput = self.network.throughput[:, None] * terms.throughput
        self._crowd()
        self.throughput_seen += self._smoothing * (self.throughput - self.throughput_seen)
        for port, lanes in enumerate(self.lanes_of):
            goods, boxes = arrivals[lanes], terms.others[port].copy()
            for units in total(goods, axis=1) * self._box_sizes[port]:
                boxes += units
            self.queues[port].join(goods, boxes)
            onward[lanes] = self.queues[port].discharge(self.throughput[port])
        return onward

    def _crowd(self) -> None:
        """A port near full loses throughput, by the queue that last week left."""
        for port, crowding in enumerate(self._crowding):
            if crowding is not None:
                full = crowding.full_weeks * self.network.throughput[port]
                over = np.clip((self.queues[port].boxes_waiting() / full - 0.8) / 0.2, 0.0, 1.0)
                self.throughput[port] *= 1.0 - crowding.loss * over

    def take_over(self, ports: Ports, own: Flags) -> None:
        """Stand as `ports` do, their worlds repeated; of the goods there, those that are `own` (N, W)."""
        times = own.shape[-1] // ports.throughput_seen.shape[-1]
        self.throughput_seen = np.tile(ports.throughput_seen, times)
        for mine, queue in zip(self.queues, ports.queues, strict=True):
            mine.take_over(queue, own)

    def waiting(self) -> Array:
        """Units in the queues, by lane and owner: (J, N, W)."""
        seats, worlds = len(self.network.customers), self.throughput_seen.shape[-1]
        units = np.zeros((len(self.network.lanes), seats, worlds))
        for port, lanes in enumerate(self.lanes_of):
            units[lanes] = self.queues[port].units_waiting()
        return units

    def boxes_waiting(self) -> Array:
        """Boxes in the queues, everybody's: (P, W)."""
        waiting = np.zeros_like(self.throughput_seen)
        for port, queue in enumerate(self.queues):
            waiting[port] = queue.boxes_waiting()
        return waiting

    def delay(self) -> Array:
        """Weeks a box would wait now, queue over throughput: (P, W)."""
        return self.boxes_waiting() / np.maximum(self.throughput_seen, self._least_seen)
