"""What an order is worth while it waits at the gate: who may take it back, and who is served first.

A contract belongs to a stance. A seat takes back what puts its inventory position above its
level, never what the supplier has started, and nothing in a week in which it orders extra.

* firm: nothing is taken back;
* cancel_freely: all that is not started may be;
* firm_window: so may what the supplier, by its present quote, starts later than `firm_weeks` from now;
* non_cancellable: nothing, even when the stance has changed since; in return it is served before
  all other orders, those among each other by the supplier's rule.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, ratio
from ..network.network import Network
from ..scenario.scenario import Scenario, StanceNumbers


class Contracts:
    """The contracts of all stances, and what was ordered for good.

    committed (J, C, W): the part of each customer's backlog that is not cancellable, and goes first.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        stances = [(part.jit, part.jic) for part in scenario.component]
        self._firm_weeks = np.array([[_firm_weeks(stance) for stance in pair] for pair in stances])
        self._for_good = np.array([[s.contract == "non_cancellable" for s in pair] for pair in stances])
        self.may_cancel = bool(np.isfinite(self._firm_weeks).any())
        self.has_priority = bool(self._for_good.any())
        lanes = len(network.lanes) if self.has_priority else 0
        self.committed = np.zeros((lanes, len(network.customers), worlds))

    def taken_back(self, excess: Array, stance: Flags, backlog: Array, delay: Array) -> Array:
        """Units that seats take back this week: (J, N, W), from all lanes alike.

        Args:
            excess: units of the inventory position above the level, (N, K, W).
            stance: True for JIC, (N, K, W).
            backlog: units that wait at the gates, (J, N, W).
            delay: weeks that an order waits there by now, (S, W).
        """
        firm = self.network.of_lanes(self._of_stance(self._firm_weeks, stance))
        late = delay[self.network.supplier_of_lane][:, None]
        beyond = np.maximum(0.0, 1.0 - ratio(firm, late, empty=np.inf))
        free = self.open(backlog) * beyond
        share = np.minimum(1.0, ratio(excess, self.network.by_component(free), empty=0.0))
        return free * self.network.of_lanes(share)

    def open(self, backlog: Array) -> Array:
        """The part of a backlog (J, N, W) that was not ordered for good."""
        return np.maximum(0.0, backlog - self.committed) if self.has_priority else backlog

    def for_good(self, stance: Flags) -> Flags:
        """Whether what is ordered under these stances (N, K, W) is not cancellable: (J, N, W)."""
        return self.network.of_lanes(self._of_stance(self._for_good, stance)) > 0.0

    def commit(self, orders: Array, for_good: Flags) -> None:
        """Write down what of this week's orders (J, N, W) is for good."""
        self.committed += np.maximum(0.0, orders) * for_good

    def start(self, shares: Array) -> None:
        """Take off what was started: shares of `committed` (J, N, W)."""
        self.committed -= self.committed * shares

    def take_over(self, contracts: Contracts, own: Flags) -> None:
        """Be bound as `contracts` are where seats are `own` (N, W), the worlds repeated."""
        times = own.shape[-1] // contracts.committed.shape[-1]
        self.committed = np.tile(contracts.committed, times) * own

    def _of_stance(self, numbers: Array, stance: Flags) -> Array:
        """A number (K, 2) by stance in force: (N, K, W)."""
        return np.where(stance, numbers[:, 1, None], numbers[:, 0, None])


def _firm_weeks(stance: StanceNumbers) -> float:
    """Weeks of the queue from which nothing can be taken back."""
    if stance.contract == "cancel_freely":
        return 0.0
    return float(stance.firm_weeks) if stance.contract == "firm_window" else np.inf
