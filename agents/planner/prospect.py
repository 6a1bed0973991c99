"""What a seat has before it in one world: futures, what rivals would do in them, what a plan would cost."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ..arithmetic import Array, Flags
from ..chain.model import SupplyChain
from ..chance.random_streams import Chance
from ..manufacturers.stances import recommended_mix
from ..studies.replay import JIC_FROM, as_played
from .futures import futures, live_shocks_known
from .going_on import Way, follower

SEED = 0x706C616E6E6572
"""Of all futures: above the seeds that a game may have, so that no future is the year's own."""

REPLAYED = ("lane_orders", "stance", "expedited")
"""Measures of the record that a replay of rivals needs."""


class Prospect:
    """The rest of one world's year as one seat may see it, at the beginning of a turn.

    Args:
        played: the chain as far as it is played, with history.
        seat: index of the seat.
        world: index of the world.
        count: how many futures.
    """

    def __init__(self, played: SupplyChain, seat: int, world: int, count: int) -> None:
        self._played, self._seat, self._world, self._count = played, seat, world, count
        self._week = played.week
        self._seats = played.network.seats
        self._path = futures(played.scenario, played.path, world, self._week, seat, Chance(SEED, count))
        self._live = live_shocks_known(played.live_shocks, world, self._week, count)
        turns = slice(0, self._week, played.scenario.weeks_per_turn)
        self._own_past: Flags = played.record["stance"][turns, seat, :, world] > JIC_FROM

    @property
    def warned_of(self) -> list[bool]:
        """Whether any news that the seat may count with warn of a component, by component."""
        desk, network = self._played.news_desk, self._played.network
        told = [shock for shock in (*self._path.shocks, *self._live) if shock.news]
        warned = {component for shock in told for component in desk.threatened(shock)}
        return [component in warned for component in range(len(network.components))]

    def costs(self, plans: list[list[Way]], count: int | None = None) -> Array:
        """Money that each plan would cost the seat, books closed: the mean over futures, (plans,).

        count: over how many of the futures, the first ones; None: over all.
        """
        count = count or self._count
        path, live = self._path, self._live
        if count < self._count:
            path, live = path.picked(slice(count)), [shock.picked(slice(count)) for shock in live]
        times = len(plans)
        chain = SupplyChain(
            self._played.scenario,
            0,
            times * count,
            policies=dict.fromkeys(self._seats, recommended_mix)
            | {self._seats[self._seat]: follower(self._own_past, plans, count)},
            history=False,
            path=path.repeated(times),
            live_shocks=[shock.repeated(times) for shock in live],
        )
        free = np.repeat(np.arange(len(self._seats))[:, None] == self._seat, times * count, axis=1)
        orders, stances, expedited = (values[..., :count] for values in self._rivals)
        chain.replay_orders(orders, free, stances, expedited)
        cost = as_played(chain.run()).cost[self._seat]
        chain.dispose()
        mean: Array = cost.reshape(times, count).mean(axis=1)
        return mean

    @cached_property
    def _rivals(self) -> tuple[Array, Array, Array]:
        """Orders (T, J, N, futures), stances and units expedited (T, N, K, futures) of all seats.

        In the weeks played as they were, then as of rivals that have been on the mix in every week. The
        seat's own are of the mix, too; where it is free they are not used.
        """
        chain = SupplyChain(
            self._played.scenario,
            0,
            self._count,
            policies=recommended_mix,
            path=self._path,
            live_shocks=self._live,
        ).run()
        orders, stances, expedited = (self._after_the_past(chain, name) for name in REPLAYED)
        chain.dispose()
        return orders, stances, expedited

    def _after_the_past(self, chain: SupplyChain, measure: str) -> Array:
        """A measure of a whole year, in the weeks played as it was in the game: (T, …, futures)."""
        values = chain.record[measure].copy()
        past = self._played.record[measure][: self._week, ..., self._world : self._world + 1]
        values[: self._week] = past
        return values
