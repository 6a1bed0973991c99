"""Scores and hindsight of a played game, from replays of other plans.

Everything is replayed on the played sample path, live shocks included, with the rivals' orders as they
were, up to the week that was played and no further. All of it is worked out when a game has ended: plans and
what-ifs would hint at the weeks to come, and what a score means is not settled before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace

from ...agents.arithmetic import Array, Flags
from ...agents.chain.model import SupplyChain
from ...agents.chain.opening import recommended
from ...agents.scenario.options import with_shelf
from ...agents.studies.alone_and_together import AloneAndTogether, alone_and_together
from ...agents.studies.causes import Loss, losses
from ...agents.studies.choice_plans import Choice, choices_made, plan_with_stance, plan_without
from ...agents.studies.replay import CostsAndUptime, SeatPlan, as_played, played_plan, turn_ends
from ...agents.studies.replay_batch import MARKS, ReplayBatch, replay_batch
from ...agents.studies.scoring import ScoreScale, score_scales
from ..messages import Hindsight, InCompany, LostUnits, ScoreParts, SeatHindsight, WayOutcome, WhatIf
from ..messages.hindsight import ChoiceName, ChoiceWhatIf
from .events import GameScored, TurnScored
from .shock_timeline import shocks_of

SCORING_VERSION = 1
"""Raised by every change by which the same game would score otherwise."""

WayName = Literal["played", "jit", "jic", "mix", "best"]


def scores_of_game(played: SupplyChain, first_table: int = 0) -> list[TurnScored | GameScored]:
    """The events with the scores after each turn but the last, then the final ones with the hindsight.

    One batch of replays gives all: working out each turn's score when it was played would play the first
    week anew after every turn.

    first_table: the number of the first table played, where they are a part of a game.
    """
    batch = _batch(played)
    turns = zip(turn_ends(played), batch.after_turns, batch.cost_after_turns, strict=True)
    found = _hindsight(played, batch)
    if first_table:
        seats = [replace(seat, table=seat.table + first_table) for seat in found.seats]
        found = replace(found, seats=seats)
    return [
        *(
            TurnScored(turn, week, SCORING_VERSION, _by_table(played, scales, cost, week))
            for turn, (week, scales, cost) in enumerate(turns, start=1)
            if week < played.week
        ),
        GameScored(played.week, found),
    ]


def score_parts(played: SupplyChain) -> list[list[ScoreParts]]:
    """The score of every seat over the weeks played, by table, then seat; one batch of replays."""
    scales = score_scales(played, range(len(played.network.seats)))
    return _by_table(played, scales, as_played(played).cost, played.week)


def hindsight(played: SupplyChain) -> Hindsight:
    """The hindsight of a game that has ended: marks, what-ifs and losses of every seat of every table."""
    return _hindsight(played, _batch(played))


def _by_table(
    played: SupplyChain, scales: list[ScoreScale], cost: Array, weeks: int
) -> list[list[ScoreParts]]:
    """Scores after so many weeks, by table, then seat; cost is money with the books closed then, (N, W)."""
    return [
        [_parts(played, scale, own, weeks, table) for scale, own in zip(scales, cost, strict=True)]
        for table in range(played.worlds)
    ]


def _batch(played: SupplyChain) -> ReplayBatch:
    """All replays; the further ones are the what-ifs."""
    mix = recommended(played.scenario)
    # Of all seats, first as recommended, then Just in Time; component by component within a seat.
    seats = range(len(played.network.seats))
    tried = [(seat, stances) for stances in (mix, np.zeros_like(mix)) for seat in seats]
    held = [plan for seat, stances in tried for plan in _each_held(played, seat, stances)]
    return replay_batch(played, [*held, *(plan_without(played, choice) for choice in _choices(played))])


def _hindsight(played: SupplyChain, batch: ReplayBatch) -> Hindsight:
    seats, found = range(len(played.network.seats)), as_played(played)
    lost = [losses(played, table) for table in range(played.worlds)]
    company = alone_and_together(played)
    without = _without_choices(played, found, batch)
    return Hindsight(
        scoring_version=SCORING_VERSION,
        shocks=shocks_of(played, {name for table in lost for loss in table for name in loss.shocks}),
        seats=[
            replace(
                _of_seat(played, found, batch, lost[table], _in_company(company, seat, table), seat, table),
                choices=without.get((seat, table), UNSET),
            )
            for table in range(played.worlds)
            for seat in seats
        ],
    )


def _of_seat(
    played: SupplyChain,
    found: CostsAndUptime,
    batch: ReplayBatch,
    lost: list[Loss],
    company: InCompany,
    seat: int,
    table: int,
) -> SeatHindsight:
    name, components = played.network.seats[seat], len(played.network.components)
    lean = batch.further.between(components * len(played.network.seats))
    what_ifs = _what_ifs(played, found, batch.further, seat, table)
    return SeatHindsight(
        table=table,
        seat=name,
        parts=_parts(played, batch.scales[seat], found.cost[seat], played.week, table),
        ways=[
            _outcome("played", _ever_buffered(played, seat, table), found, seat, table),
            *_outcomes_of_marks(played, batch, seat, table),
        ],
        what_ifs=what_ifs,
        difference=difference(what_ifs),
        losses=_lost(loss for loss in lost if loss.seat == name),
        borne_by_rivals=float(batch.borne[seat, table]),
        unbuffered=_what_ifs(played, found, lean, seat, table),
        company=company,
    )


def _in_company(found: AloneAndTogether, seat: int, table: int) -> InCompany:
    lean, alike = found.beside_lean_rivals, found.all_alike
    return InCompany(
        lean_cost=float(lean.cost[seat, table]),
        lean_uptime=float(lean.uptime[seat, table]),
        alike_cost=float(alike.cost[seat, table]),
        alike_uptime=float(alike.uptime[seat, table]),
    )


def difference(what_ifs: list[WhatIf]) -> str | None:
    """Name of the component whose what-if changes the cost most, for better or worse; None if none does."""
    # Of equal changes the first in the scenario's order is taken, so that a replay finds the same one.
    most = max(what_ifs, key=lambda what_if: abs(what_if.cost))
    return most.component if most.cost else None


def _parts(played: SupplyChain, scale: ScoreScale, cost: Array, weeks: int, table: int) -> ScoreParts:
    """The score of one seat at one table after so many weeks; cost is the seat's, by table, (W,)."""
    return ScoreParts(
        weeks=weeks,
        cost=float(cost[table]),
        jit=float(scale.jit[table]),
        jic=float(scale.jic[table]),
        dearer=float(scale.dearer[table]),
        best=float(scale.best[table]),
        best_plan=_buffered(played, scale.best_plan[:, table]),
        mix=float(scale.mix[table]),
        score=float(scale.score(cost)[table]),
    )


