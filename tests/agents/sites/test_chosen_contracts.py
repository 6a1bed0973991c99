"""A seat may choose which of its two stances' contracts its orders of a component are placed under."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hoarding_support import FOUR_TIMES, TRUTHFUL, TWICE, adds
from world_support import changed, differing, measures, own_scenario

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.chain import ordering
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.studies.replay import as_played, played_plan, replay


def under(jit: str, jic: str) -> Scenario:
    """The scenario of the hoarding experiment, with contracts."""
    scenario = own_scenario("hoarding")
    part = scenario.component[0]
    both = {"jit": changed(part.jit, contract=jit), "jic": changed(part.jic, contract=jic)}
    return changed(scenario, component=[changed(part, **both)])


MIXED = under("cancel_freely", "non_cancellable")


def lean_under(scenario: Scenario, contract: float | None) -> SupplyChain:
    """All seats are lean and two hoard in the shock, under their stance's contract or the one chosen."""

    def playing(units: float) -> Policy:
        def decide(view: SeatView) -> Decision:
            own = None if contract is None else np.full(1, contract)
            return replace(adds(units)(view), contract=own)

        return decide

    extras = (FOUR_TIMES, TWICE, TRUTHFUL, TRUTHFUL)
    policies = {seat.name: playing(units) for seat, units in zip(scenario.seat, extras, strict=True)}
    return SupplyChain(scenario, 1, policies=policies).run()


@pytest.mark.parametrize(("contract", "name"), [(0.0, "cancel_freely"), (1.0, "non_cancellable")])
def test_the_contract_chosen_holds_whatever_the_stance(contract: float, name: str) -> None:
    chosen, everywhere = lean_under(MIXED, contract), lean_under(under(name, name), None)
    assert differing(measures(chosen), measures(everywhere)) == []
    assert not chosen.record["stance"].any()


def test_without_a_choice_the_stances_contract_holds() -> None:
    usual = measures(lean_under(MIXED, None))
    assert differing(usual, measures(lean_under(MIXED, 0.0))) == []
    assert differing(usual, measures(lean_under(MIXED, np.nan))) == []
    assert differing(usual, measures(lean_under(MIXED, 1.0))) != []


def replays_differ(chain: SupplyChain) -> bool:
    """Whether any seat's game, played again as it was, comes to another cost."""
    plans = [
        played_plan(chain, seat, recorded=recorded)
        for seat in range(len(chain.network.seats))
        for recorded in (True, False)
    ]
    seats = [plan.seat for plan in plans]
    return not np.array_equal(replay(chain, plans).cost, as_played(chain).cost[seats])


def test_a_replay_knows_the_contracts_that_were_chosen() -> None:
    assert not replays_differ(lean_under(MIXED, 1.0))


def test_red_control_a_replay_that_goes_by_stances_alone_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = lean_under(MIXED, 1.0)
    monkeypatch.setattr(ordering, "_contract", lambda chain, stance: stance)
    assert replays_differ(chain)
