"""A shortage that comes by chance, in a thousand worlds at once, and what plants lose in it.

The scenario is that of the hoarding experiment (hoarding.toml), but each world draws its own demand and
when the shortage comes, how deep and how long it is; all players meet the same worlds, so differences
are taken world by world. Official news tells that it has begun, eight weeks later that it is over;
a rumour runs nine weeks ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from world_support import changed, own_scenario

from linestop.agents import Decision, Manufacturer, Scenario, SeatView, SupplyChain
from linestop.agents.chain.site_agents import PolicyLike
from linestop.agents.chance.shocks import GRADES
from linestop.agents.scenario.events import News

WORLDS = 1000
SEED = 20
NEWS = [
    News(week=-9, grade="rumour", headline="Rumour", text="It may run short."),
    News(week=0, grade="official", headline="Shortage", text="It runs short."),
    News(week=8, grade="official", headline="All clear", text="It is over.", all_clear=True),
]


def shortage(rule: str = "proportional", contract: str = "firm", variation: float = 0.1) -> Scenario:
    """Capacity falls to 35-67 % for 6 to 12 weeks, at some time from week 20 to 30."""
    scenario = own_scenario("hoarding")
    part, site, shock = scenario.component[0], scenario.supplier[0], scenario.shock[0]
    regime = changed(scenario.market[0].demand["pump"], variation=variation)
    listed = [seat.name for seat in scenario.seat] if rule == "lexicographic" else []
    return changed(
        scenario,
        component=[changed(part, jit=changed(part.jit, contract=contract))],
        supplier=[changed(site, rationing=rule, priority=listed)],
        market=[changed(scenario.market[0], demand={"pump": regime})],
        shock=[changed(shock, first_week=[20, 30], depth=[0.8, 1.3], stretch=[0.75, 1.5], news=NEWS)],
        ordering__forecast_smoothing=0.05,
    )


def quiet(rule: str = "proportional", capacity_ratio: float = 1.1) -> Scenario:
    """The same without the shortage: its news is there, and no truth in it."""
    scenario = shortage(rule)
    never = changed(scenario.shock[0], probability=0.0)
    site = changed(scenario.supplier[0], capacity_ratio=capacity_ratio)
    return changed(scenario, shock=[never], supplier=[site], weeks=48)


# ---------------------------------------------------------------- players


def truthful(view: SeatView) -> Decision:
    return Decision(np.zeros(view.stance.shape, dtype=bool))


@cache
def inflating(times: float) -> Callable[[SeatView], Decision]:
    """Orders so many times its use while official news of a shortage stands."""

    def decide(view: SeatView) -> Decision:
        alarmed = view.alert >= GRADES["official"]
        extra = np.where(alarmed, (times - 1.0) * 100.0, 0.0)
        return Decision(np.zeros(view.stance.shape, dtype=bool), extra_orders=extra)

    return decide


def distrustful(view: SeatView) -> Decision:
    """Orders four times its use as long as anybody waits at the maker's gate, itself included."""
    waits = view.quote > view.usual_lead_time[:, None] + 0.02
    return Decision(np.zeros(view.stance.shape, dtype=bool), extra_orders=np.where(waits, 300.0, 0.0))


class Builder(Manufacturer):
    """Buys cover from the first rumour on: 0.4 weeks of use a week, for eight weeks; keeps it."""

    pace, most = 0.4, 3.2
    grade = "rumour"

    def decide(self) -> None:
        view = self.view()
        self.cover: np.ndarray = getattr(self, "cover", np.zeros(view.alert.shape))
        begun = (view.alert >= GRADES[self.grade]) | (self.cover > 0.0)
        self.cover = np.minimum(self.most, self.cover + np.where(begun, self.pace, 0.0))
        self.take(Decision(np.zeros(view.stance.shape, dtype=bool), cover_weeks=1.5 + self.cover))


class LateBuilder(Builder):
    """Buys the same cover, but all at once, and when the shortage has begun."""

    pace = 3.2
    grade = "official"


