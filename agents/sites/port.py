"""Ports: first-in-first-out queues of weekly cohorts, discharged no faster than the port's throughput.

Throughput (boxes a week, what the crane hours allow) is shared within a cohort in proportion to boxes, so
the order of seats cannot matter. Most boxes belong to the outside world; a build-up by one seat delays all
others.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags, Indices, covered, left_over, ratio, total
from ..chance.terms import Terms
from ..network.network import Network
from ..scenario.scenario import Scenario

LEAST_THROUGHPUT_SEEN = 0.01
"""Share of normal throughput that quotes divide by at least, so that they stay finite in a closure."""

CROWDED_FROM, CROWDING_SPAN = 0.8, 0.2
"""A yard loses throughput from this share of `full_weeks` on, and loses most when it is full."""


class Port(mesa.Agent):
    """One port: its name and its queue."""

    def __init__(self, model: Any, name: str, index: int) -> None:
        super().__init__(model)
        self.name = name
        self.index = index

    @property
    def queue(self) -> Array:
        """Boxes waiting, (W,)."""
        waiting: Array = self.model.ports.queues[self.index].boxes_waiting()
        return waiting


class Queue:
    """The queue of one port: weekly cohorts, the oldest first.

    A cohort that has left in every world is dropped, so memory grows with the queue and not with the weeks.

    Attributes:
        cohorts: units of seats and depots by the port's lanes (J, C, W), and boxes of all owners (W,).
    """

    def __init__(self, lanes: int, customers: int, worlds: int) -> None:
        self._shape = (lanes, customers, worlds)
        self.cohorts: deque[tuple[Array, Array]] = deque()

    def join(self, goods: Array, boxes: Array) -> None:
        """Add a cohort; the queue changes both arrays from now on.

        Args:
            goods: units by the port's lanes, (J, C, W).
            boxes: boxes of all owners, those of `goods` included, (W,).
        """
        self.cohorts.append((goods, boxes))

    def discharge(self, throughput: Array) -> Array:
        """Serve the oldest cohorts first, up to `throughput` boxes (W,); units discharged, (J, C, W)."""
        free = np.zeros(self._shape)
        left = throughput
        for goods, boxes in self.cohorts:
            # As long as boxes of an older cohort wait in every world, younger ones do.
            if not left.any():
                break
            if (boxes <= left).all():
                # As in most weeks, the whole cohort leaves in every world: no shares, and exact zeros after.
                left = left_over(left, boxes)
                free += goods
                goods[:] = boxes[:] = 0.0
                continue
            # The same share of every owner's boxes in this cohort.
            served = ratio(covered(left, boxes), boxes, empty=1.0)
            leaving, taken = boxes * served, goods * served
            # Rounding must leave no throughput to the next cohort, and no last digit of a box in the yard.
            left = left_over(left, leaving)
            boxes[:], goods[:] = left_over(boxes, leaving), left_over(goods, taken)
            free += taken
        self._drop_what_has_left()
        return free

    def _drop_what_has_left(self) -> None:
        # From the front alone: cohorts are served in order.
        while self.cohorts and not self.cohorts[0][1].any():
            self.cohorts.popleft()

    def take_over(self, queue: Queue, own: Flags) -> None:
        """Copy another chain's queue, its worlds repeated: all boxes, and the goods that are `own` (C, W)."""
        times = own.shape[-1] // queue._shape[-1]
        self.cohorts = deque(
            (np.tile(goods, times) * own, np.tile(boxes, times)) for goods, boxes in queue.cohorts
        )

    def boxes_waiting(self) -> Array:
        """Boxes waiting, all owners, (W,)."""
        return total(boxes for _, boxes in self.cohorts) if self.cohorts else np.zeros(self._shape[-1])

    def units_waiting(self) -> Array:
        """Units of seats and depots waiting, by the port's lanes, (J, C, W)."""
        return total(goods for goods, _ in self.cohorts) if self.cohorts else np.zeros(self._shape)


