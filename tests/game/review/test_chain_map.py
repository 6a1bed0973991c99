"""The map of a chain: every lane is on it, no two places lie upon each other, and it tells of no shock."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest
from world_support import own_scenario, shipped

from linestop.agents.chance.random_streams import Chance
from linestop.agents.chance.sample_path import draw
from linestop.agents.network.derivation import network_of
from linestop.agents.scenario.scenario import Scenario
from linestop.game.messages.card import ChainMap
from linestop.game.review.card.chain_map import chain_map
from linestop.game.review.card.plan import plan_of
from linestop.game.review.card.timeline import timeline_of
from linestop.scenarios import names

OWN = ("one_seat", "two_ports", "near_and_far", "eight_parts", "reference/serial")
LIBRARY = [shipped(name) for name in names()]


def too_near(found: ChainMap) -> list[tuple[str, str]]:
    """Pairs of places in one column that are less than a row apart."""
    return [
        (one.id, other.id)
        for one, other in combinations(found.sites, 2)
        if one.column == other.column and abs(one.row - other.row) < 0.99
    ]


def scenarios() -> list[Scenario]:
    return [*LIBRARY, *(own_scenario(name) for name in OWN)]


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: str(scenario.name))
def test_every_supplier_and_market_is_joined_to_the_plants(scenario: Scenario) -> None:
    found = chain_map(scenario)
    sites = {site.id for site in found.sites}
    assert len(sites) == len(found.sites) and too_near(found) == []
    assert all({link.start, link.end} <= sites for link in found.links)
    for supplier in scenario.supplier:
        reached, frontier = set(), {f"supplier:{supplier.name}"}
        while frontier:
            reached |= frontier
            frontier = {link.end for link in found.links if link.start in frontier} - reached
        assert {f"market:{market.name}" for market in scenario.market} <= reached
    assert all(0 <= site.row < found.rows and site.column < found.columns for site in found.sites)


def test_red_control_places_upon_each_other_are_found() -> None:
    found = chain_map(shipped("pacific_squeeze"))
    squeezed = msgspec.structs.replace(
        found, sites=[msgspec.structs.replace(site, row=0.0) for site in found.sites]
    )
    assert too_near(squeezed) != []


@pytest.mark.parametrize("scenario", LIBRARY, ids=lambda scenario: scenario.name)
def test_what_everybody_may_read_is_the_same_whatever_shocks_news_and_mix_are(scenario: Scenario) -> None:
    other = msgspec.structs.replace(
        scenario,
        shock=[],
        engineering_change=[],
        lesson="",
        claim=[],
        component=[
            msgspec.structs.replace(
                part, recommended="JIT" if part.recommended == "JIC" else "JIC", reason="Another."
            )
            for part in scenario.component
        ],
    )
    encode = msgspec.json.encode
    assert encode(plan_of(scenario)) == encode(plan_of(other))
    # Red control: the facilitator's timeline does differ.
    assert encode(timeline_of(scenario)) != encode(timeline_of(other))


def test_the_windows_of_the_timeline_hold_every_shock_and_news_that_is_drawn() -> None:
    for scenario in LIBRARY:
        path = draw(scenario, network_of(scenario), Chance(11, 60, 0))
        windows = {each.title: each for each in timeline_of(scenario).shocks}
        for shock in path.shocks:
            window = windows.get(shock.title)
            if window is None or not shock.comes.any():
                continue
            weeks = shock.in_force.any(axis=1).nonzero()[0] + 1
            assert window.first_week <= weeks.min() and weeks.max() <= window.end_week
            assert shock.first_week.max() <= window.last_week
