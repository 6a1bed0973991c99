"""What a seat is told of the weeks to come is what comes, if demand does as forecast and nothing new happens.

Told figures stand against real runs from real states, calm ones and ones in shock. Survival and the week
a part is missing are exact but for rivals' boxes in a shared port. Weeks to build are whole weeks, and
right within one wherever nobody's unseen orders or troubles come between; how often that is, is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pytest
from chains_support import chains
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outlook_support import WEEKS, Compared, State, builds, compared, stops, survivals
from world_support import at_random, changed, scenarios, shipped

from linestop.agents import Decision, Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chain.projection import AS_IT_IS, Projection
from linestop.agents.chain.record import on_the_way
from linestop.agents.scenario.events import Disturbances
from linestop.agents.scenario.scenario import StanceNumbers

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
            np.testing.assert_allclose(told[AS_IT_IS], came, rtol=1e-7, atol=1e-6)


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


# ---------------------------------------------------------------- nothing else gets in


def figures_of(chain: SupplyChain, seat: int) -> np.ndarray:
    """All that one seat is told, as one row of numbers."""
    outlook = Outlook(chain)
    offers = outlook.offers(chain.network.seats[seat]).values()
    told = [
        (each.plan_weeks, each.holding_per_week, each.fee, each.build_weeks)
        for pair in offers
        for each in pair.values()
    ]
    parts = (outlook.arrivals[seat], outlook.survival[seat], outlook.stops[seat], np.array(told))
    return np.concatenate([part.ravel() for part in parts])


def scramble(chain: SupplyChain, rows: list[int], luck: int) -> None:
    """Other bins, shelves, debts, stances and goods under way in these rows; no queue gets longer or shorter.

    What stands in line at a supplier or in a port changes hands among them; there the sum is public.
    """
    luck_of = np.random.default_rng(luck)
    sites = chain.manufacturers
    for books in (sites.on_hand, sites.on_order, sites.moving, sites.finished_goods, sites.backlog):
        books[rows] *= luck_of.uniform(0.0, 5.0, books[rows].shape)
    sites.stance[rows] ^= True
    chain.planning.level[rows] *= luck_of.uniform(0.2, 3.0, chain.planning.level[rows].shape)
    for belt in (chain.suppliers.making, chain.lanes, chain.inland):
        for slot in belt._slots:
            slot[:, rows] *= luck_of.uniform(0.0, 5.0, slot[:, rows].shape)
    for line in (chain.suppliers.backlog, chain.suppliers.ordered):
        line[:, rows] = line[:, rows[::-1]]
    for queue in chain.ports.queues:
        for goods, _ in queue.cohorts:
            goods[:, rows] = goods[:, rows[::-1]]


@pytest.mark.parametrize("week", [4, 20, 36])
@pytest.mark.parametrize("seat", [0, 3])
def test_no_figure_depends_on_what_rivals_keep_to_themselves(week: int, seat: int) -> None:
    state = State("pacific_squeeze", 7, week)
    chain = state.chain()
    scramble(chain, [row for row in range(4) if row != seat], luck=week)
    np.testing.assert_allclose(figures_of(chain, seat), figures_of(state.chain(), seat), rtol=1e-9)


def test_red_control_a_seat_s_own_books_change_its_figures() -> None:
    state = State("pacific_squeeze", 7, 20)
    chain = state.chain()
    scramble(chain, [1], luck=1)
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(figures_of(chain, 1), figures_of(state.chain(), 1), rtol=1e-9)


@pytest.mark.parametrize("week", [0, 12, 28])
def test_no_figure_depends_on_what_is_drawn_for_weeks_to_come(week: int) -> None:
    state = State("pacific_squeeze", 7, week)
    chain = state.chain()
    told = [figures_of(chain, seat) for seat in range(4)]
    chain.path.demand[week:] *= 3.0
    for shock in chain.path.shocks:
        shock.effect[week:] *= 0.5
        shock.in_force[week:] ^= True
    for seat in range(4):
        np.testing.assert_array_equal(figures_of(chain, seat), told[seat])


def test_red_control_what_was_drawn_for_this_week_is_felt() -> None:
    """A port with a queue that discharges half as much: everybody there can see it."""
    chain = State("pacific_squeeze", 7, 28).chain()
    told = figures_of(chain, 0)
    for shock in chain.path.shocks:
        shock.effect[27] *= 0.5
    assert not np.array_equal(figures_of(chain, 0), told)


def test_a_table_is_told_the_same_alone_and_among_others() -> None:
    scenario = shipped("pacific_squeeze")
    many = SupplyChain(scenario, 7, 3, policies=at_random(scenario, 5, 3))
    alone = SupplyChain(scenario, 7, 1, policies=at_random(scenario, 5, 1, 2), first_world=2)
    for _ in range(20):
        many.step()
        alone.step()
    told, the_same = Outlook(many), Outlook(alone)
    for measure in ("arrivals", "survival", "stops"):
        assert np.array_equal(
            getattr(told, measure)[..., 2], getattr(the_same, measure)[..., 0], equal_nan=True
        )
    for name in many.network.seats:
        assert told.offers(name, 2) == the_same.offers(name)


def test_looking_ahead_changes_nothing() -> None:
    looked, not_looked = State("pacific_squeeze", 7, 12).chain(), State("pacific_squeeze", 7, 12).chain()
    for chain in (looked, not_looked):
        while chain.week < 24:
            if chain is looked:
                Outlook(chain)
            chain.step()
    assert np.array_equal(looked.record["cost"], not_looked.record["cost"])
