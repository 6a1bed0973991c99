"""Alone and together: what a seat's plan costs beside lean rivals, as it was, and if everybody does the same.

A buffer that one seat builds is filled from queues that hardly anybody else stands in; when all build it at
once, all wait. For each seat of a played game its stances, turn by turn, are played again on the same sample
path and with the same live shocks: once while all rivals are Just in Time throughout, and once while all of
them hold its stances. Unlike in a what-if (`replay`) rivals do not order what they ordered, since it is the
rivals who change; everything follows anew from the stances. All seats' games stand in one batch of worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arithmetic import Flags
from ..chain.model import SupplyChain
from ..manufacturers.required_production import Recorded
from .replay import MOST_WORLDS, CostsAndUptime, as_played, by_turn, played_plan


@dataclass(frozen=True, slots=True)
class AloneAndTogether:
    """What each seat's stances come to in three companies, books closed: by_line (L, N, W), uptime (N, W).

    Numbers set in place of a stance and orders beyond it count in `as_played` alone, as in the score.
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
    plans = [played_plan(played, seat).flags for seat in seats]
    lean = np.zeros_like(plans[0])
    # A game is what each seat holds in it, N arrays (turns, K, W). Game n is seat n's own.
    alone = [[plans[seat] if each == seat else lean for each in seats] for seat in seats]
    together = [[plans[seat]] * len(seats) for seat in seats]
    found = _play_all(played, [*alone, *together])
    return AloneAndTogether(_own(found, 0), as_played(played), _own(found, len(seats)))


def _own(found: CostsAndUptime, first: int) -> CostsAndUptime:
    """Of all seats' results each seat's in its own game, seat 0's being `first`: (L, N, W)."""
    seats = np.arange(len(found.uptime))
    games = first + seats
    return CostsAndUptime(found.by_line[:, seats, games], found.uptime[seats, games], found.lines)


def _play_all(played: SupplyChain, games: Sequence[Sequence[Flags]]) -> CostsAndUptime:
    """All seats' results of all games: by_line (L, N, games, W), uptime (N, games, W)."""
    at_once = max(1, MOST_WORLDS // played.worlds)
    batches = [_play(played, games[first : first + at_once]) for first in range(0, len(games), at_once)]
    return CostsAndUptime(
        np.concatenate([batch.by_line for batch in batches], axis=2),
        np.concatenate([batch.uptime for batch in batches], axis=1),
        batches[0].lines,
    )


def _play(played: SupplyChain, games: Sequence[Sequence[Flags]]) -> CostsAndUptime:
    """One batch, games side by side on the world axis: world g * W + w plays game g in the played world w."""
    times, seats = len(games), played.network.seats
    chain = SupplyChain(
        played.scenario,
        played.seed,
        played.worlds * times,
        policies={
            name: by_turn(np.concatenate([game[seat] for game in games], axis=-1))
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
