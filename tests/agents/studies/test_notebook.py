"""Other fates, simple policies and rivals' burden: what many replays say of one game."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from choices_support import with_choices
from world_support import changed, shipped

from linestop.agents import Decision, SeatView, SupplyChain
from linestop.agents.manufacturers.stances import all_jic
from linestop.agents.network.cost_lines import LINES
from linestop.agents.studies.externalities import externalities
from linestop.agents.studies.frontier import frontier, hull_of
from linestop.agents.studies.luck import (
    OtherPaths,
    luck_and_skill,
    replay_on_other_paths,
    seed_of_other_paths,
)
from linestop.agents.studies.policy_grid import MOST_POLICIES, Grid, grid_of
from linestop.agents.studies.ranking import (
    PHANTOM_WEEKS,
    WayToPlay,
    late_reactor,
    phantom_orderer,
    ranked_rightly,
)
from linestop.agents.studies.replay import as_played

SCENARIO = shipped("pacific_squeeze")
SEATS = [seat.name for seat in SCENARIO.seat]
PLANS = {SEATS[0]: "jit", SEATS[1]: "hybrid", SEATS[2]: "jic", SEATS[3]: "panic"}


@cache
def game() -> SupplyChain:
    return SupplyChain(SCENARIO, 11, policies=PLANS).run()


def test_other_fates_are_the_same_decisions_in_other_worlds() -> None:
    found = replay_on_other_paths(game(), 6)
    assert found.cost.shape == found.uptime.shape == (1, 4, 6)
    # Slogans decide alike in every world, so these seats can be played again by name.
    again = SupplyChain(SCENARIO, seed_of_other_paths(11), 6, policies=PLANS | {SEATS[3]: "hybrid"})
    again.manufacturer(SEATS[3]).policy = lambda view: _as_played(view.turn)
    assert (found.cost[0] == as_played(again.run()).cost).all()


def _as_played(turn: int):  # type: ignore[no-untyped-def]
    from linestop.agents import Decision

    return Decision(game().record["stance"][(turn - 1) * 4, 3, :, 0] > 0.5)


def test_no_other_fate_is_the_game_s_own() -> None:
    """Red control for an oracle: what comes in the game may not show among what might have come."""
    chain = SupplyChain(SCENARIO, seed_of_other_paths(11), 20)
    assert seed_of_other_paths(11) != 11
    for world in range(20):
        assert not np.array_equal(chain.path.demand[..., world], game().path.demand[..., 0])


def test_the_spread_of_seats_that_differ_by_luck_alone_is_all_luck_and_by_skill_alone_none() -> None:
    noise = np.random.default_rng(5).normal(size=(1, 4, 4000))
    material = (game().network.normal_use * game().network.value).sum(axis=1)[None, :, None]
    lucky = luck_and_skill(game(), OtherPaths((10.0 + noise) * material, noise))
    skill = np.array([1.0, 2.0, 3.0, 4.0])[None, :, None] + noise[:, :1]
    able = luck_and_skill(game(), OtherPaths(skill * material, noise))
    assert lucky is not None and lucky.luck == pytest.approx(1.0, abs=0.02)
    assert lucky.holds == pytest.approx(0.5, abs=0.03)
    assert able is not None and able.luck == pytest.approx(0.0, abs=1e-9)


def test_what_rivals_bore_is_their_cost_less_what_it_would_have_been_beside_the_mix() -> None:
    borne, chain = externalities(game()), SupplyChain(SCENARIO, 11, path=game().path)
    chain.replay_orders(game().record["lane_orders"], np.array([[True], [False], [False], [False]]))
    beside, paid = as_played(chain.run()), as_played(game())
    rivals = [line[1:, 0].sum() for line in paid.by_line - beside.by_line]
    assert borne[0, 0] == pytest.approx(sum(rivals) - rivals[LINES.index("changeover_cost")])
    assert borne[0, 0] < -1000.0, "whoever buys lean leaves more to the others"
    assert borne[1, 0] == pytest.approx(0.0, abs=1e-6), "who plays the mix takes what the mix takes"


def test_the_hull_holds_what_no_mixture_of_others_beats() -> None:
    cost = np.array([10.0, 6.0, 3.0, 2.0, 9.0, 2.5])
    uptime = np.array([1.0, 0.95, 0.9, 0.8, 0.9, 0.8])
    assert hull_of(cost, uptime).tolist() == [0, 1, 2, 3]
    # Half the first and half the last come to 0.95 at 6.5.
    assert hull_of(np.array([10.0, 6.6, 3.0]), np.array([1.0, 0.95, 0.9])).tolist() == [0, 2]


def grid_of_rows(**numbers: list[float]) -> Grid:
    """Policies one by one, not every combination."""
    return Grid({name: np.array(values) for name, values in numbers.items()})


def test_the_frontier_s_policies_are_what_they_would_be_alone() -> None:
    grid = grid_of_rows(
        lean_cover_weeks=[0.5, 4.0], buffer_cover_weeks=[6.0, 0.5], safety_factor=[0.84, 2.33]
    )
    found = frontier(SCENARIO, 3, 2, 1, grid=grid)
    one = frontier(SCENARIO, 3, 2, 1, grid=grid.part(slice(1, None)))
    assert one.cost[0] == found.cost[1] and one.uptime[0] == found.uptime[1]
    chain = SupplyChain(SCENARIO, 3, 2, policies={SEATS[1]: all_jic}).run()
    assert found.marks["jic"][0] == as_played(chain).cost[1].mean()
    assert set(found.marks) == {"jit", "jic", "mix"} and len(grid_of(SCENARIO)) == 1008


def test_the_least_cost_at_an_uptime_is_read_off_the_hull() -> None:
    rows = {"lean_cover_weeks": [0.0, 1.0, 8.0], "buffer_cover_weeks": [0.0, 6.0, 12.0]}
    grid = grid_of_rows(**rows, safety_factor=[0.0, 1.6, 3.0])
    found = frontier(SCENARIO, 3, 1, 0, grid=grid)
    top = float(found.uptime.max())
    assert found.least_cost(top + 0.01) is None
    assert found.least_cost(float(found.uptime.min()) - 0.1) == pytest.approx(float(found.cost.min()))


def test_where_there_is_more_to_choose_policies_choose_it_within_the_budget() -> None:
    plain, grid = grid_of(SCENARIO), grid_of(with_choices())
    assert list(plain.numbers) == ["lean_cover_weeks", "buffer_cover_weeks", "safety_factor"]
    choices = [f"{of}_{what}" for what in ("sourcing_split", "expedite_weeks") for of in ("lean", "buffer")]
    assert list(grid.numbers) == [*plain.numbers, *choices]
    assert 1.5 * len(plain) < len(grid) <= MOST_POLICIES
    for name, values in grid.numbers.items():
        first, more = values[: len(plain)], values[len(plain) :]
        if name in choices:
            assert np.isnan(first).all() and {0.0, 1.0 if "split" in name else 2.0} <= set(more.tolist())
        else:
            assert (first == plain.numbers[name]).all() and len(set(more.tolist())) == 3
    assert len({tuple(grid.policy(n).items()) for n in range(len(grid))}) == len(grid)


def test_what_a_class_of_parts_cannot_choose_no_policy_sets() -> None:
    scenario = with_choices()
    far = [changed(lane, near=False) if "displays" in lane.name else lane for lane in scenario.lane]
    parts = [changed(part, expedite=None) if part.name == "housing" else part for part in scenario.component]
    axes = grid_of(changed(scenario, lane=far, component=parts)).numbers
    assert "lean_sourcing_split" not in axes and "buffer_expedite_weeks" not in axes
    assert {"buffer_sourcing_split", "lean_expedite_weeks"} <= axes.keys()
    lean = [changed(part, recommended="JIT") for part in SCENARIO.component]
    assert list(grid_of(changed(SCENARIO, component=lean)).numbers) == ["lean_cover_weeks", "safety_factor"]


def test_a_policy_that_buys_near_and_expedites_is_what_it_would_be_alone() -> None:
    scenario = with_choices()
    rows = {"lean_cover_weeks": [0.5, 1.0], "buffer_cover_weeks": [6.0, 2.0], "safety_factor": [0.84, 1.64]}
    rows |= {"lean_sourcing_split": [np.nan, 0.25], "buffer_sourcing_split": [np.nan, 1.0]}
    rows |= {"lean_expedite_weeks": [np.nan, 2.0], "buffer_expedite_weeks": [np.nan, 0.5]}
    found = frontier(scenario, 3, 1, 1, grid=grid_of_rows(**rows), weeks=24)

    def decide(view: SeatView) -> Decision:
        def by_class(buffer: float, lean: float) -> np.ndarray:
            return np.where(view.recommended, buffer, lean)

        return Decision(
            view.recommended,
            cover_weeks=by_class(2.0, 1.0),
            safety_factor=np.full(len(view.components), 1.64),
            sourcing_split=by_class(1.0, 0.25),
            expedite=by_class(0.5, 2.0),
        )

    chain = SupplyChain(scenario, 3, policies={SEATS[1]: decide})
    while chain.week < 24:
        chain.step()
    assert chain.record["expedited"].any()
    assert (found.cost[1], found.uptime[1]) == (as_played(chain).cost[1, 0], as_played(chain).uptime[1, 0])


@pytest.mark.parametrize(("premium", "worth_it"), [(0.0, True), (40.0, False)])
def test_the_hull_buys_near_where_that_is_cheap_and_not_where_it_is_dear(
    premium: float, worth_it: bool
) -> None:
    scenario = with_choices()
    makers = [changed(s, premium=premium) if s.name == "near_mouldings" else s for s in scenario.supplier]
    rows = {"lean_cover_weeks": [0.5] * 6, "safety_factor": [0.841621] * 6}
    rows |= {"buffer_cover_weeks": [2.0, 4.0, 8.0] * 2, "buffer_sourcing_split": [np.nan] * 3 + [1.0] * 3}
    found = frontier(changed(scenario, supplier=makers), 1, 1, 0, grid=grid_of_rows(**rows))
    best = found.grid.policy(int(found.hull[-1]))
    assert (best["buffer_sourcing_split"] == 1.0) is worth_it


def test_a_pair_is_ranked_rightly_as_often_as_the_better_one_is_above() -> None:
    better, worse = np.array([[3.0, 3.0, 1.0, 2.0]]), np.array([[1.0, 2.0, 2.0, 2.0]])
    ways = [WayToPlay("a", better, better), WayToPlay("b", worse, worse)]
    found = ranked_rightly(ways)
    assert found.same_fate == pytest.approx((1 + 1 + 0 + 0.5) / 4)
    assert found.different_games == pytest.approx((4 + 4 + 0.5 + 2.5) / 16)
    assert ranked_rightly(ways, close_only=True).same_fate is None


def test_a_late_reactor_acts_a_turn_after_official_news_and_a_phantom_orderer_orders_more() -> None:
    chain = SupplyChain(SCENARIO, 11)
    late = late_reactor()
    view = chain.seat_view(0)
    assert not late(view).jic.any()
    view.alert[:] = 3.0
    assert not late(view).jic.any() and late(view).jic.all()
    extra = phantom_orderer(view).extra_orders
    assert extra is not None and (extra == PHANTOM_WEEKS * view.use).all()
