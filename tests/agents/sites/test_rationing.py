"""A shortage is shared by the supplier's rule (Cachon and Lariviere 1999), and what each rule keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_support import check_order
from world_support import changed, own_scenario, shipped, text_of_test_scenario

from linestop.agents import Scenario, SupplyChain, read_scenario
from linestop.agents.sites import rationing
from linestop.agents.sites.rationing import RULES, Shortage, turn_and_earn

CAPACITY = 100.0
EQUAL_PARTS = (100 / 3, 100 / 3, 100 / 3)
VECTORS = {  # capacity 100
    ("proportional", (60, 50, 40)): (40.0, 33.333333, 26.666667),
    ("proportional", (120, 50, 40)): (57.142857, 23.809524, 19.047619),
    ("proportional", (60, 50, 10)): (50.0, 41.666667, 8.333333),
    ("linear", (60, 50, 40)): (43.333333, 33.333333, 23.333333),
    ("linear", (120, 50, 40)): (83.333333, 13.333333, 3.333333),
    ("linear", (60, 50, 10)): (53.333333, 43.333333, 3.333333),
    ("uniform", (60, 50, 40)): EQUAL_PARTS,
    ("uniform", (120, 50, 40)): EQUAL_PARTS,
    ("uniform", (60, 50, 10)): (45.0, 45.0, 10.0),
    ("lexicographic", (60, 50, 40)): (60.0, 40.0, 0.0),
    ("lexicographic", (120, 50, 40)): (100.0, 0.0, 0.0),
    ("lexicographic", (60, 50, 10)): (60.0, 40.0, 0.0),
    ("turn_and_earn", (60, 50, 40)): (30.0, 30.0, 40.0),  # past sales 100, 100, 200
    # Further ones of the same family, by hand.
    ("linear", (100, 10, 5)): (95.0, 5.0, 0.0),  # 15 too much: 5 each
    ("linear", (100, 30, 2)): (85.0, 15.0, 0.0),  # the third drops out
    ("turn_and_earn", (120, 50, 40)): (30.0, 30.0, 40.0),
    ("turn_and_earn", (60, 50, 10)): (45.0, 45.0, 10.0),
    ("turn_and_earn", (60, 10, 100)): (30.0, 10.0, 60.0),  # 25 : 25 : 50, and 15 of the second's again 1 : 2
}


def shortage(asked, available=CAPACITY, sales=(100, 100, 200), turns=(0, 1, 2)) -> Shortage:
    """One supplier, one world."""
    column = np.array(asked, dtype=float)[None, :, None]
    sold = np.array(sales, dtype=float)[None, :, None]
    return Shortage(column, np.array([[float(available)]]), np.array([turns]), sold)


def allocation(rule: str, asked, **also) -> list[float]:
    return RULES[rule](shortage(asked, **also)).ravel().tolist()


def three_shops(rule: str, asked: tuple[int, ...]) -> Scenario:
    """The file, with this rule and this demand in week 1."""
    text = text_of_test_scenario("allocation")
    line = f'rationing = "{rule}"'
    if rule == "lexicographic":
        line += '\npriority = ["first", "second", "third"]'
    text = text.replace('rationing = "proportional"', line)
    chairs, benches, tables = np.divide(asked, (100, 100, 200)).tolist()
    text = text.replace("[[0, 0.60]", f"[[0, {min(chairs, 1.0)}]").replace(
        "[[0, 1.00]", f"[[0, {max(chairs, 1.0)}]"
    )
    text = text.replace("[[0, 0.50]", f"[[0, {benches}]").replace("[[0, 0.20]", f"[[0, {tables}]")
    return read_scenario(text, "allocation.toml")


# ---------------------------------------------------------------- reference vectors


@pytest.mark.parametrize(("rule", "asked"), VECTORS)
def test_a_rule_gives_what_the_reference_gives(rule, asked):
    assert allocation(rule, asked) == pytest.approx(VECTORS[rule, asked], abs=1e-6)


@pytest.mark.parametrize(("rule", "asked"), VECTORS)
def test_a_scenario_file_with_the_rule_gives_what_the_reference_gives(rule, asked):
    chain = SupplyChain(three_shops(rule, asked), 1, policies="jit").run()
    assert chain.record["ordered"][1].ravel() == pytest.approx(asked, abs=1e-6)
    assert chain.record["received"][1].ravel() == pytest.approx(VECTORS[rule, asked], abs=1e-6)
    left = np.subtract(asked, VECTORS[rule, asked])
    assert chain.record["unfilled"][1].ravel() == pytest.approx(left, abs=2e-6)


@pytest.mark.parametrize("rule", RULES)
def test_with_enough_for_all_everybody_gets_what_it_asked_for_whatever_the_rule(rule):
    for asked in [(60, 50, 40), (0, 0, 0), (150, 0, 0)]:
        assert allocation(rule, asked, available=150) == list(asked)


@pytest.mark.parametrize("rule", RULES)
def test_where_there_is_nothing_nobody_gets_anything_whatever_the_rule(rule):
    for asked in [(20, 20, 20), (60, 50, 40), (0.1, 0.1, 0.1), (7, 0, 0)]:
        assert allocation(rule, asked, available=0) == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)


def test_a_priority_list_decides_and_not_the_place_in_the_file():
    assert allocation("lexicographic", (60, 50, 40), turns=(2, 0, 1)) == [60.0, 0.0, 40.0]
    text = text_of_test_scenario("allocation")
    listed = 'rationing = "lexicographic"\npriority = ["third", "first", "second"]'
    scenario = read_scenario(text.replace('rationing = "proportional"', listed), "allocation.toml")
    received = SupplyChain(scenario, 1, policies="jit").run().record["received"][1].ravel()
    assert received == pytest.approx([60.0, 0.0, 40.0], abs=1e-6)


def test_whoever_was_sold_nothing_lately_comes_after_those_who_were():
    assert allocation("turn_and_earn", (60, 30, 40), sales=(0, 100, 100)) == pytest.approx([30.0, 30.0, 40.0])
    assert allocation("turn_and_earn", (60, 50, 40), sales=(0, 0, 0)) == pytest.approx(
        VECTORS["proportional", (60, 50, 40)], abs=1e-6
    )


# ---------------------------------------------------------------- customers


@pytest.mark.parametrize(
    ("rule", "seat", "outside"),
    [("proportional", 480.0, 120.0), ("linear", 600.0, 0.0), ("uniform", 400.0, 200.0)],
)
def test_the_outside_world_is_a_customer_by_the_same_rule(rule, seat, outside):
    """It asks for 200, the seat for 800, and 600 are there."""
    scenario = own_scenario("two_weeks")
    mill = changed(scenario.supplier[0], outside_share=0.5, finished_stock_weeks=0.25, rationing=rule)
    chain = SupplyChain(changed(scenario, supplier=[mill]), 1)
    terms = chain.terms()
    terms.capacity[:] = 1.0
    left = chain.suppliers.fill(1, np.full((1, 1, 1), 800.0), terms).item()
    assert left == pytest.approx(seat)
    assert 200.0 - chain.suppliers.outside_backlog.item() == pytest.approx(outside)


def test_the_outside_world_may_stand_first_in_the_list():
    scenario = own_scenario("two_weeks")
    mill = changed(
        scenario.supplier[0], outside_share=0.5, rationing="lexicographic", priority=["outside", "hobbin"]
    )
    chain = SupplyChain(changed(scenario, supplier=[mill]), 1).run()
    # Week 1: a fifth of 500 is made, and the outside world, which asks for 200, comes first.
    assert chain.record["unfilled"][0].item() == pytest.approx(200.0)


@pytest.mark.parametrize("rule", ["linear", "uniform"])
def test_the_lanes_of_a_seat_count_together_and_then_share_pro_rata(rule):
    """Two lanes buy no more than one: with one, or split 3 : 1, a seat gets the same."""
    scenario = changed(
        own_scenario("allocation"),
        supplier=[changed(own_scenario("allocation").supplier[0], rationing=rule)],
    )
    lorry = scenario.lane[0]
    lanes = [changed(lorry, share=0.75), changed(lorry, name="second_lorry", share=0.25)]
    one, two = (
        SupplyChain(changed(scenario, lane=each), 1, policies="jit").run() for each in ([lorry], lanes)
    )
    assert two.record["received"] == pytest.approx(one.record["received"])
    waiting = two.suppliers.backlog[..., 0]
    assert waiting[0] == pytest.approx(3.0 * waiting[1])


# ---------------------------------------------------------------- what every rule keeps

units = st.integers(0, 200).map(float)


@given(
    rule=st.sampled_from(sorted(RULES)),
    asked=st.lists(units, min_size=1, max_size=6),
    available=units,
    luck=st.randoms(use_true_random=False),
)
def test_nobody_gets_more_than_asked_nothing_is_left_over_and_the_order_is_without_effect(
    rule, asked, available, luck
):
    sales = [float(luck.randint(0, 3)) for _ in asked]
    turns = luck.sample(range(len(asked)), len(asked))
    granted = np.array(allocation(rule, asked, available=available, sales=sales, turns=turns))
    assert (granted >= 0.0).all() and (granted <= np.array(asked)).all()
    assert granted.sum() == pytest.approx(min(available, sum(asked)), abs=1e-9)
    places = luck.sample(range(len(asked)), len(asked))
    other = allocation(
        rule,
        [asked[place] for place in places],
        available=available,
        sales=[sales[place] for place in places],
        turns=[places.index(customer) for customer in turns],
    )
    assert other == pytest.approx(granted[places].tolist(), abs=1e-9)


@given(
    rule=st.sampled_from(sorted(RULES)),
    asked=st.lists(st.lists(units, min_size=3, max_size=3), min_size=2, max_size=5),
)
def test_each_world_is_the_same_alone(rule, asked):
    worlds = np.array(asked).T[None]
    sales = worlds[:, ::-1].copy()
    turns = np.array([[2, 0, 1]])
    available = np.full((1, len(asked)), CAPACITY)
    together = RULES[rule](Shortage(worlds, available, turns, sales))
    for world in range(len(asked)):
        one = np.s_[..., world : world + 1]
        alone = RULES[rule](Shortage(worlds[one], available[one], turns, sales[one]))
        assert np.array_equal(alone, together[one])


def lean_chips(rule: str) -> Scenario:
    """The squeeze, all suppliers by one rule."""
    scenario = shipped("pacific_squeeze")
    everybody = [*(seat.name for seat in scenario.seat[::-1]), "outside"]
    suppliers = []
    for site in scenario.supplier:
        named = everybody if site.outside_share else everybody[:-1]
        suppliers.append(changed(site, rationing=rule, priority=named if rule == "lexicographic" else []))
    return changed(scenario, supplier=suppliers, weeks=40)


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted(RULES))
def test_another_order_of_the_file_changes_nothing_under_any_rule(rule):
    check_order(lean_chips(rule), order=1, luck=1)


def test_red_control_a_rule_that_serves_the_first_in_the_file_first_is_found(monkeypatch):
    def first_come(short: Shortage) -> np.ndarray:
        everybody = np.tile(np.arange(short.asked.shape[1]), (len(short.asked), 1))
        return rationing.lexicographic(Shortage(short.asked, short.available, everybody, short.sales))

    monkeypatch.setitem(RULES, "uniform", first_come)
    with pytest.raises(AssertionError, match="apart"):
        check_order(lean_chips("uniform"), order=1, luck=1)


def test_red_control_a_rule_that_does_not_deal_again_misses_the_reference(monkeypatch):
    """Were what the third shop does not want left with the maker, the row of turn-and-earn would not hold."""

    def dealt_once(short: Shortage) -> np.ndarray:
        parts = short.sales / short.sales.sum(axis=1, keepdims=True)
        return np.minimum(short.asked, short.available[:, None] * parts)

    monkeypatch.setitem(RULES, "turn_and_earn", dealt_once)
    assert allocation("turn_and_earn", (60, 50, 40)) != pytest.approx([30.0, 30.0, 40.0])
    assert turn_and_earn(shortage((60, 50, 40))).ravel() == pytest.approx([30.0, 30.0, 40.0])


# ---------------------------------------------------------------- memory


def test_past_sales_are_those_of_the_weeks_that_the_supplier_remembers():
    scenario = three_shops("turn_and_earn", (60, 50, 40))
    for weeks, sales in [(1, (100, 100, 200)), (4, (100, 100, 200))]:
        maker = changed(scenario.supplier[0], sales_memory_weeks=weeks)
        chain = SupplyChain(changed(scenario, supplier=[maker]), 1, policies="jit").run()
        assert chain.record["received"][1].ravel() == pytest.approx([30.0, 30.0, 40.0], abs=1e-6), sales
    # A second week of shortage, and everybody wants 100: one week back it was 30, 30, 40; two weeks back 130,
    # 130, 240 together.
    for weeks, parts in [(1, (30.0, 30.0, 40.0)), (2, (26.0, 26.0, 48.0))]:
        maker = changed(scenario.supplier[0], sales_memory_weeks=weeks)
        chain = SupplyChain(changed(scenario, supplier=[maker]), 1, policies="jit").run()
        terms = chain.terms()
        terms.capacity[:] = 0.25
        goods = chain.suppliers.fill(3, np.full((1, 3, 1), 100.0), terms)
        assert goods.ravel() == pytest.approx(parts, abs=1e-6)
