"""Scenarios with depots made up by Hypothesis, and what is conserved through tiers of depots."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from conservation_support import Scales
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from scenario_parts_support import number
from scenarios_support import check, order_rules, scenarios, worth_selling
from world_support import changed

from linestop.agents import Scenario, SupplyChain
from linestop.agents.scenario.order_rules import Depot
from linestop.agents.scenario.transport import Lane

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
            "slips": self.order_transit.load(),
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
        lots = np.where(ordered > 1e-6, ordered / (site.order.lot or np.inf), 0.0)
        costs[0, d] = site.holding_cost * after["on_hand"][d]
        costs[1, d] = site.moving_cost * after["on_the_way"][d]
        costs[2, d] = site.backlog_cost * owed
        costs[3, d] = site.order_cost * np.where(ordered > 1e-6, np.maximum(1.0, np.ceil(lots - 1e-9)), 0.0)
    return costs
