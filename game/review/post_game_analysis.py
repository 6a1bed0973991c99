"""What is worked out when somebody looks back on a finished game: regret, luck, frontier, rivals' burden.

Nothing of it is ever worked out for a running game, and nothing of it stands in the log: it follows
from the log, so whoever has lost it works it out again. Perfect foresight is the same in every room that
plays the same weeks, and is kept by what it depends on.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...agents.arithmetic import Array
from ...agents.chain.model import SupplyChain
from ...agents.foresight.lp_model import perfect_foresight
from ...agents.foresight.modelled import NotModelled, must_be_modelled
from ...agents.studies.externalities import externalities
from ...agents.studies.frontier import Frontier, frontier
from ...agents.studies.luck import PATHS, OtherPaths, luck_and_skill, replay_on_other_paths
from ...agents.studies.replay import as_played
from ..messages import Aftermath, Luck, PolicyPoint, Regret, SeatAftermath, SeatFrontier
from ..rules.measure_functions import short
from .foresight_cache import Foretold

BARS = 24
CLOUD = 7
"""Of the frontier's policies every seventh is shown as a dot: of six safety factors each gets its turn."""


def foretell(played: SupplyChain, known: Mapping[str, Foretold]) -> dict[str, Foretold]:
    """Perfect foresight of every seat by name, those that are known taken as they are; empty for a
    scenario that it does not know. All tables have the first one's fate."""
    try:
        must_be_modelled(played.scenario)
    except NotModelled:
        return {}
    return {name: known.get(name) or _foretell(played, n) for n, name in enumerate(played.network.seats)}


def _foretell(played: SupplyChain, seat: int) -> Foretold:
    found = perfect_foresight(played, seat)
    return Foretold(found.bound, found.uptime, found.by_week.tolist())


def aftermath(played: SupplyChain, foretold: Mapping[str, Foretold], fates: int | None = None) -> Aftermath:
    """All of it for every seat of every table."""
    others, borne = replay_on_other_paths(played, fates or PATHS), externalities(played)
    parted = luck_and_skill(played, others)
    live = [shock.alone(0) for shock in played.live_shocks]
    seats = range(len(played.network.seats))
    curves = [
        frontier(played.scenario, played.seed, 1, seat, weeks=played.week, live_shocks=live) for seat in seats
    ]
    return Aftermath(
        fates=others.cost.shape[-1],
        luck=None if parted is None else short(parted.luck),
        holds=None if parted is None else short(parted.holds),
        refused=_refusal(played),
        seats=[
            SeatAftermath(
                table=table + 1,
                seat=name,
                regret=_regret(played, foretold.get(name), seat, table),
                luck=_luck(played, others, seat, table),
                borne_by_rivals=short(float(borne[seat, table])),
                frontier=_curve(played, curves[seat], seat, table),
            )
            for table in range(played.worlds)
            for seat, name in enumerate(played.network.seats)
        ],
    )


def cost_by_week(played: SupplyChain, seat: int, table: int) -> Array:
    """What a seat paid in each week, the closing of the books in the last: (T,)."""
    weeks: Array = played.record["cost"][:, :, seat, :, table].sum(axis=(1, 2))
    weeks[-1] += played.close_books()[:, seat, :, table].sum()
    return weeks


def _refusal(played: SupplyChain) -> str | None:
    try:
        must_be_modelled(played.scenario)
    except NotModelled as why:
        return str(why)
    return None


def _regret(played: SupplyChain, foretold: Foretold | None, seat: int, table: int) -> Regret | None:
    if foretold is None:
        return None
    paid = cost_by_week(played, seat, table)
    regret = paid - np.array(foretold.by_week)
    return Regret(
        cost=short(float(paid.sum())),
        bound=short(foretold.bound),
        regret=short(float(paid.sum()) - foretold.bound),
        uptime=short(foretold.uptime),
        by_week=[short(float(week)) for week in regret],
    )


def _luck(played: SupplyChain, others: OtherPaths, seat: int, table: int) -> Luck:
    costs = others.cost[table, seat]
    drawn = float(as_played(played).cost[seat, table])
    low, high = float(min(costs.min(), drawn)), float(max(costs.max(), drawn))
    counts, _ = np.histogram(costs, bins=BARS, range=(low, high) if high > low else (low, low + 1.0))
    marks = np.percentile(costs, [5, 25, 50, 75, 95])
    return Luck(
        drawn=short(drawn),
        dearer=short(float((costs > drawn).mean())),
        percentiles=[short(float(mark)) for mark in marks],
        low=short(low),
        high=short(high),
        bars=counts.tolist(),
    )


def _curve(played: SupplyChain, found: Frontier, seat: int, table: int) -> SeatFrontier:
    own = as_played(played)
    cost, uptime = float(own.cost[seat, table]), float(own.uptime[seat, table])
    least = found.least_cost(uptime)
    points = [("hull", int(n)) for n in found.hull] + [
        ("policy", n) for n in range(0, len(found.cost), CLOUD)
    ]
    return SeatFrontier(
        points=[PolicyPoint("played", short(cost), short(uptime))]
        + [PolicyPoint(name, short(money), short(share)) for name, (money, share) in found.marks.items()]  # type: ignore[arg-type]
        + [
            PolicyPoint(kind, short(float(found.cost[n])), short(float(found.uptime[n])))  # type: ignore[arg-type]
            for kind, n in points
        ],
        efficiency=None if least is None or cost <= 0.0 else short(least / cost),
    )