class Ports:
    """All ports of a chain.

    Attributes:
        throughput: boxes that each could discharge in the last week, (P, W).
        throughput_seen: exponentially smoothed throughput, boxes a week, by which quotes are made, (P, W).
        queues: the queue of each port.
        lanes_of: indices of the lanes that call at each port.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        self._smoothing = scenario.ordering.capacity_smoothing
        self._crowding = [port.crowding for port in scenario.port]
        self.lanes_of = [network.lanes_of_port(p) for p in range(len(network.ports))]
        self._rows = [_neighbours(lanes) for lanes in self.lanes_of]
        self._box_sizes = [network.boxes[network.component_of_lane[lanes], None] for lanes in self.lanes_of]
        customers = len(network.customers)
        self.queues = [Queue(len(lanes), customers, worlds) for lanes in self.lanes_of]
        self.throughput = np.repeat(network.throughput[:, None], worlds, axis=1)
        self.throughput_seen = self.throughput.copy()
        self._least_seen = LEAST_THROUGHPUT_SEEN * network.throughput[:, None]

    def pass_through(self, arrivals: Array, terms: Terms) -> Array:
        """Let arrivals join their port's queue, and discharge the queues.

        Args:
            arrivals: units that end their transit, (J, C, W); lanes without a port pass straight through.
            terms: this week's terms.

        Returns:
            Units that leave for their inland legs, (J, C, W).
        """
        onward = arrivals.copy()
        self.throughput = self.network.throughput[:, None] * terms.throughput
        # Before arrivals join: crowding goes by the queue that last week left.
        self._crowd()
        # Exponential smoothing, as of suppliers' capacity: one bad week does not double a quote.
        self.throughput_seen += self._smoothing * (self.throughput - self.throughput_seen)
        # Others' boxes join the same cohort, so they share its discharge in proportion.
        for port, lanes in enumerate(self._rows):
            goods, boxes = arrivals[lanes].copy(), terms.others[port].copy()
            for units in total(goods, axis=1) * self._box_sizes[port]:
                boxes += units
            self.queues[port].join(goods, boxes)
            onward[lanes] = self.queues[port].discharge(self.throughput[port])
        return onward

    def _crowd(self) -> None:
        """Lower the throughput of crowded ports by the queue that last week left.

        throughput x (1 - γ min(1, max(0, (Y / Ymax - 0.8) / 0.2))), where γ is `loss`, Y the boxes waiting,
        Ymax `full_weeks` of throughput. Long dwell times cut a terminal's capacity (PMSA, June 2022).
        """
        for port, crowding in enumerate(self._crowding):
            if crowding is not None:
                full = crowding.full_weeks * self.network.throughput[port]
                fullness = self.queues[port].boxes_waiting() / full
                over = np.clip((fullness - CROWDED_FROM) / CROWDING_SPAN, 0.0, 1.0)
                self.throughput[port] *= 1.0 - crowding.loss * over

    def take_over(self, ports: Ports, own: Flags) -> None:
        """Copy another chain's ports, the worlds repeated: all boxes, and the goods that are `own` (C, W)."""
        times = own.shape[-1] // ports.throughput_seen.shape[-1]
        self.throughput_seen = np.tile(ports.throughput_seen, times)
        for copy, original in zip(self.queues, ports.queues, strict=True):
            copy.take_over(original, own)

    def waiting(self) -> Array:
        """Units in the queues by lane and owner, (J, C, W)."""
        customers, worlds = len(self.network.customers), self.throughput_seen.shape[-1]
        units = np.zeros((len(self.network.lanes), customers, worlds))
        for port, lanes in enumerate(self._rows):
            units[lanes] = self.queues[port].units_waiting()
        return units

    def boxes_waiting(self) -> Array:
        """Boxes in the queues, all owners, (P, W)."""
        waiting = np.zeros_like(self.throughput_seen)
        for port, queue in enumerate(self.queues):
            waiting[port] = queue.boxes_waiting()
        return waiting

    def delay(self) -> Array:
        """Weeks that a box would wait if it came now: queue over smoothed throughput, (P, W)."""
        return self.boxes_waiting() / np.maximum(self.throughput_seen, self._least_seen)


def _neighbours(lanes: list[int]) -> slice | Indices:
    """Rows of these lanes: a slice where they are neighbours, as it is found several times as fast."""
    first, end = (lanes[0], lanes[-1] + 1) if lanes else (0, 0)
    return slice(first, end) if lanes == list(range(first, end)) else np.array(lanes)
