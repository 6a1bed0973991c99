"""Serial systems, assembly and the Beer Game (Sterman 1989) are scenarios, not programs."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_cases import BEER, PASS_ON, STAGES, TIERS, UNFORCED
from reference_support import Case, cost_so_far, disagreement, scenario_of, weekly_cost
from tiers_support import SOME, tiers
from world_support import changed

from linestop.agents import Scenario, SupplyChain
from linestop.agents.sites.depot import Depot
from linestop.agents.studies.study import play

pytestmark = pytest.mark.slow

ASSEMBLY, SERIAL, BENCHMARK = TIERS[:3]


def played(file: str, changes: dict[str, object] | None = None) -> SupplyChain:
    return SupplyChain(scenario_of(file, changes or {}), 1, 1).run()


def net_stocks(chain: SupplyChain) -> np.ndarray:
    """On hand less backlog of the plant's first component, then of each depot: (weeks, sites)."""
    record = chain.record
    plant = record["on_hand"][:, 0, 0] - record["backlog"][:, 0, 0]
    return np.concatenate([plant, (record["depot_on_hand"] - record["depot_backlog"])[:, :, 0]], axis=1)


def stage_costs(chain: SupplyChain) -> list[float]:
    """What the plant and each depot paid."""
    return [chain.sums.cost.sum().item(), *chain.sums.depot_cost.sum(axis=(0, 2)).tolist()]


@pytest.mark.parametrize("case", TIERS, ids=lambda case: case.name)
def test_a_system_of_tiers_costs_what_the_literature_says(case: Case) -> None:
    assert not disagreement(case, weekly_cost(case))


def test_c4_the_assembly_has_the_net_stocks_of_the_reference() -> None:
    chain = played("assembly")
    record = chain.record
    plant = record["on_hand"][:12, 0, :, 0].min(axis=1) - record["backlog"][:12, 0, 0, 0]
    assert plant == pytest.approx([2, 4, 1, 1, 0, -1, 0, 1, 2, 2, 0, 0], abs=1e-9)
    # A depot meets an order in the week after the demand that it replaces: its week t is our t + 1.
    depots = net_stocks(chain)[1:13, 1:]
    assert depots[:, 0] == pytest.approx([8, 5, 4, 1, 1, 0, 1, 3, 3, 3, 1, 0], abs=1e-9)
    assert depots[:, 1] == pytest.approx([6, 3, 2, -1, -1, -2, -1, 1, 1, 1, -1, -2], abs=1e-9)
    lines = dict(zip(chain.network.cost_lines, chain.sums.cost.sum(axis=(1, 2, 3)), strict=True))
    assert lines["backlog_cost"] == pytest.approx(100.0)


def test_c7_the_beer_game_goes_as_sterman_traced_it() -> None:
    chain = played(BEER)
    trace = net_stocks(chain)[:12]
    assert trace[:4].tolist() == [[12, 12, 12, 12]] * 4
    assert trace[4:].tolist() == [
        [8, 12, 12, 12],
        [4, 12, 12, 12],
        [0, 4, 8, 8],
        [-4, 0, 8, 8],
        [0, 0, 4, 4],
        [0, -4, 0, 8],
        [0, 0, 0, 0],
        [-4, 0, -4, 0],
    ]
    ordered = np.concatenate(
        [chain.record["ordered"][:, 0, 0], chain.record["depot_ordered"][:, :, 0]], axis=1
    )
    # What is decided at the end of his week t is ordered at the beginning of our t + 1.
    assert {week: ordered[week].tolist() for week in (5, 7, 9, 11)} == {
        5: [12, 8, 8, 4],
        7: [8, 12, 8, 8],
        9: [8, 8, 12, 8],
        11: [8, 8, 8, 12],
    }


@pytest.mark.parametrize(
    ("changes", "costs"),
    [({}, [46, 50, 54, 54]), (PASS_ON, [330, 242, 154, 66]), (UNFORCED, [36, 44, 52, 48])],
    ids=["benchmark", "pass-through", "unforced"],
)
def test_c7_each_stage_pays_what_the_reference_gives(changes: dict[str, object], costs: list[float]) -> None:
    assert stage_costs(played(BEER, changes)) == pytest.approx(costs, abs=1e-9)


