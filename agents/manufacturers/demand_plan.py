"""Plans of demand: what a seat says its products will be asked for, in place of its forecast while they last.

A plan stands for the forecast of a week wherever a seat plans with that: what the line attempts, finished
goods and shelves wanted, and the use that orders must cover until they arrive. Cover and safety stock follow
the forecast as before, as buffers against what nobody foresees; so does the order ceiling, a damping of the
scenario that no plan may lift. Required production, and with it uptime, never follows a plan.
"""

from __future__ import annotations

import numpy as np

from ..arithmetic import Array, Flags
from ..scenario.words import MOST_PLANNED_UNITS, MOST_PLANNED_WEEKS
from .stance_numbers import checked
from .stances import Decision


class DemandPlans:
    """The plans of all seats, by week of the game. Made at the first plan, so that others pay nothing.

    Args:
        seats: N.
        products: G.
        weeks: the scenario's weeks; later ones are planned for as well.
        worlds: W.

    Attributes:
        units: units planned for a week, the first at index 0, (N, G, T, W); NaN where the forecast holds.
    """

    def __init__(self, seats: int, products: int, weeks: int, worlds: int) -> None:
        self.units = np.full((seats, products, weeks + MOST_PLANNED_WEEKS, worlds), np.nan)

    def of_week(self, week: int) -> Array | None:
        """Units planned for a week, from 1, (N, G, W), NaN where the forecast holds; None if nothing is."""
        return self.units[:, :, week - 1] if week <= self.units.shape[2] else None

    def over(self, week: int, forecast: Array) -> Array:
        """The plan where there is one, else the forecast (N, G, W)."""
        planned = self.of_week(week)
        return forecast if planned is None else np.where(np.isnan(planned), forecast, planned)

    def of_seat(self, seat: int, week: int) -> Array:
        """A copy of what a seat plans for the weeks after `week`, as a decision's plan, (G, T, W)."""
        return self.units[seat, :, week : week + MOST_PLANNED_WEEKS].copy()

    def begin(self, week: int, settled: SettledPlans) -> None:
        """Put what has been settled since the last turn into force, for the weeks after `week`."""
        decided = settled.fresh[:, None, None]
        # What was planned before is over, also where the new plan has fewer weeks.
        self.units[:, :, week:] = np.where(decided, np.nan, self.units[:, :, week:])
        coming = self.units[:, :, week : week + MOST_PLANNED_WEEKS]
        coming[:] = np.where(decided, settled.units[:, :, : coming.shape[2]], coming)
        settled.fresh[:] = False

    def repeated(self, times: int) -> DemandPlans:
        """A copy whose worlds are repeated."""
        copy = DemandPlans(0, 0, 0, 0)
        copy.units = np.tile(self.units, times)
        return copy


class SettledPlans:
    """Plans that come into force when the next turn begins.

    Attributes:
        units: units by weeks to come, (N, G, T, W), T being `MOST_PLANNED_WEEKS`; NaN for the forecast.
        fresh: True where a decision was made since the last turn began, (N, W). A plan that is not renewed
            runs out by the calendar: it does not begin anew with each turn.
    """

    def __init__(self, seats: int, products: int, worlds: int) -> None:
        self.units = np.full((seats, products, MOST_PLANNED_WEEKS, worlds), np.nan)
        self.fresh = np.zeros((seats, worlds), dtype=bool)

    def store(self, seat: int, plan: Array, worlds: Flags) -> None:
        """Store a seat's plan (G, T, W or 1), as `plan_of` gives it, for some worlds (W,)."""
        units = np.full_like(self.units[seat], np.nan)
        units[:, : plan.shape[1]] = plan
        self.units[seat] = np.where(worlds, units, self.units[seat])
        self.fresh[seat] |= worlds


def plan_of(decision: Decision, products: int, worlds: int) -> Array:
    """A decision's plan of demand, (G, T, W or 1), without weeks if it has none.

    Raises:
        ValueError: if it has another shape than (G, T) or (G, T, W), too many weeks, or units out of range.
    """
    if decision.demand_plan is None:
        return np.zeros((products, 0, 1))
    plan = np.asarray(decision.demand_plan, dtype=np.float64)
    weeks = plan.shape[1] if plan.ndim > 1 else 0
    if weeks > MOST_PLANNED_WEEKS:
        raise ValueError(f"demand_plan has {weeks} weeks; expected at most {MOST_PLANNED_WEEKS}")
    shape = (products, weeks, worlds)
    return checked("demand_plan", plan, shape, MOST_PLANNED_UNITS, "the forecast")
