"""Checks that shares and chances which divide a whole sum to 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum

from ..mistakes import Path, Problem, number_text, quoted
from ..scenario import Scenario
from ..transport import Lane
from .name_checks import names_of

SHARES_AGREE = 1e-6
"""How far a sum may miss 1: authors write thirds with six digits."""


def shares_sum_to_one(scenario: Scenario) -> Iterator[Problem]:
    """The lanes' shares of each component's and each depot's orders, and the markets' of each product."""
    shipped = scenario.component_of_source
    to_plants = [(i, lane) for i, lane in enumerate(scenario.lane) if lane.to is None]
    for index, component in enumerate(names_of(scenario, "component")):
        lanes = [(i, lane) for i, lane in to_plants if shipped[lane.supplier] == component]
        yield from _sum_problem(f"the lanes' shares of {component}", _lane_shares(lanes))
        if not lanes:
            expected = "a component that some lane brings to the plants"
            yield Problem(("component", index, "name"), quoted(component), expected)
    for depot in names_of(scenario, "depot"):
        lanes = [(i, lane) for i, lane in enumerate(scenario.lane) if lane.to == depot]
        yield from _sum_problem(f"the shares of the lanes to {depot}", _lane_shares(lanes))
    for product in names_of(scenario, "product"):
        shares: list[tuple[Path, float]] = [
            (("market", i, "demand", product, "share"), market.demand[product].share)
            for i, market in enumerate(scenario.market)
        ]
        yield from _sum_problem(f"the markets' shares of {product}", shares)


def _lane_shares(lanes: Iterable[tuple[int, Lane]]) -> list[tuple[Path, float]]:
    return [(("lane", index, "share"), lane.share) for index, lane in lanes]


def _sum_problem(what: str, shares: list[tuple[Path, float]]) -> Iterator[Problem]:
    """A problem at the last of the shares, if they miss 1."""
    # fsum rounds once, at the end, so the order of shares in a file cannot decide.
    total = fsum(share for _, share in shares)
    if shares and abs(total - 1) > SHARES_AGREE:
        yield Problem(shares[-1][0], f"{number_text(total)} as the sum of {what}", "1")


def chances_sum_to_one(scenario: Scenario) -> Iterator[Problem]:
    """The chances that what leaves on a lane is 0, 1, 2 … weeks late."""
    for index, lane in enumerate(scenario.lane):
        whole = fsum(lane.late)
        if lane.late and abs(whole - 1.0) > SHARES_AGREE:
            found = f"{number_text(whole)} as the sum of the chances of {lane.name}"
            yield Problem(("lane", index, "late"), found, "1")
