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
from ...agents.foresight.foresight import foresee
from ...agents.foresight.modelled import NotModelled, must_be_modelled
from ...agents.studies.frontier import Frontier, frontier
from ...agents.studies.luck import FATES, OtherFates, other_fates, split
from ...agents.studies.scoring import as_played, externalities
from ..messages import Aftermath, Luck, PolicyPoint, Regret, SeatAftermath, SeatFrontier
from ..rules.rounding import for_screen
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
    found = foresee(played, seat)
    return Foretold(found.bound, found.uptime, found.by_week.tolist())


def aftermath(played: SupplyChain, foretold: Mapping[str, Foretold], fates: int | None = None) -> Aftermath:
    """All of it for every seat of every table."""
    others, borne = other_fates(played, fates or FATES), externalities(played)
    parted = split(played, others)
    live = [shock.alone(0) for shock in played.live_shocks]
    seats = range(len(played.network.seats))
    curves = [
        frontier(played.scenario, played.seed, 1, seat, weeks=played.week, live_shocks=live) for seat in seats
    ]
    return Aftermath(
        fates=others.cost.shape[-1],
        luck=None if parted is None else for_screen(parted.luck),
        holds=None if parted is None else for_screen(parted.holds),
        refused=_refusal(played),
        seats=[
            SeatAftermath(
                table=table + 1,
                seat=name,
                regret=_regret(played, foretold.get(name), seat, table),
                luck=_luck(played, others, seat, table),
                borne_by_rivals=for_screen(float(borne[seat, table])),
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
        cost=for_screen(float(paid.sum())),
        bound=for_screen(foretold.bound),
        regret=for_screen(float(paid.sum()) - foretold.bound),
        uptime=for_screen(foretold.uptime),
        by_week=[for_screen(float(week)) for week in regret],
    )


def _luck(played: SupplyChain, others: OtherFates, seat: int, table: int) -> Luck:
    costs = others.cost[table, seat]
    drawn = float(as_played(played).cost[seat, table])
    low, high = float(min(costs.min(), drawn)), float(max(costs.max(), drawn))
    counts, _ = np.histogram(costs, bins=BARS, range=(low, high) if high > low else (low, low + 1.0))
    marks = np.percentile(costs, [5, 25, 50, 75, 95])
    return Luck(
        drawn=for_screen(drawn),
        dearer=for_screen(float((costs > drawn).mean())),
        percentiles=[for_screen(float(mark)) for mark in marks],
        low=for_screen(low),
        high=for_screen(high),
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
        points=[PolicyPoint("played", for_screen(cost), for_screen(uptime))]
        + [
            PolicyPoint(name, for_screen(money), for_screen(share))  # type: ignore[arg-type]
            for name, (money, share) in found.marks.items()
        ]
        + [
            PolicyPoint(kind, for_screen(float(found.cost[n])), for_screen(float(found.uptime[n])))  # type: ignore[arg-type]
            for kind, n in points
        ],
        efficiency=None if least is None or cost <= 0.0 else for_screen(least / cost),
    )
