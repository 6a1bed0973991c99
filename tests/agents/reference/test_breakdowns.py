"""Suppliers that break down by chance, and what the book says that a base stock costs against them."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world_support import changed, own_scenario

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.chance.breakdowns import down_weeks
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.scenario.supply import Breakdowns
from linestop.agents.studies.causes import losses

pytestmark = pytest.mark.slow

EXAMPLE_9_3 = {
    "thin": (1.0, 2913.793067),
    "lean": (2.0, 2741.379275),
    "best": (3.0, 2737.068930),
    "fat": (4.0, 2858.836172),
}
"""Cover in weeks, base stock 2000 x (1 + cover), and cost a week, by seat (Snyder and Shen, ex. 9.3)."""

WARM = 60
"""Weeks after which the opening is forgotten: a breakdown lasts that long once in 30 million."""


def covering(weeks: float) -> Policy:
    def decide(view: SeatView) -> Decision:
        return Decision(view.recommended, cover_weeks=np.full(len(view.components), weeks))

    return decide


def weekly_costs(scenario: Scenario, covers: dict[str, float], worlds: int) -> dict[str, np.ndarray]:
    """By seat, the mean of all costs a week after `WARM` weeks, in each world."""
    policies = {seat: covering(weeks) for seat, weeks in covers.items()}
    chain = SupplyChain(scenario, 8, worlds, policies=policies, history=False)
    while chain.week < WARM:
        chain.step()
    before = chain.sums.cost.copy()
    costs = (chain.run().sums.cost - before).sum(axis=(0, 2)) / (scenario.weeks - WARM)
    return dict(zip(chain.network.seats, costs, strict=True))


def misses(measured: dict[str, np.ndarray], references: dict[str, float]) -> list[str]:
    """What is more than four standard errors away, or not known to 1 %."""
    found = []
    for seat, reference in references.items():
        mean, error = measured[seat].mean(), measured[seat].std(ddof=1) / np.sqrt(len(measured[seat]))
        assert error <= 0.01 * reference
        if abs(mean - reference) > 4.0 * error:
            found.append(f"{seat}: {mean:.2f} ± {error:.2f}, not {reference}")
    return found


def example_9_3(scenario: Scenario, worlds: int = 8000) -> list[str]:
    covers = {seat: cover for seat, (cover, _) in EXAMPLE_9_3.items()}
    references = {seat: cost for seat, (_, cost) in EXAMPLE_9_3.items()}
    return misses(weekly_costs(scenario, covers, worlds), references)


@pytest.mark.slow
def test_example_9_3_of_c8() -> None:
    assert example_9_3(own_scenario("breakdowns")) == []


def test_red_control_a_supplier_repaired_a_little_sooner_costs_less_than_the_book_says() -> None:
    scenario = own_scenario("breakdowns")
    sooner = changed(scenario.supplier[0], breakdowns=Breakdowns(failure=0.04, repair=0.28))
    assert len(example_9_3(changed(scenario, supplier=[sooner]), 4000)) == 4


# ---------------------------------------------------------------- C8, Poisson demand

POISSON = [
    # mean, holding, backlog, failure, repair, base stock, cost a week, worlds
    (6.0, 1.0, 4.0, 0.1, 0.4, 11, 12.517155, 2000),
    (6.0, 1.0, 4.0, 0.1, 0.4, 8, 13.323610, 2000),
    (20.0, 0.25, 3.0, 0.04, 0.25, 71, 27.459469, 8000),
    (20.0, 0.25, 3.0, 0.04, 0.25, 27, 32.113210, 8000),
]
"""In each pair the best base stock, then the one that would be best were there no breakdowns."""


def poisson_row(
    mean: float, holding: float, backlog: float, failure: float, repair: float, level: int
) -> Scenario:
    """The scenario file with a row's numbers: storage is 2 a year of the value, a price twice the value."""
    scenario = own_scenario("breakdowns_poisson")
    value = holding * 52.0 / 2.0
    rates = Breakdowns(failure=failure, repair=repair)
    return changed(
        scenario,
        component=[msgspec.structs.replace(scenario.component[0], value=value)],
        supplier=[changed(scenario.supplier[0], breakdowns=rates)],
        seat=[changed(scenario.seat[0], demand={"thing": mean})],
        costs__backlog_share=backlog / (2.0 * value),
        line__finished_goods_weeks=level / mean - 1.0,
    )


