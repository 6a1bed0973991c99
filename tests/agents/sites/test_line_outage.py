"""A seat's own line can fail: parts are there, nothing is built, and required production does not wait."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from promises_support import check_promises
from world_support import at_random, changed, differing, measures, own_scenario, shipped

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.foresight.lp_model import perfect_foresight
from linestop.agents.manufacturers.required_production import ReferenceSeat
from linestop.agents.network.cost_lines import LINE_DOWN
from linestop.agents.scenario.events import Shock
from linestop.agents.scenario.shock_kinds import EVERY_SEAT
from linestop.agents.studies.causes import losses
from linestop.agents.studies.replay import as_played, played_plan, replay


def struck(scenario: Scenario, target: str, *profile: list[float], first: int = 3, **more: Any) -> Scenario:
    """The scenario with one outage, from week `first` on."""
    shock = Shock(
        name="outage",
        title="The line stands",
        kind="line_outage",
        target=target,
        first_week=[first, first],
        profile=[list(map(float, point)) for point in profile],
        **more,
    )
    return changed(scenario, shock=[*scenario.shock, shock])


HOBBIN = struck(own_scenario("one_seat"), "hobbin", [0, 0.0], [2, 0.5], [3, 1.0])
TWO = own_scenario("two_seats")
FIRST, SECOND = (seat.name for seat in TWO.seat)
ONE_OF_TWO = struck(TWO, FIRST, [0, 0.0], [3, 0.4], [5, 1.0])


# ---------------------------------------------------------------- worked out on paper


def test_a_line_that_stands_makes_nothing_and_is_required_to_make_all() -> None:
    chain = SupplyChain(HOBBIN, 1, policies="jit").run()
    made, required = (chain.record[name][:, 0, 0, 0] for name in ("made", "required"))
    # 100 stools a week, a line for 120: none in weeks 3 and 4, at most 60 in week 5, then it catches up.
    assert made[:6].tolist() == pytest.approx([100.0, 100.0, 0.0, 0.0, 60.0, 120.0])
    assert required.tolist() == pytest.approx([100.0] * 12)
    assert chain.sums.uptime().item() == pytest.approx(1.0 - (100.0 + 100.0 + 40.0) / 1200.0)
    idle = chain.record["cost"][:, LINE_DOWN, 0, :, 0]
    price = 60.0 / 0.6
    assert idle[2:5, -1].tolist() == pytest.approx([100 * price * 0.1, 100 * price * 0.1, 40 * price * 0.1])
    assert idle[:, 0].max() == 0.0, "no part was missing"


def test_a_buffer_of_parts_is_no_help() -> None:
    lean, deep = (SupplyChain(HOBBIN, 1, policies=policy).run() for policy in ("jit", "jic"))
    assert lean.sums.uptime() == pytest.approx(deep.sums.uptime())
    assert as_played(deep).cost.item() > as_played(lean).cost.item()


def test_a_line_in_overtime_makes_more_than_it_usually_can() -> None:
    late = struck(own_scenario("one_seat"), "hobbin", [0, 0.0], [3, 1.5], [5, 1.0])
    chain = SupplyChain(late, 1, policies="jic").run()
    assert chain.record["made"][5, 0, 0, 0] == pytest.approx(1.5 * 120.0)


# ---------------------------------------------------------------- whom it strikes


def test_only_the_line_that_is_named_stands() -> None:
    calm, hit = (SupplyChain(each, 5, policies="jic").run() for each in (TWO, ONE_OF_TWO))
    made = hit.record["made"] / calm.record["made"]
    assert made[2:5, 0].max() == 0.0
    assert made[2:5, 1].tolist() == pytest.approx(np.ones_like(made[2:5, 1]))


def test_every_seat_stands_where_the_target_is_all_of_them() -> None:
    chain = SupplyChain(struck(TWO, EVERY_SEAT, [0, 0.0], [3, 1.0]), 5, 3, policies="jic").run()
    assert chain.record["made"][2:5].max() == 0.0 and chain.record["made"][5].min() > 0.0


def test_what_is_lost_to_the_outage_names_it() -> None:
    chain = SupplyChain(ONE_OF_TWO, 5, policies="jic").run()
    mine = [loss for loss in losses(chain) if loss.seat == FIRST]
    assert mine and {loss.component for loss in mine} == {None}
    assert {shock for loss in mine for shock in loss.shocks} == {"outage"}
    assert not any(loss.shocks for loss in losses(chain) if loss.seat == SECOND)


# ---------------------------------------------------------------- what every feature keeps


@pytest.mark.slow
@pytest.mark.parametrize("target", [FIRST, SECOND, EVERY_SEAT])
def test_an_outage_keeps_what_every_chain_promises(target: str) -> None:
    drawn = {"depth": [0.8, 1.2], "stretch": [0.7, 1.5], "probability": 0.7}
    for luck in range(3):
        check_promises(struck(TWO, target, [0, 0.1], [3, 0.5], [6, 1.2], [8, 1.0], **drawn), luck)


@pytest.mark.slow
def test_permuted_seats_keep_their_outages_in_a_scenario_of_the_library() -> None:
    check_promises(struck(shipped("two_roads"), shipped("two_roads").seat[2].name, [0, 0.2], [6, 1.0]), 4)


def test_a_replay_of_a_year_with_an_outage_is_the_same_to_the_last_bit() -> None:
    chain = SupplyChain(ONE_OF_TWO, 5, policies=at_random(ONE_OF_TWO, 5)).run()
    again = replay(chain, [played_plan(chain, seat) for seat in range(2)])
    assert (again.by_line == as_played(chain).by_line).all()


def test_a_world_in_which_it_does_not_come_is_the_same_to_the_last_bit() -> None:
    never = struck(TWO, EVERY_SEAT, [0, 0.0], [3, 1.0], probability=0.0)
    calm, told = (SupplyChain(each, 5, 3).run() for each in (TWO, never))
    assert differing(measures(calm), measures(told)) == []
    assert told.struck.of_weeks(1, TWO.weeks) == {}


def test_what_is_left_of_the_line_is_recorded_of_the_weeks_that_it_struck() -> None:
    chain = SupplyChain(ONE_OF_TWO, 5, 2).run()
    (left,) = chain.struck.of_weeks(1, 8).values()
    assert left[:, 0, 1].tolist() == [1.0, 1.0, 0.0, 0.0, 0.0, 0.4, 0.4, 1.0]
    assert (left[:, 1] == 1.0).all()
    assert chain.struck.of_weeks(1, 2) == {}


def test_the_bound_knows_that_the_line_stood() -> None:
    calm, hit = (SupplyChain(each, 5, policies="jit").run() for each in (TWO, ONE_OF_TWO))
    assert perfect_foresight(hit, 0).bound > perfect_foresight(calm, 0).bound + 1000.0
    assert perfect_foresight(hit, 0).uptime < perfect_foresight(calm, 0).uptime
    assert perfect_foresight(hit, 1).bound == pytest.approx(perfect_foresight(calm, 1).bound)


def test_how_long_parts_last_is_told_for_a_line_that_runs() -> None:
    chains = [SupplyChain(each, 5, policies="jic") for each in (TWO, ONE_OF_TWO)]
    for chain in chains:
        for _ in range(3):
            chain.step()
    calm, hit = (Outlook(chain).survival[0, :, 0] for chain in chains)
    # A week's parts more lie there, since none were used; they last as many weeks as if the line ran.
    assert (hit > calm).all() and (hit < calm + 1.5).all()


# ---------------------------------------------------------------- red control


def test_red_control_were_less_required_of_a_line_that_stands_it_would_cost_no_uptime(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    require = ReferenceSeat.require

    def lenient(self: ReferenceSeat, week: int, demand: np.ndarray) -> np.ndarray:
        return require(self, week, demand) * (0.0 if week in (3, 4) else 0.6 if week == 5 else 1.0)

    monkeypatch.setattr(ReferenceSeat, "require", lenient)
    assert SupplyChain(HOBBIN, 1, policies="jit").run().sums.uptime().item() == pytest.approx(1.0)
    with pytest.raises(AssertionError):
        test_a_line_that_stands_makes_nothing_and_is_required_to_make_all()
