"""What ought to come to 0 is 0, to the last digit: `backlog == 0` is a question that a notebook may ask."""

from __future__ import annotations

import numpy as np
import pytest
from features_support import FEATURES
from hypothesis import given
from hypothesis import strategies as st
from world_support import SHIPPED, own_scenario, shipped

from linestop.agents import SupplyChain
from linestop.agents.arithmetic import RESIDUE, covered, left_over
from linestop.agents.scenario.markets import Selling
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.sites import market
from linestop.agents.sites.market import sell

LEAST = 1e-9
"""Units: smaller ones are no goods of these scenarios, in which a week's use is 10 and more."""
UNITS = (
    "demand required attempted made sold lost backlog finished_goods on_hand on_order ordered received "
    "unfilled in_port past_port on_the_way port_queue lane_orders expedited"
).split()
PLAYERS = ("jit", "hybrid", "jic", "rumour", "official")


def residues(chain: SupplyChain) -> dict[str, int]:
    """How many numbers of each measure, and of what no measure tells, are rounding."""
    kept = {name: chain.record[name] for name in UNITS}
    kept |= {
        "moving": chain.manufacturers.moving,
        "suppliers' backlog": chain.suppliers.backlog,
        "the outside world's backlog": chain.suppliers.outside_backlog,
        "goods in ports": chain.ports.waiting(),
        "a reference seat's backlog": getattr(chain.reference, "backlog", np.zeros(1)),
    }
    if chain.depots:
        kept |= {name: chain.record[f"depot_{name}"] for name in ("on_hand", "on_order", "moving", "backlog")}
    small = {name: (abs(units) > 0.0) & (abs(units) < LEAST) for name, units in kept.items()}
    return {name: int(found.sum()) for name, found in small.items() if found.any()}


@pytest.mark.slow
@pytest.mark.parametrize("player", PLAYERS)
@pytest.mark.parametrize("name", SHIPPED)
def test_no_quantity_of_a_year_is_rounding(name: str, player: str) -> None:
    assert residues(SupplyChain(shipped(name), 5, 10, policies=player).run()) == {}


@pytest.mark.parametrize("name", ["short_lives", "allocation", "hoarding", "two_ports"])
def test_nor_is_any_where_parts_give_way_contracts_are_cancelled_and_orders_are_phantoms(name: str) -> None:
    assert residues(SupplyChain(own_scenario(name), 5, 4, policies="hoarder").run()) == {}


@pytest.mark.parametrize("feature", ["depots", "regional buffers", "expediting"])
def test_nor_is_any_in_depots_on_shelves_and_on_fast_lanes(feature: str) -> None:
    scenario: Scenario = FEATURES[feature].scenario()
    assert residues(SupplyChain(scenario, 5, 4, policies="jic").run()) == {}


def served_later(demand: float, sold: float) -> float:
    """What is still owed of a demand that was served in part, and the rest of it a week later."""
    nobody, patient = np.zeros((1, 1, 1, 1)), Selling(wait_share=1.0)
    first = sell(np.full((1, 1, 1), sold), nobody, np.full((1, 1, 1, 1), demand), patient)
    second = sell(np.full((1, 1, 1), demand - sold), first.backlog, nobody, patient)
    return float(second.backlog.item())


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.sampled_from([1.0, 0.1, 1 / 3]))
def test_a_demand_that_is_served_in_two_weeks_leaves_no_backlog(sold: int, more: int, unit: float) -> None:
    assert served_later(9.0, 8.0) == 0.0
    assert served_later((sold + more) * unit, sold * unit) == 0.0


def test_red_control_served_to_the_last_digit_alone_a_backlog_stays_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(market, "covered", lambda available, asked, usual: np.minimum(available, asked))
    assert any(served_later(demand, sold) for demand in range(2, 40) for sold in range(1, demand))


def test_what_is_left_over_is_rounding_only_beside_what_there_was_or_is_usual() -> None:
    before, taken = np.array([1.0, 1.0, 1e-13, 1e-13]), np.array([1.0 - 1e-15, 1.0 - 1e-9, 0.0, 0.0])
    usual = np.array([0.0, 0.0, 0.0, 5.0])
    left = left_over(before, taken, usual)
    assert left[[0, 3]].tolist() == [0.0, 0.0] and left[1] == pytest.approx(1e-9) and left[2] == 1e-13
    assert covered(np.array([1.0 - 1e-15, 0.5]), np.array([1.0, 1.0])).tolist() == [1.0, 0.5]
    assert RESIDUE < 1e-9, "goods are conserved to 1e-9"
