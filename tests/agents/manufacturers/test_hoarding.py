"""The small experiment on hoarding, hoarding.toml: who orders more than it needs, and who pays for it.

Four plants use 100 parts a week and keep 1.5 weeks of them; the one maker makes 240 a week instead of
440 in weeks 20 to 27. "x k" orders (k - 1) x 100 a week on top in these weeks. Without any gaming
8 x (400 - 240) - 4 x 150 = 680 units are lost, whatever the rule.
"""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np
import pytest
from hoarding_support import FIRST, FOUR_TIMES, LAST, TRUTHFUL, TWICE, adds, lost, waiting
from world_support import changed, own_scenario

from linestop.agents import Decision, SeatView, SupplyChain
from linestop.agents.manufacturers.seat_arrays import Manufacturers
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.sites import rationing
from linestop.game import messages

RULES = ("proportional", "uniform", "turn_and_earn")


def builds(view: SeatView) -> Decision:
    """40 units a week more than it uses, in the eight weeks before the shock; then it keeps them."""
    weeks = min(max(view.week + 1 - (FIRST - 9), 0), 8)
    return Decision(np.zeros(1, dtype=bool), cover_weeks=np.array([1.5 + 0.4 * weeks]))


@cache
def played(rule: str, *players: Policy | str) -> SupplyChain:
    scenario = own_scenario("hoarding")
    scenario = changed(scenario, supplier=[changed(scenario.supplier[0], rationing=rule)])
    seats = [seat.name for seat in scenario.seat]
    return SupplyChain(scenario, 1, policies=dict(zip(seats, players, strict=True))).run()


def played_by(rule: str, *extras: float) -> SupplyChain:
    return played(rule, *(_adds[extra] for extra in extras))


_adds = {extra: adds(extra) for extra in (TRUTHFUL, TWICE, FOUR_TIMES)}


def weeks_to_clear(chain: SupplyChain) -> int:
    """Weeks after the shock until nobody waits."""
    return int(np.argmax(waiting(chain)[LAST:] < 1e-6)) + 1


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize("rule", [*RULES, "linear"])
def test_the_truthful_lose_680_whatever_the_rule(rule):
    assert lost(played_by(rule, *[TRUTHFUL] * 4)) == pytest.approx([170.0] * 4, abs=1e-6)


def test_in_proportion_ordering_twice_as_much_takes_from_the_others():
    units = lost(played_by("proportional", TWICE, *[TRUTHFUL] * 3))
    assert [round(each) for each in units] == [104, 193, 193, 193]
    assert round(sum(units)) == 683


def test_in_proportion_ordering_four_times_as_much_takes_all_and_wastes_it():
    chain = played_by("proportional", FOUR_TIMES, *[TRUTHFUL] * 3)
    assert [round(each) for each in lost(chain)] == [0, 447, 447, 447]
    assert round(sum(lost(chain))) == 1340
    peak = chain.record["on_hand"][:, 0].max() / 100.0
    assert peak == pytest.approx(9.2, abs=0.05)  # weeks of use


def test_when_all_order_four_times_as_much_nobody_gains_and_the_queue_grows():
    truthful, inflated = (played_by("proportional", *[extra] * 4) for extra in (TRUTHFUL, FOUR_TIMES))
    assert lost(inflated) == pytest.approx([170.0] * 4, abs=1e-6)
    assert waiting(truthful)[LAST - 1] == pytest.approx(1280.0, abs=1e-6)
    assert waiting(inflated)[LAST - 1] == pytest.approx(8080.0, abs=1e-6)
    assert (weeks_to_clear(truthful), weeks_to_clear(inflated)) == (15, 19)


@pytest.mark.parametrize("rule", ["uniform", "turn_and_earn"])
@pytest.mark.parametrize("extras", [(TWICE, 0.0, 0.0, 0.0), (FOUR_TIMES, 0.0, 0.0, 0.0), (FOUR_TIMES,) * 4])
def test_with_equal_shares_or_shares_by_past_sales_ordering_more_gains_nothing(rule, extras):
    assert lost(played_by(rule, *extras)) == pytest.approx([170.0] * 4, abs=1e-6)


def test_with_equal_shares_the_hoarder_is_left_with_the_parts():
    chain = played_by("uniform", FOUR_TIMES, *[TRUTHFUL] * 3)
    assert chain.record["on_hand"][:, 0].max() / 100.0 == pytest.approx(2.3, abs=1e-6)