@pytest.mark.parametrize(
    ("mean", "holding", "backlog", "failure", "repair", "level", "cost", "worlds"), POISSON
)
def test_a_poisson_row_of_c8(mean, holding, backlog, failure, repair, level, cost, worlds) -> None:
    scenario = poisson_row(mean, holding, backlog, failure, repair, level)
    assert misses(weekly_costs(scenario, {"shop": 0.0}, worlds), {"shop": cost}) == []


def test_red_control_a_base_stock_of_one_unit_more_misses_the_cost_that_breakdowns_ignored_come_to() -> None:
    scenario = poisson_row(6.0, 1.0, 4.0, 0.1, 0.4, 9)
    assert misses(weekly_costs(scenario, {"shop": 0.0}, 2000), {"shop": 13.323610}) != []


# ---------------------------------------------------------------- up and down

CHANCE = st.floats(0.01, 1.0)


@given(failure=CHANCE, repair=CHANCE, luck=st.integers(0, 2**32))
def test_a_supplier_is_down_as_often_as_its_chances_say_from_the_first_week_on(failure, repair, luck) -> None:
    uniform = np.random.default_rng(luck).random((4, 4000))
    down = down_weeks(Breakdowns(failure=failure, repair=repair), uniform)
    share = failure / (failure + repair)
    error = np.sqrt(share * (1.0 - share) / down.shape[1])
    assert (np.abs(down.mean(axis=1) - share) <= 6.0 * error + 1e-9).all()


@given(failure=CHANCE, repair=CHANCE, worse=st.floats(0.0, 1.0), luck=st.integers(0, 2**32))
def test_whoever_fails_more_often_is_down_whenever_the_other_is(failure, repair, worse, luck) -> None:
    """Where down weeks beget down weeks, as with every supplier worth the name."""
    repair = min(repair, 1.0 - failure) or 0.01
    often = failure + worse * (1.0 - repair - failure)
    uniform = np.random.default_rng(luck).random((30, 50))
    seldom_down = down_weeks(Breakdowns(failure=failure, repair=repair), uniform)
    often_down = down_weeks(Breakdowns(failure=max(failure, often), repair=repair), uniform)
    assert (often_down >= seldom_down).all()


def test_while_it_is_down_nothing_leaves_and_every_order_waits() -> None:
    chain = SupplyChain(own_scenario("breakdowns"), 3, 20).run()
    down = chain.record["capacity_left"][:, 0] == 0.0
    assert 0.05 < down.mean() < 0.3
    received = chain.record["received"][:, :, 0]
    assert (received.max(axis=1)[down] == 0.0).all()
    waiting = chain.record["unfilled"][:, 0, 0]
    np.testing.assert_allclose(waiting[~down], 0.0, atol=1e-6)
    # The first week down: this week's order of 2000; each further week 2000 more.
    first = down[1:] & ~down[:-1]
    np.testing.assert_allclose(waiting[1:][first], 2000.0)


def test_a_lost_unit_names_the_breakdown() -> None:
    scenario = changed(own_scenario("breakdowns"), selling__wait_share=0.0, weeks=60)
    chain = SupplyChain(scenario, 3, 1, policies="jit").run()
    causes = {shock for loss in losses(chain) for shock in loss.shocks}
    assert causes == {"breakdown_maker"}


def test_a_supplier_that_never_fails_is_the_same_as_one_without_breakdowns() -> None:
    scenario = own_scenario("breakdowns")
    never, without = (
        SupplyChain(
            changed(scenario, weeks=30, supplier=[changed(scenario.supplier[0], breakdowns=each)]), 3
        ).run()
        for each in (Breakdowns(failure=0.0, repair=1.0), None)
    )
    assert np.array_equal(never.record["cost"], without.record["cost"])


def test_red_control_a_chain_that_forgets_its_state_is_down_as_often_but_not_as_long(monkeypatch) -> None:
    """Same share of down weeks, drawn afresh each week: the cost of the book is missed."""

    def forgetful(rates: Breakdowns, uniform: np.ndarray) -> np.ndarray:
        return uniform < rates.failure / (rates.failure + rates.repair)

    monkeypatch.setattr("linestop.agents.chance.breakdowns.down_weeks", forgetful)
    assert len(example_9_3(own_scenario("breakdowns"), 500)) == 4
