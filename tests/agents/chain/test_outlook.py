"""What a seat is told of the weeks to come is what comes, if demand does as forecast and nothing new happens.

Told figures stand against real runs from real states, calm ones and ones in shock. Survival and the week
a part is missing are exact but for rivals' boxes in a shared port. Weeks to build are whole weeks, and
right within one wherever nobody's unseen orders or troubles come between; how often that is, is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pytest
from outlook_support import WEEKS, Compared, State, builds, compared, stops, survivals
from world_support import shipped

from linestop.agents.chain.outlook import Outlook

pytestmark = pytest.mark.slow
STATES = [
    State(name, seed, week, policy)
    for name in ("calm_seas", "pacific_squeeze")
    for seed in (1, 7)
    for week, policy in (
        (0, "hybrid"),
        (4, "hybrid"),
        (12, "jit"),
        (20, "hybrid"),
        (28, "jit"),
        (40, "hybrid"),
    )
]


def share_within(weeks: float, figures: Iterable[Compared]) -> float:
    errors = np.array([figure.error for figure in figures])
    assert len(errors) > 100, "a share of next to nothing says nothing"
    return float(np.mean(errors <= weeks))


def all_of(figures: Callable[[State], Iterator[Compared]], *, calm: bool) -> list[Compared]:
    return [figure for state in STATES for figure in figures(state) if figure.calm == calm]


# ---------------------------------------------------------------- how long the line lasts


def test_in_calm_weeks_a_line_survives_its_supplier_exactly_as_long_as_told() -> None:
    assert share_within(1e-6, all_of(survivals, calm=True)) == 1.0


def test_in_a_shock_too_a_line_survives_as_long_as_told() -> None:
    """Rivals' boxes in the same port, which nobody else can count, move it a little."""
    figures = all_of(survivals, calm=False)
    assert share_within(0.1, figures) >= 0.97 and share_within(1.0, figures) >= 0.99


def test_a_line_misses_a_part_in_the_week_that_was_told() -> None:
    assert share_within(1e-6, all_of(stops, calm=True)) == 1.0
    assert share_within(0.1, all_of(stops, calm=False)) >= 0.97


def test_the_states_hold_lines_that_stop_and_lines_that_do_not() -> None:
    told = [figure.told for state in STATES for figure in stops(state)]
    assert 20 < sum(weeks < WEEKS for weeks in told) < len(told) - 20


def with_goods_at_the_supplier(outlook: Outlook) -> np.ndarray:
    """Survival that counts what has not been shipped."""
    making = outlook._chain.network.by_component(outlook._chain.suppliers.making.load())
    return outlook.survival + making / outlook._chain.planning.use(outlook._chain.week + 1)


def test_red_control_survival_that_counts_goods_still_at_the_supplier_is_caught() -> None:
    wrong = [figure for state in STATES for figure in survivals(state, with_goods_at_the_supplier)]
    assert share_within(0.1, wrong) < 0.8


def test_red_control_arrivals_a_week_late_are_caught() -> None:
    def late(outlook: Outlook) -> np.ndarray:
        return np.maximum(outlook.survival - 1.0, 0.0)

    assert share_within(0.1, [figure for state in STATES for figure in survivals(state, late)]) < 0.1


# ---------------------------------------------------------------- how long a plan takes to stand


def test_in_calm_weeks_a_plan_stands_within_a_week_of_what_was_told() -> None:
    figures = all_of(builds, calm=True)
    assert share_within(0.0, figures) >= 0.88 and share_within(1.0, figures) >= 0.93


def test_in_a_shock_that_stays_as_it_is_most_plans_stand_when_told() -> None:
    """The rest hang on troubles that hold nobody up yet, and on what rivals order unseen."""
    figures = all_of(builds, calm=False)
    assert share_within(0.0, figures) >= 0.7 and share_within(1.0, figures) >= 0.8


