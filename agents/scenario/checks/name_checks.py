"""Checks of names: each is unique in its list, what is named exists, and what exists is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..mistakes import Path, Problem, expected_word, quoted
from ..scenario import Scenario
from ..shock_kinds import EVERY_SEAT, SHOCK_KINDS
from ..words import OUTSIDE, Named


def names_are_unique(scenario: Scenario) -> Iterator[Problem]:
    """Names differ in each list, and among all sites: a site's stream of random numbers goes by its name."""
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


def names_are_known(scenario: Scenario) -> Iterator[Problem]:
    """Every name that is mentioned exists. A name unknown in several places is one problem."""
    mentions: dict[tuple[str, str], int] = {}
    uses = list(_uses(scenario))
    for kind, name, _, _ in uses:
        mentions[kind, name] = mentions.get((kind, name), 0) + 1
    for kind, name, path, on_key in uses:
        known = names_of(scenario, kind)
        if kind == "seat" and path[0] == "shock":
            known.append(EVERY_SEAT)
        times = mentions.pop((kind, name), 0)  # 0 from its second mention on: it has been reported
        if name not in known and times:
            found = quoted(name) + (f" (in {times} places)" if times > 1 else "")
            yield Problem(path, found, f"a {kind}: {expected_word(name, known)}", on_key)


def names_of(scenario: Scenario, kind: str) -> list[str]:
    """The names in one of the scenario's lists."""
    named: Sequence[Named] = getattr(scenario, kind)
    return [part.name for part in named]


type Use = tuple[str, str, Path, bool]
"""A mention of a name: the list it is from, the name, its path, and whether it is a key there."""


def _uses(scenario: Scenario) -> Iterator[Use]:
    """Every mention of a name in the scenario."""
    yield from _uses_of_supply(scenario)
    yield from _uses_of_demand(scenario)
    yield from _uses_of_changes(scenario)
    for index, shock in enumerate(scenario.shock):
        yield SHOCK_KINDS[shock.kind].target, shock.target, ("shock", index, "target"), False
        if shock.shares_fate_with is not None:
            yield "shock", shock.shares_fate_with, ("shock", index, "shares_fate_with"), False


def _uses_of_supply(scenario: Scenario) -> Iterator[Use]:
    for index, part in enumerate(scenario.component):
        if part.expedite is not None:
            yield "lane", part.expedite.lane, ("component", index, "expedite", "lane"), False
    for index, supplier in enumerate(scenario.supplier):
        yield "component", supplier.component, ("supplier", index, "component"), False
        for place, seat_name in enumerate(supplier.priority):
            if seat_name != OUTSIDE:
                yield "seat", seat_name, ("supplier", index, "priority", place), False
    depots = names_of(scenario, "depot")
    for index, lane in enumerate(scenario.lane):
        if lane.supplier not in depots:  # an unknown sender is reported as a supplier
            yield "supplier", lane.supplier, ("lane", index, "supplier"), False
        if lane.to is not None:
            yield "depot", lane.to, ("lane", index, "to"), False
        if lane.port is not None:
            yield "port", lane.port, ("lane", index, "port"), False
        if lane.diversion is not None:
            yield "lane", lane.diversion.lane, ("lane", index, "diversion", "lane"), False
    for index, site in enumerate(scenario.depot):
        yield "component", site.component, ("depot", index, "component"), False


def _uses_of_demand(scenario: Scenario) -> Iterator[Use]:
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


def _uses_of_changes(scenario: Scenario) -> Iterator[Use]:
    for index, change in enumerate(scenario.engineering_change):
        path: Path = ("engineering_change", index)
        yield "product", change.product, (*path, "product"), False
        yield "component", change.old, (*path, "old"), False
        yield "component", change.new, (*path, "new"), False


def everything_is_used(scenario: Scenario) -> Iterator[Problem]:
    """Everything has a normal use: capacity is a multiple of it, so what is unused would have none."""
    made = {name for seat in scenario.seat for name, units in seat.demand.items() if units}
    used = _used_parts(scenario, made)
    unused = set(names_of(scenario, "component")) - used
    # A component that is unused and has no supplier is one problem, not two.
    supplied = {supplier.component for supplier in scenario.supplier} | unused
    yield from _unused(scenario.product, "product", made, "a product that some seat has demand for")
    yield from _unused(scenario.component, "component", used, "a component that some seat's product needs")
    yield from _unused(scenario.component, "component", supplied, "a component that some supplier makes")
    # A site with a capacity of its own needs no normal use: a lane without a share, for emergencies, will do.
    active = [lane for lane in scenario.lane if lane.share > 0]
    senders = {lane.supplier for lane in active}
    sized = {supplier.name for supplier in scenario.supplier if supplier.capacity is not None}
    senders |= sized & {lane.supplier for lane in scenario.lane}
    yield from _unused(scenario.supplier, "supplier", senders, "a supplier with a lane that has a share")
    ports = {lane.port for lane in active if lane.port is not None}
    sized = {port.name for port in scenario.port if port.throughput is not None}
    ports |= sized & {lane.port for lane in scenario.lane if lane.port is not None}
    yield from _unused(scenario.port, "port", ports, "a port that some lane with a share passes")


def _used_parts(scenario: Scenario, made: set[str]) -> set[str]:
    """Components in the products that seats have demand for, and what a change brings into one of these."""
    used = {
        component
        for seat in scenario.seat
        for product, parts in seat.bill_of_materials.items()
        if seat.demand.get(product)
        for component, amount in parts.items()
        if amount
    }
    return used | {change.new for change in scenario.engineering_change if change.product in made}


def _unused(parts: Sequence[Named], kind: str, used: set[str], expected: str) -> Iterator[Problem]:
    for index, part in enumerate(parts):
        if part.name not in used:
            yield Problem((kind, index, "name"), quoted(part.name), expected)
