"""Without a history a chain holds what stands and moves now, so its memory does not grow with the weeks.

What is counted is what Python has allocated, at its peak during a run; the sample path, drawn before, stands
apart.
"""

from __future__ import annotations

import gc
import tracemalloc

import pytest
from world_support import changed, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chain.projection import Projection
from linestop.agents.scenario.goods import WriteOff
from linestop.agents.sites.port import Queue
from linestop.agents.sites.write_off import WriteOffs
from linestop.agents.studies.study import Chunk, play_chunk

pytestmark = pytest.mark.slow

WORLDS = 150
WEEKS = 26
ROOM = 1.1
"""Four times the weeks may take a tenth more: a queue is longer, each week's season is looked up once."""


def peak(scenario: Scenario, weeks: int, history: bool) -> int:
    """Most bytes held at once by a run."""
    scenario = changed(scenario, weeks=weeks)
    path = SupplyChain(scenario, 7, WORLDS, history=False).path
    gc.collect()
    tracemalloc.start()
    try:
        SupplyChain(scenario, 7, WORLDS, policies="jic", history=history, path=path).run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def growth(scenario: Scenario, history: bool = False) -> float:
    """How much more four times the weeks take."""
    return peak(scenario, 4 * WEEKS, history) / peak(scenario, WEEKS, history)


def with_write_offs() -> Scenario:
    """Parts that have lain a week lose a tenth of their worth, every week."""
    rule = WriteOff(older_than_weeks=1, share=0.1, every_weeks=1)
    scenario = shipped("calm_seas")
    return changed(scenario, component=[changed(part, write_off=rule) for part in scenario.component])


@pytest.mark.parametrize(
    "scenario", [shipped("pacific_squeeze"), with_write_offs()], ids=["ports", "write_offs"]
)
def test_a_run_without_history_takes_no_more_memory_for_more_weeks(scenario):
    assert growth(scenario) < ROOM


def test_red_control_a_port_that_keeps_empty_cohorts_grows_with_the_weeks(monkeypatch):
    monkeypatch.setattr(Queue, "_drop_what_has_left", lambda queue: None)
    assert growth(shipped("pacific_squeeze")) > ROOM


def test_red_control_write_offs_that_nobody_asks_for_grow_with_the_weeks(monkeypatch):
    monkeypatch.setattr(
        WriteOffs, "keeps", property(lambda rules: True, lambda rules, wanted: None), raising=False
    )
    assert growth(with_write_offs()) > ROOM


def held_by_study(chunks: int) -> int:
    """Most bytes held at once by a study that plays chunk after chunk, the collector looking away."""
    scenario = changed(shipped("calm_seas"), weeks=4)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        for number in range(chunks):
            play_chunk(Chunk(scenario, "hybrid", (0,), 7, number * WORLDS, WORLDS))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.enable()


def test_a_study_holds_one_chunk_at_a_time():
    assert held_by_study(8) < ROOM * held_by_study(1)


def test_red_control_a_study_that_lets_no_chain_go_holds_them_all(monkeypatch):
    monkeypatch.setattr(SupplyChain, "dispose", lambda chain: None)
    assert held_by_study(8) > 2.0 * held_by_study(1)


def test_red_control_a_history_grows_with_the_weeks():
    assert growth(shipped("calm_seas"), history=True) > 2.0


# ---------------------------------------------------------------- a projection, which is large


def left_of_outlooks() -> float:
    """Share of an outlook's largest size that stays when it is gone, while nobody collects garbage."""
    chain = SupplyChain(shipped("pacific_squeeze"), 7, 25)
    for _ in range(8):
        chain.step()
    Outlook(chain)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        Outlook(chain)
        left, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    return left / most


def test_a_projection_is_gone_at_once_and_waits_for_no_garbage_collector():
    assert left_of_outlooks() < 0.05


def test_red_control_a_projection_that_keeps_its_sites_waits_for_the_collector(monkeypatch):
    monkeypatch.setattr(Projection, "_let_go", lambda self: None)
    assert left_of_outlooks() > 0.2