def _each_held(played: SupplyChain, seat: int, stances: Flags) -> list[SeatPlan]:
    """The plans of a seat's what-ifs: as played but for one component, held as `stances`, (K,), say."""
    return [plan_with_stance(played, seat, component, jic) for component, jic in enumerate(stances)]


def _without_choices(
    played: SupplyChain, found: CostsAndUptime, batch: ReplayBatch
) -> dict[tuple[int, int], list[ChoiceWhatIf]]:
    """By seat and table, what each thing that it set beside its stances changed, each replayed by itself."""
    # After the what-ifs of components, of which there are two for each.
    without = batch.further.between(2 * len(played.network.components) * len(played.network.seats))
    cost, uptime = without.cost, without.uptime
    told: dict[tuple[int, int], list[ChoiceWhatIf]] = {}
    for number, choice in enumerate(_choices(played)):
        for table in np.flatnonzero(choice.tables).tolist():
            what_if = ChoiceWhatIf(
                of=_name_of(played, choice),
                choice=cast(ChoiceName, choice.name),
                cost=float(cost[number, table] - found.cost[choice.seat, table]),
                uptime=float(uptime[number, table] - found.uptime[choice.seat, table]),
            )
            told.setdefault((choice.seat, table), []).append(what_if)
    return told


def _choices(played: SupplyChain) -> list[Choice]:
    """All that any seat set beside its stances, seat by seat."""
    return [each for seat in range(len(played.network.seats)) for each in choices_made(played, seat)]


def _name_of(played: SupplyChain, choice: Choice) -> str:
    network = played.network
    if choice.name == "demand_plan":
        return network.products[choice.of]
    if choice.name == "shelf_weeks":
        return with_shelf(played.scenario)[choice.of]
    return network.components[choice.of]


def _outcomes_of_marks(played: SupplyChain, batch: ReplayBatch, seat: int, table: int) -> list[WayOutcome]:
    parts = played.network.components
    buffered: dict[WayName, list[str]] = {
        "jit": [],
        "jic": list(parts),
        "mix": _buffered(played, recommended(played.scenario)),
        "best": _buffered(played, batch.scales[seat].best_plan[:, table]),
    }
    # The batch holds four marks for each seat.
    first = seat * len(MARKS)
    return [_outcome(way, jic, batch.marks, first + MARKS.index(way), table) for way, jic in buffered.items()]


def _outcome(way: WayName, jic: list[str], found: CostsAndUptime, place: int, table: int) -> WayOutcome:
    """What one plan, number `place` of those found, came to at one table."""
    return WayOutcome(
        way=way,
        jic=jic,
        cost=float(found.cost[place, table]),
        uptime=float(found.uptime[place, table]),
        costs=dict(zip(found.lines, found.by_line[:, place, table].tolist(), strict=True)),
    )


def _what_ifs(
    played: SupplyChain, found: CostsAndUptime, tried: CostsAndUptime, seat: int, table: int
) -> list[WhatIf]:
    """What each what-if adds to the seat's cost and uptime; `tried` holds them seat by seat, (N K, W)."""
    first = seat * len(played.network.components)
    return [
        WhatIf(
            name,
            float(tried.cost[first + k, table] - found.cost[seat, table]),
            float(tried.uptime[first + k, table] - found.uptime[seat, table]),
        )
        for k, name in enumerate(played.network.components)
    ]


def _ever_buffered(played: SupplyChain, seat: int, table: int) -> list[str]:
    """Names of the components that the seat held Just in Case in some turn."""
    return _buffered(played, played_plan(played, seat).flags[..., table].any(axis=0))


def _buffered(played: SupplyChain, flags: Iterable[bool]) -> list[str]:
    """Names of the components that these flags (K,) hold Just in Case."""
    return [name for name, jic in zip(played.network.components, flags, strict=True) if jic]


def _lost(found: Iterable[Loss]) -> list[LostUnits]:
    """Losses of one seat summed by component and shocks, most units first."""
    causes: dict[tuple[str | None, tuple[str, ...]], list[Loss]] = {}
    for loss in found:
        causes.setdefault((loss.component, loss.shocks), []).append(loss)
    rows = [
        LostUnits(
            component,
            list(shocks),
            sum(loss.units for loss in together),
            min(loss.week for loss in together),
            max(loss.week for loss in together),
        )
        for (component, shocks), together in causes.items()
    ]
    # Ties by name, so that the log does not depend on the order of the weeks.
    return sorted(rows, key=lambda row: (-row.units, row.component or "", row.shocks))
