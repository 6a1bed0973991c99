"""Features of the engine: what a scenario may say beyond what it must, derived from the types of its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from linestop.agents.scenario import markets, transport
from linestop.agents.scenario import scenario as parts
from linestop.agents.scenario.events import Shock
from linestop.agents.scenario.scenario import Scenario

TABLES: dict[str, type[Struct]] = {
    "ordering": parts.Ordering,
    "costs": parts.Costs,
    "selling": markets.Selling,
    "line": parts.Line,
    "component": parts.Component,
    "component.jic": parts.StanceNumbers,
    "supplier": transport.Supplier,
    "port": transport.Port,
    "lane": transport.Lane,
    "product": markets.Product,
    "market": markets.Market,
    "market.demand": markets.Regime,
    "seat": parts.Seat,
    "shock": Shock,
}
"""Tables of a file whose keys are features, by the name that the table of features uses."""
WHOLE = ("depot", "engineering_change", "port", "shock")
"""Lists that a file may leave out altogether; each is a feature by itself."""
NO_FEATURES = {
    "shock.news",  # told, not played
    "shock.depth",  # what every shock may draw
    "shock.stretch",
    "shock.probability",
    "component.jic.firm_weeks",  # without its feature, such as `firm_window`, these say nothing
    "supplier.priority",
    "supplier.sales_memory_weeks",
    "port.ship_boxes",
    "market.demand.season_peak_week",
    "market.demand.clumps",
    "market.demand.units",
    "lane.order_weeks",
    "lane.to",  # leads to a depot
    "ordering.forecast_smoothing",  # one of the two ways to forecast, which each file must choose
}
"""Optional keys that are no features of their own, and why."""


def values_of(hint: Any) -> tuple[Any, ...]:
    """The values of a Literal, also inside Annotated or a union; none for other types."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(value for part in get_args(hint) for value in values_of(part))


def features_of(tables: dict[str, type[Struct]]) -> set[str]:
    """`table.key` of each optional key, and `table.key = "value"` of each value of a choice but the usual."""
    found: set[str] = set()
    for table, kind in tables.items():
        hints = get_type_hints(kind, include_extras=True)
        for field in msgspec.structs.fields(kind):
            name = f"{table}.{field.name}"
            choices = [value for value in values_of(hints[field.name]) if isinstance(value, str)]
            if choices and (not field.required or field.name == "kind"):
                found |= {f'{name} = "{value}"' for value in choices if value != field.default}
            elif not field.required:
                found.add(name)
    return {name for name in found if name not in NO_FEATURES}


FEATURES = features_of(TABLES) | set(WHOLE)


def _rows(scenario: Scenario) -> Iterator[tuple[str, Struct]]:
    """All values of a scenario that have features, each with the name of its table."""
    for table in ("ordering", "costs", "selling", "line"):
        yield table, getattr(scenario, table)
    for table in ("component", "supplier", "port", "lane", "product", "market", "seat", "shock"):
        for row in getattr(scenario, table):
            yield table, row
    for part in scenario.component:
        yield from (("component.jic", stance) for stance in (part.jit, part.jic))
    for market in scenario.market:
        yield from (("market.demand", regime) for regime in market.demand.values())
        if market.selling is not None:
            yield "selling", market.selling


def used_by(scenario: Scenario) -> set[str]:
    """The features that a scenario uses: what it says otherwise than if it had said nothing."""
    found = {table for table in WHOLE if getattr(scenario, table)}
    for table, row in _rows(scenario):
        for field in msgspec.structs.fields(type(row)):
            value = getattr(row, field.name)
            usual = field.default_factory() if callable(field.default_factory) else field.default
            if value != usual:
                found |= {f"{table}.{field.name}", f'{table}.{field.name} = "{value}"'} & FEATURES
    return found
