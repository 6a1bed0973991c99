"""What no single key can show: the parts of a scenario must agree with each other.

The rules stand in tiers, and a tier is asked only when the one before is content, so that
one mistake gives one message: a misspelt name is not also a missing lane. Each rule is one
generator of problems; a new rule is one function and its name in `TIERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import fsum
from typing import Protocol

from .depot_sense import (
    depots_are_supplied,
    depots_keep_it_plain,
    depots_take_nothing_back,
    echelons_are_whole,
    lanes_fit_their_depots,
    lexicographic_suppliers_know_no_depot,
    no_depot_supplies_itself,
)
from .goods_sense import changes_can_come, changes_replace_a_part, changing_parts_are_ordered_by_stance
from .rationing_sense import no_seat_is_called_outside, priorities_are_whole
from .rule_sense import (
    reorder_points_are_below_their_level,
    rules_have_their_numbers,
    what_is_made_to_order_has_no_shelf,
)
from .scenario import Lane, Scenario
from .scenario_mistakes import Path, Problem, expected_word, number_text, quoted
from .scenario_words import OUTSIDE
from .shock_sense import SHOCK_KINDS, fates_are_shared_once, news_is_heard, shock_numbers_fit
from .supply_sense import (
    SHARES_AGREE,
    chances_sum_to_one,
    fast_lanes_have_goods_to_take,
    lanes_give_way_to_their_like,
    near_lanes_have_far_ones,
    yields_are_ordered,
)
from .worth_sense import selling_beats_losing

type Rule = Callable[[Scenario], Iterator[Problem]]

MOST_LIFE = 5.0
"""A curve of lives is a factor on the mean that the seats state, not a second mean."""


class Named(Protocol):
    @property
    def name(self) -> str: ...


def sense_problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with a scenario whose every value is in its range."""
    for tier in TIERS:
        problems = [problem for rule in tier for problem in rule(scenario)]
        if problems:
            yield from problems
            return


def names_are_unique(scenario: Scenario) -> Iterator[Problem]:
    """In each list; and among sites, since a site's luck is drawn by its name."""
    sites = ("supplier", "port", "depot", "market", "seat")
    for lists in (sites, ("component",), ("lane",), ("product",), ("shock", "engineering_change")):
        taken: dict[str, str] = {}
        for kind in lists:
            named: Sequence[Named] = getattr(scenario, kind)
            for index, part in enumerate(named):
                if part.name in taken:
                    expected = f"another name ({taken[part.name]} is called so already)"
                    yield Problem((kind, index, "name"), quoted(part.name), expected)
                taken.setdefault(part.name, f"{kind}[{index + 1}]")


def turns_fit_the_year(scenario: Scenario) -> Iterator[Problem]:
    if scenario.weeks_per_turn > scenario.weeks:
        expected = f"at most {scenario.weeks}, the number of weeks"
        yield Problem(("weeks_per_turn",), str(scenario.weeks_per_turn), expected)


def disturbances_are_ordered(scenario: Scenario) -> Iterator[Problem]:
    low, high = scenario.disturbances.capacity
    if low > high:
        found = f"{number_text(low)} above {number_text(high)}"
        yield Problem(("disturbances", "capacity"), found, "the lowest share, then the highest")


def forecasts_have_one_rule(scenario: Scenario) -> Iterator[Problem]:
    smoothing, weeks = scenario.ordering.forecast_smoothing, scenario.ordering.forecast_weeks
    path: Path = ("ordering", "forecast_smoothing")
    if smoothing is None and weeks is None:
        yield Problem(path, "nothing", "a number above 0, at most 1, or forecast_weeks in its place")
    if smoothing is not None and weeks is not None:
        yield Problem(
            path, f"it beside forecast_weeks = {weeks}", "one of the two: smoothing or a mean of weeks"
        )


def ocean_lanes_have_a_port(scenario: Scenario) -> Iterator[Problem]:
    for index, lane in enumerate(scenario.lane):
        if lane.mode == "ocean" and lane.port is None:
            expected = "the name of a port, since ocean lanes need one"
            yield Problem(("lane", index, "port"), "nothing", expected)


def names_are_known(scenario: Scenario) -> Iterator[Problem]:
    """Whoever is spoken of exists. A name unknown in several places is told once."""
    told: dict[tuple[str, str], int] = {}
    uses = list(_uses(scenario))
    for kind, name, _, _ in uses:
        told[kind, name] = told.get((kind, name), 0) + 1
    for kind, name, path, on_key in uses:
        known = _names(scenario, kind)
        times = told.pop((kind, name), 0)
        if name not in known and times:
            found = quoted(name) + (f" (in {times} places)" if times > 1 else "")
            yield Problem(path, found, f"a {kind}: {expected_word(name, known)}", on_key)


def _names(scenario: Scenario, kind: str) -> list[str]:
    named: Sequence[Named] = getattr(scenario, kind)
    return [part.name for part in named]


