"""Port queues that others have worked out: a fluid one to the box, Lindley's by chance; and Little's law."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios_support import scenarios
from world_support import at_random, changed, own_scenario, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import draw
from linestop.agents.network.derivation import network_of
from linestop.agents.sites.port import Port, Ports, Queue

# ---------------------------------------------------------------- C6, fluid


def test_the_fluid_queue_of_c6_to_the_box() -> None:
    chain = SupplyChain(own_scenario("port_flood"), 1).run()
    queue = chain.record["port_queue"][:18, 0, 0]
    up, down = [40.0, 80.0, 120.0, 160.0, 200.0, 240.0], [20.0 * week for week in range(11, -1, -1)]
    np.testing.assert_allclose(queue, [*up, *down], atol=1e-9)
    assert queue.max() == pytest.approx(240.0, abs=1e-9)
    assert queue.sum() == pytest.approx(2160.0, abs=1e-9)
    assert (queue > 1e-9).sum() == 17


def test_no_box_of_c6_waits_longer_than_two_weeks() -> None:
    chain = SupplyChain(own_scenario("port_flood"), 1).run()
    landed = np.cumsum(chain.record["received"][:, 0, 0, 0])
    # Five boxes of ours arrive each week, and leave first in, first out.
    waits = [int(np.argmax(landed > 5.0 * (week - 1) + 1e-9)) + 1 - week for week in range(1, 19)]
    assert waits == [0, 0, 1, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]


# ---------------------------------------------------------------- C6, Lindley

LINDLEY = {
    "quiet_port": (0.878622, 0.718698),
    "busy_port": (3.101238, 0.446500),
    "large_port": (6.506230, 0.408122),
}
"""E[Q] and P(Q = 0) of Poisson arrivals of mean 8, 9, 38 and room for 10, 10, 40."""
STATIONARY = 160
"""Weeks after which an empty port is in its stationary state: over eight times the slowest relaxation."""
TINY = 1e-3
"""The seat's own boxes, far fewer in all weeks together."""


def lindley(scenario: Scenario, worlds: int = 5000) -> dict[str, np.ndarray]:
    """By port, the mean queue and the part of weeks without one, in each world: (2, W)."""
    chain = SupplyChain(scenario, 6, worlds, history=False)
    sums = {port.name: np.zeros((2, worlds)) for port in chain.agents_by_type[Port]}
    while chain.week < scenario.weeks:
        chain.step()
        if chain.week > STATIONARY:
            for port in chain.agents_by_type[Port]:
                sums[port.name] += np.stack([port.queue, port.queue < TINY])
    return {name: total / (scenario.weeks - STATIONARY) for name, total in sums.items()}


def misses(measured: dict[str, np.ndarray]) -> list[str]:
    """What is more than four standard errors away, or not known to 1 %."""
    found = []
    for name, references in LINDLEY.items():
        errors = measured[name].std(axis=1, ddof=1) / np.sqrt(measured[name].shape[1])
        for what, mean, error, reference in zip(
            ("E[Q]", "P(Q = 0)"), measured[name].mean(axis=1), errors, references, strict=True
        ):
            assert error <= 0.01 * reference
            if abs(mean - reference) > 4.0 * error:
                found.append(f"{name}: {what} {mean:.4f} ± {error:.4f}, not {reference}")
    return found


@pytest.mark.slow
def test_the_lindley_queues_of_c6() -> None:
    assert misses(lindley(own_scenario("port_queue"))) == []


def test_red_control_ships_that_come_evenly_make_no_queue() -> None:
    scenario = own_scenario("port_queue")
    even = [changed(port, others_arrive="evenly") for port in scenario.port]
    measured = lindley(changed(scenario, port=even, weeks=STATIONARY + 2), worlds=2)
    assert all((queue == [[0.0], [1.0]]).all() for queue in measured.values())


# ---------------------------------------------------------------- Little's law


