"""Tiers of depots: goods, orders and money are conserved, and no place in a file matters.

Chains are made up as for all other tests, and depots are put between their suppliers and plants.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference_support import scenario_of
from test_world_conservation import Scales
from test_world_order import check_order
from world_support import (
    at_random,
    changed,
    check,
    differing,
    measures,
    number,
    order_rules,
    scenarios,
    worth_selling,
)

from linestop.agents import Scenario, SupplyChain
from linestop.agents.chain.outlook import Outlook
from linestop.agents.chain.record import DEPOT_SHAPES
from linestop.agents.scenario.tiers import Depot
from linestop.agents.scenario.transport import Lane
from linestop.agents.sites import depot
from linestop.agents.sites.depot import DEPOT_LINES
from linestop.agents.sites.lane import Belt

SOME = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@st.composite
def tiers(draw: st.DrawFn) -> Scenario:
    """A made-up scenario with one or two tiers of depots for its first component, and late orders."""
    scenario = _plain(draw(scenarios()))
    part = scenario.component[0]
    makers = {site.name for site in scenario.supplier if site.component == part.name}
    lanes = [changed(lane, order_weeks=draw(st.integers(0, 2))) for lane in scenario.lane]
    ways = [lane for lane in lanes if lane.supplier in makers]
    ways = [changed(lane, share=1.0 / len(ways)) for lane in ways]
    past = draw(st.integers(0, len(ways) - 1))  # the first ones still lead to the plants
    through = sum(lane.share for lane in ways[past:])
    names = ["upper", "lower"][: draw(st.integers(1, 2))]
    into = [changed(lane, to="upper", share=lane.share / through) for lane in ways[past:]]
    others = [lane for lane in lanes if lane.supplier not in makers]
    between = [_lane(draw, source, to, 1) for source, to in pairwise(names)]
    out = _lane(draw, names[-1], None, 0, through)
    whole = past == 0
    scenario = changed(
        scenario,
        depot=[_depot(draw, name, part.name, whole) for name in names],
        lane=[*others, *ways[:past], *into, *between, out],
    )
    scenario = worth_selling(scenario)
    check(scenario)
    return scenario


def _plain(scenario: Scenario) -> Scenario:
    """Without what does not go together with depots."""
    stance = {"contract": "firm", "expedite": 0.0, "sourcing_split": None}
    parts = [
        changed(part, expedite=None, jit=changed(part.jit, **stance), jic=changed(part.jic, **stance))
        for part in scenario.component
    ]
    makers = [
        changed(site, rationing="proportional", priority=[]) if site.rationing == "lexicographic" else site
        for site in scenario.supplier
    ]
    lanes = [changed(lane, diversion=None, near=False) for lane in scenario.lane]
    return changed(scenario, component=parts, supplier=makers, lane=lanes)


def _lane(draw: st.DrawFn, source: str, to: str | None, least: int, share: float = 1.0) -> Lane:
    return Lane(
        name=f"from_{source}",
        supplier=source,
        to=to,
        mode="truck",
        order_weeks=draw(st.integers(0, 1)),
        transit_weeks=draw(st.integers(least, 2)),
        inland_weeks=draw(st.integers(0, 1)),
        share=share,
    )


def _depot(draw: st.DrawFn, name: str, component: str, whole: bool) -> Depot:
    position = draw(st.sampled_from(["local", "echelon"] if whole else ["local"]))
    return Depot(
        name=name,
        title="Depot",
        component=component,
        order=changed(draw(order_rules()), returns=False, position=position),
        holding_cost=draw(number(0, 2)),
        moving_cost=draw(number(0, 1)),
        backlog_cost=draw(number(0, 3)),
        order_cost=draw(number(0, 9)),
        opening_units=draw(st.none() | number(0, 200)),
    )


# ---------------------------------------------------------------- conservation


class Watched(SupplyChain):
    """Keeps what was ordered, what orders came in, what was shipped and what arrived in its last week."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flows: dict[str, np.ndarray] = {}
        self._listen(self.suppliers, "fill", "at_suppliers", "shipped", 1)
        self._listen(self.depots, "fill", "at_depots", "sent_on", 0)
        self._listen(self.inland, "take", "", "arrived", 0)
        self._listen(self, "_reach", "placed", "", 0)

    def _listen(self, site: Any, method: str, given: str, result: str, place: int) -> None:
        original = getattr(site, method)

        def listening(*args: Any) -> Any:
            for name, values in ((given, args[place].copy()),) if given else ():
                self.flows[name] = self.flows.get(name, 0.0) + values
            found = original(*args)
            if result:
                self.flows[result] = self.flows.get(result, 0.0) + found
            return found

        setattr(site, method, listening)

    def step(self) -> None:
        self.flows = {}
        super().step()

    def standing(self) -> dict[str, np.ndarray]:
        sites = self.manufacturers
        return {
            "slips": self.slips.load(),
            "at_suppliers": self.suppliers.backlog + self.suppliers.making.load(),
            "at_depots": self.depots.backlog.copy(),
            "moving": self.lanes.load() + self.ports.waiting() + self.inland.load(),
            "on_hand": self.depots.on_hand.copy(),
            "on_order": self.depots.on_order.copy(),
            "on_the_way": self.depots.moving.copy(),
            "seats_on_order": sites.on_order.copy(),
            "seats_moving": sites.moving.copy(),
        }


