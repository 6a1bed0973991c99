"""What is told to be on its way comes, and a seat alone finds what lay ahead to the last digit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from chains_support import chains
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outlook_support import WEEKS
from scenarios_support import scenarios
from world_support import at_random, changed, shipped

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chain.flow import Flow
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chain.projection import UNCHANGED, Projection
from linestop.agents.chain.record import on_the_way
from linestop.agents.chance.terms import Terms
from linestop.agents.scenario.events import Disturbances
from linestop.agents.scenario.scenario import StanceNumbers

pytestmark = pytest.mark.slow


# ---------------------------------------------------------------- what is on the way


@pytest.mark.parametrize("name", ["calm_seas", "pacific_squeeze"])
def test_what_is_on_the_way_moves_one_slot_a_week(name: str) -> None:
    """Exact, as no lane is stretched here: new goods join at the far end, and lorries arrive at the plant."""
    assert_slots_move(name, on_the_way)


def assert_slots_move(name: str, seen: Callable[[SupplyChain], np.ndarray]) -> None:
    chain = SupplyChain(shipped(name), 11)
    network = chain.network
    while chain.week < 40:
        before = seen(chain)[..., 0]
        chain.step()
        after = seen(chain)[..., 0]
        for lane, k in enumerate(network.component_of_lane):
            new = int(network.make_weeks[lane] + network.transit_weeks[lane]) - 1
            for slot in range(7):
                if slot != new:
                    assert after[:, k, slot] == pytest.approx(before[:, k, slot + 1], abs=1e-9)
                else:
                    assert (after[:, k, slot] >= before[:, k, slot + 1] - 1e-9).all()
            if network.port_of_lane[lane] < 0:
                received = chain.record["received"][-1, :, k, 0]
                assert received == pytest.approx(before[:, k, 0], abs=1e-9)


def test_red_control_slots_that_are_a_week_out_are_caught() -> None:
    def stale(chain: SupplyChain) -> np.ndarray:
        return np.roll(on_the_way(chain), chain.week % 2, axis=2)

    with pytest.raises(AssertionError):
        assert_slots_move("calm_seas", stale)


@pytest.mark.parametrize("name", ["calm_seas", "pacific_squeeze"])
def test_next_week_brings_each_plant_what_it_was_told(name: str) -> None:
    """Trouble at a port that begins in that very week is nothing that anybody could have told."""
    chain, weeks = SupplyChain(shipped(name), 11), 0
    while chain.week < 40:
        told, terms = Outlook(chain).arrivals[:, :, 0], chain.terms()
        chain.step()
        if np.array_equal(terms.throughput, chain.terms().throughput):
            np.testing.assert_allclose(chain.record["received"][-1], told, atol=1e-6)
            weeks += 1
    assert weeks > 25


# ---------------------------------------------------------------- alone in the world


def by_stance(numbers: StanceNumbers) -> StanceNumbers:
    return changed(numbers, contract="firm", expedite=0.0, sourcing_split=None)


@st.composite
def alone(draw: st.DrawFn) -> Scenario:
    """A world of one seat where all comes as forecast: what lies ahead of it is what comes.

    Without what is carried forward only roughly: orders by a rule in numbers or taken back, faster lanes,
    other ports, ports slowed down by their queue, lines that make to order, and lives that end.
    """
    scenario = draw(scenarios())
    markets = [
        changed(
            market,
            demand={
                name: changed(each, variation=0.0, draw="normal", clumps=None, life=[])
                for name, each in market.demand.items()
            },
        )
        for market in scenario.market
    ]
    return changed(
        scenario,
        weeks=14,
        seat=[changed(scenario.seat[0], order={})],
        component=[
            changed(part, order=None, expedite=None, jit=by_stance(part.jit), jic=by_stance(part.jic))
            for part in scenario.component
        ],
        port=[changed(port, crowding=None, others_arrive="evenly") for port in scenario.port],
        market=markets,
        supplier=[
            # Nobody else is there to be served before or after.
            changed(site, good_share=None, breakdowns=None, rationing="proportional", priority=[])
            for site in scenario.supplier
        ],
        lane=[changed(lane, late=[], near=False, diversion=None) for lane in scenario.lane],
        shock=[],
        selling__switching=0.0,
        line__makes="to_forecast",
        disturbances=Disturbances(times=0, chance=0.0, weeks=1, capacity=[0.5, 0.9]),
    )


@settings(max_examples=30, deadline=None)
@given(alone(), st.integers(0, 8), st.integers(0, 2**32))
def test_a_seat_alone_finds_what_lay_ahead_to_the_last_digit(
    scenario: Scenario, weeks: int, luck: int
) -> None:
    scenario = changed(scenario, weeks_per_turn=1)
    chain = SupplyChain(scenario, 7, policies=at_random(scenario, luck))
    for _ in range(weeks):
        chain.step()
    ahead = Projection(chain)
    flags = chain.manufacturers.stance[0]
    for name in chain.network.seats:
        chain.settle(name, Decision(flags))
    while chain.week < scenario.weeks:
        chain.step()
        i = chain.week - weeks
        for told, came in (
            (ahead.on_hand[i], chain.manufacturers.on_hand),
            (ahead.received[i - 1], chain.record["received"][-1]),
        ):
            np.testing.assert_allclose(told[UNCHANGED], came, rtol=1e-7, atol=1e-6)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(chains(), st.integers(0, 2**32))
def test_every_figure_of_every_world_can_be_shown(scenario: Scenario, luck: int) -> None:
    """Closed suppliers, jammed ports, seats without use or credit: finite, and never below nothing."""
    chain = SupplyChain(scenario, 7, 2, policies=at_random(scenario, luck, 2))
    for week in range(scenario.weeks):
        if week % 3 == 0:
            outlook = Outlook(chain)
            quote = chain.network.lane_mean(chain.quote)
            assert np.isfinite(outlook.arrivals).all() and (outlook.arrivals >= 0.0).all()
            assert ((outlook.survival >= 0.0) & (outlook.survival <= WEEKS)).all()
            assert (np.isnan(outlook.stops) | (outlook.stops < quote)).all()
            for name in chain.network.seats:
                for offer in (each for pair in outlook.offers(name, 1).values() for each in pair.values()):
                    assert 0.0 <= offer.build_weeks <= WEEKS and offer.build_weeks.is_integer()
                    assert min(offer.plan_weeks, offer.holding_per_week, offer.fee) >= 0.0
                    assert np.isfinite(offer.holding_per_week + offer.fee + offer.plan_weeks)
        chain.step()


# ---------------------------------------------------------------- rivals stand still


def assert_rivals_do_not_matter(
    scenario: Scenario, luck: int, weeks: int, run_lines: Callable[..., object]
) -> None:
    """All that a projection shows stays the same to the last bit if its rivals' lines run by `run_lines`."""
    chain = SupplyChain(scenario, 7, 2, policies=at_random(scenario, luck, 2, extra=True))
    for _ in range(min(weeks, scenario.weeks - 1)):
        chain.step()
    standing = Projection(chain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Projection, "_run_lines", run_lines)
        running = Projection(chain)
    for shown in ("on_hand", "received", "used"):
        np.testing.assert_array_equal(getattr(standing, shown), getattr(running, shown))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios(), st.integers(0, 2**32), st.integers(1, 12))
def test_a_projection_is_the_same_to_the_last_bit_if_the_rivals_lines_run_too(
    scenario: Scenario, luck: int, weeks: int
) -> None:
    assert_rivals_do_not_matter(scenario, luck, weeks, Flow._run_lines)


def test_red_control_a_line_that_makes_a_little_less_is_seen_in_a_projection() -> None:
    def idle(self: Projection, attempted: np.ndarray, terms: Terms) -> object:
        return Flow._run_lines(self, attempted * 0.999, terms)

    scenario = changed(shipped("pacific_squeeze"), line__makes="to_order")
    with pytest.raises(AssertionError):
        assert_rivals_do_not_matter(scenario, 1, 8, idle)
