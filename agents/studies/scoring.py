"""The ruler of the score: what other ways to play would have cost in the same seat and fate.

Rivals' orders of the played game stay as they were and everything physical reacts, so the
ways differ in nothing but themselves. One batch holds them all: worlds are ways x games.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Array, Flags, Indices, ratio, total
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.required_production import Recorded
from ..manufacturers.stances import Decision
from ..network.cost_lines import LINES

MOST_COMPONENTS = 8
"""Beyond, 2^K plans are too many to replay and the best is searched for."""
AT_ONCE = 4000
"""Worlds in one batch: more would leave the processor's cache."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Marks of one seat in W played worlds: what the two slogans, the recommended mix and the best
    fixed plan would have cost (W), and which plan that is, True for JIC (K, W)."""

    jit: Array
    jic: Array
    mix: Array
    best: Array
    best_plan: Flags

    @property
    def dearer(self) -> Array:
        """The dearer slogan: (W,)."""
        dearer: Array = np.maximum(self.jit, self.jic)
        return dearer

    def score(self, cost: Array) -> Array:
        """100 (dearer slogan - cost) / (dearer slogan - best fixed plan), by world: (W,).

        100 where no plan differs from another, since then nothing could be done better.
        """
        return 100.0 * ratio(self.dearer - cost, self.dearer - self.best, empty=1.0)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to have played one seat: flags by turn, component and played world (turns, K, W)."""

    seat: int
    flags: Flags


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What ways to play came to, books closed: money by line (L, ways, W), uptime (ways, W)."""

    by_line: Array
    uptime: Array
    lines: tuple[str, ...] = LINES

    @property
    def cost(self) -> Array:
        """(ways, W)"""
        return total(self.by_line)

    def picked(self, ways: Indices) -> Outcomes:
        """In each played world the ways with these numbers, (ways, W)."""
        worlds = np.arange(ways.shape[1])
        return Outcomes(self.by_line[:, ways, worlds], self.uptime[ways, worlds], self.lines)


def segmentations(components: int) -> Flags:
    """All 2^K plans, all JIT first and all JIC last: (2^K, K).

    Raises:
        ValueError: beyond 8 components.
    """
    if components > MOST_COMPONENTS:
        raise ValueError(f"{2**components} plans are too many; at most {MOST_COMPONENTS} components")
    numbers = np.arange(2**components)[:, None]
    plans: Flags = (numbers >> np.arange(components)) & 1 == 1
    return plans


def place_of(plan: Flags) -> Indices:
    """Where a plan, (K,) or (K, W), stands among all segmentations: () or (W,)."""
    place: Indices = np.tensordot(2 ** np.arange(len(plan)), plan.astype(np.int64), axes=1)
    return place


def ruler(played: SupplyChain, seat: int) -> Ruler:
    """The ruler of one seat of a played chain, up to the week it has reached.

    Raises:
        ValueError: if the chain kept no history.
    """
    return rulers(played, [seat])[0]


def rulers(played: SupplyChain, seats: Sequence[int]) -> list[Ruler]:
    """The rulers of these seats, one batch for all of them."""
    if len(played.network.components) > MOST_COMPONENTS:
        return searched(played, seats)
    return rulers_of(played, replay(played, every_plan(played, seats)).cost, len(seats))


def every_plan(played: SupplyChain, seats: Sequence[int]) -> list[Way]:
    """All 2^K plans of these seats, seat by seat."""
    plans = segmentations(len(played.network.components))
    return [fixed_way(played, seat, plan) for seat in seats for plan in plans]


def rulers_of(played: SupplyChain, cost: Array, seats: int) -> list[Ruler]:
    """The rulers of so many seats, by what all their plans cost (seats x plans, W)."""
    plans = segmentations(len(played.network.components))
    mix = int(place_of(recommended(played.scenario)))
    return [
        Ruler(cost[0], cost[-1], cost[mix], cost.min(axis=0), plans[cost.argmin(axis=0)].T)
        for cost in cost.reshape(seats, len(plans), played.worlds)
    ]


def fixed_way(played: SupplyChain, seat: int, plan: Flags) -> Way:
    """One plan, (K,) or (K, W), from the first turn to the last one played."""
    plan = plan if plan.ndim == 2 else np.repeat(plan[:, None], played.worlds, axis=1)
    return Way(seat, np.repeat(plan[None], turns_played(played), axis=0))


def played_way(played: SupplyChain, seat: int) -> Way:
    """What the seat did."""
    stance = played.record["stance"][:: played.scenario.weeks_per_turn, seat]
    return Way(seat, stance > 0.5)


def turns_played(played: SupplyChain) -> int:
    """Turns begun; the last may be cut short."""
    return -(-played.week // played.scenario.weeks_per_turn)


def as_played(played: SupplyChain) -> Outcomes:
    """What each seat came to, books closed where the game stands: seats in the place of ways."""
    cost = total(played.sums.cost + played.close_books(), axis=2)
    return Outcomes(cost, played.sums.uptime(), played.network.cost_lines)


def replay(played: SupplyChain, ways: Sequence[Way]) -> Outcomes:
    """What each way would have come to for its seat in each played world.

    Raises:
        ValueError: if the chain kept no history.
    """
    return own_part(replay_of_all_seats(played, ways), ways)


def own_part(found: Outcomes, ways: Sequence[Way]) -> Outcomes:
    """Of what every seat came to, the part of the seats whose ways they are."""
    own = ([way.seat for way in ways], np.arange(len(ways)))
    return Outcomes(found.by_line[:, *own], found.uptime[own], found.lines)


def replay_of_all_seats(played: SupplyChain, ways: Sequence[Way]) -> Outcomes:
    """What every seat would have come to in each way: by_line (L, N, ways, W), uptime (N, ways, W).

    Raises:
        ValueError: if the chain kept no history.
    """
    if played.record.weeks_played < played.week:
        raise ValueError("a ruler needs the played orders: play the chain with history")
    at_once = max(1, AT_ONCE // played.worlds)
    batches = [_replay(played, ways[first : first + at_once]) for first in range(0, len(ways), at_once)]
    return Outcomes(
        np.concatenate([batch.by_line for batch in batches], axis=2),
        np.concatenate([batch.uptime for batch in batches], axis=1),
        played.network.cost_lines,
    )


def _replay(played: SupplyChain, ways: Sequence[Way]) -> Outcomes:
    """The same, all ways at once."""
    times, worlds = len(ways), played.worlds
    seats = np.array([way.seat for way in ways])
    # Every seat decides by the same flags: only where it is free do its orders count.
    flags = np.concatenate([way.flags for way in ways], axis=-1)
    chain = SupplyChain(
        played.scenario,
        played.seed,
        worlds * times,
        policies=dict.fromkeys(played.network.seats, _by_turn(flags)),
        history=False,
        path=played.path.repeated(times),
        live_shocks=[shock.repeated(times) for shock in played.live_shocks],
    )
    free = np.repeat(np.arange(len(played.network.seats))[:, None] == seats, worlds, axis=1)
    record = played.record
    chain.replay_orders(record["lane_orders"], free, record["stance"], record["expedited"])
    chain.reference = Recorded(played.record["required"], times)
    while chain.week < played.week:
        chain.step()
    every_seat = as_played(chain)
    chain.let_go()
    by_line = every_seat.by_line.reshape(-1, len(played.network.seats), times, worlds)
    uptime = every_seat.uptime.reshape(-1, times, worlds)
    return Outcomes(by_line, uptime, every_seat.lines)


def externalities(played: SupplyChain) -> Array:
    """What each seat's rivals at its table paid more than with the recommended mix in it: (N, W).

    Their orders stay as they were, so this is what its own orders took from them; the
    fees for changing over, which nobody else can cause, stand outside.
    """
    mix, seats = recommended(played.scenario), range(len(played.network.seats))
    ways = [fixed_way(played, seat, mix) for seat in seats]
    return borne_by_rivals(played, replay_of_all_seats(played, ways))


def borne_by_rivals(played: SupplyChain, found: Outcomes) -> Array:
    """The same, from what every seat came to when each in its turn held the recommended mix."""
    seats, before = range(len(played.network.seats)), as_played(played).by_line
    more = total(np.delete(before[:, :, None] - found.by_line, LINES.index("changeover_cost"), axis=0))
    return np.stack([total(more[:, seat]) - more[seat, seat] for seat in seats])


def _by_turn(flags: Flags) -> type[Manufacturer]:
    """A seat that stands as the flags (turns, K, W) say, whatever it sees."""

    class Determined(Manufacturer):
        def decide(self) -> None:
            self.take(Decision(flags[self.model.turn - 1]))

    return Determined


def searched(played: SupplyChain, seats: Sequence[int]) -> list[Ruler]:
    """With too many plans to try them all: from the best of slogans and mix, flip one component at a
    time as long as it helps."""
    components = len(played.network.components)
    marks = np.stack([np.zeros(components, bool), np.ones(components, bool), recommended(played.scenario)])
    ways = [fixed_way(played, seat, plan) for seat in seats for plan in marks]
    costs = replay(played, ways).cost.reshape(len(seats), len(marks), played.worlds)
    best, plans = costs.min(axis=1), marks[costs.argmin(axis=1)].transpose(0, 2, 1)
    while True:
        flipped = plans[:, None] ^ np.eye(components, dtype=bool)[None, :, :, None]
        ways = [
            fixed_way(played, seat, flipped[n, k]) for n, seat in enumerate(seats) for k in range(components)
        ]
        tried = replay(played, ways).cost.reshape(len(seats), components, played.worlds)
        better = tried.min(axis=1) < best
        if not better.any():
            return [
                Ruler(marked[0], marked[1], marked[2], cheapest, plan)
                for marked, cheapest, plan in zip(costs, best, plans, strict=True)
            ]
        turned = np.take_along_axis(flipped, tried.argmin(axis=1)[:, None, None], axis=1)[:, 0]
        best, plans = np.minimum(best, tried.min(axis=1)), np.where(better[:, None], turned, plans)
