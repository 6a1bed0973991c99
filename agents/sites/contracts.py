"""Supply contracts: which open orders a seat may cancel, and which are served first.

A contract belongs to a stance. A seat cancels what raises its inventory position above its base-stock
level; never what the supplier has started, and nothing in a week in which it orders extra.

* firm: nothing can be cancelled;
* cancel_freely: everything not yet started can be;
* firm_window: what the supplier, by its present quote, starts later than `firm_weeks` from now can be;
* non_cancellable: nothing can be, even after a change of stance; in return it is served before all other
  orders. If there is not enough for all non-cancellable orders, the supplier's rationing rule decides.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags, covered, left_over, ratio
from ..network.network import Network
from ..scenario.scenario import Scenario, StanceNumbers


class Contracts:
    """The contracts of all stances, and what has been ordered under them.

    Attributes:
        committed: non-cancellable part of each customer's backlog, units, (J, C, W).
        may_cancel: whether any stance's contract lets orders be cancelled.
        has_priority: whether any stance's contract is non-cancellable.
    """

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        stances = [(part.jit, part.jic) for part in scenario.component]
        self._firm_weeks = np.array([[_firm_weeks(stance) for stance in pair] for pair in stances])
        self._non_cancellable = np.array(
            [[s.contract == "non_cancellable" for s in pair] for pair in stances]
        )
        self.may_cancel = bool(np.isfinite(self._firm_weeks).any())
        self.has_priority = bool(self._non_cancellable.any())
        # Without such contracts the array has no rows, so that scenarios without them pay nothing for it.
        lanes = len(network.lanes) if self.has_priority else 0
        self.committed = np.zeros((lanes, len(network.customers), worlds))

    def cancelled(self, excess: Array, stance: Flags, backlog: Array, delay: Array) -> Array:
        """Units that seats cancel this week, in the same proportion on all lanes, (J, N, W).

        Args:
            excess: inventory position above the base-stock level, units, (N, K, W).
            stance: True for JIC, (N, K, W).
            backlog: units not yet started by suppliers, (J, N, W).
            delay: weeks that an order now waits before it is started, (S, W).
        """
        firm = self.network.of_lanes(self._of_stance(self._firm_weeks, stance))
        late = delay[self.network.supplier_of_lane][:, None]
        # A queue of d weeks is served at an even rate: the share beyond the firm window is 1 - firm / d.
        beyond = np.maximum(0.0, 1.0 - ratio(firm, late, empty=np.inf))
        free = self.cancellable(backlog) * beyond
        # No more than the excess, and the same share of each lane of a component.
        most = self.network.by_component(free)
        share = ratio(covered(excess, most), most, empty=0.0)
        return free * self.network.of_lanes(share)

    def cancellable(self, backlog: Array) -> Array:
        """The part of a backlog that is not under a non-cancellable contract, units, (J, C, W)."""
        return left_over(backlog, self.committed) if self.has_priority else backlog

    def non_cancellable(self, stance: Flags) -> Flags:
        """Whether orders under these stances (N, K, W; True for JIC) are non-cancellable, (J, N, W)."""
        return self.network.of_lanes(self._of_stance(self._non_cancellable, stance)) > 0.0

    def commit(self, orders: Array, non_cancellable: Flags) -> None:
        """Add this week's orders (J, N, W) to `committed` where they are non-cancellable (J, N, W)."""
        # Cancellations are negative orders, and never of what is committed.
        self.committed += np.maximum(0.0, orders) * non_cancellable

    def start(self, shares: Array) -> None:
        """Remove what suppliers have started, as shares of `committed`, (J, C, W)."""
        self.committed = left_over(self.committed, self.committed * shares)

    def take_over(self, contracts: Contracts, own: Flags) -> None:
        """Copy another chain's commitments of the seats that are `own` (C, W), its worlds repeated."""
        times = own.shape[-1] // contracts.committed.shape[-1]
        self.committed = np.tile(contracts.committed, times) * own

    def _of_stance(self, numbers: Array, stance: Flags) -> Array:
        """Numbers by component and stance (K, 2), for the stances in force (N, K, W), (N, K, W)."""
        return np.where(stance, numbers[:, 1, None], numbers[:, 0, None])


def _firm_weeks(stance: StanceNumbers) -> float:
    """Weeks of the queue, from its head, in which orders cannot be cancelled; infinite for all of it."""
    if stance.contract == "cancel_freely":
        return 0.0
    return float(stance.firm_weeks) if stance.contract == "firm_window" else np.inf
