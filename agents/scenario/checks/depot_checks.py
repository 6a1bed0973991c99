"""Checks of depots: each is supplied and supplies, no goods go in a circle, no goods pass two in a week."""

from __future__ import annotations

from collections.abc import Iterator

from ..mistakes import Problem, quoted
from ..order_rules import Depot
from ..scenario import Scenario
from ..transport import Lane


def depots_are_supplied(scenario: Scenario) -> Iterator[Problem]:
    """A lane with a share leads to each depot, and another away from it."""
    for index, site in enumerate(scenario.depot):
        for way, found in (("to it", _leading_to(scenario, site)), ("from it", _leaving(scenario, site))):
            if not any(lane.share > 0.0 for lane in found):
                yield Problem(("depot", index, "name"), quoted(site.name), f"a depot with a lane {way}")


def lanes_fit_their_depots(scenario: Scenario) -> Iterator[Problem]:
    """A lane brings a depot its own component, by no port, and takes a week or more from depot to depot.

    So nothing passes two depots within one week, and the order of depots in a week cannot matter.
    """
    depots = {site.name: site for site in scenario.depot}
    held = scenario.component_of_source
    for index, lane in enumerate(scenario.lane):
        if lane.to is not None and held[lane.supplier] != depots[lane.to].component:
            expected = f"a depot of {held[lane.supplier]}, which {lane.supplier} ships"
            yield Problem(("lane", index, "to"), quoted(lane.to), expected)
        if lane.supplier in depots:
            if lane.port is not None:
                yield Problem(("lane", index, "port"), quoted(lane.port), "none on a depot's lane")
            if lane.to is not None and lane.transit_weeks + lane.inland_weeks == 0:
                yield Problem(("lane", index, "transit_weeks"), "0", "1 or more from depot to depot")


def no_depot_supplies_itself(scenario: Scenario) -> Iterator[Problem]:
    """Depots stand in tiers: goods that left a depot never come back to it."""
    for index, site in enumerate(scenario.depot):
        if site.name in _downstream(scenario, site.name):
            found = quoted(site.name)
            yield Problem(("depot", index, "name"), found, "a depot that is not supplied by itself")


def echelons_are_whole(scenario: Scenario) -> Iterator[Problem]:
    """All that reaches an echelon comes through its depot, whose position counts all that is further down."""
    for index, site in enumerate(scenario.depot):
        if site.order.position == "echelon":
            inside = [site.name, *_downstream(scenario, site.name)]
            from_outside = [
                lane for lane in scenario.lane if lane.supplier not in inside and lane.share > 0.0
            ]
            bypassing = [lane.name for lane in from_outside if _reaches(scenario, lane, inside, site)]
            if bypassing:
                expected = f'"local", since {bypassing[0]} passes {site.name} by'
                yield Problem(("depot", index, "order", "position"), '"echelon"', expected)


def _downstream(scenario: Scenario, depot: str) -> list[str]:
    """Names of the depots that goods reach from this one, by one lane or several."""
    reached: list[str] = []
    senders = [depot]
    for sender in senders:  # grows while it is walked
        # A dictionary and no set: it keeps the order of the file, and so the order of messages.
        buyers = dict.fromkeys(lane.to for lane in scenario.lane if lane.supplier == sender and lane.to)
        new = [buyer for buyer in buyers if buyer not in reached]
        reached += new
        senders += new
    return reached


def _reaches(scenario: Scenario, lane: Lane, inside: list[str], site: Depot) -> bool:
    """Whether a lane from outside an echelon leads to a place inside, other than the depot on top."""
    if lane.to is not None:
        return lane.to in inside and lane.to != site.name
    to_plants = any(each.supplier in inside and each.to is None for each in scenario.lane)
    return to_plants and scenario.component_of_source[lane.supplier] == site.component


def depots_take_nothing_back(scenario: Scenario) -> Iterator[Problem]:
    """Returns are an ordering rule of seats alone."""
    for index, site in enumerate(scenario.depot):
        if site.order.returns:
            yield Problem(("depot", index, "order", "returns"), "true", "false at a depot")


def depots_exclude_cancelling_and_expediting(scenario: Scenario) -> Iterator[Problem]:
    """Orders that pass depots or take weeks to arrive cannot be cancelled, and no express passes depots."""
    late = any(lane.order_weeks for lane in scenario.lane)
    for index, part in enumerate(scenario.component):
        for stance in ("jit", "jic"):
            contract = getattr(part, stance).contract
            if contract != "firm" and (scenario.depot or late):
                why = "there are depots" if scenario.depot else "orders are weeks on their way"
                yield Problem(
                    ("component", index, stance, "contract"), quoted(contract), f'"firm", since {why}'
                )
        if part.expedite is not None and scenario.depot:
            yield Problem(("component", index, "expedite"), "a table", "none, since there are depots")


def lexicographic_suppliers_know_no_depot(scenario: Scenario) -> Iterator[Problem]:
    """No depot buys from a lexicographic supplier: its priority list names seats alone."""
    for index, supplier in enumerate(scenario.supplier):
        to_depots = [lane.to for lane in scenario.lane if lane.supplier == supplier.name and lane.to]
        if supplier.rationing == "lexicographic" and to_depots:
            expected = f"another rule, since {to_depots[0]} buys here"
            yield Problem(("supplier", index, "rationing"), '"lexicographic"', expected)


def _leading_to(scenario: Scenario, site: Depot) -> list[Lane]:
    return [lane for lane in scenario.lane if lane.to == site.name]


def _leaving(scenario: Scenario, site: Depot) -> list[Lane]:
    return [lane for lane in scenario.lane if lane.supplier == site.name]
