"""What a study says of a scenario, and that the scenarios that come with the game teach what they say."""

from __future__ import annotations

from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from distributed import Client, LocalCluster
from world_support import changed, own_scenario, shipped, struck

from linestop.agents import Scenario, SupplyChain
from linestop.agents.manufacturers.stances import fixed
from linestop.agents.scenario.supply import Breakdowns
from linestop.agents.studies.balance import compare_plans, measure
from linestop.agents.studies.balance_cases import stance_cases, timing_cases
from linestop.agents.studies.plan_file import read_plan_file
from linestop.agents.studies.scoring import score_scale, segmentations
from linestop.agents.studies.study import Outcome, estimate, play

pytestmark = pytest.mark.slow

CALM, SQUEEZE = shipped("calm_seas"), shipped("pacific_squeeze")
ONE_SEAT = own_scenario("one_seat")


def four_seats(scenario: Scenario, policy: str, rivals: str, worlds: int = 100) -> tuple[float, float]:
    """Mean cost and uptime of one policy, over the four seats, against rivals on another."""
    cost, uptime = [], []
    for seat in scenario.seat:
        policies = {other.name: policy if other is seat else rivals for other in scenario.seat}
        outcome = play(scenario, 1, worlds, policies)[scenario.seat.index(seat)]
        cost.append(outcome.total_cost.mean())
        uptime.append(outcome.uptime.mean())
    return float(np.mean(cost)), float(np.mean(uptime))


def lesson_of_calm(scenario: Scenario) -> bool:
    """Just in Time is cheapest, at 97 % uptime or more."""
    lean, buffered = (four_seats(scenario, policy, "hybrid") for policy in ("jit", "jic"))
    return lean[0] < buffered[0] and lean[1] >= 0.97


def lesson_of_squeeze(scenario: Scenario, rivals: str | None) -> bool:
    """The mix is cheaper than both slogans, nearly as safe as the one and far safer than the other."""
    jit, mix, jic = (four_seats(scenario, each, rivals or each) for each in ("jit", "hybrid", "jic"))
    return mix[0] < min(jit[0], jic[0]) and jic[1] - mix[1] <= 0.03 and jic[1] - jit[1] >= 0.05


def test_lean_is_right_in_calm_seas() -> None:
    assert lesson_of_calm(CALM)


@pytest.mark.parametrize("rivals", ["hybrid", None], ids=["rivals on the mix", "all the same"])
def test_the_mix_is_right_in_the_pacific_squeeze(rivals: str | None) -> None:
    assert lesson_of_squeeze(SQUEEZE, rivals)


def test_red_control_each_scenario_fails_the_others_lesson() -> None:
    assert not lesson_of_calm(SQUEEZE)
    assert not lesson_of_squeeze(changed(SQUEEZE, shock=[]), "hybrid")


# ---------------------------------------------------------------- a shared port


def housings_of_the_second_seat(scenario: Scenario, policy: str) -> np.ndarray:
    """Received by the end of each week while the first seat follows a policy and all others are lean."""
    policies = {seat.name: "jit" for seat in scenario.seat} | {scenario.seat[0].name: policy}
    chain = SupplyChain(scenario, 1, 20, policies=policies).run()
    received: np.ndarray = chain.record["received"][:, 1, chain.network.components.index("housing")]
    return received.cumsum(axis=0)


def weeks_late(scenario: Scenario) -> np.ndarray:
    """How far one seat's build-up holds up another's boxes at worst, in weeks of use: (worlds,)."""
    use = 1.0 * SupplyChain(scenario, 1).network.normal_use[1, 1]
    lean, building = (housings_of_the_second_seat(scenario, policy) for policy in ("jit", "jic"))
    late: np.ndarray = (lean - building).max(axis=0) / use
    return late


def test_one_seats_build_up_delays_anothers_boxes_in_the_port_they_share() -> None:
    late = weeks_late(struck())
    assert (late > 0.05).all() and late.mean() > 0.2


