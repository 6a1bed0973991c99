"""One component of one seat, read left to right as goods flow: supplier, way, port, bin, stance.

Everything is taken from the seat's own rows of the records and from what is public (quotes,
port queues); a row never looks at another seat.
"""

from __future__ import annotations

from typing import Any

from ...agents.chain.projection import WEEKS
from ...agents.scenario.scenario import Component, Scenario
from ...agents.scenario.transport import Lane
from ..messages import PortRow, Row, RowWeeks, StanceOffers
from ..rules.events import GameStarted, TableTurn
from ..rules.rounding import cents, for_screen, four_digits

OWN = ("on_the_way", "on_hand", "use", "received")
"""What the weeks of a row tell of the seat itself."""


def component_row(
    scenario: Scenario,
    started: GameStarted,
    *,
    seat: int,
    component: int,
    latest: TableTurn,
    before: TableTurn,
    played: bool,
) -> Row:
    """The row as it stands after `latest`: the turn played last, or how the game opened; `before` is the turn
    ahead of it."""
    part = scenario.component[component]
    lanes = lanes_of(scenario, part)
    lane = main_lane(lanes)
    now = {name: weeks[-1] for name, weeks in latest.rows.items()}
    use = now["use"][seat][component]
    on_hand = now["on_hand"][seat][component]
    on_the_way = now["on_the_way"][seat][component]
    quote = over_lanes(lanes, now["quote"])
    by_stance = latest.outlook[scenario.seat[seat].name][part.name]
    offers = [by_stance["JIT"], by_stance["JIC"]]
    return Row(
        component=part.name,
        title=part.title,
        character=part.character,
        supplier=scenario.source_titles[lane.supplier],
        mode=lane.mode,
        quote_weeks=quote,
        quote_before=over_lanes(lanes, before.rows["quote"][-1]),
        usual_weeks=over_lanes(lanes, started.usual_weeks),
        unfilled_units=four_digits(now["unfilled"][seat][component]),
        on_the_way=[four_digits(units) for units in on_the_way],
        port=_port_row(scenario, started, main_port(scenario, lanes), now, _at_port(now, seat, component)),
        received=four_digits(now["received"][seat][component]) if played else 0.0,
        bin_units=four_digits(on_hand),
        bin_weeks=bin_weeks(on_hand, use),
        use_per_week=four_digits(use),
        stance="JIC" if now["stance"][seat][component] else "JIT",
        offers=StanceOffers(
            plan_weeks=[four_digits(offer.plan_weeks) for offer in offers],
            holding_per_week=[cents(offer.holding_per_week) for offer in offers],
            fee=[for_screen(offer.fee) for offer in offers],
            build_weeks=[four_digits(offer.build_weeks) for offer in offers],
        ),
        stops_in_weeks=stops(latest, seat, component, quote),
        survives_weeks=survives(latest, seat, component),
        weeks=_row_weeks(scenario, latest, lanes, seat, component) if played else None,
    )


def lanes_of(scenario: Scenario, part: Component) -> list[tuple[int, Lane]]:
    """The lanes that bring the component to the plants, with their numbers."""
    makers = {site.name for site in scenario.supplier if site.component == part.name}
    makers |= {site.name for site in scenario.depot if site.component == part.name}
    lanes = enumerate(scenario.lane)
    return [(number, lane) for number, lane in lanes if lane.supplier in makers and lane.to is None]


def stops(latest: TableTurn, seat: int, component: int, quote: float) -> float | None:
    """Weeks until the part is missing; in a log that does not tell it, at this week's use."""
    if latest.stops:
        weeks = latest.stops[seat][component]
        return None if weeks is None else four_digits(weeks)
    on_hand, use = (latest.rows[measure][-1][seat][component] for measure in ("on_hand", "use"))
    return stops_in(on_hand, use, latest.arrivals[seat][component][: int(quote)])


def stops_in(on_hand: float, use: float, arrivals: list[float]) -> float | None:
    """Weeks until the bin runs dry at this use; None: not before goods ordered next can be here."""
    if use <= 0.0:
        return None
    left = on_hand
    for week, units in enumerate(arrivals):
        left += units
        if left < use:
            return four_digits(week + max(left, 0.0) / use)
        left -= use
    return None


def survives(latest: TableTurn, seat: int, component: int) -> float:
    """Weeks the line lasts without its supplier; in logs that tell nothing of it, on the bin alone."""
    if latest.survival:
        return four_digits(latest.survival[seat][component])
    now = latest.rows["on_hand"][-1], latest.rows["use"][-1]
    on_hand, use = (measure[seat][component] for measure in now)
    return four_digits(on_hand / use) if use > 0.0 else float(WEEKS)


def _row_weeks(
    scenario: Scenario, latest: TableTurn, lanes: list[tuple[int, Lane]], seat: int, component: int
) -> RowWeeks:
    """The same row as each week of the turn left it, but for the last, which is the row."""
    rows, port = latest.rows, main_port(scenario, lanes)
    weeks = range(len(rows["on_hand"]) - 1)
    of = {name: [rows[name][i][seat][component] for i in weeks] for name in OWN}
    return RowWeeks(
        on_the_way=[[four_digits(units) for units in _until_empty(week)] for week in of["on_the_way"]],
        bin_weeks=[bin_weeks(*week) for week in zip(of["on_hand"], of["use"], strict=True)],
        quote_weeks=[over_lanes(lanes, rows["quote"][i]) for i in weeks],
        queue_weeks=[] if port is None else [four_digits(rows["port_queue_weeks"][i][port]) for i in weeks],
        received=[four_digits(units) for units in of["received"]],
    )


def bin_weeks(on_hand: float, use: float) -> float:
    """For how many weeks a bin lasts at this use."""
    return four_digits(on_hand / use) if use > 0.0 else 0.0


def _until_empty(units: list[float]) -> list[float]:
    """Without the zeros at the end."""
    return units[: max((place + 1 for place, each in enumerate(units) if each), default=0)]


def main_lane(lanes: list[tuple[int, Lane]]) -> Lane:
    """The lane that the row draws: the one with the largest share of the orders."""
    return max(lanes, key=lambda numbered: numbered[1].share)[1]


def main_port(scenario: Scenario, lanes: list[tuple[int, Lane]]) -> int | None:
    """The number of the port that the row draws; None where its lane calls at none."""
    names = [port.name for port in scenario.port]
    called = main_lane(lanes).port
    return None if called is None else names.index(called)


def over_lanes(lanes: list[tuple[int, Lane]], weeks: list[float]) -> float:
    """Weeks by lane, weighted by how the orders are split."""
    shares = sum(lane.share for _, lane in lanes)
    return four_digits(sum(weeks[number] * lane.share for number, lane in lanes) / shares)


def _at_port(now: dict[str, Any], seat: int, component: int) -> float:
    """Own units in the port's queue or on the last leg from there; older logs tell of the queue alone."""
    rolling = now["past_port"][seat][component] if "past_port" in now else 0.0
    return float(now["in_port"][seat][component] + rolling)


def _port_row(
    scenario: Scenario, started: GameStarted, number: int | None, now: dict[str, Any], own_units: float
) -> PortRow | None:
    if number is None:
        return None
    return PortRow(
        port=scenario.port[number].name,
        title=scenario.port[number].title,
        queue_weeks=four_digits(now["port_queue_weeks"][number]),
        usual_queue_weeks=four_digits(started.usual_queue_weeks[number]),
        own_units=four_digits(own_units),
    )
