"""What a seat has chosen beside its stances: checked, and carried from turn to turn.

Numbers, the second source, shelves and a plan repeat like stances; express lasts for its turn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from msgspec import structs

from ...agents.scenario.scenario import Component, Scenario
from ...agents.scenario.words import (
    MOST_COVER_WEEKS,
    MOST_PLANNED_WEEKS,
    MOST_PRIORITY,
    MOST_SAFETY_FACTOR,
    MOST_SHELF_WEEKS,
)
from ..errors import Refused
from ..messages import Chosen, Decide, NumberName, PartNumbers
from .offered import Offered

NO_CHOICE = Chosen()
LIMITS: dict[NumberName, tuple[float, float]] = {
    "cover_weeks": (0.0, MOST_COVER_WEEKS),
    "safety_factor": (0.0, MOST_SAFETY_FACTOR),
    "sourcing_split": (0.0, 1.0),
    "expedite": (0.0, MOST_COVER_WEEKS),
    "priority": (1.0, MOST_PRIORITY),
}
"""The least and the most of each number that may be set."""
PLANNED_TIMES = 20.0
"""Most that may be planned for a week, as a multiple of the mean demand of the seat: more is a slip of the
finger, and would fill every port with it."""


class Choices(Protocol):
    """What a decision holds beside stances, be it a command or the event that it made (`messages.Decide`)."""

    @property
    def numbers(self) -> dict[str, PartNumbers]: ...
    @property
    def express(self) -> list[str] | None: ...
    @property
    def second_source(self) -> dict[str, bool]: ...
    @property
    def shelves(self) -> dict[str, float | None]: ...
    @property
    def plan(self) -> dict[str, list[float]]: ...


def says_nothing(made: Choices) -> bool:
    """Whether a decision holds stances alone, as most do: found out without looking at what is offered."""
    return made.express is None and not (made.numbers or made.second_source or made.shelves or made.plan)


def after_decision(held: Chosen, made: Choices) -> Chosen:
    """What a seat has chosen after a decision; the same value if it changes nothing, as most do."""
    if says_nothing(made):
        return held
    changed = Chosen(
        numbers=_merged(held.numbers, made.numbers, PartNumbers()),
        express=held.express if made.express is None else made.express,
        second_source={**held.second_source, **made.second_source},
        shelves=_merged(held.shelves, made.shelves, None),
        plan=_merged(held.plan, made.plan, []),
    )
    return held if changed == held else changed


def after_turn(held: Chosen, weeks: int) -> Chosen:
    """What repeats in the turn after one of so many weeks: no express, and a plan for the weeks left."""
    if not (held.express or held.plan):
        return held
    left = {product: units[weeks:] for product, units in held.plan.items()}
    return structs.replace(held, express=[], plan={name: units for name, units in left.items() if units})


def all_after_turn[P](chosen: Mapping[P, Chosen], weeks: int) -> Mapping[P, Chosen]:
    """What repeats of what all seats have chosen; seats of which nothing does are left out."""
    after = {place: after_turn(held, weeks) for place, held in chosen.items()}
    return MappingProxyType({place: held for place, held in after.items() if held != NO_CHOICE})


def _merged[V](held: Mapping[str, V], given: Mapping[str, V | None], none: V | None) -> dict[str, V]:
    """The entries held, with those given in their place; what is given as `none` is dropped."""
    merged = {**held, **given}
    return {name: value for name, value in merged.items() if value is not None and value != none}


# ---------------------------------------------------------------- checks


def must_be_offered(offered: Offered, scenario: Scenario, seat: str, command: Decide) -> None:
    """Check what a decision of this seat holds beside stances.

    Raises:
        Refused: if the game does not offer it, or it is out of its range.
    """
    if says_nothing(command):
        return
    _must_be_components(scenario, {*command.numbers, *command.second_source, *(command.express or [])})
    for component, numbers in command.numbers.items():
        _must_be_numbers(offered, component, numbers)
    _must_be_express(offered, command.express or [])
    for component in command.second_source:
        if component not in offered.second:
            raise Refused(
                f"There is no second source of {component!r} to choose; it comes one way.",
                code="no_second_source",
                component=component,
            )
    for market, weeks in command.shelves.items():
        _must_be_shelf(offered, scenario, market, weeks)
    for product, units in command.plan.items():
        _must_be_plan(offered, scenario, seat, product, units)


def _must_be_components(scenario: Scenario, named: Iterable[str]) -> None:
    known = {part.name for part in scenario.component}
    for component in sorted(named):
        if component not in known:
            raise Refused(
                f"There is no component {component!r} here; there are {', '.join(sorted(known))}.",
                code="unknown_component",
                component=component,
            )


def _must_be_numbers(offered: Offered, component: str, numbers: PartNumbers) -> None:
    if not offered.numbers:
        raise Refused(
            "In this game stances are set, not the numbers behind them; those need an expert game.",
            code="no_numbers",
        )
    if numbers.contract is not None and component not in offered.contracts:
        raise Refused(
            f"There is one contract for {component!r} here, so none can be chosen.",
            code="no_contract_choice",
            component=component,
        )
    may_be_set = offered.numbers.get(component, ())
    for name, (least, most) in LIMITS.items():
        value = getattr(numbers, name)
        if value is None:
            continue
        if name not in may_be_set:
            raise Refused(
                f"Of {component!r} {', '.join(may_be_set) or 'nothing'} can be set, and {name} cannot.",
                code="number_not_offered",
                component=component,
                number=name,
            )
        if not (math.isfinite(value) and least <= value <= most):
            raise Refused(
                f"For {component!r} {name} is {value:g}; send {least:g} to {most:g}.",
                code="number_out_of_range",
                component=component,
                number=name,
                least=f"{least:g}",
                most=f"{most:g}",
            )


def _must_be_express(offered: Offered, express: list[str]) -> None:
    for component in express:
        if component not in offered.express:
            raise Refused(
                f"There is no fast lane for {component!r} here, so it cannot go express.",
                code="no_express",
                component=component,
            )
    if len(set(express)) < len(express):
        raise Refused("Express names a component twice; name each once.", code="express_twice")


def _must_be_shelf(offered: Offered, scenario: Scenario, market: str, weeks: float | None) -> None:
    if not offered.shelves:
        raise Refused("This game has no regional shelves to set; leave them out.", code="no_shelves")
    if market not in offered.shelves:
        known = any(each.name == market for each in scenario.market)
        raise Refused(
            f"There is no shelf to set in {market!r}; there are some in {', '.join(offered.shelves)}.",
            code="no_shelf_there" if known else "unknown_market",
            market=market,
        )
    if weeks is not None and not 0.0 <= weeks <= MOST_SHELF_WEEKS:
        raise Refused(
            f"The shelf in {market!r} would hold {weeks:g} weeks; send 0 to {MOST_SHELF_WEEKS:g}.",
            code="shelf_out_of_range",
            market=market,
            most=f"{MOST_SHELF_WEEKS:g}",
        )


def _must_be_plan(offered: Offered, scenario: Scenario, seat: str, product: str, units: list[float]) -> None:
    if not offered.plans:
        raise Refused("In this game demand is forecast, not planned; leave the plan out.", code="no_plan")
    made = next(each.demand for each in scenario.seat if each.name == seat)
    if product not in made:
        raise Refused(
            f"Your company sells no {product!r}; it sells {', '.join(made)}.",
            code="unknown_product",
            product=product,
        )
    if len(units) > MOST_PLANNED_WEEKS:
        raise Refused(
            f"The plan of {product!r} has {len(units)} weeks; send {MOST_PLANNED_WEEKS} at most.",
            code="plan_too_long",
            product=product,
            most=str(MOST_PLANNED_WEEKS),
        )
    most = PLANNED_TIMES * made[product]
    if not all(0.0 <= each <= most for each in units):
        raise Refused(
            f"The plan of {product!r} leaves its range; send 0 to {most:g} units a week.",
            code="plan_out_of_range",
            product=product,
            most=f"{most:g}",
        )


# ---------------------------------------------------------------- express


def express_price(scenario: Scenario, part: Component) -> float:
    """Money for a unit sent express above what it costs by the lanes it is taken from, by their shares."""
    assert part.expedite is not None
    lanes = {lane.name: lane for lane in scenario.lane}
    fast = lanes.pop(part.expedite.lane)
    replaced = [lane for lane in lanes.values() if lane.supplier == fast.supplier]
    # Lanes without a share carry nothing unless a split is chosen; then all count alike.
    weights = [lane.share for lane in replaced]
    weights = weights if sum(weights) > 0.0 else [1.0] * len(replaced)
    freight = sum(w * lane.freight for w, lane in zip(weights, replaced, strict=True)) / sum(weights)
    return part.expedite.premium + fast.freight - freight