def test_red_control_in_an_empty_port_nobody_delays_anybody() -> None:
    empty = changed(SQUEEZE, port=[changed(port, utilisation=0.05) for port in SQUEEZE.port])
    roomy = [changed(site, capacity_ratio=5.0) for site in SQUEEZE.supplier]
    assert weeks_late(changed(empty, supplier=roomy)).max() < 0.01


# ---------------------------------------------------------------- summing up


def test_an_estimate_gives_mean_interval_and_percentiles() -> None:
    found = estimate(np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found.mean, found.p05, found.p95) == (2.5, pytest.approx(1.15), pytest.approx(3.85))
    assert found.ci95 == pytest.approx(1.96 * np.std([1, 2, 3, 4], ddof=1) / 2)
    assert estimate(np.array([7.0])).ci95 == 0.0


def test_a_study_does_not_depend_on_how_its_worlds_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = play(CALM, 3, 7, "jit")
    monkeypatch.setattr("linestop.agents.studies.study.chunks", lambda worlds: iter([(0, 3), (3, 1), (4, 3)]))
    cut = play(CALM, 3, 7, "jit")
    assert all(np.array_equal(a.cost, b.cost) for a, b in zip(whole, cut, strict=True))


SCRIPT = 'start = "JIT"\n[[turn]]\nfrom = 3\nchip = "JIC"\n'
POLICIES = {
    "tarnholm": "rumour",
    "ferrow": fixed([True, False] * 3),
    "mossgate": read_plan_file(SCRIPT, [part.name for part in CALM.component]),
}
"""By name, of numbers, and from a file: each can be sent to another process."""


def played_by(executor: Executor | None) -> list[Outcome]:
    return play(CALM, 3, 7, POLICIES, seats=(0, 2), executor=executor)


def must_be_the_same(mine: list[Outcome], theirs: list[Outcome]) -> None:
    assert [outcome.seat for outcome in theirs] == ["tarnholm", "ferrow"]
    for here, there in zip(mine, theirs, strict=True):
        assert np.array_equal(here.cost, there.cost)
        assert np.array_equal(here.uptime, there.uptime)


@pytest.fixture
def three_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linestop.agents.studies.study.chunks", lambda worlds: iter([(0, 3), (3, 3), (6, 1)]))


@pytest.mark.usefixtures("three_chunks")
def test_other_processes_play_the_same_worlds_to_the_last_bit() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        must_be_the_same(played_by(None), played_by(pool))


@pytest.mark.usefixtures("three_chunks")
def test_a_dask_cluster_plays_the_same_worlds_to_the_last_bit() -> None:
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(host="127.0.0.1", **options) as cluster, Client(cluster) as client:
        must_be_the_same(played_by(None), played_by(client.get_executor()))


def test_red_control_worlds_of_another_place_in_the_row_are_not_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = played_by(None)
    monkeypatch.setattr("linestop.agents.studies.study.chunks", lambda worlds: iter([(0, 3), (4, 3), (6, 1)]))
    with pytest.raises(AssertionError):
        must_be_the_same(whole, played_by(None))


def test_a_record_becomes_a_tidy_frame() -> None:
    chain = SupplyChain(CALM, 1, 2, policies="jit").run()
    frame = chain.record.to_frame()
    assert len(frame) == 2 * CALM.weeks * len(CALM.seat)
    assert not frame.isna().any().any()
    total = frame.query("world == 1 and seat == 'ferrow'")["total_cost"].sum()
    assert total == pytest.approx(chain.sums.cost[:, 2, :, 1].sum(), rel=1e-9)


# ---------------------------------------------------------------- the ruler


@pytest.fixture(scope="module")
def lean_game() -> SupplyChain:
    return SupplyChain(SQUEEZE, 5, policies={"tarnholm": "jit"}).run()


def cost_of(chain: SupplyChain, seat: int) -> np.ndarray:
    return (chain.sums.cost + chain.close_books())[:, seat].sum(axis=(0, 1))


