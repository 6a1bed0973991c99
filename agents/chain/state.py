"""State of a chain between two phases of a week: every site's arrays, the week, this week's terms.

The sites of a kind keep their numbers together in that kind's arrays, worlds last. The phases, which
change this state, are in `flow`, `ordering` and `depot_phase`; `model` calls them in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mesa
import numpy as np

from ..arithmetic import Array, Flags
from ..chance.engineering_changes import Bills, Change
from ..chance.sample_path import SamplePath
from ..chance.shocks import Shock
from ..chance.terms import Terms
from ..manufacturers.planning import Planning
from ..manufacturers.required_production import Recorded, ReferenceSeat
from ..manufacturers.seat_arrays import Manufacturers
from ..manufacturers.seat_rules import SeatRules
from ..manufacturers.sourcing import Sourcing
from ..network.network import Network
from ..scenario.scenario import Scenario
from ..sites.depot import Depots
from ..sites.lane import Lanes, Pipeline
from ..sites.port import Ports
from ..sites.routing import Routing
from ..sites.supplier import Suppliers
from ..sites.write_off import WriteOffs
from .ledger import Ledger
from .replay import Replay


class ChainState(mesa.Model):
    """All kinds of sites of W worlds, and what the phases leave for each other.

    Args:
        scenario: what every world starts from.
        network: the scenario's constants as arrays.
        path: all chance, drawn for these worlds.
        worlds: W, how many worlds are stepped at once.
        live_shocks: shocks beyond the scenario's, such as a facilitator injects.

    Attributes:
        week: the week being played, or played last; 0 before the first.
        quote: quoted lead times at the last week's end, weeks, (J, W).
        port_delay: queues at the ports at the last week's end, weeks, (P, W).
        base_stock: base-stock levels of the last orders, units, (N, K, W).
        sent: finished goods sent to regional buffers this week, units, (N, G, B, W); None if there are none.
        replay: recorded behaviour that seats repeat, None if all decide for themselves.
    """

    def __init__(
        self,
        scenario: Scenario,
        network: Network,
        path: SamplePath,
        worlds: int,
        live_shocks: Sequence[Shock] = (),
    ) -> None:
        # Mesa wants a seed for generators of its own; nothing here ever draws from them.
        super().__init__(rng=0)
        self._setting = scenario
        self.network = network
        self.path = path
        self.worlds = worlds
        self.week = 0
        self.live_shocks: list[Shock] = list(live_shocks)
        self.replay: Replay | None = None
        self._build(scenario, worlds)

    def _build(self, scenario: Scenario, worlds: int) -> None:
        """Make every kind of site, empty: `opening.set_initial_state` fills them."""
        network = self.network
        # In this order where one is made from another: bills, then planning, then the reference.
        self.suppliers = Suppliers(scenario, network, worlds)
        self.lanes = Lanes(network, worlds)
        self.ports = Ports(scenario, network, worlds)
        self.routing = Routing(scenario, network, worlds)
        self.inland = Pipeline(network.inland_weeks, len(network.customers), worlds)
        self.order_transit = Pipeline(network.order_weeks, len(network.customers), worlds)
        self.depots = Depots(scenario, network, worlds)
        self.sourcing = Sourcing(scenario, network, worlds)
        self.manufacturers = Manufacturers(scenario, network, worlds)
        self.bills = Bills(network, (shock for shock in self.path.shocks if isinstance(shock, Change)))
        self.planning = Planning(scenario, network, worlds, self.bills, self.path.copies)
        self.write_offs = WriteOffs(scenario, network, self.bills, worlds)
        self.seat_rules = SeatRules(scenario, network, worlds)
        self.reference: ReferenceSeat | Recorded = ReferenceSeat(scenario, network, self.planning, worlds)
        self.ledger = Ledger(scenario, network)
        self.sent: Array | None = None
        self._asked: tuple[Array, Array] | None = None
        self.quote = np.repeat(network.usual_lead_time[:, None], worlds, axis=1)
        self.port_delay = self.ports.delay()
        self.base_stock = np.zeros_like(self.manufacturers.on_hand)

    @property
    def scenario(self) -> Scenario:
        """The scenario played."""
        return self._setting

    @scenario.setter
    def scenario(self, bag: Any) -> None:
        """Take Mesa's own parameters, and keep ours."""
        # Mesa assigns a bag of parameters of its own to this name; it must not replace ours.
        self._mesa_scenario = bag

    @property
    def shocks(self) -> list[Shock]:
        """All shocks: the scenario's, then live ones."""
        return [*self.path.shocks, *self.live_shocks]

    def replay_orders(
        self, orders: Array, free: Flags, stances: Array | None = None, expedited: Array | None = None
    ) -> None:
        """Let seats repeat what was recorded, except where they are free to decide. For what-ifs.

        Recorded arrays are repeated along the world axis as often as they fit into W.

        Args:
            orders: units by lane and seat, (T, J, N, worlds).
            free: True where a seat decides for itself, (N, W).
            stances: above 0.5 for JIC, (T, N, K, worlds): they tell which of these orders could not be
                cancelled; without them, all could.
            expedited: units sent by fast lanes, (T, N, K, worlds); without them, seats decide.
        """
        self.replay = Replay(orders, free, stances, expedited)

    def terms(self, week: int | None = None) -> Terms:
        """Terms of trade of a week, the current one by default, all shocks in force applied; built anew."""
        week = self.week if week is None else week
        terms = Terms.usual(self.network, week, self.worlds)
        if self.path.others is not None and week > 0:
            # A copy, so that no change of the terms can reach the path.
            terms.others = self.path.others[week - 1].copy()
        # In one fixed order: several shocks multiply, and another order could change the last bit.
        for shock in self.shocks:
            if shock.bends(week):
                shock.bend(terms)
        return terms
