"""The map of a scenario's chain: suppliers on the left, then ports, depots, plants, and markets on the right.

Places are worked out here, so that a file and a page draw the same map.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....agents.network.derivation import network_of
from ....agents.scenario.scenario import Scenario
from ....agents.scenario.transport import Lane
from ...messages.card import ChainMap, MapLink, MapSite

PLANTS = "plants"


def chain_map(scenario: Scenario) -> ChainMap:
    """The map of a scenario. It tells of no shock and no recommendation."""
    suppliers = _suppliers(scenario)
    rows = {site.id: site.row for site in suppliers}
    stops = _stops(scenario, rows)
    depots = _depots(scenario, len(suppliers))
    after = 3 if depots else 2
    middle = (len(suppliers) - 1) / 2.0
    plants = MapSite(PLANTS, "plants", "", after, middle, plants=[seat.title for seat in scenario.seat])
    markets = [
        MapSite(f"market:{each.name}", "market", each.title, after + 1, row)
        for each, row in zip(scenario.market, _spread(len(scenario.market), len(suppliers)), strict=True)
    ]
    sites = [*suppliers, *stops, *depots, plants, *markets]
    lowest = max(site.row for site in sites)
    return ChainMap(after + 2, max(len(suppliers), int(lowest) + 1), sites, _links(scenario))


def _suppliers(scenario: Scenario) -> list[MapSite]:
    """Suppliers in the order of the parts that they make, so that sources of one part stand together."""
    parts = {part.name: number for number, part in enumerate(scenario.component)}
    ordered = sorted(scenario.supplier, key=lambda each: parts[each.component])
    return [
        MapSite(
            f"supplier:{each.name}",
            "supplier",
            each.title,
            0,
            float(row),
            each.component,
            scenario.component[parts[each.component]].title,
        )
        for row, each in enumerate(ordered)
    ]


def _depots(scenario: Scenario, rows: int) -> list[MapSite]:
    parts = {part.name: part.title for part in scenario.component}
    return [
        MapSite(f"depot:{each.name}", "depot", each.title, 2, row, each.component, parts[each.component])
        for each, row in zip(scenario.depot, _spread(len(scenario.depot), rows), strict=True)
    ]


def _spread(count: int, rows: int) -> list[float]:
    """So many places in one column, evenly over the rows of the first, or over more if they need them."""
    rows = max(rows, count)
    return [(number + 0.5) * rows / count - 0.5 for number in range(count)]


def _stop_of(lane: Lane) -> str:
    """The site in the second column that goods pass: a port, or one for each way that passes none."""
    return f"port:{lane.port}" if lane.port else f"way:{lane.mode}"


def _stops(scenario: Scenario, rows: dict[str, float]) -> list[MapSite]:
    """Ports and ways without one, each as near as can be to the suppliers that use it."""
    depots = {depot.name for depot in scenario.depot}
    users: dict[str, list[float]] = {}
    for lane in scenario.lane:
        if lane.supplier not in depots:
            users.setdefault(_stop_of(lane), []).append(rows[f"supplier:{lane.supplier}"])
    titles = {f"port:{port.name}": port.title for port in scenario.port}
    modes = {_stop_of(lane): lane.mode for lane in scenario.lane if not lane.port}
    order = sorted(users, key=lambda stop: sum(users[stop]) / len(users[stop]))
    places = _apart([sum(users[stop]) / len(users[stop]) for stop in order], len(rows))
    return [
        MapSite(stop, "port", titles[stop], 1, row)
        if stop in titles
        else MapSite(stop, "way", "", 1, row, mode=modes[stop])
        for stop, row in zip(order, places, strict=True)
    ]


def _apart(wanted: Sequence[float], rows: int) -> list[float]:
    """Places near those wanted, which rise: a row from each other, and within the rows if they fit."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + 1.0) if places else max(0.0, place))
    last = max(rows - 1.0, len(places) - 1.0)
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], last)
        last = places[number] - 1.0
    return places


def _links(scenario: Scenario) -> list[MapLink]:
    """Each lane up to its port or way, and on from there; what several lanes share stands once."""
    usual = network_of(scenario).usual_lead_time.tolist()
    depots = {depot.name for depot in scenario.depot}
    links: dict[tuple[str, str, str | None], MapLink] = {}
    for lane, weeks in zip(scenario.lane, map(int, usual), strict=True):
        end = f"depot:{lane.to}" if lane.to else PLANTS
        if lane.supplier in depots:
            found = [MapLink(f"depot:{lane.supplier}", end, lane.mode, weeks)]
        else:
            stop = _stop_of(lane)
            found = [
                MapLink(f"supplier:{lane.supplier}", stop, lane.mode, weeks),
                MapLink(stop, end, None, None),
            ]
        for link in found:
            links.setdefault((link.start, link.end, link.mode), link)
    shelves = {each.name: each.buffer.lead_weeks for each in scenario.market if each.buffer is not None}
    sold = [MapLink(PLANTS, f"market:{each.name}", None, shelves.get(each.name)) for each in scenario.market]
    return [*links.values(), *sold]