def check_tiers(chain: Watched) -> None:
    """Play to the end and hold every equation in every week."""
    scales, network, seats = Scales(), chain.network, len(chain.network.seats)
    costs = np.zeros_like(chain.sums.depot_cost)
    while chain.week < chain.scenario.weeks:
        before = chain.standing()
        chain.step()
        after, flows = chain.standing(), chain.flows
        came_in = flows["at_suppliers"] + flows["at_depots"]
        scales.equal(
            "ordered = come in + more on its way, by lane and customer",
            [flows["placed"], before["slips"]],
            [came_in, after["slips"]],
        )
        for place, left in (("at_suppliers", "shipped"), ("at_depots", "sent_on")):
            scales.equal(
                f"{place}: come in = shipped + more waiting",
                [flows[place], before[place]],
                [flows[left], after[place]],
            )
        scales.equal(
            "shipped = arrived + more moving",
            [flows["shipped"], flows["sent_on"], before["moving"]],
            [flows["arrived"], after["moving"]],
        )
        received, sent = network.by_depot(flows["arrived"]), np.zeros_like(chain.depots.on_hand)
        for lane, site in enumerate(network.depot_of_lane):
            if site >= 0:
                sent[site] += flows["sent_on"][lane].sum(axis=0)
        scales.equal(
            "depot: received = sent + more on hand", [received, before["on_hand"]], [sent, after["on_hand"]]
        )
        upstream = [after[place] for place in ("slips", "at_suppliers", "at_depots", "moving")]
        scales.equal(
            "depot: on order = all upstream", [after["on_order"]], [network.by_depot(s) for s in upstream]
        )
        scales.equal("depot: on the way", [after["on_the_way"]], [network.by_depot(after["moving"])])
        scales.equal(
            "seat: on order = all upstream",
            [after["seats_on_order"]],
            [network.by_component(s[:, :seats]) for s in upstream],
        )
        costs += _costs(chain, after)
        for place, amount in after.items():
            assert (amount >= 0.0).all(), f"{place}: {amount.min()}"
    assert np.abs(costs - chain.sums.depot_cost).max() <= 1e-9 * (1.0 + costs.max()), "money"
    assert chain.record["depot_cost"].sum(axis=0) == pytest.approx(chain.sums.depot_cost)


def _costs(chain: Watched, after: dict[str, np.ndarray]) -> np.ndarray:
    """A week's costs from what stands and what was ordered, by the scenario's own numbers."""
    costs = np.zeros_like(chain.sums.depot_cost)
    for d, site in enumerate(chain.scenario.depot):
        owed = after["at_depots"][chain.network.depot_of_lane == d].sum(axis=(0, 1))
        ordered = chain.depots.ordered[d]
        lots = ordered / site.order.lot if site.order.lot else 1.0 * (ordered > 1e-6)
        costs[0, d] = site.holding_cost * after["on_hand"][d]
        costs[1, d] = site.moving_cost * after["on_the_way"][d]
        costs[2, d] = site.backlog_cost * owed
        costs[3, d] = site.order_cost * np.rint(lots)
    return costs


@given(scenario=tiers(), luck=st.integers(0, 2**32))
@SOME
def test_goods_orders_and_money_are_conserved_through_tiers(scenario: Scenario, luck: int) -> None:
    check_tiers(Watched(scenario, luck, 2, policies=at_random(scenario, luck, 2)))


@pytest.mark.parametrize("name", ["beer_game", "assembly", "serial"])
def test_the_reference_chains_conserve_goods_orders_and_money(name: str) -> None:
    check_tiers(Watched(scenario_of(name, {}), 1, 3))


