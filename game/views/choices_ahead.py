"""What a seat is told ahead of its choices: its records, rounded, and what the scenario says to them."""

from __future__ import annotations

from typing import Any

from msgspec import NODEFAULT, Struct, structs
from msgspec.structs import replace

from ...agents.network.derivation import network_of
from ...agents.scenario.markets import Market
from ...agents.scenario.scenario import Scenario
from ..choices.records import DemandAhead, PartAhead, SeatAhead, ShelfAhead
from ..messages import Cash, Demand, DemandFactors, ExpressNow, Planning, Shelf, SourceNow
from ..messages.choices import FORECAST_WEEKS
from ..messages.rounding import cents, four_digits, units
from ..rules.table_records import TableTurn
from .kept_by_scenario import kept_by_scenario

TENTHS_FROM = 1.0
"""Weeks of use from which on a bin's are told in tenths."""


def choices_of_row(ahead: PartAhead) -> dict[str, Any]:
    """The fields of a row that tell what may be decided of a component beside its stance."""
    return {
        "planning": None if ahead.planning is None else _lean(_planning(ahead.planning)),
        "sources": [_lean(_source(each)) for each in ahead.sources],
        "express": None if ahead.express is None else _lean(_express(ahead.express)),
    }


def choices_of_seat(scenario: Scenario, latest: TableTurn, ahead: SeatAhead, seat: int) -> dict[str, Any]:
    """The fields of a view that tell what a seat may decide beside what its rows tell; none without."""
    markets = [market for market in scenario.market if market.buffer is not None]
    found: dict[str, Any] = {}
    if ahead.cash is not None:
        found["cash"] = _lean(_cash(ahead.cash))
    if ahead.shelves:
        pairs = zip(markets, ahead.shelves, strict=True)
        found["shelves"] = [_lean(_shelf(market, shelf)) for market, shelf in pairs]
    if ahead.demand:
        found["demand"] = _demand(scenario, latest, ahead.demand, seat)
    return found


def _planning(told: Planning) -> Planning:
    return replace(
        told,
        weeks_per_factor=four_digits(told.weeks_per_factor),
        holding=four_digits(told.holding),
        fee=cents(told.fee),
        price=_five_digits(told.price),
        gap=_five_digits(told.gap),
        covers_weeks=round(told.covers_weeks, 2),
        most_order=_five_digits(told.most_order),
        weeks_per_cover=four_digits(told.weeks_per_cover),
        fill=[_of_curve(weeks) for weeks in told.fill],
        falls=[_of_curve(weeks) for weeks in told.falls],
    )


def _lean[S: Struct](told: S) -> S:
    """The same with its defaults themselves where it equals them: an encoder leaves these out, not others."""
    defaults = {each.name: each.default for each in structs.fields(told) if each.default is not NODEFAULT}
    return replace(told, **{name: value for name, value in defaults.items() if getattr(told, name) == value})


def _of_curve(weeks: float) -> float:
    """Weeks of use, finer than the slack of a plan: in tenths, a small bin in hundredths."""
    return round(weeks, 2 if weeks < TENTHS_FROM else 1)


def _three_digits(units: float) -> float:
    """Units of what is expected, which comes true in its first digits at best."""
    return float(f"{units:.3g}")


def _five_digits(money: float) -> float:
    """Money that is multiplied and added up for a sum of three digits."""
    return float(f"{money:.5g}")


def _source(told: SourceNow) -> SourceNow:
    return SourceNow(
        quote_weeks=four_digits(told.quote_weeks),
        share=four_digits(told.share),
        dearer=cents(told.dearer),
        ready_in=told.ready_in,
    )


def _express(told: ExpressNow) -> ExpressNow:
    return ExpressNow(
        units=units(told.units),
        cost=cents(told.cost),
        more=[_three_digits(each) for each in told.more],
    )


def _cash(told: Cash) -> Cash:
    return replace(told, tied_up=cents(told.tied_up), room=None if told.room is None else cents(told.room))


def _shelf(market: Market, told: ShelfAhead) -> Shelf:
    buffer = market.buffer
    assert buffer is not None
    return Shelf(
        market=market.name,
        title=market.title,
        usual_weeks=buffer.target_weeks,
        target_weeks=four_digits(told.target_weeks),
        lead_weeks=buffer.lead_weeks,
        units=units(told.units),
        demand=units(told.demand),
        holding=cents(told.holding),
        fee=cents(told.fee),
        freight=buffer.freight,
        waiting=units(told.waiting),
        coming=[_three_digits(each) for each in told.coming],
    )


def _demand(scenario: Scenario, latest: TableTurn, ahead: list[DemandAhead], seat: int) -> list[Demand]:
    """Of the products that the seat sells; what was asked for is left out before the first turn."""
    asked = latest.rows.get("demand", [])
    return [
        Demand(
            product=product.name,
            title=product.title,
            forecast=_in_short(ahead[number].forecast),
            planned=_in_short(ahead[number].planned),
            wanted=[round(each, 3) for each in ahead[number].wanted],
            parts=_parts(scenario, ahead[number].parts),
            asked=[units(sum(week[seat][number])) for week in asked],
        )
        for number, product in enumerate(scenario.product)
        if product.name in scenario.seat[seat].demand
    ]


def _in_short(each_week: list[float]) -> list[float]:
    return [_three_digits(each) for each in each_week]


def _parts(scenario: Scenario, parts: list[float]) -> dict[str, float]:
    named = zip(scenario.component, parts, strict=True)
    return {part.name: units for part, units in named if units}


@kept_by_scenario
def demand_factors(scenario: Scenario) -> list[DemandFactors]:
    """What planners know of demand for each product, by week of the year and of the quarter after it."""
    network = network_of(scenario)
    weeks = range(1, scenario.weeks + FORECAST_WEEKS + 1)
    both = [network.product_season(week) for week in weeks]
    life = [network.product_life(week) for week in weeks]
    return [
        DemandFactors(
            product=product.name,
            season=[_factor(a[g] / b[g] if b[g] > 0.0 else 0.0) for a, b in zip(both, life, strict=True)],
            life=[_factor(each[g]) for each in life] if network.products_come_and_go else [],
        )
        for g, product in enumerate(scenario.product)
    ]


def _factor(share: float) -> float:
    return round(float(share), 3)