def test_c7_base_stock_on_the_position_is_the_benchmark_rule() -> None:
    levels = zip(STAGES, (32.0, 32.0, 32.0, 24.0), strict=True)
    rules = {
        stage: {"rule": "base_stock", "level": level, "first_orders": [4.0] * 5} for stage, level in levels
    }
    assert stage_costs(played(BEER, rules)) == pytest.approx([46, 50, 54, 54])


def test_a_depot_is_an_agent_that_knows_its_own_books() -> None:
    chain = played(BEER)
    depots = list(chain.agents.select(agent_type=Depot))
    assert [depot.name for depot in depots] == ["wholesaler", "distributor", "factory"]
    assert [depot.on_hand.item() for depot in depots] == chain.record["depot_on_hand"][-1, :, 0].tolist()
    assert [depot.backlog.item() for depot in depots] == chain.record["depot_backlog"][-1, :, 0].tolist()


def test_the_order_of_the_depots_in_the_file_does_not_matter() -> None:
    plain = scenario_of(BEER, {})
    depots, lanes = plain.depot, plain.lane
    turned = changed(plain, depot=[depots[2], depots[0], depots[1]], lane=lanes[::-1])
    ours, theirs = (SupplyChain(each, 1).run() for each in (plain, turned))
    assert np.array_equal(ours.record["depot_on_hand"], theirs.record["depot_on_hand"][:, [1, 2, 0]])
    assert np.array_equal(ours.record["ordered"], theirs.record["ordered"])


# ---------------------------------------------------------------- red controls


@pytest.mark.parametrize(
    ("case", "wrong"),
    [
        (ASSEMBLY, {"lane.2.transit_weeks": 1}),  # the plant's lead as if demand came first
        (ASSEMBLY, {"depot.0.order.position": "local", "depot.0.order.level": 13.0}),  # a week's news late
        (SERIAL, {"lane.2.transit_weeks": 1}),
        (SERIAL, {"depot.1.order.position": "local"}),  # an echelon's level on a local position
        (BENCHMARK, UNFORCED),
        (BENCHMARK, {"lane.1.order_weeks": 0}),  # an order that arrives at once
        (BENCHMARK, {"depot.0.opening_units": 11.0}),
    ],
    ids=lambda value: value.name if isinstance(value, Case) else "",
)
def test_red_control_a_wrong_set_up_is_refused(case: Case, wrong: dict[str, object]) -> None:
    spoilt = dataclasses.replace(case, changes={**case.changes, **wrong}, worlds=min(case.worlds, 2000))
    assert disagreement(case, weekly_cost(spoilt))


def test_red_control_costs_that_leave_out_the_depots_are_not_the_references() -> None:
    chain = played(BEER)
    assert cost_so_far(chain).item() == pytest.approx(204.0)
    assert chain.sums.cost.sum().item() == pytest.approx(46.0)


def test_a_frame_and_a_study_count_what_depots_cost() -> None:
    chain = played(BEER)
    frame = chain.record.to_frame()
    assert frame["total_cost"].sum() == pytest.approx(204.0)
    assert frame["depot_cost"].sum() == pytest.approx(chain.sums.depot_cost.sum())
    lines = [*chain.network.cost_lines, "depot_cost"]
    assert frame[lines].sum(axis=1).to_numpy() == pytest.approx(frame["total_cost"].to_numpy())
    (outcome,) = play(chain.scenario, 1, 1, "jit")
    assert outcome.total_cost.item() == pytest.approx(204.0)
    assert outcome.own_cost.item() == pytest.approx(46.0)


@SOME
@given(tiers(), st.integers(0, 99))
def test_the_seats_parts_of_what_depots_cost_come_to_all_of_it(scenario: Scenario, seed: int) -> None:
    chain = SupplyChain(scenario, seed, 2, policies="hybrid").run()
    # Closing the books is no week's, so a frame does not hold it, and a study does.
    frame = chain.sums.cost.sum() + chain.sums.depot_cost.sum()
    assert chain.record.to_frame()["total_cost"].sum() == pytest.approx(frame, abs=1e-6)
    everything = sum(outcome.total_cost.sum() for outcome in play(scenario, seed, 2, "hybrid"))
    assert everything == pytest.approx(frame + chain.close_books().sum(), abs=1e-6)