# ---------------------------------------------------------------- a thousand years


@dataclass(frozen=True)
class Year:
    """lost, cost (N, W), units and money; by week demand, orders, on_hand (T, N, W), waiting, made, quote and
    short (T, W), True while less than usual is made."""

    lost: np.ndarray
    cost: np.ndarray
    demand: np.ndarray
    orders: np.ndarray
    on_hand: np.ndarray
    waiting: np.ndarray
    made: np.ndarray
    quote: np.ndarray
    short: np.ndarray


def play(scenario: Scenario, players: Mapping[str, PolicyLike] | tuple[PolicyLike, ...]) -> Year:
    """A year in all worlds; players by seat, or in the order of the seats."""
    if isinstance(players, tuple):
        seats = [seat.name for seat in scenario.seat]
        players = dict(zip(seats, players, strict=True))
    chain = SupplyChain(scenario, SEED, WORLDS, policies=players, history=False)
    weeks: dict[str, list[np.ndarray]] = {
        name: [] for name in ("orders", "on_hand", "waiting", "made", "quote", "short")
    }
    while chain.week < scenario.weeks:
        chain.step()
        weeks["orders"].append(chain.suppliers.ordered[0])
        weeks["on_hand"].append(chain.manufacturers.on_hand[:, 0].copy())
        weeks["waiting"].append(chain.suppliers.backlog.sum(axis=(0, 1)))
        weeks["made"].append(chain.suppliers.made[0].copy())
        weeks["quote"].append(chain.quote[0].copy())
        weeks["short"].append(chain.terms().capacity[0] < 1.0)
    sums = chain.sums
    return Year(
        lost=(sums.demand - sums.sold).sum(axis=1),
        cost=(sums.cost + chain.close_books()).sum(axis=(0, 2)),
        demand=chain.path.demand[:, :, 0, 0],
        **{name: np.stack(values) for name, values in weeks.items()},
    )


@cache
def years(rule: str, *players: PolicyLike, contract: str = "firm") -> Year:
    """A shortage shared by a rule among four players."""
    return play(shortage(rule, contract), players)


# ---------------------------------------------------------------- effects


@dataclass(frozen=True)
class Effect:
    """The mean of a difference over worlds, and its 95 % interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.2f} [{self.low:.2f}, {self.high:.2f}]"


def effect(differences: np.ndarray) -> Effect:
    """Of one number a world."""
    mean = float(differences.mean())
    half = 1.96 * float(differences.std(ddof=1)) / np.sqrt(len(differences))
    return Effect(mean, mean - half, mean + half)


NOTHING = 1e-6
"""Units or money that come from rounding alone."""


def own(year: Year, other: Year, of: str = "lost") -> Effect:
    """What the first seat loses, or pays, more than in the other year."""
    return effect((getattr(year, of) - getattr(other, of))[0])


def rivals(year: Year, other: Year) -> list[Effect]:
    """What each of the others loses more."""
    return [effect(row) for row in (year.lost - other.lost)[1:]]


def together(year: Year, other: Year) -> Effect:
    """What all lose more."""
    return effect((year.lost - other.lost).sum(axis=0))


def less(found: Effect) -> bool:
    return found.high < 0.0


def more(found: Effect) -> bool:
    return found.low > 0.0


def within(found: Effect, bound: float) -> bool:
    """Its whole interval lies that near to 0."""
    return -bound <= found.low and found.high <= bound


NOBODY = (truthful,) * 4


TWICE = (inflating(2.0), truthful, truthful, truthful)


FOUR_TIMES = (inflating(4.0), truthful, truthful, truthful)


ALL = (inflating(4.0),) * 4


UNLIKE = (inflating(4.0), inflating(2.0), truthful, truthful)


BUILDER = (Builder, truthful, truthful, truthful)


LATE_BUILDER = (LateBuilder, truthful, truthful, truthful)
