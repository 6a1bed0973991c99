"""What a played game would have come to otherwise: the score's parts, and the what-ifs at its end.

Everything is replayed on the played fate, live shocks included, with the rivals' orders as they
were, up to the week that was played and not a week further. Only the score may leave here while
a game runs: plans and what-ifs would tell of weeks to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ...agents.arithmetic import Array
from ...agents.chain.model import SupplyChain
from ...agents.chain.opening import recommended
from ...agents.studies.causes import Loss, losses
from ...agents.studies.replay import CostsAndUptime, SeatPlan, as_played, played_plan
from ...agents.studies.replay_batch import ReplayBatch, replay_batch
from ...agents.studies.scoring import ScoreScale, score_scales
from ..messages import Hindsight, LostUnits, ScoreParts, SeatHindsight, WayOutcome, WhatIf
from .shock_timeline import shocks_of

SCORING_VERSION = 1
"""Goes up with every change by which the same game would score otherwise."""

WAYS: tuple[Literal["jit", "jic", "mix", "best"], ...] = ("jit", "jic", "mix", "best")


def score_parts(played: SupplyChain) -> list[list[ScoreParts]]:
    """The score of every seat over the weeks played, by table and seat; one batch of replays."""
    marks, found = score_scales(played, _all_seats(played)), as_played(played)
    return [
        [_parts(played, marks[seat], found.cost[seat], seat, table) for seat in _all_seats(played)]
        for table in range(played.worlds)
    ]


def hindsight(played: SupplyChain) -> Hindsight:
    """All that is worked out when a game has ended."""
    found = as_played(played)
    tried = replay_batch(
        played, [way for seat in _all_seats(played) for way in _each_as_recommended(played, seat)]
    )
    lost = [losses(played, table) for table in range(played.worlds)]
    return Hindsight(
        scoring_version=SCORING_VERSION,
        shocks=shocks_of(played, {name for table in lost for loss in table for name in loss.shocks}),
        seats=[
            SeatHindsight(
                table=table,
                seat=name,
                parts=_parts(played, tried.scales[seat], found.cost[seat], seat, table),
                ways=[
                    _outcome("played", _ever(played, seat, table), found, seat, table),
                    *_outcomes(played, tried, seat, table),
                ],
                what_ifs=what_ifs,
                difference=difference(what_ifs),
                losses=_lost(loss for loss in lost[table] if loss.seat == name),
                borne_by_rivals=float(tried.borne[seat, table]),
            )
            for table in range(played.worlds)
            for seat, name in enumerate(played.network.seats)
            for what_ifs in [_what_ifs(played, found, tried.further, seat, table)]
        ],
    )


def difference(what_ifs: list[WhatIf]) -> str | None:
    """The component that made the difference, for better or worse."""
    most = max(what_ifs, key=lambda what_if: abs(what_if.cost))
    return most.component if most.cost else None


def _all_seats(played: SupplyChain) -> range:
    return range(len(played.network.seats))


def _parts(played: SupplyChain, mark: ScoreScale, cost: Array, seat: int, table: int) -> ScoreParts:
    return ScoreParts(
        weeks=played.week,
        cost=float(cost[table]),
        jit=float(mark.jit[table]),
        jic=float(mark.jic[table]),
        dearer=float(mark.dearer[table]),
        best=float(mark.best[table]),
        best_plan=_names(played, mark.best_plan[:, table]),
        mix=float(mark.mix[table]),
        score=float(mark.score(cost)[table]),
    )


def _each_as_recommended(played: SupplyChain, seat: int) -> list[SeatPlan]:
    """A seat's what-ifs: its decisions with one component as recommended, component by component."""
    mix = recommended(played.scenario)
    return [
        _as_recommended(played_plan(played, seat), component, bool(mix[component]))
        for component in range(len(mix))
    ]


def _as_recommended(way: SeatPlan, component: int, jic: bool) -> SeatPlan:
    flags = way.flags.copy()
    flags[:, component] = jic
    return SeatPlan(way.seat, flags)


def _outcomes(played: SupplyChain, tried: ReplayBatch, seat: int, table: int) -> list[WayOutcome]:
    parts = played.network.components
    plans: tuple[list[str], ...] = (
        [],
        list(parts),
        _names(played, recommended(played.scenario)),
        _names(played, tried.scales[seat].best_plan[:, table]),
    )
    return [
        _outcome(way, plan, tried.marks, seat * len(WAYS) + number, table)
        for number, (way, plan) in enumerate(zip(WAYS, plans, strict=True))
    ]


def _outcome(
    way: Literal["played", "jit", "jic", "mix", "best"],
    jic: list[str],
    tried: CostsAndUptime,
    place: int,
    table: int,
) -> WayOutcome:
    return WayOutcome(
        way=way,
        jic=jic,
        cost=float(tried.cost[place, table]),
        uptime=float(tried.uptime[place, table]),
        costs=dict(zip(tried.lines, tried.by_line[:, place, table].tolist(), strict=True)),
    )


def _what_ifs(
    played: SupplyChain, found: CostsAndUptime, tried: CostsAndUptime, seat: int, table: int
) -> list[WhatIf]:
    first = seat * len(played.network.components)
    return [
        WhatIf(
            name,
            float(tried.cost[first + k, table] - found.cost[seat, table]),
            float(tried.uptime[first + k, table] - found.uptime[seat, table]),
        )
        for k, name in enumerate(played.network.components)
    ]


def _ever(played: SupplyChain, seat: int, table: int) -> list[str]:
    return _names(played, played_plan(played, seat).flags[..., table].any(axis=0))


def _names(played: SupplyChain, flags: Iterable[bool]) -> list[str]:
    return [name for name, jic in zip(played.network.components, flags, strict=True) if jic]


def _lost(found: Iterable[Loss]) -> list[LostUnits]:
    """Losses of one seat by what they have in common, most units first."""
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
    return sorted(rows, key=lambda row: (-row.units, row.component or "", row.shocks))
