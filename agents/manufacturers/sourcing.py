"""Dual sourcing: how a seat splits its orders of a component between near and far lanes.

`sourcing_split` is the share of near lanes; within near and far, lanes keep the proportions of their usual
shares. A new source must be qualified: it gets no orders until so many weeks after a seat first asked for
it, and its part goes by the usual lanes till then.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags
from ..network.network import Network
from ..scenario.scenario import Scenario, StanceNumbers
from .stance_numbers import Numbers


class Sourcing:
    """The sources of all seats; true if any lane is near, so that there is a choice.

    Attributes:
        asked: week in which a seat first asked for a supplier, (S, N, W): `ALWAYS` for usual sources,
            infinite for those it has not asked for.
    """

    ALWAYS = -np.inf

    def __init__(self, scenario: Scenario, network: Network, worlds: int) -> None:
        self.network = network
        self._near = np.array([lane.near for lane in scenario.lane])
        self._weights = _group_shares(network, self._near)
        self._split = np.array(
            [[_near_share(stance) for stance in (k.jit, k.jic)] for k in scenario.component]
        )
        near_lanes = np.bincount(network.component_of_lane[self._near], minlength=len(network.components))
        self._choice = near_lanes > 0
        self._weeks = np.array([float(site.qualification_weeks) for site in scenario.supplier])
        self.asked = np.full((len(self._weeks), len(network.seats), worlds), np.inf)
        self.asked[network.supplier_of_lane[network.lane_share > 0.0]] = self.ALWAYS

    @property
    def open(self) -> Flags:
        """True for lanes that can ever get orders of plants, (J,)."""
        lanes: Flags = (self.network.lane_share > 0.0) | (self._weights > 0.0)
        return lanes

    def __bool__(self) -> bool:
        """Whether there is any choice."""
        return bool(self._near.any())

    def take_over(self, sourcing: Sourcing, times: int) -> None:
        """Copy another chain's sources, its worlds repeated."""
        self.asked = np.tile(sourcing.asked, times)

    def shares_ahead(self, week: int, stance: Flags, numbers: Numbers | None) -> Array | None:
        """As `shares`, but no source is asked for by it, so that a seat can be told before it decides."""
        asked = self.asked.copy()
        shares = self.shares(week, stance, numbers)
        self.asked = asked
        return shares

    def weeks_until_ready(self, week: int) -> Array:
        """Weeks after `week` until each supplier takes orders of each seat, (S, N, W): 0 if it does in it,
        infinite if nobody has asked and it must be qualified first."""
        weeks = self._weeks[:, None, None]
        asked = np.where(weeks > 0.0, self.asked, self.ALWAYS)
        ready: Array = np.maximum(0.0, asked + weeks - week)
        return ready

    def shares(self, week: int, stance: Flags, numbers: Numbers | None) -> Array | None:
        """Share of each lane in the orders of its component, (J, N, W); None if all go by usual shares.

        Args:
            week: the week, from 1; sources asked for in it for the first time begin to be qualified.
            stance: True for JIC, (N, K, W).
            numbers: numbers that seats have set in place of the stances'.
        """
        if not self:
            return None
        supplier, component = self.network.supplier_of_lane, self.network.component_of_lane
        wanted = self._wanted(stance, numbers)
        # Lane by lane: all lanes of a supplier share its qualification.
        for lane, site in enumerate(supplier):
            # The first request counts, even if the seat changes its mind while the source is qualified.
            now = np.where(wanted[lane] > 0.0, float(week), np.inf)
            self.asked[site] = np.minimum(self.asked[site], now)
        ready = week >= self.asked[supplier] + self._weeks[supplier][:, None, None]
        waiting = self.network.by_component(np.where(ready, 0.0, wanted)).transpose(1, 0, 2)[component]
        usual = self.network.lane_share[:, None, None]
        return np.where(ready, wanted, 0.0) + waiting * usual

    def _wanted(self, stance: Flags, numbers: Numbers | None) -> Array:
        """Shares that seats ask for, qualified or not, (J, N, W)."""
        split = np.where(stance, self._split[:, 1, None], self._split[:, 0, None])
        if numbers is not None:
            # For a component without near lanes a seat's number has no meaning and is ignored.
            split = np.where(self._choice[:, None], numbers.in_force("sourcing_split", split), np.nan)
        split = split.transpose(1, 0, 2)[self.network.component_of_lane]
        group = np.where(self._near[:, None, None], split, 1.0 - split)
        usual = self.network.lane_share[:, None, None]
        return np.where(np.isnan(split), usual, group * self._weights[:, None, None])


def _near_share(stance: StanceNumbers) -> float:
    """Share of near lanes under a stance; NaN for usual shares."""
    return np.nan if stance.sourcing_split is None else stance.sourcing_split


def _group_shares(network: Network, near: Flags) -> Array:
    """Share of each lane in its group, the near or the far lanes of a component, (J,).

    A group without usual shares is split evenly.
    """
    weights = network.lane_share.copy()
    for component in range(len(network.components)):
        for group in (near, ~near):
            lanes = np.flatnonzero(group & (network.component_of_lane == component))
            whole = sum(weights[lanes].tolist())
            weights[lanes] = weights[lanes] / whole if whole > 0.0 else 1.0 / max(1, len(lanes))
    return weights