def test_the_states_hold_plans_that_stand_plans_that_take_weeks_and_plans_out_of_sight() -> None:
    told = [figure.told for state in STATES for figure in builds(state)]
    assert {0.0, float(WEEKS)} < set(told)
    assert sum(4 <= weeks < WEEKS for weeks in told) > 200


def test_red_control_weeks_to_build_that_are_two_out_are_caught() -> None:
    wrong = [figure for state in STATES for figure in builds(state, lambda weeks: weeks + 2.0)]
    assert share_within(1.0, wrong) < 0.2


# ---------------------------------------------------------------- cover, and what it costs to hold


def built(state: State) -> Iterator[tuple[float, float, float, float]]:
    """For each JIC offer of a state: bin over plan, and told over booked price of the switch, once it stands.

    Booked is what the ledger says of holding that component, in the last four weeks of the run: the
    world where it stands Just in Case, less the one where it stands Just in Time.
    """
    chain, outlook, run = compared(state)
    booked = run.chain.record["cost"][-4:, :4].sum(axis=(0, 1)) / 4
    for seat, name in enumerate(chain.network.seats):
        for k, offers in enumerate(outlook.offers(name).values()):
            buffered, lean = run.changed(seat, k), 0
            if chain.manufacturers.stance[seat, k, 0]:
                buffered, lean = lean, buffered
            use = float(chain.planning.mean_use(chain.week + 1)[seat, k, 0])
            bins = [run.bins(seat, k, world)[-4:].mean() / use for world in (buffered, lean)]
            price = offers["JIC"].holding_per_week - offers["JIT"].holding_per_week
            really = booked[seat, k, buffered] - booked[seat, k, lean]
            yield bins[0], offers["JIC"].plan_weeks, price, float(really)


STEADY = [State(name, seed, 0, "jit") for name in ("calm_seas", "pacific_squeeze") for seed in (1, 7)]


def test_once_it_stands_a_bin_covers_what_the_offer_said() -> None:
    """Weeks of mean use, half a year later; the season moves bins by a tenth or so."""
    for cover, plan, _, _ in (row for state in STEADY for row in built(state)):
        assert cover == pytest.approx(plan, rel=0.15)


def test_once_it_stands_a_switch_costs_a_week_what_the_offer_said() -> None:
    """Capital, storage, insurance and obsolescence as booked, Just in Case less Just in Time."""
    for _, _, told, really in (row for state in STEADY for row in built(state)):
        assert told == pytest.approx(really, rel=0.15)


def test_red_control_a_price_without_what_a_part_loses_in_value_is_caught() -> None:
    """For a display, which ages on the shelf; a frame hardly does."""
    scenario = shipped("pacific_squeeze")
    display = next(part for part in scenario.component if part.name == "display")
    rate = scenario.costs.capital + scenario.costs.insurance + display.storage
    forgotten = rate / (rate + display.obsolescence)
    number = scenario.component.index(display)
    _, _, told, really = list(built(STEADY[-1]))[number]
    assert told == pytest.approx(really, rel=0.15)
    assert told * forgotten != pytest.approx(really, rel=0.15)


def test_what_is_booked_for_holding_is_the_bin_at_the_offer_s_rate_and_the_goods_on_the_way() -> None:
    """To the last digit: the price of a plan is that part of the ledger which the bin costs."""
    chain = State("pacific_squeeze", 7, 20).chain()
    costs, stocks, value = chain.scenario.costs, chain.stocks(), chain.network.value[:, None]
    booked = chain.record["cost"][-1, :4, :, :-1].sum(axis=0)
    parts = chain.scenario.component
    ages = np.array([[part.obsolescence] for part in parts])
    stores = np.array([[part.storage] for part in parts])
    moving = stocks.moving * value * (costs.capital + costs.insurance + ages) / 52
    in_port = stocks.in_port * value * stores / 52
    at_the_plant = chain.ledger.holding_per_week(stocks.on_hand)
    np.testing.assert_allclose(at_the_plant + moving + in_port, booked, rtol=1e-12)
