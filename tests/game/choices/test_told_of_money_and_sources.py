"""What money cuts, what a source costs and when it is ready, what a shelf costs and what a plan changes."""

from __future__ import annotations

import numpy as np
import pytest
from ahead_support import PARTS, State, alone, decide, of_one
from choices_support import text_with_choices
from chosen_support import choose, game_with_choices, play_turn, text_of_eight_parts
from world_support import changed

from linestop.agents import Decision, SupplyChain
from linestop.agents.network.cost_lines import CHANGEOVER, HOLDING, PREMIUM
from linestop.game.choices.ahead import ahead_by_world
from linestop.game.choices.offered import offered_by
from linestop.game.choices.records import SeatAhead
from linestop.game.rules.events import Place
from linestop.game.views.player_view import seat_view

MIXED = (False, True, True, False, False, True)
LATER = State(8, after=MIXED, money=True)
STATES = [State(4, money=True), LATER, State(20, before=MIXED, after=(True,) * PARTS, money=True)]
HOUSING = 1


# ---------------------------------------------------------------- money


def asked_for(told: SeatAhead, cover: float, factor: float) -> np.ndarray:
    """Money that the next orders of a plan need, by component, as a page reckons."""
    orders = []
    for part in told.parts:
        assert part.planning is not None
        plan = cover * part.planning.weeks_per_cover + factor * part.planning.weeks_per_factor
        wanted = max(0.0, part.planning.gap + plan * part.planning.price)
        orders.append(min(part.planning.most_order, wanted))
    return np.array(orders)


def paid(asked: np.ndarray, room: float, ranks: np.ndarray) -> np.ndarray:
    """What is left of the orders, as a page reckons: rank by rank, equals in the same proportion."""
    left = np.zeros_like(asked)
    for rank in np.unique(ranks):
        of_rank = np.where(ranks == rank, asked, 0.0)
        share = min(1.0, room / of_rank.sum()) if of_rank.sum() > 0.0 else 1.0
        left += of_rank * share
        room = max(0.0, room - of_rank.sum() * share)
    return left


def ordered_for(state: State, **numbers: np.ndarray) -> np.ndarray:
    chain = state.run(1, **numbers)
    units = chain.network.by_component(chain.record["lane_orders"][-1])[0, :, 0]
    return np.asarray(units * chain.network.value)


@pytest.mark.parametrize("state", STATES, ids=lambda state: f"week {state.week}")
@pytest.mark.parametrize("ranks", [np.ones(PARTS), np.arange(PARTS) + 1.0, np.array([3, 1, 1, 2, 2, 3.0])])
@pytest.mark.parametrize("cover", [0.5, 4.0, 12.0])
def test_money_cuts_the_next_orders_as_was_told(state: State, ranks: np.ndarray, cover: float) -> None:
    told = state.told()
    assert told.cash is not None and told.cash.room is not None
    numbers = {"cover_weeks": np.full(PARTS, cover), "safety_factor": np.ones(PARTS), "priority": ranks}
    left = paid(asked_for(told, cover, 1.0), told.cash.room, ranks)
    np.testing.assert_allclose(left, ordered_for(state, **numbers), rtol=1e-9, atol=1e-6)


def test_the_states_hold_plans_that_money_cuts_and_plans_that_it_does_not() -> None:
    short = set()
    for state in STATES:
        told = state.told()
        assert told.cash is not None and told.cash.room is not None
        short |= {bool(asked_for(told, cover, 1.0).sum() > told.cash.room) for cover in (0.5, 4.0, 12.0)}
    assert short == {True, False}


def test_red_control_orders_that_no_money_cuts_are_caught() -> None:
    state = STATES[2]
    numbers = {"cover_weeks": np.full(PARTS, 12.0), "safety_factor": np.ones(PARTS)}
    assert not np.allclose(asked_for(state.told(), 12.0, 1.0), ordered_for(state, **numbers), rtol=1e-3)


def test_a_seat_without_a_limit_is_told_so() -> None:
    scenario = changed(alone(), seat=[changed(alone().seat[0], cash=5.0)])
    rich = changed(alone(), seat=[changed(scenario.seat[0], credit=7.0, name="other"), scenario.seat[0]])
    chain = SupplyChain(rich, 7)
    [poor, free] = (seat.cash for seat in ahead_by_world(chain, offered_by(rich, "segmented"))[0])
    assert poor is not None and free is not None
    assert (free.credit, free.room) == (None, None)
    assert (poor.credit, poor.room) == (7.0, 0.0)
    assert poor.tied_up == pytest.approx(float(chain.manufacturers.tied_up(chain.ledger.product_value)[0, 0]))


