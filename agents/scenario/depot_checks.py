"""Depots stand on lanes of their own kind: no circle, no sweep within a week, no lane without a match."""

from __future__ import annotations

from collections.abc import Iterator

from .mistakes import Problem, quoted
from .scenario import Scenario
from .tiers import Depot
from .transport import Lane


def depots_are_supplied(scenario: Scenario) -> Iterator[Problem]:
    """Something leads to each and away from it."""
    for index, site in enumerate(scenario.depot):
        for way, found in (("to it", _leading_to(scenario, site)), ("from it", _leaving(scenario, site))):
            if not any(lane.share > 0.0 for lane in found):
                yield Problem(("depot", index, "name"), quoted(site.name), f"a depot with a lane {way}")


def lanes_fit_their_depots(scenario: Scenario) -> Iterator[Problem]:
    """One component along the way; and a week from depot to depot, so that nothing passes two at once."""
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
    for index, site in enumerate(scenario.depot):
        reached = [site.name]
        for name in reached:
            buyers = [lane.to for lane in scenario.lane if lane.supplier == name and lane.to]
            if site.name in buyers:
                found = quoted(site.name)
                yield Problem(("depot", index, "name"), found, "a depot that is not supplied by itself")
                break
            reached += [buyer for buyer in buyers if buyer not in reached]


def echelons_are_whole(scenario: Scenario) -> Iterator[Problem]:
    """An echelon's position counts all that is further down, so all of it must come through that depot."""
    for index, site in enumerate(scenario.depot):
        if site.order.position == "echelon":
            inside = [site.name]
            for name in inside:
                buyers = [lane.to for lane in scenario.lane if lane.supplier == name and lane.to]
                inside += [buyer for buyer in buyers if buyer not in inside]
            strangers = [lane for lane in scenario.lane if lane.supplier not in inside and lane.share > 0.0]
            past = [lane.name for lane in strangers if _reaches(scenario, lane, inside, site)]
            if past:
                expected = f'"local", since {past[0]} passes {site.name} by'
                yield Problem(("depot", index, "order", "position"), '"echelon"', expected)


def _reaches(scenario: Scenario, lane: Lane, inside: list[str], site: Depot) -> bool:
    """Whether a lane from outside an echelon leads to a place inside, other than the depot on top."""
    if lane.to is not None:
        return lane.to in inside and lane.to != site.name
    to_plants = any(each.supplier in inside and each.to is None for each in scenario.lane)
    return to_plants and scenario.component_of_source[lane.supplier] == site.component


def depots_take_nothing_back(scenario: Scenario) -> Iterator[Problem]:
    for index, site in enumerate(scenario.depot):
        if site.order.returns:
            yield Problem(("depot", index, "order", "returns"), "true", "false at a depot")


def depots_keep_it_plain(scenario: Scenario) -> Iterator[Problem]:
    """Where orders pass depots or are on their way for weeks, they stand, and nothing is flown past."""
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
    """Their lists name seats, and nobody's turn may be left to the place in the file."""
    for index, supplier in enumerate(scenario.supplier):
        to_depots = [lane.to for lane in scenario.lane if lane.supplier == supplier.name and lane.to]
        if supplier.rationing == "lexicographic" and to_depots:
            expected = f"another rule, since {to_depots[0]} buys here"
            yield Problem(("supplier", index, "rationing"), '"lexicographic"', expected)


def _leading_to(scenario: Scenario, site: Depot) -> list[Lane]:
    return [lane for lane in scenario.lane if lane.to == site.name]


def _leaving(scenario: Scenario, site: Depot) -> list[Lane]:
    return [lane for lane in scenario.lane if lane.supplier == site.name]
