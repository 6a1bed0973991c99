"""Alone and together: what a seat's plan costs beside lean rivals, as it was, and if everybody does the same.

A buffer that one seat builds is filled from queues that hardly anybody else stands in; when all build it at
once, all wait. For each seat of a played game its stances, turn by turn, are played again on the same sample
path and with the same live shocks: once while all rivals are Just in Time throughout, and once while all of
them hold its stances. Unlike in a what-if (`replay`) rivals do not order what they ordered, since it is the
rivals who change; everything follows anew from the stances. All seats' games stand in one batch of worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..chain.model import SupplyChain
from ..manufacturers.required_production import Recorded
from .replay import MOST_WORLDS, Beside, CostsAndUptime, SeatPlan, as_played, by_turn, joined, played_plan


@dataclass(frozen=True, slots=True)
class AloneAndTogether:
    """What each seat's stances come to in three companies, books closed: by_line (L, N, W), uptime (N, W).

    What a seat set beside its stances is part of its plan: rivals that do the same set it too, but for its
    plan of demand, which is of its own customers. Orders beyond a stance count in `as_played` alone.
    """

    beside_lean_rivals: CostsAndUptime
    """All rivals are Just in Time in every turn."""
    as_played: CostsAndUptime
    """Rivals as they were in the game."""
    all_alike: CostsAndUptime
    """Every rival holds this seat's stances, turn by turn."""


def alone_and_together(played: SupplyChain) -> AloneAndTogether:
    """What each seat's plan would have cost in other company, up to the week that the game has reached.

    Raises:
        ValueError: if the chain kept no history.
    """
    if played.record.weeks_played < played.week:
        raise ValueError("other company needs the stances played: play the chain with history")
    seats = range(len(played.network.seats))
    plans = [_without(played_plan(played, seat), "extra_orders") for seat in seats]
    shared = [_without(plan, "demand_plan") for plan in plans]
    lean = SeatPlan(0, np.zeros_like(plans[0].flags))
    # A game is the plan that each seat follows in it, N plans. Game n is seat n's own.
    alone = [[plans[seat] if each == seat else lean for each in seats] for seat in seats]
    together = [[plans[seat] if each == seat else shared[seat] for each in seats] for seat in seats]
    found = _play_all(played, [*alone, *together])
    return AloneAndTogether(_own(found, 0), as_played(played), _own(found, len(seats)))


def _without(plan: SeatPlan, name: str) -> SeatPlan:
    """The plan without one field of its decisions."""
    beside = [each and replace(each, jic=each.jic, **{name: None}) for each in plan.beside or ()]
    return replace(plan, beside=beside or None)


def _own(found: CostsAndUptime, first: int) -> CostsAndUptime:
    """Of all seats' results each seat's in its own game, seat 0's being `first`: (L, N, W)."""
    seats = np.arange(len(found.uptime))
    games = first + seats
    return CostsAndUptime(found.by_line[:, seats, games], found.uptime[seats, games], found.lines)


def _play_all(played: SupplyChain, games: Sequence[Sequence[SeatPlan]]) -> CostsAndUptime:
    """All seats' results of all games: by_line (L, N, games, W), uptime (N, games, W)."""
    at_once = max(1, MOST_WORLDS // played.worlds)
    batches = [_play(played, games[first : first + at_once]) for first in range(0, len(games), at_once)]
    return CostsAndUptime(
        np.concatenate([batch.by_line for batch in batches], axis=2),
        np.concatenate([batch.uptime for batch in batches], axis=1),
        batches[0].lines,
    )


def _beside(plans: Sequence[SeatPlan], worlds: int) -> Beside | None:
    """What a seat sets beside its stances in the games of these plans, side by side on the world axis."""
    if all(plan.beside is None for plan in plans):
        return None
    return lambda _, turn: joined([plan.beside[turn - 1] if plan.beside else None for plan in plans], worlds)


def _play(played: SupplyChain, games: Sequence[Sequence[SeatPlan]]) -> CostsAndUptime:
    """One batch, games side by side on the world axis: world g * W + w plays game g in the played world w."""
    times, seats = len(games), played.network.seats
    chain = SupplyChain(
        played.scenario,
        played.seed,
        played.worlds * times,
        policies={
            name: by_turn(
                np.concatenate([game[seat].flags for game in games], axis=-1),
                _beside([game[seat] for game in games], played.worlds),
            )
            for seat, name in enumerate(seats)
        },
        history=False,
        path=played.path.repeated(times),
        live_shocks=[shock.repeated(times) for shock in played.live_shocks],
    )
    # Required production depends on the path alone, so it is read from the record, not computed again.
    chain.reference = Recorded(played.record["required"], times)
    while chain.week < played.week:
        chain.step()
    found = as_played(chain)
    # The chain's arrays are in cycles; without this they would wait for the garbage collector.
    chain.dispose()
    return CostsAndUptime(
        found.by_line.reshape(-1, len(seats), times, played.worlds),
        found.uptime.reshape(len(seats), times, played.worlds),
        found.lines,
    )