# ---------------------------------------------------------------- sources


def test_a_near_source_costs_what_its_premium_says() -> None:
    state = State(8, after=MIXED)
    told = game_with_choices(text=text_with_choices())
    facts = seat_view(told.session, Place(0, "tarnholm")).rows[HOUSING].facts
    assert facts is not None and facts.choices is not None
    [far, near] = facts.choices.sources
    assert (far.near, far.premium, near.near, near.premium) == (False, 0.0, True, 3.0)
    chain = state.run(8, sourcing_split=of_one(HOUSING, 0.5))
    lane = chain.network.lanes.index(near.lane)
    costs = chain.record["cost"][state.week :, PREMIUM, 0, HOUSING, 0]
    # It makes at once and is a week's lorry away, so what was ordered has been paid for.
    ordered = chain.record["lane_orders"][state.week :, lane, 0, 0]
    assert costs.sum() == pytest.approx(ordered.sum() * near.premium)
    assert costs.sum() > 0.0


def test_a_source_takes_orders_in_the_week_that_was_told() -> None:
    told = game_with_choices("segmented", text_of_eight_parts(), scenario="eight_parts")
    place = Place(0, "buchholz")
    near = told.session.scenario.lane
    lane = next(number for number, each in enumerate(near) if each.name == "chip_from_near")
    chip = [part.name for part in told.session.scenario.component].index("chip")

    def ready() -> float | None:
        return seat_view(told.session, place).rows[chip].sources[1].ready_in

    assert ready() is None, "nobody has asked for it"
    choose(told, second_source={"chip": True})
    play_turn(told)
    assert ready() == 4.0, "asked for in week 1, it is qualified after 8 weeks: in week 9, the fourth after 5"
    play_turn(told)
    assert ready() == 0.0
    play_turn(told)
    ordered = told.session.played().record["lane_orders"][:, lane, 0, 0]
    assert ordered[:8].sum() == 0.0 and ordered[8] > 0.0
    assert seat_view(told.session, place).rows[chip].sources[1].share == 0.5


def test_what_a_supplier_asks_on_top_is_what_next_week_costs() -> None:
    dear = 'name = "jade_harbour"\n'
    text = text_with_choices()
    assert dear in text
    text = text.replace(dear, f"{dear}shortage_price = {{ per_week = 0.1, most = 0.9 }}\n", 1)
    told = game_with_choices("segmented", text)
    view = seat_view(told.session, Place(0, "tarnholm"))
    for _ in range(4):
        for player in ("ann", "bob"):
            choose(told, player, stances={row.component: "JIC" for row in view.rows})
        play_turn(told)
    chain = told.session.played()
    far = seat_view(told.session, Place(0, "tarnholm")).rows[HOUSING].sources[0]
    told_before = far.dearer
    assert told_before > 0.0, "in this state orders wait"
    shipped_before = chain.sums.cost[PREMIUM, 0, HOUSING, 0]
    moving = chain.manufacturers.moving[0, HOUSING, 0]
    chain.step()
    arrived = chain.record["received"][-1, 0, HOUSING, 0]
    shipped = chain.manufacturers.moving[0, HOUSING, 0] - moving + arrived
    money = chain.sums.cost[PREMIUM, 0, HOUSING, 0] - shipped_before
    assert money == pytest.approx(shipped * told_before, abs=0.01 * shipped)


# ---------------------------------------------------------------- shelves and plans


def regional(weeks: int = 8) -> SupplyChain:
    """With shelves in three regions, and money without end."""
    scenario = alone(text_of_eight_parts())
    scenario = changed(scenario, seat=[changed(seat, credit=None) for seat in scenario.seat])
    chain = SupplyChain(scenario, 7, policies="jic")
    while chain.week < weeks:
        chain.step()
    return chain


def told_of(chain: SupplyChain) -> SeatAhead:
    return ahead_by_world(chain, offered_by(chain.scenario, "expert"))[0][0]