# ---------------------------------------------------------------- order, worlds, the look ahead


@given(scenario=tiers(), order=st.integers(0, 2**32), luck=st.integers(0, 2**32))
@SOME
def test_permuting_depots_too_permutes_the_results(scenario: Scenario, order: int, luck: int) -> None:
    check_order(scenario, order, luck)


@given(scenario=tiers(), luck=st.integers(0, 2**32))
@settings(parent=SOME, max_examples=4)
def test_a_world_with_depots_is_the_same_alone(scenario: Scenario, luck: int) -> None:
    many = SupplyChain(scenario, luck, 3, policies=at_random(scenario, luck, 3)).run()
    one = SupplyChain(scenario, luck, 1, policies=at_random(scenario, luck, 1, 2), first_world=2).run()
    theirs = {name: values[..., 2:] for name, values in measures(many).items()}
    assert differing(measures(one), theirs) == []
    assert all(np.array_equal(one.record[name], many.record[name][..., 2:]) for name in DEPOT_SHAPES)


def test_what_lies_ahead_is_seen_through_depots() -> None:
    chain = SupplyChain(scenario_of("beer_game", {}), 1, 2)
    for _ in range(6):
        chain.step()
    outlook = Outlook(chain)
    assert outlook.arrivals[0, 0, :2, 0].tolist() == [4.0, 4.0], "what has left the wholesaler is on its way"
    assert outlook.offers("retailer")["beer"]["JIT"].fee == 0.0


def test_what_lies_ahead_is_seen_through_depots_by_several_seats() -> None:
    scenario = scenario_of("beer_game", {})
    seats = [changed(scenario.seat[0], name=name) for name in ("retailer", "rival", "third")]
    chain = SupplyChain(changed(scenario, seat=seats), 1, 2)
    for _ in range(6):
        chain.step()
    told = Outlook(chain).arrivals[:, :, :2].copy()
    assert told.any()
    for week in range(2):
        chain.step()
        assert chain.record["received"][-1] == pytest.approx(told[:, :, week]), "it is on its way already"


def test_the_lines_of_a_depots_books_have_names() -> None:
    assert len(DEPOT_LINES) == len(SupplyChain(scenario_of("serial", {}), 1).sums.depot_cost)


# ---------------------------------------------------------------- red controls


def generous_depot(patch: pytest.MonkeyPatch) -> None:
    ration = depot.ration
    patch.setattr(depot, "ration", lambda asked, there: ration(asked, there * 1.001))


def lost_slips(patch: pytest.MonkeyPatch) -> None:
    take = Belt.take
    patch.setattr(Belt, "take", lambda self, week: take(self, week) * 0.999)


def first_come(patch: pytest.MonkeyPatch) -> None:
    """What is received is forgotten to be taken off what is on order."""
    receive = depot.Depots.receive

    def forgetful(self: Any, arrivals: np.ndarray) -> None:
        on_order = self.on_order.copy()
        receive(self, arrivals)
        self.on_order = on_order

    patch.setattr(depot.Depots, "receive", forgetful)


@pytest.mark.parametrize(
    ("leak", "equation"),
    [
        (generous_depot, "received = sent"),
        (lost_slips, "ordered = come in"),
        (first_come, "on order = all upstream"),
    ],
)
def test_red_control_a_leak_is_found(leak: Any, equation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leak(monkeypatch)
    with pytest.raises(AssertionError, match=equation):
        check_tiers(Watched(scenario_of("beer_game", {}), 1, 2))


def test_red_control_a_depot_that_serves_the_first_lane_first_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two seats buy from one depot; the first in the file gets all that there is."""
    plain = scenario_of("serial", {"weeks": 8})
    other = changed(plain.seat[0], name="rival", demand={"product": 7.0})
    scenario = changed(plain, seat=[*plain.seat, other])
    check_order(scenario, 1, 1)
    fill = depot.Depots.fill

    def unfair(self: Any, orders: np.ndarray) -> np.ndarray:
        shipped = fill(self, orders)
        for lane in np.flatnonzero(self.network.buyer_of_lane < 0):
            left = shipped[lane].sum(axis=0)
            for seat in range(2):
                most = np.minimum(left, shipped[lane, seat] + self.backlog[lane, seat])
                shipped[lane, seat], left = most, left - most
        return shipped

    monkeypatch.setattr(depot.Depots, "fill", unfair)
    with pytest.raises(AssertionError, match="apart"):
        check_order(scenario, 1, 1)