@pytest.mark.parametrize(
    ("rule", "others"), [("proportional", 170.0), ("uniform", 170.0), ("turn_and_earn", 2350.0 / 11.0)]
)
def test_who_builds_before_the_shock_loses_nothing_and_the_rule_says_who_pays(rule, others):
    """By past sales the others get 240 x 100 / 440 = 54.5 each: 8 x 45.5 missing, less the 150 on hand."""
    chain = played(rule, builds, "jit", "jit", "jit")
    assert lost(chain) == pytest.approx([0.0, others, others, others], abs=1e-6)
    assert chain.record["ordered"][FIRST - 9 : FIRST - 1, 0].ravel() == pytest.approx([140.0] * 8)
    if rule == "turn_and_earn":
        left = chain.record["received"][FIRST + 3 : LAST + 4, :, 0, 0]  # four weeks on the road
        assert left[:, 0] / left.sum(axis=1) == pytest.approx([140.0 / 440.0] * 8)


def test_cover_bought_in_quiet_weeks_hurts_nobody():
    """Six weeks for one plant, or for all."""
    assert lost(played("proportional", "jic", "jit", "jit", "jit")) == pytest.approx(
        [0.0, 170.0, 170.0, 170.0]
    )
    assert lost(played("proportional", *["jic"] * 4)) == [0.0] * 4


# ---------------------------------------------------------------- extra orders


def test_extra_orders_count_as_ordered_so_the_stance_asks_for_less_once_they_stand():
    orders = played_by("proportional", FOUR_TIMES, *[TRUTHFUL] * 3).record["ordered"][:, 0].ravel()
    # 100 + 300; then the position is 200 above the level, and only the 300 are ordered.
    assert orders[FIRST - 2 : FIRST + 2] == pytest.approx([100.0, 400.0, 300.0, 300.0])


def test_extra_orders_keep_to_the_scenarios_ceiling():
    scenario = changed(own_scenario("hoarding"), ordering__order_ceiling=1.5)
    chain = SupplyChain(scenario, 1, policies=_adds[FOUR_TIMES]).run()
    assert chain.record["ordered"].max() == pytest.approx(150.0)


def test_extra_orders_may_differ_from_world_to_world():
    extra = np.array([[0.0, 100.0, 300.0]])

    def decide(view: SeatView) -> Decision:
        return Decision(view.stance, extra_orders=extra if view.week + 1 == FIRST else None)

    chain = SupplyChain(own_scenario("hoarding"), 1, 3, policies={"north": decide}).run()
    assert chain.record["ordered"][FIRST - 1, 0, 0] == pytest.approx([100.0, 200.0, 400.0])


@pytest.mark.parametrize("wrong", [np.array([-1.0]), np.array([[1.0, 2.0]]), np.array([np.inf])])
def test_extra_orders_below_nothing_without_end_or_of_another_shape_are_refused(wrong):
    chain = SupplyChain(own_scenario("hoarding"), 1)
    with pytest.raises(ValueError, match="extra_orders"):
        chain.manufacturer("north").take(Decision(np.zeros(1, dtype=bool), extra_orders=wrong))


def test_nobody_who_plays_is_offered_extra_orders():
    fields = {field.name for field in msgspec.structs.fields(messages.Decide)}
    assert "extra_orders" not in fields


# ---------------------------------------------------------------- red controls


def test_red_control_were_the_rule_ignored_ordering_more_would_pay(monkeypatch):
    monkeypatch.setitem(rationing.RULES, "uniform", rationing.proportional)
    units = lost(played.__wrapped__("uniform", _adds[FOUR_TIMES], "jit", "jit", "jit"))
    assert units != pytest.approx([170.0] * 4, abs=100.0)
    assert [round(each) for each in units] == [0, 447, 447, 447]


def test_red_control_extra_orders_that_a_plant_forgets_would_not_give_the_table(monkeypatch):
    """Were they not counted as ordered, it would go on ordering its 100 a week as well."""
    order = Manufacturers.order
    usual = 100.0
    monkeypatch.setattr(Manufacturers, "order", lambda self, orders: order(self, np.minimum(orders, usual)))
    chain = played.__wrapped__("proportional", *[_adds[FOUR_TIMES]] * 4)
    assert waiting(chain)[LAST - 1] != pytest.approx(8080.0, abs=100.0)
