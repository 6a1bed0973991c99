"""Initial state of a chain: the steady state of the stance that the scenario states as its opening.

Every seat starts as if it had bought its normal use in every week before, with no queue anywhere. All
seats and all reference policies start alike, so buffers beyond the opening's must be bought.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Flags
from ..manufacturers.seat_rules import at_plants
from ..scenario.scenario import Scenario
from ..scenario.words import PolicyName
from .state import ChainState


def recommended(scenario: Scenario) -> Flags:
    """The scenario's recommended mix, True for JIC, (K,)."""
    return np.array([part.recommended == "JIC" for part in scenario.component])


def segmentation(scenario: Scenario, policy: PolicyName) -> Flags:
    """Stances that a named policy starts with, True for JIC, (K,)."""
    if policy == "hybrid":
        return recommended(scenario)
    return np.full(len(scenario.component), policy == "jic")


def set_initial_state(chain: ChainState) -> None:
    """Put every pipeline, bin and shelf into the opening's steady state, before week 1.

    In order: what is on its way follows from normal use; on-hand stock is what the base-stock level leaves
    after this; rules stated in numbers and units stated in the scenario then override the bins.
    """
    network, planning, sites = chain.network, chain.planning, chain.manufacturers
    stance = segmentation(chain.scenario, chain.scenario.opening)[:, None]
    sites.stance[:] = stance
    sites.settled[:] = stance
    use = planning.use(1)
    usual, seats = network.usual_lanes(use), len(network.seats)
    # A stated flow only replaces one that is there: a lane that no customer uses stays empty.
    for number, lane in enumerate(chain.scenario.lane):
        if lane.opening_flow is not None:
            usual[number] = np.where(usual[number] > 0.0, lane.opening_flow, 0.0)
    chain.write_offs.fill(use)
    for pipeline in (chain.order_transit, chain.suppliers.making, chain.lanes, chain.inland):
        pipeline.fill(usual)
    moving = chain.lanes.load() + chain.inland.load()
    waiting = chain.order_transit.load() + chain.suppliers.making.load()
    sites.moving = network.by_component(moving[:, :seats])
    sites.on_order = sites.moving + network.by_component(waiting[:, :seats])
    sites.finished_goods = sites.plant_target(planning, 1)
    if sites.regions is not None:
        sites.regions.fill(planning)
    # On hand is the level less a week's order and what is on its way, so that the first order is a usual one.
    chain.base_stock = planning.base_stock_level(1, sites.stance)
    sites.on_hand = np.maximum(0.0, chain.base_stock - use - sites.on_order)
    chain.seat_rules.opening(sites)
    # Last for the bins: units stated in the scenario override what stances and rules would have.
    for component, part in enumerate(chain.scenario.component):
        if part.opening_units is not None:
            sites.on_hand[:, component] = part.opening_units
    # After the plants' bins, which count in the depots' echelon positions.
    if chain.depots:
        load = network.by_depot(moving + waiting)
        chain.depots.open(load, network.by_depot(moving), at_plants(network.bill, sites))