class Clocked(SupplyChain):
    """A chain that adds up, by port and world, how many box-weeks its boxes have waited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waited = np.zeros((len(self.ports.queues), self.worlds))
        for port, queue in enumerate(self.ports.queues):
            self._clock(port, queue)

    def _clock(self, port: int, queue: Queue) -> None:
        original = queue.discharge

        def discharge(throughput: np.ndarray) -> np.ndarray:
            before = self._box_weeks(queue)
            landed = original(throughput)
            self.waited[port] += before - self._box_weeks(queue)
            return landed

        queue.discharge = discharge  # type: ignore[method-assign]

    def still_waiting(self) -> np.ndarray:
        """Box-weeks that those still there have waited by the end of the week: (P, W)."""
        return np.array([self._box_weeks(queue, newest=1) for queue in self.ports.queues])

    def _box_weeks(self, queue: Queue, newest: int = 0) -> np.ndarray:
        """What the boxes in a queue have waited together if its newest cohort has waited so long: (W,)."""
        waited = np.zeros(self.worlds)
        for age, (_, boxes) in enumerate(reversed(queue.cohorts), start=newest):
            waited += boxes * age
        return waited


def check_little(chain: Clocked) -> None:
    """Mean queue x weeks = boxes x mean wait."""
    chain.run()
    queued = chain.record["port_queue"].sum(axis=0)
    if not len(queued):
        return  # no port, no queue
    np.testing.assert_allclose(queued, chain.waited + chain.still_waiting(), rtol=1e-9, atol=1e-6)


@pytest.mark.slow
@given(scenario=scenarios(), luck=st.integers(0, 2**32))
@settings(max_examples=20)
def test_littles_law_holds_on_every_run(scenario: Scenario, luck: int) -> None:
    check_little(Clocked(scenario, luck, 2, policies=at_random(scenario, luck, 2)))


def test_red_control_a_queue_told_too_long_breaks_littles_law(monkeypatch: pytest.MonkeyPatch) -> None:
    check_little(Clocked(shipped("pacific_squeeze"), 3, 2))
    count = Ports.boxes_waiting
    monkeypatch.setattr(Ports, "boxes_waiting", lambda self: count(self) * 1.001)
    with pytest.raises(AssertionError):
        check_little(Clocked(shipped("pacific_squeeze"), 3, 2))


# ---------------------------------------------------------------- ships by chance


def test_other_peoples_ships_are_whole_and_as_many_as_stated() -> None:
    scenario = own_scenario("port_queue")
    large = changed(scenario.port[2], ship_boxes=4.0)
    scenario = changed(scenario, port=[*scenario.port[:2], large])
    path = draw(scenario, network_of(scenario), Chance(2, 400))
    assert path.others is not None
    for port, (mean, ship) in enumerate([(8.0, 1.0), (9.0, 1.0), (38.0, 4.0)]):
        boxes = path.others[:, port]
        assert (boxes % ship == 0.0).all()
        error = np.sqrt(mean * ship / boxes.size)
        assert boxes.mean() == pytest.approx(mean, abs=4.0 * error)
        assert boxes.var() == pytest.approx(mean * ship, rel=0.05)


def test_more_ships_on_average_are_no_fewer_in_any_week() -> None:
    scenario = own_scenario("port_queue")
    busier = [changed(port, utilisation=0.97) for port in scenario.port]
    less, more = (
        draw(each, network_of(each), Chance(2, 50)).others
        for each in (scenario, changed(scenario, port=busier))
    )
    assert less is not None and more is not None
    assert (more >= less).all()


def test_the_largest_traffic_is_drawn_too() -> None:
    scenario = own_scenario("port_queue")
    huge = changed(scenario.port[0], throughput=1e9)
    scenario = changed(scenario, port=[huge, *scenario.port[1:]])
    others = draw(scenario, network_of(scenario), Chance(2, 50)).others
    assert others is not None
    mean = network_of(scenario).others_boxes[0]
    assert others[:, 0].mean() == pytest.approx(mean, abs=4.0 * np.sqrt(mean / others[:, 0].size))
