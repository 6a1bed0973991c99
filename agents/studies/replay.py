"""Counterfactual replays: a played chain played again with the stances of one seat changed.

Common random numbers: a replay runs on the played sample path and live shocks, and rivals order what they
ordered in the game, so replays differ in nothing but the changed stances. Everything physical reacts:
rationing, port queues and quotes come out anew. With nothing changed a replay equals the game bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from ..arithmetic import Array, Flags, Indices, total
from ..chain.model import SupplyChain
from ..manufacturers.manufacturer import Manufacturer
from ..manufacturers.required_production import Recorded
from ..manufacturers.stances import Decision
from ..network.cost_lines import LINES

MOST_WORLDS = 1000
"""Worlds (plans times played worlds) in one batch: 20 MB. With 4,000 the scores of a hundred seats took a
tenth less time, and 110 MB."""
BESIDE_STANCES = tuple(field.name for field in fields(Decision) if field.name != "jic")
"""What a decision may set beside its stances."""
JIC_FROM = 0.5
"""The record keeps stances as 0.0 and 1.0; above this a component was held Just in Case."""


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """The stances of one seat in each turn: True for JIC, (turns, K, W)."""

    seat: int
    flags: Flags
    recorded: bool = False
    """Its recorded orders stand, too, as those of all other seats do: the seat as it was played."""
    beside: Sequence[Decision | None] | None = None
    """By turn, what it sets beside its stances: numbers (K, W), shelves (B, W), a plan of demand (G, T, W);
    the flags of these decisions do not count. None: nothing in that turn; in place of all, in none."""


@dataclass(frozen=True, slots=True)
class CostsAndUptime:
    """What each plan came to, books closed: money by cost line (L, plans, W), uptime as a share (plans, W).

    Where all seats are told of, an axis N stands before that of plans; for `as_played` it replaces it.
    """

    by_line: Array
    uptime: Array
    lines: tuple[str, ...] = LINES
    """Names of the cost lines, in the order of L."""

    @property
    def cost(self) -> Array:
        """Total cost, money: (plans, W); with an axis of seats where `by_line` has one."""
        return total(self.by_line)

    def picked(self, plans: Indices) -> CostsAndUptime:
        """Another choice of plans in each world: `plans` holds their numbers, (picked, W)."""
        worlds = np.arange(plans.shape[1])
        return CostsAndUptime(self.by_line[:, plans, worlds], self.uptime[plans, worlds], self.lines)

    def between(self, first: int, end: int | None = None) -> CostsAndUptime:
        """The plans from number `first` up to, without, `end`."""
        return CostsAndUptime(self.by_line[:, first:end], self.uptime[first:end], self.lines)


def fixed_plan(played: SupplyChain, seat: int, segmentation: Flags) -> SeatPlan:
    """One segmentation, (K,) or by world (K, W), held from the first turn to the last one played."""
    if segmentation.ndim == 1:
        segmentation = np.repeat(segmentation[:, None], played.worlds, axis=1)
    return SeatPlan(seat, np.repeat(segmentation[None], len(turn_ends(played)), axis=0))


def played_plan(played: SupplyChain, seat: int, *, recorded: bool = False) -> SeatPlan:
    """The stances that the seat held in the game, with all that it set beside them; recorded: with its orders
    as they were."""
    stance = played.record["stance"][:: played.scenario.weeks_per_turn, seat]
    turns = played.beside_stances
    beside = [None if turn is None else turn[seat] for turn in turns] if any(turns) else None
    return SeatPlan(seat, stance > JIC_FROM, recorded, beside)


def turn_ends(played: SupplyChain) -> list[int]:
    """The last week of each turn; the last turn may have ended early, with the game."""
    length = played.scenario.weeks_per_turn
    return [min(first + length, played.week) for first in range(0, played.week, length)]


def as_played(played: SupplyChain) -> CostsAndUptime:
    """What each seat came to in the game, books closed: by_line (L, N, W), uptime (N, W)."""
    cost = total(played.sums.cost + played.close_books(), axis=2)
    return CostsAndUptime(cost, played.sums.uptime(), played.network.cost_lines)


def replay(played: SupplyChain, plans: Sequence[SeatPlan], until: int | None = None) -> CostsAndUptime:
    """What each plan would have cost its own seat: by_line (L, plans, W), uptime (plans, W).

    until: the week after which the books close; None: the last one played.

    Raises:
        ValueError: if the chain kept no history.
    """
    return of_own_seats(_in_batches(played, plans, [until or played.week])[0], plans)


def of_own_seats(found: CostsAndUptime, plans: Sequence[SeatPlan]) -> CostsAndUptime:
    """Of the results of every seat (L, N, plans, W), those of the seat that each plan is for."""
    own = ([plan.seat for plan in plans], np.arange(len(plans)))
    return CostsAndUptime(found.by_line[:, *own], found.uptime[own], found.lines)


def replay_of_all_seats(played: SupplyChain, plans: Sequence[SeatPlan]) -> CostsAndUptime:
    """What each plan of one seat would have cost every seat: by_line (L, N, plans, W), uptime (N, plans, W).

    Raises:
        ValueError: if the chain kept no history.
    """
    return _in_batches(played, plans, [played.week])[0]


def replay_by_turn(played: SupplyChain, plans: Sequence[SeatPlan]) -> tuple[CostsAndUptime, Array]:
    """As `replay_of_all_seats`; and the money that each plan would have cost its own seat had the books been
    closed after each turn, (turns, plans, W).

    Raises:
        ValueError: if the chain kept no history.
    """
    return _in_batches(played, plans, turn_ends(played))


def _in_batches(
    played: SupplyChain, plans: Sequence[SeatPlan], weeks: Sequence[int]
) -> tuple[CostsAndUptime, Array]:
    """What each plan would have cost every seat, had the books been closed after the last of these weeks; and
    its own seat, had they been closed after each of them, (weeks, plans, W)."""
    # At least one plan at a time, however many worlds were played.
    at_once = max(1, MOST_WORLDS // played.worlds)
    batches = [
        _replay(played, plans[first : first + at_once], weeks) for first in range(0, len(plans), at_once)
    ]
    every_seat = CostsAndUptime(
        np.concatenate([found.by_line for found, _ in batches], axis=2),
        np.concatenate([found.uptime for found, _ in batches], axis=1),
        played.network.cost_lines,
    )
    return every_seat, np.concatenate([own for _, own in batches], axis=1)


def _replay(
    played: SupplyChain, plans: Sequence[SeatPlan], weeks: Sequence[int]
) -> tuple[CostsAndUptime, Array]:
    """What all plans come to, their worlds side by side."""
    chain, own = replaying(played, plans), []
    for week in weeks:
        while chain.week < week:
            chain.step()
        found = _by_plan(as_played(chain), len(plans), played.worlds)
        own.append(of_own_seats(found, plans).cost)
    # The chain's arrays are in cycles; without this they would wait for the garbage collector.
    chain.dispose()
    return found, np.stack(own)


def replaying(played: SupplyChain, plans: Sequence[SeatPlan]) -> SupplyChain:
    """A chain before its first week, in which world p * W + w will play plan p in the played world w.

    Raises:
        ValueError: if the chain that was played kept no history.
    """
    if played.record.weeks_played < played.week:
        raise ValueError("a replay needs the recorded orders: play the chain with history")
    times, worlds = len(plans), played.worlds
    # Every seat decides by the flags of the plan in its world; a seat that the plan is not for is not
    # `free`, so its recorded orders stand whatever it decides.
    flags = np.concatenate([plan.flags for plan in plans], axis=-1)
    chain = SupplyChain(
        played.scenario,
        played.seed,
        worlds * times,
        policies=dict.fromkeys(played.network.seats, by_turn(flags, beside_of(played, plans))),
        history=False,
        path=played.path.repeated(times),
        live_shocks=[shock.repeated(times) for shock in played.live_shocks],
    )
    # True only for the seat that each world's plan is for.
    deciding = np.array([-1 if plan.recorded else plan.seat for plan in plans])
    free = np.repeat(np.arange(len(played.network.seats))[:, None] == deciding, worlds, axis=1)
    record = played.record
    chain.replay_orders(record["lane_orders"], free, record["stance"], record["expedited"])
    # Required production depends on the path alone, so it is read from the record, not computed again.
    chain.reference = Recorded(record["required"], times)
    return chain


def _by_plan(every_seat: CostsAndUptime, plans: int, worlds: int) -> CostsAndUptime:
    """The world axis of a run as two: plans, and the played worlds."""
    seats = every_seat.uptime.shape[0]
    return CostsAndUptime(
        every_seat.by_line.reshape(-1, seats, plans, worlds),
        every_seat.uptime.reshape(seats, plans, worlds),
        every_seat.lines,
    )


Beside = Callable[[int, int], Decision | None]
"""What a seat (its index) sets beside its stances in a turn (from 1), in all worlds of a batch."""


def by_turn(flags: Flags, beside: Beside | None = None) -> type[Manufacturer]:
    """The class of a seat that holds the stances `flags` (turns, K, W), whatever it sees."""

    class PlanFollower(Manufacturer):
        def decide(self) -> None:
            turn = self.model.turn
            more = beside(self.index, turn) if beside else None
            decided = Decision(flags[turn - 1])
            self.take(decided if more is None else replace(more, jic=decided.jic))

    return PlanFollower


def beside_of(played: SupplyChain, plans: Sequence[SeatPlan]) -> Beside | None:
    """What each seat sets beside its stances in the worlds of these plans; None if none ever set anything.

    The seat that a plan is for sets what the plan says. All others set what they did in the game: their
    orders stand, but what their lines make, and where their goods stand, follows from shelves and plans.
    """
    if not any(played.beside_stances) and all(plan.beside is None for plan in plans):
        return None

    def beside(seat: int, turn: int) -> Decision | None:
        recorded = played.beside_stances[turn - 1]
        by_plan = [
            (plan.beside[turn - 1] if plan.beside else None)
            if plan.seat == seat
            else (recorded[seat] if recorded else None)
            for plan in plans
        ]
        return joined(by_plan, played.worlds)

    return beside


def joined(decisions: Sequence[Decision | None], worlds: int) -> Decision | None:
    """What decisions set beside stances, one after another on the world axis; None if none sets anything."""
    found: dict[str, Array] = {}
    for name in BESIDE_STANCES:
        given = [None if decision is None else getattr(decision, name) for decision in decisions]
        shapes = [values.shape[:-1] for values in given if values is not None]
        if shapes:
            # Plans of demand may differ in length; a week that is left out is as the forecast says.
            whole = tuple(max(lengths) for lengths in zip(*shapes, strict=True))
            found[name] = np.full((*whole, len(given) * worlds), np.nan)
            for number, values in enumerate(given):
                if values is not None:
                    here = slice(number * worlds, (number + 1) * worlds)
                    found[name][(*(slice(length) for length in values.shape[:-1]), here)] = values
    return Decision(np.zeros(0, dtype=bool), **found) if found else None
