"""Parts give way to others, and what nobody needs any more is written off: an event, not only a rate."""

from __future__ import annotations

import numpy as np
import pytest
from changes_support import aging, changing, changing_scenarios
from conservation_support import Watched, check_conservation
from hypothesis import given, settings
from hypothesis import strategies as st
from promises_support import check_promises
from scenarios_support import check, scenarios
from world_support import changed, differing, measures, own_scenario, shipped

from linestop.agents import SupplyChain
from linestop.agents.chain import flow
from linestop.agents.chain.outlook import Outlook
from linestop.agents.network.cost_lines import LINES
from linestop.agents.scenario.goods import Announcement
from linestop.agents.sites import write_off

OBSOLESCENCE = LINES.index("obsolescence")


# ---------------------------------------------------------------- worked out on paper


def test_a_change_that_nobody_knew_of():
    chain = SupplyChain(changing(own_scenario("one_seat"), [3, 3]), 1, policies="jit").run()
    old, new = chain.record["on_hand"][:, 0, :, 0].T
    # 100 a week are used, half a week's cover is kept: 50 on hand after week 2, and 100 come in week 3. None
    # of the 150 is needed any more, nor are the 100 a week that were under way, ordered in weeks -1 to 2.
    assert old.tolist() == pytest.approx([50.0, 50.0, *[0.0] * 10])
    events = chain.written_off()
    assert [(e.week, e.component, e.units, e.reason) for e in events] == [
        (3, "board", pytest.approx(150.0), "unneeded"),
        *((week, "board", pytest.approx(100.0), "unneeded") for week in (4, 5, 6)),
    ]
    assert events[0].value == pytest.approx(150.0 * 60.0)
    # The new part is first ordered in week 3 and takes four weeks.
    assert chain.record["made"].ravel()[:8].tolist() == pytest.approx(
        [100.0, 100.0, 0, 0, 0, 0, 120.0, 120.0]
    )
    assert new[6] > 0.0
    cost = chain.record["cost"][:, OBSOLESCENCE, 0, 0, 0]
    assert cost[2] >= 150.0 * 60.0 and cost[7] < 100.0


def test_a_change_that_is_known_ahead_costs_neither_parts_nor_uptime():
    lean = changing(own_scenario("one_seat"), [9, 9], notice_weeks=9)
    chain = SupplyChain(lean, 1, policies="jit").run()
    # Four weeks from order to receipt: the old part is ordered until week 4, the new one from week 4 on.
    ordered = chain.record["ordered"][:, 0, :, 0]
    assert ordered[:3].tolist() == pytest.approx(np.array([[100.0, 0.0]] * 3))
    assert ordered[4:, 0].max() == 0.0 and ordered[3:5].sum() == pytest.approx(200.0)
    assert chain.written_off() == [] and chain.sums.uptime().item() == pytest.approx(1.0)


def test_a_buffer_is_what_a_change_takes():
    """Just in Case has more of the old part on the shelf when the notice is short."""
    scenario = changing(changed(own_scenario("one_seat"), opening="jic"), [4, 4], notice_weeks=2)
    lean, deep = (
        sum(event.value for event in SupplyChain(each, 1, policies=policy).run().written_off())
        for each, policy in ((changed(scenario, opening="jit"), "jit"), (scenario, "jic"))
    )
    assert deep > lean + 3 * 100.0 * 60.0


def test_what_has_lain_too_long_is_written_off_at_the_review():
    # Nobody asks from week 5 on; the line still makes the 100 of that week's forecast, then no more. So 50
    # lie there after week 5, and 100 more come in each of weeks 6 to 9: 450.
    long = changed(own_scenario("one_seat"), weeks=20, line__finished_goods_weeks=0.0)
    regime = changed(long.market[0].demand["stool"], draw="listed", units=[100.0] * 4 + [0.0])
    long = changed(long, market=[changed(long.market[0], demand={"stool": regime})])
    rule = {"share": 0.5, "older_than_weeks": 5, "every_weeks": 6}
    chain = SupplyChain(aging(long, **rule), 1, policies="jit").run()
    # Looked at in weeks 6, 12 and 18. In week 12 the 200 of weeks 8 and 9 are young, in week 18 nothing is.
    assert [(event.week, event.reason, event.units) for event in chain.written_off()] == [
        (12, "aged", pytest.approx(125.0)),
        (18, "aged", pytest.approx(162.5)),
    ]
    assert chain.record["on_hand"].ravel()[-1] == pytest.approx(162.5)


def test_a_part_whose_product_has_ended_is_written_off():
    scenario = changed(own_scenario("one_seat"), opening="jic")
    regime = changed(scenario.market[0].demand["stool"], life=[[3, 1.0], [4, 0.0]])
    scenario = changed(scenario, market=[changed(scenario.market[0], demand={"stool": regime})])
    chain = SupplyChain(scenario, 1, policies="jic")
    before = chain.manufacturers.on_hand.item()
    events = chain.run().written_off()
    assert events[0].week == 4 and {event.reason for event in events} == {"unneeded"}
    left = before + chain.record["received"].sum() - chain.record["made"].sum()
    assert sum(event.units for event in events) == pytest.approx(left) and left == pytest.approx(100.0)


