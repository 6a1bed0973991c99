"""Post-game analysis of a finished game: regret, luck, the cost-uptime frontier, and what rivals bore.

None of it is ever computed for a running game, whose weeks to come it would tell of. None of it stands in the
log either, since it follows from the log; it is cached (`store.derived_cache`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...agents.arithmetic import Array
from ...agents.chain.model import SupplyChain
from ...agents.foresight.lp_model import perfect_foresight
from ...agents.studies.externalities import externalities
from ...agents.studies.frontier import Frontier, frontier
from ...agents.studies.luck import PATHS, OtherPaths, luck_and_skill, replay_on_other_paths
from ...agents.studies.replay import CostsAndUptime, as_played
from ..messages import Aftermath, Luck, PolicyPoint, Regret, SeatAftermath, SeatFrontier
from ..messages.rounding import for_screen
from .foresight_cache import SeatForesight

BARS = 24
"""Bars of the histogram of costs on other sample paths."""
PERCENTILES = (5, 25, 50, 75, 95)
"""Percentiles of these costs that are told."""
CLOUD = 7
"""Every seventh policy of the frontier's grid is shown as a dot. The safety factor varies fastest in the grid
and has six values; seven has no divisor in common with six, so each of them comes in turn."""


def foresight_of_seats(played: SupplyChain, known: Mapping[str, SeatForesight]) -> dict[str, SeatForesight]:
    """Perfect foresight of every seat by its name, taken from `known` where it is there.

    It is that of the first table: all tables of a game have the same sample path.
    """
    return {name: known.get(name) or _foresight(played, n) for n, name in enumerate(played.network.seats)}


def _foresight(played: SupplyChain, seat: int) -> SeatForesight:
    found = perfect_foresight(played, seat)
    return SeatForesight(found.bound, found.uptime, found.by_week.tolist())


def analysis_of(
    played: SupplyChain, foresight: Mapping[str, SeatForesight], paths: int | None = None
) -> Aftermath:
    """The analysis of every seat of every table.

    Args:
        played: the game's chain.
        foresight: of the seats, by name.
        paths: how many other sample paths luck is told by; `PATHS` if not given.
    """
    others, borne = replay_on_other_paths(played, paths or PATHS), externalities(played)
    shares, own = luck_and_skill(played, others), as_played(played)
    live = [shock.alone(0) for shock in played.live_shocks]
    # One world, the one that was played: its frontier is what policies could have had in this very year.
    frontiers = [
        frontier(played.scenario, played.seed, 1, seat, weeks=played.week, live_shocks=live)
        for seat in range(len(played.network.seats))
    ]
    return Aftermath(
        fates=others.cost.shape[-1],
        luck=None if shares is None else for_screen(shares.luck),
        holds=None if shares is None else for_screen(shares.holds),
        refused=None,
        seats=[
            SeatAftermath(
                table=table + 1,
                seat=name,
                regret=_regret(played, foresight[name], seat, table),
                luck=_luck(own, others, seat, table),
                borne_by_rivals=for_screen(float(borne[seat, table])),
                frontier=_frontier(own, frontiers[seat], seat, table),
            )
            for table in range(played.worlds)
            for seat, name in enumerate(played.network.seats)
        ],
    )


def cost_by_week(played: SupplyChain, seat: int, table: int) -> Array:
    """Money that a seat paid in each week, the closing of the books in the last: (T,)."""
    weeks: Array = played.record["cost"][:, :, seat, :, table].sum(axis=(1, 2))
    weeks[-1] += played.close_books()[:, seat, :, table].sum()
    return weeks


def _regret(played: SupplyChain, foresight: SeatForesight, seat: int, table: int) -> Regret:
    """What a seat paid beyond perfect foresight."""
    # Seats at all tables are compared with one bound: the path is the same at each.
    paid = cost_by_week(played, seat, table)
    # A week may be negative: foresight pays for stock early that the seat paid for later.
    regret = paid - np.array(foresight.by_week)
    return Regret(
        cost=for_screen(float(paid.sum())),
        bound=for_screen(foresight.bound),
        regret=for_screen(float(paid.sum()) - foresight.bound),
        uptime=for_screen(foresight.uptime),
        by_week=[for_screen(float(week)) for week in regret],
    )


def _luck(own: CostsAndUptime, others: OtherPaths, seat: int, table: int) -> Luck:
    """Where the cost on the drawn path stands among those on other paths, and their histogram."""
    costs, drawn = others.cost[table, seat], float(own.cost[seat, table])
    low, high = float(min(costs.min(), drawn)), float(max(costs.max(), drawn))
    # A histogram needs a range of some width, even where every path cost the same.
    counts, _ = np.histogram(costs, bins=BARS, range=(low, high) if high > low else (low, low + 1.0))
    percentiles = np.percentile(costs, PERCENTILES)
    return Luck(
        drawn=for_screen(drawn),
        dearer=for_screen(float((costs > drawn).mean())),
        percentiles=[for_screen(float(each)) for each in percentiles],
        low=for_screen(low),
        high=for_screen(high),
        bars=counts.tolist(),
    )


def frontier_points(found: Frontier) -> list[PolicyPoint]:
    """The marks, the hull, and every seventh of the other policies (`CLOUD`)."""
    points = [("hull", n) for n in found.hull.tolist()]
    points += [("policy", n) for n in range(0, len(found.cost), CLOUD)]
    return [
        PolicyPoint(name, for_screen(money), for_screen(share))  # type: ignore[arg-type]
        for name, (money, share) in found.marks.items()
    ] + [
        PolicyPoint(kind, for_screen(float(found.cost[n])), for_screen(float(found.uptime[n])))  # type: ignore[arg-type]
        for kind, n in points
    ]


def _frontier(own: CostsAndUptime, found: Frontier, seat: int, table: int) -> SeatFrontier:
    """The frontier's points, the seat's own among them, and how near the seat came to its hull."""
    cost, uptime = float(own.cost[seat, table]), float(own.uptime[seat, table])
    least = found.least_cost(uptime)
    return SeatFrontier(
        points=[PolicyPoint("played", for_screen(cost), for_screen(uptime)), *frontier_points(found)],
        efficiency=None if least is None or cost <= 0.0 else for_screen(least / cost),
    )
