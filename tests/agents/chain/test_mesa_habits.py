"""A user of Mesa and NumPy: what works as they know it, and what the documents say does not."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import numpy as np
import pytest
from mesa.batchrunner import batch_run
from world_support import shipped

from linestop.agents import Decision, Manufacturer, SupplyChain
from linestop.agents.chance.random_streams import key_of
from linestop.agents.studies.frontier import frontier
from linestop.agents.studies.luck import seed_of_other_paths
from linestop.agents.studies.study import play_seat

SCENARIO = shipped("calm_seas")
SEAT = SCENARIO.seat[0].name
README = (Path(__file__).parents[3] / "agents" / "README.md").read_text(encoding="utf-8")
WHOLE = [np.int64(7), np.uint64(7), np.int8(7), np.array(7), np.array([7])[0]]


@pytest.mark.parametrize("seven", WHOLE, ids=lambda number: type(number).__name__)
def test_a_whole_number_of_numpy_is_one(seven: int) -> None:
    plain = SupplyChain(SCENARIO, seed=7, worlds=7, first_world=7)
    chain = SupplyChain(SCENARIO, seed=seven, worlds=seven, first_world=seven)
    assert type(chain.seed) is int and type(chain.worlds) is int
    for each in (plain, chain):
        each.settle(
            SEAT, Decision(np.ones(len(SCENARIO.component), bool)), world=each.path.demand.shape[-1] - 1
        )
        each.step()
    chain.settle(SEAT, Decision(np.ones(len(SCENARIO.component), bool)), world=seven - 1)
    chain.release(SEAT, world=seven - 1)
    assert (chain.path.demand == plain.path.demand).all()
    assert (key_of(seven, "a") == key_of(7, "a")).all()
    assert seed_of_other_paths(seven) == seed_of_other_paths(7)


def test_studies_take_the_numbers_of_numpy() -> None:
    one, two = np.int64(1), np.int64(2)
    found = play_seat(SCENARIO, one, two, one, "jit", "hybrid")
    plain = play_seat(SCENARIO, 1, 2, 1, "jit", "hybrid")
    assert (found.total_cost == plain.total_cost).all()
    assert frontier(SCENARIO, one, one, one, weeks=np.int64(4)).cost.shape == (
        frontier(SCENARIO, 1, 1, 1, weeks=4).cost.shape
    )


@pytest.mark.parametrize("wrong", [7.0, "7", None, np.float64(7), np.array([7, 8])], ids=repr)
def test_red_control_what_is_no_whole_number_is_refused(wrong: object) -> None:
    for name in ("seed", "worlds", "first_world"):
        arguments = {"seed": 1, "worlds": 1, "first_world": 0} | {name: wrong}
        with pytest.raises(ValueError, match=f"{name} is a whole number"):
            SupplyChain(SCENARIO, **arguments)  # type: ignore[arg-type]
    if wrong is not None:
        with pytest.raises(ValueError, match="world is a whole number"):
            SupplyChain(SCENARIO, 1).release(SEAT, world=wrong)  # type: ignore[arg-type]


def test_the_habits_that_work_are_those_of_mesa() -> None:
    chain = SupplyChain(SCENARIO, seed=7)
    assert chain.running and chain.steps == 0
    while chain.running:
        chain.step()
    assert chain.steps == chain.week == SCENARIO.weeks
    assert SupplyChain(SCENARIO, seed=7).run_model() is None
    assert len(chain.agents_by_type[Manufacturer]) == len(SCENARIO.seat)
    assert {agent.name for agent in chain.agents} >= {seat.name for seat in SCENARIO.seat}


def test_the_habits_that_do_not_work_are_named_and_each_has_its_other_way() -> None:
    """If one of them works one day, the document has to say so."""
    table = re.search(r"\| what you know.*?\n\n", README, re.DOTALL)
    assert table is not None
    for name in ("batch_run", "datacollector", "rng"):
        assert f"`{name}" in table.group(), name
    chain = SupplyChain(SCENARIO, seed=7, worlds=3).run()
    assert not hasattr(chain, "datacollector")
    with pytest.raises(AttributeError, match="datacollector"):
        batch_run(SupplyChain, {"scenario": SCENARIO}, rng=[7], display_progress=False)
    assert "rng" not in inspect.signature(SupplyChain).parameters
    # The other ways, as the table gives them.
    frame = chain.record.to_frame()
    assert set(frame["world"]) == {0, 1, 2} and {"seat", "week", "total_cost", "uptime"} <= set(frame)
