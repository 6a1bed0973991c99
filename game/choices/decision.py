"""A seat's decision as the chain takes it: stances, and the numbers that its choices come to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...agents.arithmetic import Array
from ...agents.manufacturers.stances import Decision
from ...agents.scenario.options import express_weeks
from ...agents.scenario.scenario import Component, Scenario
from ..messages import Chosen, NumberName, PartNumbers, StanceName
from .chosen import LIMITS, NO_CHOICE
from .offered import Offered


def decision_of(
    scenario: Scenario, offered: Offered, stances: Mapping[str, StanceName], chosen: Chosen
) -> Decision:
    """The decision that the chain settles: flags and numbers by component, NaN for the stance's own."""
    parts = scenario.component
    jic = np.array([stances[part.name] == "JIC" for part in parts])
    numbers: dict[str, Array] = {}
    for name in LIMITS if chosen != NO_CHOICE else ():
        values = [_number(scenario, offered, part, stances[part.name], chosen, name) for part in parts]
        if any(value is not None for value in values):
            numbers[name] = np.array([np.nan if value is None else value for value in values])
    if contracts := _contracts(scenario, chosen):
        numbers["contract"] = np.array(contracts)
    return Decision(
        jic, **numbers, shelf_weeks=_shelves(offered, chosen), demand_plan=_plan(scenario, chosen)
    )


def _contracts(scenario: Scenario, chosen: Chosen) -> list[float]:
    """By component 1 for the contract of JIC, 0 for that of JIT, NaN for the stance's; none if all are."""
    named = [chosen.numbers.get(part.name, PartNumbers()).contract for part in scenario.component]
    return [np.nan if name is None else float(name == "JIC") for name in named] if any(named) else []


def _shelves(offered: Offered, chosen: Chosen) -> Array | None:
    """Weeks by market with a shelf, (B,); None if the seat has set none."""
    if not chosen.shelves:
        return None
    return np.array([chosen.shelves.get(market, np.nan) for market in offered.shelves])


def _plan(scenario: Scenario, chosen: Chosen) -> Array | None:
    """Units by product and week to come, (G, T); None if the seat has planned none."""
    if not chosen.plan:
        return None
    units = [chosen.plan.get(product.name, []) for product in scenario.product]
    weeks = max(map(len, units))
    return np.array([[*each, *[np.nan] * (weeks - len(each))] for each in units])


def _number(
    scenario: Scenario,
    offered: Offered,
    part: Component,
    stance: StanceName,
    chosen: Chosen,
    name: NumberName,
) -> float | None:
    """The number in force for a component; None for its stance's own."""
    number: float | None = getattr(chosen.numbers.get(part.name, PartNumbers()), name)
    if name == "expedite" and part.name in chosen.express:
        own = (part.jic if stance == "JIC" else part.jit).expedite if number is None else number
        return max(own, express_weeks(scenario))
    if name == "sourcing_split" and number is None and part.name in chosen.second_source:
        return offered.second[part.name] if chosen.second_source[part.name] else 0.0
    return number
