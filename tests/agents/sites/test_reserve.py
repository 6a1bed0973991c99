"""A supplier's reserve goes to whoever asks first, and to nobody who does not ask.

On the small experiment on hoarding: four plants use 100 parts a week, and the one maker makes 240 a week
instead of 440 in weeks 20 to 27. It has a reserve of 110 a week for who orders half a week's use more than
usual while it waits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from foresight_support import check_books, play
from hoarding_support import FIRST, LAST, lost
from order_support import check_order
from promises_support import check_promises
from world_support import at_random, changed, differing, measures, own_scenario, shipped

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.arithmetic import Array
from linestop.agents.chain.outlook import Outlook
from linestop.agents.foresight.linear_program import Unsolved
from linestop.agents.foresight.lp_model import least_cost, perfect_foresight
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.scenario.supply import Reserve as ReserveSpec
from linestop.agents.sites.reserve import NEVER, Reserve
from linestop.agents.studies.replay import as_played, played_plan, replay

KEPT = ReserveSpec(capacity=0.25, asked_weeks=0.5)


def with_reserve(scenario: Scenario, reserve: ReserveSpec | None = KEPT) -> Scenario:
    return changed(scenario, supplier=[changed(site, reserve=reserve) for site in scenario.supplier])


PLAIN = own_scenario("hoarding")
SCENARIO = with_reserve(PLAIN)
SEATS = [seat.name for seat in SCENARIO.seat]


def asks(first: int, last: int = LAST, units: float = 100.0) -> Policy:
    """Orders so many units a week more than it uses from one week to another; then it keeps them."""

    def decide(view: SeatView) -> Decision:
        weeks = min(max(view.week + 2 - first, 0), last + 1 - first)
        return Decision(np.zeros(1, dtype=bool), cover_weeks=np.array([1.5 + weeks * units / 100.0]))

    return decide


TRUTHFUL = asks(1, 0)


def played(*players: Policy, scenario: Scenario = SCENARIO, weeks: int = 72) -> SupplyChain:
    rest = [TRUTHFUL] * (len(SEATS) - len(players))
    chain = SupplyChain(scenario, 1, policies=dict(zip(SEATS, [*players, *rest], strict=True)))
    while chain.week < weeks:
        chain.step()
    return chain


def granted(chain: SupplyChain, week: int) -> list[float]:
    """Units from the reserve by seat in a week."""
    units: list[float] = chain.struck.of_weeks(week, week)["from_reserve"][0, :, 0, 0].tolist()
    return units


def in_line(chain: SupplyChain, week: int) -> list[float]:
    """Week since which each seat stands in line, as of the end of a week; 0: it does not."""
    weeks: list[float] = chain.struck.of_weeks(week, week)["asked_in"][0, :, 0, 0].tolist()
    return weeks


# ---------------------------------------------------------------- who gets it


def test_where_nobody_asks_the_reserve_changes_nothing() -> None:
    kept, none = played(), played(scenario=PLAIN)
    assert differing(measures(kept), measures(none)) == []
    assert lost(kept) == pytest.approx([170.0] * 4)


def test_who_asks_first_is_served_in_full() -> None:
    chain = played(asks(FIRST), asks(FIRST + 1))
    # Of 200, 100, 100 and 100 asked for in week 20, 240 are made: 96 and 48 each. The first waits for 104.
    assert granted(chain, FIRST) == pytest.approx([104.0, 0.0, 0.0, 0.0])
    assert in_line(chain, FIRST) == [FIRST, 0.0, 0.0, 0.0]
    # In week 21 200, 252, 152 and 152 wait for 240. The first wants 136.5 more and takes all 110.
    assert granted(chain, FIRST + 1) == pytest.approx([110.0, 0.0, 0.0, 0.0])
    assert in_line(chain, FIRST + 1) == [FIRST, FIRST + 1, 0.0, 0.0]
    assert lost(chain)[0] < 1e-6 and lost(chain)[2] > 100.0


def test_who_asks_next_gets_what_the_first_leaves() -> None:
    chain = played(
        asks(FIRST, FIRST), asks(FIRST + 1), scenario=with_reserve(PLAIN, changed(KEPT, capacity=1.0))
    )
    assert granted(chain, FIRST) == pytest.approx([104.0, 0.0, 0.0, 0.0])
    # In week 21 the first orders no more than usual, and waits for a part of it: it keeps its place.
    left = np.array([100.0, 252.0]) * (1.0 - 240.0 / (100.0 + 252.0 + 152.0 + 152.0))
    assert granted(chain, FIRST + 1) == pytest.approx([*left, 0.0, 0.0])


def test_who_asks_in_one_week_shares_in_proportion_to_what_waits() -> None:
    chain = played(asks(FIRST), asks(FIRST), asks(FIRST, units=60.0))
    # 200, 200, 160 and 100 wait for 240: what is left is 127.3, 127.3 and 101.8 of those who asked, for 110.
    left = np.array([200.0, 200.0, 160.0]) * (1.0 - 240.0 / 660.0)
    assert granted(chain, FIRST)[:3] == pytest.approx((110.0 * left / left.sum()).tolist())


def test_a_little_more_than_usual_is_not_asking_until_it_adds_up() -> None:
    chain = played(asks(FIRST, units=20.0))
    assert [in_line(chain, week)[0] for week in (FIRST, FIRST + 1, FIRST + 2)] == [0.0, 0.0, FIRST + 2]


def test_what_was_bought_before_the_shortage_is_no_claim() -> None:
    weeks = ((FIRST - 8, FIRST - 1), (FIRST, LAST))
    early, late = (played(asks(*each, units=39.0)) for each in weeks)  # 439 of 440: nobody waits for it
    assert in_line(early, FIRST + 3)[0] == 0.0 and in_line(late, FIRST + 3)[0] == FIRST + 1


def test_who_waits_for_nothing_leaves_the_line() -> None:
    chain = played(asks(FIRST))
    clear = next(week for week in range(LAST + 1, 72) if chain.record["unfilled"][week - 1].max() == 0.0)
    assert in_line(chain, LAST)[0] == FIRST and in_line(chain, clear + 1) == [0.0] * 4


def test_a_fire_at_the_maker_leaves_the_reserve_as_it_is() -> None:
    shut = changed(SCENARIO.shock[0], kind="closure", profile=[[0.0, 0.0], [8.0, 1.0]])
    chain = played(asks(FIRST), scenario=changed(SCENARIO, shock=[shut]))
    assert granted(chain, FIRST + 1) == pytest.approx([110.0, 0.0, 0.0, 0.0])


# ---------------------------------------------------------------- what every feature keeps


@pytest.mark.slow
@pytest.mark.parametrize("contract", ["firm", "cancel_freely", "non_cancellable"])
def test_a_reserve_keeps_what_every_chain_promises(contract: str) -> None:
    scenario = with_reserve(own_scenario("two_seats"), changed(KEPT, asked_weeks=0.1))
    fire = changed(PLAIN.shock[0], target="sawmill", first_week=[3, 6], probability=0.8)
    parts = [changed(part, jic__contract=contract) for part in scenario.component]
    for luck in range(3):
        check_promises(changed(scenario, component=parts, shock=[fire]), luck)


@pytest.mark.slow
def test_permuted_seats_keep_their_places_in_line_in_a_scenario_of_the_library() -> None:
    check_promises(with_reserve(shipped("two_roads"), changed(KEPT, asked_weeks=0.2)), 4)


def test_a_replay_of_a_year_in_line_is_the_same_to_the_last_bit() -> None:
    chain = SupplyChain(SCENARIO, 5, policies=at_random(SCENARIO, 5)).run()
    assert chain.struck.of_weeks(1, 72)["from_reserve"].max() > 0.0
    again = replay(chain, [played_plan(chain, seat) for seat in range(4)])
    assert (again.by_line == as_played(chain).by_line).all()


def test_what_a_seat_is_told_ahead_hangs_on_no_rivals_place_in_line() -> None:
    one, other = (played(asks(FIRST), asks(FIRST + 1), weeks=FIRST + 3) for _ in range(2))
    assert other.suppliers.reserve is not None
    other.suppliers.reserve.asked_in[:, 1:] = 7.0
    ours, theirs = Outlook(one), Outlook(other)
    assert ours.offers(SEATS[0]) == theirs.offers(SEATS[0])
    assert (ours.arrivals[0] == theirs.arrivals[0]).all() and (ours.survival[0] == theirs.survival[0]).all()


def test_the_first_in_line_is_told_of_more_goods_ahead() -> None:
    chain, none = (played(asks(FIRST, 70), scenario=each, weeks=FIRST + 1) for each in (SCENARIO, PLAIN))
    ahead = [Outlook(each) for each in (chain, none)]
    assert ahead[0].arrivals[0].sum() > ahead[1].arrivals[0].sum() + 100.0
    # Time to survive asks what happens if nothing more leaves the supplier, so nothing leaves its reserve.
    assert ahead[0].survival[1] == pytest.approx(ahead[1].survival[1], abs=1.0)


@pytest.mark.slow
def test_the_bound_grants_the_whole_reserve() -> None:
    scenario = changed(SCENARIO, weeks=32)
    policies = {SEATS[0]: asks(FIRST), SEATS[1]: asks(FIRST + 1)}
    chain = play(scenario, 1, {name: policies.get(name, TRUTHFUL) for name in SEATS})
    assert chain.struck.of_weeks(1, 32)["from_reserve"].max() > 0.0
    check_books(chain)


# ---------------------------------------------------------------- red controls


@pytest.mark.slow
def test_red_control_a_bound_that_forgets_the_reserve_is_found_out() -> None:
    chain = play(changed(SCENARIO, weeks=32), 1, {name: asks(FIRST) for name in SEATS})
    fate = chain.fate(0)
    empty = replace(fate, reserve=fate.reserve * 0.0, capacity=fate.capacity * 0.3)
    full = replace(fate, capacity=fate.capacity * 0.3)
    assert least_cost(empty).bound > least_cost(full).bound
    assert perfect_foresight(chain, 0).bound <= least_cost(full).bound
    own = chain.moves(0).started.sum(axis=0)
    assert own.max() > fate.reserve.item()
    tight = replace(fate, capacity=np.maximum(0.0, own - fate.reserve)[None])
    least_cost(tight, chain.moves(0))
    with pytest.raises(Unsolved):
        least_cost(replace(tight, reserve=fate.reserve * 0.0), chain.moves(0))


def test_red_control_a_line_in_the_order_of_the_file_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_line = Reserve._stand_in_line

    def by_file(self: Reserve, week: int, ordered: Array, waiting: Array) -> None:
        stand_in_line(self, week, ordered, waiting)
        places = np.arange(waiting.shape[1], dtype=np.float64)[:, None]
        self.asked_in = np.where(self.asked_in < NEVER, places, NEVER)

    monkeypatch.setattr(Reserve, "_stand_in_line", by_file)
    with pytest.raises(AssertionError, match="apart"):
        check_order(SCENARIO, order=1, luck=5)


def test_red_control_who_looks_at_all_places_in_line_tells_a_rivals(monkeypatch: pytest.MonkeyPatch) -> None:
    take_over = Reserve.take_over
    everybody: Any = np.ones_like
    monkeypatch.setattr(Reserve, "take_over", lambda self, other, own: take_over(self, other, everybody(own)))
    with pytest.raises(AssertionError):
        test_what_a_seat_is_told_ahead_hangs_on_no_rivals_place_in_line()