def test_a_slogan_scores_what_it_cost_on_the_ruler_of_its_own_game(lean_game: SupplyChain) -> None:
    found = score_scale(lean_game, 0)
    assert found.jit == pytest.approx(cost_of(lean_game, 0), rel=1e-12)
    assert found.score(np.maximum(found.jit, found.jic)) == pytest.approx([0.0])
    assert found.score(found.best) == pytest.approx([100.0])


def test_every_segmentation_stands_on_the_ruler_once_the_slogans_at_its_ends(lean_game: SupplyChain) -> None:
    plans = segmentations(6)
    assert len({tuple(plan) for plan in plans.tolist()}) == 64
    assert not plans[0].any() and plans[-1].all()
    with pytest.raises(ValueError, match="at most 8"):
        segmentations(9)


def test_a_ruler_measures_a_game_that_ended_early_over_the_weeks_played() -> None:
    chain = SupplyChain(SQUEEZE, 5, policies={"tarnholm": "jit"})
    while chain.week < 20:
        chain.step()
    assert score_scale(chain, 0).jit == pytest.approx(cost_of(chain, 0), rel=1e-12)


def test_a_ruler_needs_the_orders_that_were_played() -> None:
    with pytest.raises(ValueError, match="history"):
        score_scale(SupplyChain(SQUEEZE, 1, history=False).run(), 0)


def test_where_no_plan_differs_everybody_scores_a_hundred() -> None:
    twin = changed(ONE_SEAT.component[0], jic=ONE_SEAT.component[0].jit, changeover_weeks=0.0)
    chain = SupplyChain(changed(ONE_SEAT, component=[twin]), 1, policies="jit").run()
    assert score_scale(chain, 0).score(cost_of(chain, 0)) == pytest.approx([100.0])


# ---------------------------------------------------------------- balance


def test_the_mix_of_a_scenario_with_nothing_to_fear_is_its_cheapest_plan() -> None:
    plans = compare_plans(ONE_SEAT, 1, 2)
    assert plans.gap == 0.0 and plans.flips.min() > 0.0


def test_plans_compared_tell_the_uptime_of_the_recommended_plan() -> None:
    frail = changed(ONE_SEAT.supplier[0], breakdowns=Breakdowns(failure=0.1, repair=0.3))
    found = []
    for stance in ("JIT", "JIC"):
        part = changed(ONE_SEAT.component[0], recommended=stance)
        scenario = changed(ONE_SEAT, component=[part], supplier=[frail])
        (alone,) = play(scenario, 1, 8, fixed([stance == "JIC"]))
        found.append(compare_plans(scenario, 1, 8).uptime)
        assert found[-1] == pytest.approx(alone.uptime.mean())
    assert found[0] != pytest.approx(found[1])  # a red control: the other plan's uptime is another one


def test_red_control_a_wrong_recommendation_is_dearer_than_the_cheapest_plan() -> None:
    wrong = changed(ONE_SEAT, component=[changed(ONE_SEAT.component[0], recommended="JIC")])
    plans = compare_plans(wrong, 1, 2)
    assert plans.gap > 0.01 and plans.flips.min() < 0.0


def test_a_buffer_begun_earlier_is_better_and_one_begun_late_better_than_none() -> None:
    sure = struck()
    cases = [case for case in timing_cases(sure) if case.name.startswith("chip")]
    before, onset, after, never = (result.cost.mean() for result in measure(sure, 1, 12, cases))
    assert before < onset < after < never


def test_cases_name_what_is_flipped_and_by_which_stances_seats_are_compared() -> None:
    assert [(case.name, case.spread) for case in stance_cases(CALM)] == [
        ("JIT", False),
        ("JIC", False),
        ("mix", False),
        ("mix, but housing JIC", True),
    ]
    assert [case.name for case in stance_cases(SQUEEZE) if case.spread] == ["JIC"]
