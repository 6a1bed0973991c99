"""What each seat is told ahead of its choices, from the chain at a turn's end."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from ...agents.arithmetic import Array, Flags, ratio, repeated
from ...agents.chain.choices_ahead import ChoicesProjection, PlannedStock, dearer
from ...agents.chain.horizons import WEEKS_AHEAD
from ...agents.chain.model import SupplyChain
from ...agents.chain.outlook import SLACK_OF_USE
from ...agents.chain.projection import UNCHANGED
from ...agents.manufacturers.seat_rules import rule_for
from ...agents.scenario.options import express_weeks, sources_of
from ..messages import Cash, ExpressNow, Planning, SourceNow
from ..messages.choices import FORECAST_WEEKS
from ..messages.rounding import until_empty
from .chosen import express_price
from .offered import Offered
from .records import DemandAhead, PartAhead, SeatAhead, ShelfAhead

FILLED_WEEKS = 26.0
"""Weeks of use in the bin with which the way up to a full bin ends: no plan holds more."""
SAME = 1e-6
"""Weeks of use: a smaller difference between two bins is rounding."""


def ahead_by_world(chain: SupplyChain, offered: Offered) -> list[list[SeatAhead]]:
    """By world, then by seat."""
    told = ChoicesAhead(chain, offered)
    return [
        [told.of_seat(seat, world) for seat in range(len(chain.network.seats))]
        for world in range(chain.worlds)
    ]


class ChoicesAhead:
    """Figures of all seats in all worlds, of what the game offers alone."""

    def __init__(self, chain: SupplyChain, offered: Offered) -> None:
        self._chain, self._scenario, self._offered = chain, chain.scenario, offered
        names = [part.name for part in self._scenario.component]
        self._filled = [k for k, name in enumerate(names) if "cover_weeks" in offered.numbers.get(name, ())]
        self._hurried = [k for k, name in enumerate(names) if name in offered.express]
        self._stock = PlannedStock(chain) if offered.numbers or offered.credit else None
        self._ahead = self._projection()
        self._shares = chain.sourcing.shares_ahead(
            chain.week + 1, chain.manufacturers.stance, chain.manufacturers.numbers
        )
        self._dearer = dearer(chain)
        self._ready = chain.sourcing.weeks_until_ready(chain.week + 1)
        self._tied_up = chain.manufacturers.tied_up(chain.ledger.product_value)
        every = np.ones(chain.manufacturers.stance.shape, dtype=bool)
        self._fee = chain.ledger.changeover(every, chain.planning.mean_use(chain.week + 1))
        markets = enumerate(self._scenario.market)
        self._buffers = [(m, market.buffer) for m, market in markets if market.buffer is not None]
        # Worked out for all seats and worlds at once, in which each then looks up its own.
        if self._stock is not None:
            self._holding = chain.ledger.holding_per_week(self._stock.use)
        if offered.plans:
            self._look_at_demand()
        if offered.shelves:
            self._look_at_shelves()

    def _projection(self) -> ChoicesProjection | None:
        if not (self._filled or self._hurried):
            return None
        weeks, below = self._scenario.weeks_per_turn, express_weeks(self._scenario)
        return ChoicesProjection(self._chain, self._filled, self._hurried, below, weeks)

    def of_seat(self, seat: int, world: int) -> SeatAhead:
        """What one seat is told in one world."""
        parts = range(len(self._scenario.component))
        return SeatAhead(
            parts=[self._part(seat, k, world) for k in parts],
            cash=self._cash(seat, world),
            shelves=self._shelves(seat, world) if self._offered.shelves else [],
            demand=self._demand(seat, world) if self._offered.plans else [],
        )

    # ---------------------------------------------------------------- a component

    def _part(self, seat: int, k: int, world: int) -> PartAhead:
        return PartAhead(
            planning=self._planning(seat, k, world),
            sources=self._sources(seat, k, world),
            express=self._express(seat, k, world),
        )

    def _planning(self, seat: int, k: int, world: int) -> Planning | None:
        own, part = self._scenario.seat[seat], self._scenario.component[k]
        if self._stock is None or rule_for(own, part) is not None:
            return None  # what is ordered by a rule in numbers follows from no plan
        stock, value = self._stock, float(self._chain.network.value[k])
        use = stock.use[..., world]
        fill, falls = self._ways_to_a_plan(seat, k, world)
        return Planning(
            weeks_per_factor=float(stock.per_factor[seat, k, world]),
            holding=float(self._holding[seat, k, world]),
            fee=float(self._fee[seat, k, world]),
            price=value * float(use[seat, k]),
            gap=value * float(stock.gap[seat, k, world]),
            covers_weeks=float(stock.protected[seat, k, world]),
            most_order=value * float(stock.most_order[seat, k, world]),
            weeks_per_cover=_one(float(stock.per_cover[seat, k, world])),
            priority=part.priority,
            fill=fill,
            falls=falls,
        )

    def _ways_to_a_plan(self, seat: int, k: int, world: int) -> tuple[list[float], list[float]]:
        """Weeks of use in the bin, week by week, on the way up and on the way down."""
        if self._ahead is None or k not in self._filled or self._stock is None:
            return [], []
        number, use = self._filled.index(k), self._stock.use[seat, k, world]
        up, down = (
            ratio(self._ahead.on_hand[:, variant, seat, k, world], use, empty=0.0).tolist()
            for variant in (self._ahead.fills(number), self._ahead.falls(number))
        )
        full = next((week for week, weeks in enumerate(up) if weeks >= FILLED_WEEKS), len(up))
        # Any plan is there when the bin is as empty as a plan's slack.
        least = int(np.argmin(down))
        empty = next((week for week, weeks in enumerate(down) if weeks <= SLACK_OF_USE), least)
        return up[: full + 1], down[: empty + 1]

    def _sources(self, seat: int, k: int, world: int) -> list[SourceNow]:
        part, chain = self._scenario.component[k], self._chain
        if part.name not in self._offered.second:
            return []
        assert self._shares is not None, "a component with a second source has near lanes"
        found = []
        for lane, _ in sources_of(self._scenario, part):
            supplier = int(chain.network.supplier_of_lane[lane])
            weeks = float(self._ready[supplier, seat, world]) if supplier >= 0 else 0.0
            found.append(
                SourceNow(
                    quote_weeks=float(chain.quote[lane, world]),
                    share=float(self._shares[lane, seat, world]),
                    dearer=float(self._dearer[lane, world]),
                    ready_in=None if math.isinf(weeks) else weeks,
                )
            )
        return found

    def _express(self, seat: int, k: int, world: int) -> ExpressNow | None:
        if k not in self._hurried:
            return None
        assert self._ahead is not None
        variant, part = self._ahead.hurries(self._hurried.index(k)), self._scenario.component[k]
        weeks = self._scenario.weeks_per_turn
        units = float(self._ahead.expedited[:weeks, variant, seat, k, world].sum())
        bins = self._ahead.on_hand[1 : WEEKS_AHEAD + 1, :, seat, k, world]
        more = bins[:, variant] - bins[:, UNCHANGED]
        use = float(self._chain.planning.mean_use(self._chain.week + 1)[seat, k, world])
        told = np.flatnonzero(np.abs(more) > SAME * use)
        return ExpressNow(
            units=units,
            cost=units * express_price(self._scenario, part),
            more=more[: int(told[-1]) + 1].tolist() if len(told) else [],
        )

    # ---------------------------------------------------------------- a seat

    def _cash(self, seat: int, world: int) -> Cash | None:
        if not self._offered.credit:
            return None
        network, own = self._chain.network, self._scenario.seat[seat]
        tied_up = float(self._tied_up[seat, world])
        limit = float(network.cash[seat] + network.credit[seat])
        return Cash(
            cash=own.cash,
            credit=own.credit,
            tied_up=tied_up,
            room=None if math.isinf(limit) else max(0.0, limit - tied_up),
            interest=self._scenario.costs.interest,
            by_priority=self._scenario.ordering.beyond_credit == "priority",
        )

    def _look_at_demand(self) -> None:
        planning, week = self._chain.planning, self._chain.week + 1
        ahead = range(week, week + FORECAST_WEEKS)
        self._planned = np.array([planning.forecast(each) for each in ahead])
        # A plan stands in the forecast's place; a player sets both side by side.
        self._forecast = self._planned if planning.plans is None else self._without_plans(ahead)
        self._wanted = [self._goods_wanted(each - week, each) for each in ahead]

    def _demand(self, seat: int, world: int) -> list[DemandAhead]:
        planned, forecast = self._planned[:, seat, :, world], self._forecast[:, seat, :, world]
        wanted = [each[seat, :, world] for each in self._wanted]
        bill = self._chain.planning.bill(self._chain.week + 1)[seat]
        parts = bill if bill.ndim == 2 else bill[..., world]
        return [
            DemandAhead(
                forecast=forecast[:, g].tolist(),
                planned=[] if (planned[:, g] == forecast[:, g]).all() else planned[:, g].tolist(),
                wanted=until_empty([float(each[g]) for each in wanted]),
                parts=parts[g].tolist(),
            )
            for g in range(len(parts))
        ]

    def _without_plans(self, weeks: Iterable[int]) -> Array:
        """Forecast demand without any plan, units, (T, N, G, W)."""
        planning = self._chain.planning
        return np.array([repeated(planning.forecast_of_one_copy(week), planning.copies) for week in weeks])

    def _goods_wanted(self, ahead: int, week: int) -> Array:
        """Units of goods wanted for each unit forecast for a week so far ahead, (N, G, W)."""
        chain, regions = self._chain, self._chain.manufacturers.regions
        at_plant = self._scenario.line.finished_goods_weeks if ahead == 0 else 0.0
        forecast = chain.planning.forecast(week)
        wanted = np.full_like(forecast, at_plant)
        if regions is None:
            return wanted
        markets = [m for m, _ in self._buffers]
        share = ratio(chain.planning.by_market(week, markets), forecast[:, :, None], empty=0.0)
        for b, (_, buffer) in enumerate(self._buffers):
            # Its own weeks in the first, and later the weeks of the way.
            weeks = regions.aims[:, None, b] if ahead == 0 else float(ahead <= buffer.lead_weeks)
            wanted = wanted + share[:, :, b] * weeks
        return wanted

    def _look_at_shelves(self) -> None:
        chain, regions = self._chain, self._chain.manufacturers.regions
        assert regions is not None
        self._coming = [regions.due_in(chain.week, ahead) for ahead in range(1, WEEKS_AHEAD + 1)]
        self._expected = chain.planning.by_market(chain.week + 1, [m for m, _ in self._buffers])
        self._shelf_holding = chain.ledger.shelves_per_week(self._expected)
        mean = regions.mean_demand(chain.planning)
        shelves = range(len(self._buffers))
        self._shelf_fees = [chain.ledger.shelf_changeover(self._shelf(b), mean) for b in shelves]

    def _shelves(self, seat: int, world: int) -> list[ShelfAhead]:
        chain, regions = self._chain, self._chain.manufacturers.regions
        assert regions is not None
        coming = np.array([each[seat, :, :, world].sum(axis=0) for each in self._coming])
        return [
            ShelfAhead(
                target_weeks=float(regions.aims[seat, b, world]),
                units=float(regions.shelves[seat, :, b, world].sum()),
                demand=float(self._expected[seat, :, b, world].sum()),
                holding=float(self._shelf_holding[seat, b, world]),
                fee=float(self._shelf_fees[b][seat, world]),
                waiting=float(chain.manufacturers.backlog[seat, :, m, world].sum()),
                coming=until_empty(coming[:, b].tolist()),
            )
            for b, (m, _) in enumerate(self._buffers)
        ]

    def _shelf(self, buffer: int) -> Flags:
        """True for one shelf of all seats, (N, B, W)."""
        regions = self._chain.manufacturers.regions
        assert regions is not None
        flags = np.zeros(regions.aims.shape, dtype=bool)
        flags[:, buffer] = True
        return flags


def _one(per_cover: float) -> float:
    """1 but for rounding where products neither come nor go, so that the log leaves it out."""
    return 1.0 if abs(per_cover - 1.0) < SAME else per_cover
