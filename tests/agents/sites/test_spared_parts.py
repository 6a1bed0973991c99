"""Less of a part is used for a while, and it lasts longer: a shortage that thrift makes smaller."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from foresight_support import check_books, play
from promises_support import check_promises
from world_support import at_random, changed, differing, measures, own_scenario, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.flow import Flow
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chance.terms import Terms
from linestop.agents.foresight.linear_program import Unsolved
from linestop.agents.foresight.lp_model import least_cost, perfect_foresight
from linestop.agents.foresight.seat_inputs import seat_inputs_of
from linestop.agents.scenario.events import News, Shock
from linestop.agents.scenario.goods import WriteOff
from linestop.agents.studies.replay import as_played, played_plan, replay


def striking(scenario: Scenario, kind: str, target: str, *profile: list[float], **more: Any) -> Scenario:
    """The scenario with one more shock, from week 3 on."""
    told: dict[str, Any] = {"first_week": [3, 3]}
    points = [list(map(float, point)) for point in profile]
    shock = Shock(
        name=f"{kind}_of_{target}", title=kind, kind=kind, target=target, profile=points, **(told | more)
    )
    return changed(scenario, shock=[*scenario.shock, shock])


ONE = own_scenario("one_seat")
THRIFTY = striking(ONE, "use_cut", "board", [0, 0.5], [4, 1.0])
TWO = own_scenario("two_seats")
PARTS = [part.name for part in TWO.component]


def on_hand(chain: SupplyChain) -> np.ndarray:
    units: np.ndarray = chain.record["on_hand"][:, 0, 0, 0]
    return units


# ---------------------------------------------------------------- worked out on paper


def test_half_the_boards_make_as_many_stools() -> None:
    calm, spared = (SupplyChain(each, 1, policies="jit").run() for each in (ONE, THRIFTY))
    assert spared.record["made"].ravel().tolist() == pytest.approx([100.0] * 12)
    # 50 of 100 boards are used in weeks 3 to 6. The order of week 4 is the first that knows of it, and takes
    # four weeks: until week 7 100 boards come, and from week 4 on no more are ordered than were used.
    assert on_hand(spared)[:6].tolist() == pytest.approx([50.0, 50.0, 100.0, 150.0, 200.0, 250.0])
    assert spared.record["ordered"][:8, 0, 0, 0].tolist() == pytest.approx([100.0] * 3 + [50.0] * 4 + [100.0])
    assert spared.record["use"].ravel().tolist() == calm.record["use"].ravel().tolist(), "plans keep the bill"


def test_a_shortage_is_smaller_where_less_is_used() -> None:
    short = striking(ONE, "capacity_cut", "sawmill", [0, 0.5], [6, 1.0])
    both = striking(short, "use_cut", "board", [0, 0.5], [6, 1.0], first_week=[5, 5])
    wasteful, thrifty = (SupplyChain(each, 1, policies="jit").run() for each in (short, both))
    assert thrifty.sums.uptime().item() > wasteful.sums.uptime().item() + 0.05


def test_a_line_may_do_without_a_part_altogether() -> None:
    without = striking(ONE, "use_cut", "board", [0, 0.0], [4, 1.0])
    closed = striking(without, "closure", "sawmill", [0, 0.0], [2, 1.0], first_week=[1, 1])
    chain = SupplyChain(closed, 1, policies="jit").run()
    assert chain.record["made"][2:6].ravel().tolist() == pytest.approx([100.0] * 4)
    assert np.diff(on_hand(chain)[1:6]).min() >= 0.0


def test_what_is_not_used_for_a_while_is_no_part_that_nobody_needs() -> None:
    rule = WriteOff(share=0.5, older_than_weeks=9, every_weeks=12)
    idle = striking(ONE, "use_cut", "board", [0, 0.0], [4, 1.0])
    chain = SupplyChain(changed(idle, component=[changed(idle.component[0], write_off=rule)]), 1).run()
    assert chain.record["made"][2:6].min() > 0.0 and chain.written_off() == []


def test_how_long_parts_last_follows_what_is_used_now() -> None:
    chains = [SupplyChain(each, 1, policies="jic") for each in (ONE, THRIFTY)]
    for chain in chains:
        for _ in range(3):
            chain.step()
    calm, spared = (Outlook(chain).survival.item() for chain in chains)
    assert spared > calm + 3.0


def test_its_news_is_no_alarm() -> None:
    told = News(week=0, grade="official", headline="Save boards", text="Half will do.")
    chain = SupplyChain(striking(ONE, "use_cut", "board", [0, 0.5], [4, 1.0], news=[told]), 1).run()
    assert [item.headline for item in chain.news()] == ["Save boards"]
    assert chain.news_desk.alert(chain.shocks, chain.week).max() == 0.0


# ---------------------------------------------------------------- what every feature keeps


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_thrift_keeps_what_every_chain_promises(part: str) -> None:
    drawn = {"first_week": [2, 6], "depth": [0.5, 1.5], "stretch": [0.7, 1.5], "probability": 0.7}
    for luck in range(3):
        check_promises(striking(TWO, "use_cut", part, [0, 0.3], [3, 0.8], [6, 1.0], **drawn), luck)


@pytest.mark.slow
def test_permuted_parts_are_spared_alike_in_a_scenario_of_the_library() -> None:
    scenario = shipped("two_roads")
    check_promises(striking(scenario, "use_cut", scenario.component[1].name, [0, 0.6], [9, 1.0]), 4)


def test_a_replay_of_a_thrifty_year_is_the_same_to_the_last_bit() -> None:
    scenario = striking(TWO, "use_cut", PARTS[0], [0, 0.4], [5, 1.0])
    chain = SupplyChain(scenario, 5, policies=at_random(scenario, 5)).run()
    again = replay(chain, [played_plan(chain, seat) for seat in range(2)])
    assert (again.by_line == as_played(chain).by_line).all()


def test_a_world_in_which_it_does_not_come_is_the_same_to_the_last_bit() -> None:
    never = striking(TWO, "use_cut", PARTS[0], [0, 0.4], [5, 1.0], probability=0.0)
    calm, told = (SupplyChain(each, 5, 3).run() for each in (TWO, never))
    assert differing(measures(calm), measures(told)) == []


@pytest.mark.slow
def test_the_bound_knows_what_is_spared() -> None:
    short = striking(ONE, "capacity_cut", "sawmill", [0, 0.3], [8, 1.0], first_week=[1, 1])
    both = striking(short, "use_cut", "board", [0, 0.5], [6, 1.0])
    for policy in ("jit", "jic"):
        check_books(play(both, 1, policy))
    bounds = [perfect_foresight(play(each, 1, "jit"), 0).bound for each in (short, both)]
    assert bounds[1] < bounds[0] - 1000.0


# ---------------------------------------------------------------- red controls


@pytest.mark.slow
def test_red_control_a_bound_that_builds_by_the_bill_is_found_out() -> None:
    short = striking(ONE, "capacity_cut", "sawmill", [0, 0.3], [8, 1.0], first_week=[1, 1])
    chain = play(striking(short, "use_cut", "board", [0, 0.5], [6, 1.0]), 1, "jit")
    fate = seat_inputs_of(chain, 0)
    by_the_bill = replace(fate, bill=np.ones_like(fate.bill))
    assert least_cost(by_the_bill).bound > least_cost(fate).bound + 1000.0
    with pytest.raises(Unsolved):
        least_cost(replace(chain.fate(0), bill=by_the_bill.bill), chain.moves(0))


def test_red_control_a_line_that_builds_by_the_bill_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Flow._line_terms

    def wasteful(self: Flow, terms: Terms) -> tuple[np.ndarray, np.ndarray]:
        return usual(self, replace(terms, use=None))

    monkeypatch.setattr(Flow, "_line_terms", wasteful)
    with pytest.raises(AssertionError):
        test_half_the_boards_make_as_many_stools()