def test_what_is_under_way_and_not_needed_is_worth_nothing_when_the_books_close():
    chain = SupplyChain(changing(own_scenario("one_seat"), [3, 3]), 1, policies="jit")
    for _ in range(3):
        chain.step()
    # Three loads of 100 at 60 are still under way; whatever else is owned is credited in full.
    assert chain.close_books()[OBSOLESCENCE].sum() == pytest.approx(3 * 100.0 * 60.0)


def test_news_of_a_change_are_published_like_any_other():
    said = Announcement(week=-2, grade="official", headline="A new board", text="From next month on.")
    chain = SupplyChain(changing(own_scenario("one_seat"), [5, 5], news=[said]), 1, policies="jit").run()
    assert [(item.week, item.headline) for item in chain.news()] == [(3, "A new board")]


def test_each_world_draws_its_own_week_and_whether_it_comes_at_all():
    scenario = changing(changed(own_scenario("one_seat"), weeks=12), [4, 9], probability=0.5)
    change = SupplyChain(scenario, 1, 2000).bills.changes[0]
    assert set(change.first_week.tolist()) == {4.0, 5.0, 6.0, 7.0, 8.0, 9.0}
    assert 0.45 < change.comes.mean() < 0.55


def test_what_lies_ahead_counts_with_what_is_known_alone():
    known, unknown = (changing(own_scenario("one_seat"), [6, 6], notice_weeks=notice) for notice in (6, 0))
    sight = []
    for scenario in (known, unknown):
        chain = SupplyChain(scenario, 1, policies="jit")
        chain.step()
        sight.append(Outlook(chain))
    assert sight[0].arrivals[0, 1, 4:, 0].sum() > 100.0, "the new part is on its way"
    assert sight[1].arrivals[0, 1].sum() == 0.0, "nobody could know"


def test_a_change_that_never_comes_changes_nothing_but_the_way_of_adding_up():
    scenario = shipped("calm_seas")
    never = changing(scenario, [30, 30], probability=0.0)
    plain, other = (SupplyChain(each, 2, 2, policies="hybrid").run() for each in (scenario, never))
    assert other.written_off() == []
    assert other.sums.cost.sum() == pytest.approx(plain.sums.cost.sum(), rel=0.02)


def test_twelve_parts_of_which_some_are_common_play():
    """Bills of 3 to 12: as long as a file may have them."""
    scenario = shipped("pacific_squeeze")
    for number in range(6):
        twin = changed(scenario.component[number], name=f"twin_{number}")
        maker = next(s for s in scenario.supplier if s.component == scenario.component[number].name)
        way = next(lane for lane in scenario.lane if lane.supplier == maker.name)
        scenario = changed(
            scenario,
            component=[*scenario.component, twin],
            supplier=[*scenario.supplier, changed(maker, name=f"twin_{maker.name}", component=twin.name)],
            lane=[*scenario.lane, changed(way, name=f"twin_{way.name}", supplier=f"twin_{maker.name}")],
        )
    twins = {f"twin_{number}": 1.0 for number in range(6)}
    seats = [
        changed(seat, bill_of_materials={g: bill | twins for g, bill in seat.bill_of_materials.items()})
        for seat in scenario.seat
    ]
    scenario = changed(scenario, seat=seats)
    check(scenario)
    check_conservation(Watched(scenario, 1, 1, policies="jit"))


# ---------------------------------------------------------------- in every world


@pytest.mark.slow
@given(scenario=changing_scenarios(scenarios()), luck=st.integers(0, 2**32))
@settings(max_examples=7)
def test_a_chain_keeps_every_promise_through_changes(scenario, luck):
    check_promises(scenario, luck)


# ---------------------------------------------------------------- red controls


def test_red_control_a_write_off_that_leaves_the_parts_in_the_bin_is_found(monkeypatch):
    scenario = changing(own_scenario("one_seat"), [3, 3])
    check_conservation(Watched(scenario, 1, 1, policies="jit"))
    review = write_off.WriteOffs.review
    monkeypatch.setattr(write_off.WriteOffs, "review", lambda self, *at: 0.5 * review(self, *at))
    with pytest.raises(AssertionError, match="written off"):
        check_conservation(Watched(scenario, 1, 1, policies="jit"))


def test_red_control_a_line_that_goes_on_with_the_old_bill_is_found(monkeypatch):
    scenario, produce = changing(own_scenario("one_seat"), [3, 3]), flow.produce
    monkeypatch.setattr(flow, "produce", lambda tried, parts, _, line: produce(tried, parts, OLD, line))
    with pytest.raises(AssertionError, match="used = parts of what was made"):
        check_conservation(Watched(scenario, 1, 1, policies="jit"))


OLD = np.array([1.0, 0.0]).reshape(1, 1, 2)


def test_a_scenario_without_changes_remembers_no_bit_of_them():
    plain = shipped("calm_seas")
    chain = SupplyChain(plain, 2, 2, policies="hybrid").run()
    assert not chain.write_offs.happen and chain.bills.at(9, 9) is chain.network.bill
    assert differing(measures(chain), measures(SupplyChain(plain, 2, 2, policies="hybrid").run())) == []
