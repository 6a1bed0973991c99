"""One component's row of a player's sheet: supplier, lane, port, bin and stance, as goods flow.

A row is made from the seat's own records and from public numbers (quoted lead times, port queues). It
never reads another seat's records.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import UNSET

from ...agents.chain.horizons import WEEKS
from ...agents.scenario.scenario import Component, Scenario
from ...agents.scenario.transport import Lane
from ..choices.offered import NOTHING, Offered
from ..messages import (
    ContractName,
    PortRow,
    RationingRule,
    Row,
    RowWeeks,
    StanceName,
    StanceOffers,
)
from ..messages.rounding import cents, for_screen, four_digits, units, until_empty
from ..rules.table_records import Rows, StanceOffer, TableTurn
from .choices_ahead import choices_of_row
from .component_lanes import lanes_of, main_lane, main_port, over_lanes
from .kept_by_scenario import kept_by_scenario
from .part_facts import part_facts
from .rounded_records import RoundedRecords
from .stop_cost import stop_without


class Ground(NamedTuple):
    """What the rows of a table tell beside the records of its last turn, all of it public."""

    usual_weeks: list[float]
    """By lane."""
    usual_queue_weeks: list[float]
    """By port."""
    quotes_before: list[float]
    """By lane, at the end of the turn before."""
    offered: Offered = NOTHING


def component_row(
    scenario: Scenario,
    ground: Ground,
    *,
    seat: int,
    component: int,
    latest: TableTurn,
    rounded: RoundedRecords,
    played: bool,
    first_turn: bool = False,
) -> Row:
    """The row at the end of `latest`, which is the last turn played or, before the first, the opening.

    rounded: of `latest`. `seat` and `component` are indices in the scenario's lists; `played` says whether
    any turn has been played. In the first turn the row tells too what later stands in `Told` alone.
    """
    part, own, way = scenario.component[component], scenario.seat[seat], _way_of(scenario, component)
    now = latest.rows
    quote = over_lanes(way.lanes, now["quote"][-1])
    usual_weeks = over_lanes(way.lanes, ground.usual_weeks)
    return Row(
        component=part.name,
        title=part.title,
        character=part.character if first_turn else in_short(part.character),
        supplier=way.supplier,
        mode=way.lane.mode,
        quote_weeks=quote,
        quote_before=over_lanes(way.lanes, ground.quotes_before),
        usual_weeks=usual_weeks,
        unfilled_units=rounded.unfilled[seat][component],
        on_the_way=until_empty(rounded.on_the_way[-1][seat][component]),
        port=_port_row(scenario, ground, way.port, latest, rounded, seat, component),
        received=rounded.received[-1][seat][component] if played and rounded.received else 0.0,
        bin_units=rounded.on_hand[seat][component],
        bin_weeks=rounded.bin_weeks[-1][seat][component],
        use_per_week=rounded.use[seat][component],
        stance="JIC" if now["stance"][-1][seat][component] else "JIT",
        offers=_offers(latest.outlook[own.name][part.name], rounded.offered_weeks[seat][component]),
        stops_in_weeks=_stockout_weeks(latest, seat, component, quote),
        survives_weeks=_time_to_survive(latest, seat, component),
        weeks=_row_weeks(latest, rounded, way, seat, component) if played else None,
        value=part.value,
        ages=part.obsolescence,
        stop=stop_without(scenario, seat, component),
        contract=way.contract,
        rationing=way.rationing,
        facts=part_facts(scenario, part, way.lane, ground.usual_weeks, ground.offered)
        if first_turn
        else None,
        **({} if latest.ahead is UNSET else choices_of_row(latest.ahead[seat].parts[component])),
        **_struck(latest, way, part, seat, component),
    )


class _Way(NamedTuple):
    """How a component comes to the plants: what the scenario says of it, the same all year."""

    lanes: list[tuple[int, Lane]]
    lane: Lane
    """The main lane."""
    port: int | None
    """Its port."""
    supplier: str
    """Title."""
    contract: list[ContractName]
    rationing: RationingRule | None
    sellers: list[tuple[int, float]]
    """The supplier of each lane from one, by its number, and the lane's part of the orders."""


@kept_by_scenario
def _way_of(scenario: Scenario, component: int) -> _Way:
    part = scenario.component[component]
    lanes = lanes_of(scenario, part)
    lane = main_lane(lanes)
    return _Way(
        lanes=lanes,
        lane=lane,
        port=main_port(scenario, lanes),
        supplier=scenario.source_titles[lane.supplier],
        contract=_contracts(part),
        rationing=_rationing(scenario, lane),
        sellers=_sellers(scenario, lanes),
    )


def _sellers(scenario: Scenario, lanes: list[tuple[int, Lane]]) -> list[tuple[int, float]]:
    numbers = {site.name: number for number, site in enumerate(scenario.supplier)}
    whole = sum(lane.share for _, lane in lanes)
    # A depot sells at standard cost.
    return [(numbers[lane.supplier], lane.share / whole) for _, lane in lanes if lane.supplier in numbers]