def _uses(scenario: Scenario) -> Iterator[tuple[str, str, Path, bool]]:
    """Every mention of a name: kind, name, where, and whether it is a key there."""
    for index, part in enumerate(scenario.component):
        if part.expedite is not None:
            yield "lane", part.expedite.lane, ("component", index, "expedite", "lane"), False
    for index, supplier in enumerate(scenario.supplier):
        yield "component", supplier.component, ("supplier", index, "component"), False
        for place, seat_name in enumerate(supplier.priority):
            if seat_name != OUTSIDE:
                yield "seat", seat_name, ("supplier", index, "priority", place), False
    for index, lane in enumerate(scenario.lane):
        if lane.supplier not in _names(scenario, "depot"):
            yield "supplier", lane.supplier, ("lane", index, "supplier"), False
        if lane.to is not None:
            yield "depot", lane.to, ("lane", index, "to"), False
        if lane.port is not None:
            yield "port", lane.port, ("lane", index, "port"), False
        if lane.diversion is not None:
            yield "lane", lane.diversion.lane, ("lane", index, "diversion", "lane"), False
    for index, site in enumerate(scenario.depot):
        yield "component", site.component, ("depot", index, "component"), False
    for index, market in enumerate(scenario.market):
        for product in market.demand:
            yield "product", product, ("market", index, "demand", product), True
    for index, seat in enumerate(scenario.seat):
        for product in seat.demand:
            yield "product", product, ("seat", index, "demand", product), True
        for component in seat.order:
            yield "component", component, ("seat", index, "order", component), True
        for product, parts in seat.bill_of_materials.items():
            path: Path = ("seat", index, "bill_of_materials", product)
            yield "product", product, path, True
            for component in parts:
                yield "component", component, (*path, component), True
    yield from _uses_of_changes(scenario)
    for index, shock in enumerate(scenario.shock):
        yield SHOCK_KINDS[shock.kind].target, shock.target, ("shock", index, "target"), False
        if shock.shares_fate_with is not None:
            yield "shock", shock.shares_fate_with, ("shock", index, "shares_fate_with"), False


def _uses_of_changes(scenario: Scenario) -> Iterator[tuple[str, str, Path, bool]]:
    for index, change in enumerate(scenario.engineering_change):
        path: Path = ("engineering_change", index)
        yield "product", change.product, (*path, "product"), False
        yield "component", change.old, (*path, "old"), False
        yield "component", change.new, (*path, "new"), False


def markets_know_every_product(scenario: Scenario) -> Iterator[Problem]:
    for index, market in enumerate(scenario.market):
        for product in [item.name for item in scenario.product if item.name not in market.demand]:
            expected = "how it sells there (share = 0 where it does not)"
            yield Problem(("market", index, "demand", product), "nothing", expected)


def lists_go_with_their_draw(scenario: Scenario) -> Iterator[Problem]:
    for index, market in enumerate(scenario.market):
        for product, regime in market.demand.items():
            path: Path = ("market", index, "demand", product, "units")
            if regime.draw == "listed" and not regime.units:
                yield Problem(path, "nothing", "the units of each week, since the draw is listed")
            if regime.draw != "listed" and regime.units:
                yield Problem(path, "a list", f'none, since the draw is "{regime.draw}"')


def clumps_go_with_their_draw(scenario: Scenario) -> Iterator[Problem]:
    for index, market in enumerate(scenario.market):
        for product, regime in market.demand.items():
            path: Path = ("market", index, "demand", product, "clumps")
            if regime.draw == "negative_binomial" and regime.clumps is None:
                yield Problem(path, "nothing", "r of the variance, since the draw is negative_binomial")
            if regime.draw != "negative_binomial" and regime.clumps is not None:
                found = number_text(regime.clumps)
                yield Problem(path, found, f'none, since the draw is "{regime.draw}"')


def lives_go_forward(scenario: Scenario) -> Iterator[Problem]:
    for index, market in enumerate(scenario.market):
        for product, regime in market.demand.items():
            path: Path = ("market", index, "demand", product, "life")
            if regime.life and regime.draw == "listed":
                yield Problem(path, "a life", 'none, since the draw is "listed"')
            for place, ((before, _), (week, _)) in enumerate(pairwise(regime.life)):
                if week <= before:
                    found, expected = f"week {number_text(week)}", f"a week after {number_text(before)}"
                    yield Problem((*path, place + 1, 0), found, expected)
            for place, (_, factor) in enumerate(regime.life):
                if factor > MOST_LIFE:
                    found, expected = number_text(factor), f"0 to {number_text(MOST_LIFE)} times the mean"
                    yield Problem((*path, place, 1), found, expected)


def seats_make_what_they_sell(scenario: Scenario) -> Iterator[Problem]:
    for index, seat in enumerate(scenario.seat):
        for product in [name for name in seat.demand if name not in seat.bill_of_materials]:
            path: Path = ("seat", index, "bill_of_materials", product)
            yield Problem(path, "nothing", "the parts of it, since the seat has demand for it")
        for product in [name for name in seat.bill_of_materials if name not in seat.demand]:
            yield Problem(("seat", index, "demand", product), "nothing", "its mean units a week")
        for product, parts in seat.bill_of_materials.items():
            if not any(parts.values()):
                path = ("seat", index, "bill_of_materials", product)
                yield Problem(path, "no parts", "some amount of at least one component")
        if not any(seat.demand.values()):
            yield Problem(("seat", index, "demand"), "no demand", "some product with more than 0 a week")