def test_another_target_of_a_shelf_costs_the_fee_that_was_told() -> None:
    told, usual, other = told_of(regional()), regional(), regional()
    stances = np.ones(8, dtype=bool)
    usual.settle("buchholz", Decision(stances))
    other.settle("buchholz", Decision(stances, shelf_weeks=np.array([np.nan, 5.0, np.nan])))
    fees = []
    for chain in (usual, other):
        chain.step()
        fees.append(chain.record["cost"][-1, CHANGEOVER, 0, :, 0].sum())
    assert fees[0] == 0.0
    # A view is of the end of a week; the fee falls due with next week's forecast, which is the same.
    assert fees[1] == pytest.approx(told.shelves[1].fee, rel=0.02)


def test_what_stands_in_a_region_costs_a_week_what_was_told() -> None:
    chain = regional()
    told, regions, costs = told_of(chain).shelves, chain.manufacturers.regions, chain.scenario.costs
    assert regions is not None
    week = chain.record["cost"][-1, : len(HOLDING), 0, -1, 0].sum()
    value = chain.ledger.product_value[0]
    everywhere = costs.capital + costs.insurance + costs.finished_obsolescence
    plant = chain.manufacturers.finished_goods[0, :, 0]
    coming = regions.coming()[0, :, :, 0].sum(axis=1)
    rest = (value * (plant * (everywhere + costs.finished_storage) + coming * everywhere)).sum() / 52.0
    # Money for a week of demand, times the weeks of demand that are there, if products stand in proportion.
    shelves = chain.ledger.shelves_per_week(regions.shelves)[0, :, 0].sum()
    assert week == pytest.approx(rest + shelves)
    expected = chain.planning.by_market(chain.week + 1, [1, 2, 3])
    assert [shelf.holding for shelf in told] == pytest.approx(
        chain.ledger.shelves_per_week(expected)[0, :, 0].tolist()
    )


def test_what_is_coming_to_a_shelf_arrives_in_the_week_that_was_told() -> None:
    chain = regional()
    regions = chain.manufacturers.regions
    assert regions is not None
    for shelf, told in enumerate(told_of(chain).shelves):
        due = regions.due_in(chain.week, 1)[0, :, shelf, 0].sum()
        assert told.coming[0] == pytest.approx(due)
        assert told.units == pytest.approx(regions.shelves[0, :, shelf, 0].sum())


def gaps_with_a_plan(told: SeatAhead, plan: np.ndarray, values: np.ndarray) -> list[float]:
    """Gaps by component if so much is planned (G, T), as a page reckons."""
    gaps = []
    for k, part in enumerate(told.parts):
        assert part.planning is not None
        units = 0.0
        for g, demand in enumerate(told.demand):
            wanted = [*demand.wanted, *[0.0] * 13]
            for n in range(plan.shape[1]):
                covered = min(1.0, max(0.0, part.planning.covers_weeks - n))
                units += (plan[g, n] - demand.forecast[n]) * (covered + wanted[n]) * demand.parts[k]
        gaps.append(part.planning.gap + units * float(values[k]))
    return gaps


@pytest.mark.parametrize(
    "build", [lambda: State(8, after=MIXED).onward(), regional], ids=["plant", "shelves"]
)
@pytest.mark.parametrize("factor", [1.25, 1.6])
def test_a_plan_changes_the_next_orders_as_was_told(build: object, factor: float) -> None:
    chain: SupplyChain = build()  # type: ignore[operator]
    values = chain.network.value
    told = told_of(chain)
    plan = np.array([demand.forecast for demand in told.demand]) * factor
    plan[0, 3:] *= 0.9
    components = len(told.parts)
    numbers = {"cover_weeks": np.full(components, 2.0), "safety_factor": np.ones(components)}
    chain.settle(
        chain.network.seats[0], Decision(chain.manufacturers.stance[0, :, 0], demand_plan=plan, **numbers)
    )
    chain.step()
    ordered = chain.network.by_component(chain.record["lane_orders"][-1])[0, :, 0] * values
    for k, gap in enumerate(gaps_with_a_plan(told, plan, values)):
        planning = told.parts[k].planning
        assert planning is not None
        wanted = gap + (2.0 * planning.weeks_per_cover + planning.weeks_per_factor) * planning.price
        order = min(planning.most_order, max(0.0, wanted))
        assert order == pytest.approx(ordered[k], rel=1e-6, abs=1e-3)


def test_a_page_is_told_the_forecast_that_the_seat_plans_with() -> None:
    state = State(8, after=MIXED)
    chain = state.onward()
    told = told_of(chain)
    decide(chain, state.stances())
    for n in range(4):
        forecast = chain.planning.forecast(state.week + n + 1)[0, :, 0]
        assert [demand.forecast[n] for demand in told.demand] == pytest.approx(forecast.tolist())