def _struck(latest: TableTurn, way: _Way, part: Component, seat: int, component: int) -> dict[str, Any]:
    """The fields of a row that records tell of some turns alone, as of the last week (`chain/struck.py`)."""
    # A default that is worked out is another object than the default, and would be sent: it is left out.
    found: dict[str, float] = {}
    if "price" in latest.rows:
        price = latest.rows["price"][-1]
        more = part.value * sum(share * (price[maker] - 1.0) for maker, share in way.sellers)
        found["dearer"] = cents(more)
    if "use_left" in latest.rows:
        found["use_left"] = four_digits(latest.rows["use_left"][-1][component])
    if "asked_in" in latest.rows:
        found["asked_in"] = int(latest.rows["asked_in"][-1][seat][component])
        found["from_reserve"] = units(latest.rows["from_reserve"][-1][seat][component])
    return {name: told for name, told in found.items() if told != _USUAL[name]}


_USUAL = {"dearer": 0.0, "use_left": 1.0, "asked_in": 0, "from_reserve": 0.0}


def in_short(character: str) -> str:
    """The words before the colon: "Bulky, by sea". The rest is told once, with the story."""
    return character.split(":", 1)[0]


def _contracts(part: Component) -> list[ContractName]:
    """Of JIT, then of JIC; empty where both are firm, as nearly everywhere."""
    names = [part.jit.contract, part.jic.contract]
    return [] if names == ["firm", "firm"] else names


def _rationing(scenario: Scenario, lane: Lane) -> RationingRule | None:
    rule = next((site.rationing for site in scenario.supplier if site.name == lane.supplier), None)
    return None if rule == "proportional" else rule


def _offers(offers: Mapping[StanceName, StanceOffer], weeks: list[list[float]]) -> StanceOffers:
    """The outlook of both stances: what each would hold and cost from now on."""
    jit, jic = offers["JIT"], offers["JIC"]  # the order that the message promises
    return StanceOffers(
        plan_weeks=weeks[0],
        holding_per_week=[cents(jit.holding_per_week), cents(jic.holding_per_week)],
        fee=[for_screen(jit.fee), for_screen(jic.fee)],
        build_weeks=weeks[1],
    )


def _stockout_weeks(latest: TableTurn, seat: int, component: int, quote: float) -> float | None:
    """Weeks until the line lacks the component, from the log where it holds that number."""
    if latest.stops:
        weeks = latest.stops[seat][component]
        return None if weeks is None else four_digits(weeks)
    # Logs from before the projection was stored: this week's use goes on, as far as the quote reaches.
    on_hand, use = (latest.rows[measure][-1][seat][component] for measure in ("on_hand", "use"))
    return weeks_until_stockout(on_hand, use, latest.arrivals[seat][component][: int(quote)])


def weeks_until_stockout(on_hand: float, use: float, arrivals: list[float]) -> float | None:
    """Weeks until the bin is empty if `use` units are taken each week and `arrivals` come in week by week.

    None if it lasts as long as `arrivals`: an order placed now arrives by then.
    """
    if use <= 0.0:
        return None
    left = on_hand
    for week, arriving in enumerate(arrivals):
        left += arriving
        if left < use:
            return four_digits(week + max(left, 0.0) / use)
        left -= use
    return None


def _time_to_survive(latest: TableTurn, seat: int, component: int) -> float:
    """Weeks that the line runs if nothing more leaves the supplier (Simchi-Levi and others 2015)."""
    if latest.survival:
        return four_digits(latest.survival[seat][component])
    # Logs from before this was stored count the bin alone, without what is on the way.
    now = latest.rows["on_hand"][-1], latest.rows["use"][-1]
    on_hand, use = (measure[seat][component] for measure in now)
    return four_digits(on_hand / use) if use > 0.0 else float(WEEKS)


def _row_weeks(latest: TableTurn, rounded: RoundedRecords, way: _Way, seat: int, component: int) -> RowWeeks:
    """The row at the end of each week of the turn but the last: the row itself shows that one."""
    port = way.port
    return RowWeeks(
        on_the_way=[until_empty(week[seat][component]) for week in rounded.on_the_way[:-1]],
        bin_weeks=[week[seat][component] for week in rounded.bin_weeks[:-1]],
        quote_weeks=[over_lanes(way.lanes, week) for week in latest.rows["quote"][:-1]],
        queue_weeks=[] if port is None else [week[port] for week in rounded.queue_weeks[:-1]],
        received=[week[seat][component] for week in (rounded.received or [])[:-1]],
    )


def _at_port(rows: Rows, seat: int, component: int) -> float:
    """Own units in the port's queue or on the last leg from there to the plant."""
    # Logs from before the last leg was recorded hold the queue alone.
    rolling = rows["past_port"][-1][seat][component] if "past_port" in rows else 0.0
    return float(rows["in_port"][-1][seat][component] + rolling)


def _port_row(
    scenario: Scenario,
    ground: Ground,
    number: int | None,
    latest: TableTurn,
    rounded: RoundedRecords,
    seat: int,
    component: int,
) -> PortRow | None:
    if number is None:
        return None
    arrivals = [float(f"{units:.3g}") for units in latest.arrivals[seat][component]]
    return PortRow(
        port=scenario.port[number].name,
        title=scenario.port[number].title,
        queue_weeks=rounded.queue_weeks[-1][number],
        usual_queue_weeks=four_digits(ground.usual_queue_weeks[number]),
        own_units=units(_at_port(latest.rows, seat, component)),
        arrivals=until_empty(arrivals),
    )
