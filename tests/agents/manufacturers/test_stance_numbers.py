"""Behind a stance stand numbers, and a seat may set its own: in its worlds, for its components, in range."""

from __future__ import annotations

import numpy as np
import pytest
from world_support import changed, differing, measures, shipped

from linestop.agents import Decision, SeatView, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.manufacturers.seat_arrays import Manufacturers

SEAT = "quillby"
YEAR = shipped("calm_seas")
SHORT = changed(YEAR, weeks=16)
PARTS = len(YEAR.component)


def stance_of(number: str, stance: str) -> np.ndarray:
    return np.array([getattr(getattr(part, stance), number) for part in YEAR.component])


def lean_with(**numbers: np.ndarray) -> SupplyChain:
    """A seat that plays Just in Time with numbers of its own, the others the mix, three worlds."""

    def decide(view: SeatView) -> Decision:
        return Decision(np.zeros(view.stance.shape, dtype=bool), **numbers)

    return SupplyChain(SHORT, 7, 3, policies={SEAT: decide}).run()


def test_the_buffers_numbers_set_by_hand_order_what_the_buffer_orders():
    numbers = {name: stance_of(name, "jic") for name in ("cover_weeks", "safety_factor")}
    by_hand, buffer = lean_with(**numbers), SupplyChain(SHORT, 7, 3, policies={SEAT: "jic"}).run()
    told_apart = {"stance"}  # one says JIT, the other JIC; all else is the same to the last bit
    assert set(differing(measures(by_hand), measures(buffer))) == told_apart


def test_the_stances_own_numbers_set_by_hand_change_nothing_and_cost_nothing():
    own = {name: stance_of(name, "jit") for name in ("cover_weeks", "safety_factor")}
    assert differing(measures(lean_with(**own)), measures(SupplyChain(SHORT, 7, 3).run())) == []


def test_nan_leaves_one_component_to_its_stance():
    cover = np.full(PARTS, np.nan)
    cover[2] = 5.0
    some, none = lean_with(cover_weeks=cover), SupplyChain(SHORT, 7, 3, policies="hybrid").run()
    seat = some.network.seats.index(SEAT)
    level, usual = some.record["base_stock"][:, seat], none.record["base_stock"][:, seat]
    assert (level[:, 2] > usual[:, 2]).all()
    assert np.array_equal(np.delete(level[0], 2, axis=0), np.delete(usual[0], 2, axis=0))


def test_a_number_counts_in_the_world_where_a_person_has_set_it_and_until_it_is_given_back():
    chain, lean = SupplyChain(SHORT, 7, 3), np.zeros(PARTS, dtype=bool)
    for number in (np.full(PARTS, 9.0), None):
        chain.settle(SEAT, Decision(lean, cover_weeks=number), world=1)
        for _ in range(SHORT.weeks_per_turn):
            chain.step()
    alone = SupplyChain(SHORT, 7, 3)
    for _ in range(2 * SHORT.weeks_per_turn):
        alone.step()
    seat = chain.network.seats.index(SEAT)
    mine, usual = (each.record["base_stock"][:, seat] for each in (chain, alone))
    assert (mine[:4, :, 1] > usual[:4, :, 1]).all()
    assert np.array_equal(mine[:, :, [0, 2]], usual[:, :, [0, 2]])
    # Given back, the level is the stance's again, but for what the orders have done to the quotes since.
    assert np.abs(mine[4:, :, 1] / usual[4:, :, 1] - 1.0).max() < 0.3
    fees = chain.record["cost"][:, 10, seat].sum(axis=1)
    assert (fees[[0, 4], 1] > 0.0).all() and not fees[:, [0, 2]].any(), (
        "changing a number costs as a switch does"
    )


def test_a_world_with_numbers_is_the_same_alone_as_among_many():
    def decide(view: SeatView) -> Decision:
        return Decision(view.stance & False, cover_weeks=np.clip(view.quote, 0.0, 26.0))

    many = SupplyChain(SHORT, 7, 3, policies=decide).run()
    one = SupplyChain(SHORT, 7, 1, policies=decide, first_world=2).run()
    theirs = {name: values[..., 2:] for name, values in measures(many).items()}
    assert differing(measures(one), theirs) == []


def test_what_lies_ahead_counts_the_numbers_in_force():
    chain = SupplyChain(SHORT, 7, 1)
    chain.settle(SEAT, Decision(np.zeros(PARTS, dtype=bool), cover_weeks=np.full(PARTS, 9.0)))
    chain.step()
    offers = Outlook(chain).offers(SEAT)["chip"]
    assert offers["JIT"].plan_weeks > offers["JIC"].plan_weeks > 8.0
    assert offers["JIT"].fee == 0.0 and offers["JIC"].fee > 0.0


@pytest.mark.parametrize(
    ("numbers", "complaint"),
    [
        ({"cover_weeks": np.full(PARTS, -0.1)}, "cover_weeks is -0.1; expected 0 to 26"),
        ({"cover_weeks": np.full(PARTS, 26.5)}, "cover_weeks is 26.5; expected 0 to 26"),
        ({"safety_factor": np.full(PARTS, np.inf)}, "safety_factor is inf; expected 0 to 4"),
        ({"safety_factor": np.zeros(PARTS + 1)}, "numbers as safety_factor, not"),
        ({"cover_weeks": np.zeros((PARTS, 2))}, "numbers as cover_weeks, not"),
    ],
)
def test_a_number_out_of_range_or_shape_is_refused_and_leaves_nothing_behind(numbers, complaint):
    chain = SupplyChain(SHORT, 7, 3)
    with pytest.raises(ValueError, match=complaint):
        chain.settle(SEAT, Decision(np.ones(PARTS, dtype=bool), **numbers))
    untouched = SupplyChain(SHORT, 7, 3)
    assert differing(measures(chain.run()), measures(untouched.run())) == []


def test_red_control_a_number_that_goes_to_all_worlds_is_found(monkeypatch):
    store = Manufacturers.store_decision
    monkeypatch.setattr(
        Manufacturers,
        "store_decision",
        lambda self, seat, decision, worlds: store(self, seat, decision, worlds | True),
    )
    with pytest.raises(AssertionError):
        test_a_number_counts_in_the_world_where_a_person_has_set_it_and_until_it_is_given_back()