def everything_is_used(scenario: Scenario) -> Iterator[Problem]:
    """Capacity is a multiple of normal use, so what nobody uses would have none."""
    made = {name for seat in scenario.seat for name, units in seat.demand.items() if units}
    used = {
        component
        for seat in scenario.seat
        for product, parts in seat.bill_of_materials.items()
        if seat.demand.get(product)
        for component, amount in parts.items()
        if amount
    }
    used |= {change.new for change in scenario.engineering_change if change.product in made}
    unused = set(_names(scenario, "component")) - used
    supplied = {supplier.component for supplier in scenario.supplier} | unused  # said once is enough
    yield from _unused(scenario.product, "product", made, "a product that some seat has demand for")
    yield from _unused(scenario.component, "component", used, "a component that some seat's product needs")
    yield from _unused(scenario.component, "component", supplied, "a component that some supplier makes")
    active = [lane for lane in scenario.lane if lane.share > 0]
    senders = {lane.supplier for lane in active}
    sized = {supplier.name for supplier in scenario.supplier if supplier.capacity is not None}
    senders |= sized & {lane.supplier for lane in scenario.lane}
    yield from _unused(scenario.supplier, "supplier", senders, "a supplier with a lane that has a share")
    ports = {lane.port for lane in active if lane.port is not None}
    sized = {port.name for port in scenario.port if port.throughput is not None}
    ports |= sized & {lane.port for lane in scenario.lane if lane.port is not None}
    yield from _unused(scenario.port, "port", ports, "a port that some lane with a share passes")


def _unused(parts: Sequence[Named], kind: str, used: set[str], expected: str) -> Iterator[Problem]:
    for index, part in enumerate(parts):
        if part.name not in used:
            yield Problem((kind, index, "name"), quoted(part.name), expected)


def shares_sum_to_one(scenario: Scenario) -> Iterator[Problem]:
    holds = {site.name: site.component for site in scenario.supplier}
    holds |= {site.name: site.component for site in scenario.depot}
    to_plants = [(i, lane) for i, lane in enumerate(scenario.lane) if lane.to is None]
    for index, component in enumerate(_names(scenario, "component")):
        lanes = [(i, lane) for i, lane in to_plants if holds[lane.supplier] == component]
        yield from _off_one(f"the lanes' shares of {component}", _lane_shares(lanes))
        if not lanes:
            expected = "a component that some lane brings to the plants"
            yield Problem(("component", index, "name"), quoted(component), expected)
    for depot in _names(scenario, "depot"):
        lanes = [(i, lane) for i, lane in enumerate(scenario.lane) if lane.to == depot]
        yield from _off_one(f"the shares of the lanes to {depot}", _lane_shares(lanes))
    for product in _names(scenario, "product"):
        shares: list[tuple[Path, float]] = [
            (("market", i, "demand", product, "share"), market.demand[product].share)
            for i, market in enumerate(scenario.market)
        ]
        yield from _off_one(f"the markets' shares of {product}", shares)


def _lane_shares(lanes: Iterable[tuple[int, Lane]]) -> list[tuple[Path, float]]:
    return [(("lane", index, "share"), lane.share) for index, lane in lanes]


def _off_one(what: str, shares: list[tuple[Path, float]]) -> Iterator[Problem]:
    total = fsum(share for _, share in shares)
    if shares and abs(total - 1) > SHARES_AGREE:
        yield Problem(shares[-1][0], f"{number_text(total)} as the sum of {what}", "1")


TIERS: tuple[tuple[Rule, ...], ...] = (
    (
        names_are_unique,
        turns_fit_the_year,
        disturbances_are_ordered,
        yields_are_ordered,
        lists_go_with_their_draw,
        clumps_go_with_their_draw,
        lives_go_forward,
        rules_have_their_numbers,
        reorder_points_are_below_their_level,
        what_is_made_to_order_has_no_shelf,
        changes_can_come,
        forecasts_have_one_rule,
        ocean_lanes_have_a_port,
        no_seat_is_called_outside,
        chances_sum_to_one,
        shock_numbers_fit,
        news_is_heard,
    ),
    (names_are_known,),
    (fates_are_shared_once, markets_know_every_product, seats_make_what_they_sell, everything_is_used),
    (changes_replace_a_part, changing_parts_are_ordered_by_stance),
    (priorities_are_whole, lanes_give_way_to_their_like),
    (near_lanes_have_far_ones, fast_lanes_have_goods_to_take),
    (depots_are_supplied, lanes_fit_their_depots, depots_take_nothing_back, depots_keep_it_plain),
    (no_depot_supplies_itself, echelons_are_whole, lexicographic_suppliers_know_no_depot),
    (shares_sum_to_one,),
    (selling_beats_losing,),
)
