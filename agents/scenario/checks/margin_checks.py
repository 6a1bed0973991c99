"""Check of margins: to make and sell a unit costs less than to lose it, wherever one can be lost.

Without it a seat would do best by stopping its line. A unit is counted as the books do it, along its dearest
way: freight, the highest price that shocks can bring, holding on the way, in stock at the larger cover and
as a finished good; against idle line and lost margin.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..goods import Buffer
from ..mistakes import Problem, number_text
from ..scenario import Component, Costs, Scenario
from ..shock_kinds import SHOCK_KINDS
from ..transport import Supplier

WEEKS_A_YEAR = 52.0


def selling_costs_less_than_losing(scenario: Scenario) -> Iterator[Problem]:
    """At most one problem, for the product and seat with the worst margin."""
    waited_for = _waited_for(scenario)
    margins = [
        (keeping - losing, keeping, losing, f"{product} of {seat.name}")
        for seat in scenario.seat
        for product, opening in seat.bill_of_materials.items()
        if seat.demand.get(product) and product not in waited_for
        for bill in _bills(scenario, product, opening)  # a change may make the product dearer to carry
        for keeping, losing in [keeping_and_losing(scenario, bill)]
    ]
    worst = max(margins, default=None)
    if worst is not None and worst[0] >= 0.0:
        _, keeping, losing, what = worst
        found = f"{number_text(round(losing, 2))} lost with a unit of {what}, and "
        found += f"{number_text(round(keeping, 2))} to carry and keep its parts"
        expected = "more to be lost than kept: raise it, or lower freight, spikes, rates or cover"
        yield Problem(("costs", "lost_margin_share"), found, expected)


def _bills(scenario: Scenario, product: str, bill: dict[str, float]) -> list[dict[str, float]]:
    """The bill at the opening, and what each engineering change makes of it."""
    changed = [
        {**bill, change.old: 0.0, change.new: bill.get(change.new, 0.0) + bill[change.old]}
        for change in scenario.engineering_change
        if change.product == product and change.old in bill
    ]
    return [bill, *changed]


def _waited_for(scenario: Scenario) -> set[str]:
    """Products whose delay has a price of its own, where every customer waits: none of them is lost."""
    all_wait = all(rule.wait_share == 1.0 for rule in scenario.customers)
    return {product.name for product in scenario.product if all_wait and product.backlog_cost is not None}


def keeping_and_losing(scenario: Scenario, bill: dict[str, float]) -> tuple[float, float]:
    """Money for a unit with this bill: to carry and keep it up to the customer, and to lose it."""
    costs = scenario.costs
    parts = {part.name: part for part in scenario.component}
    material = sum(units * parts[name].value for name, units in bill.items())
    shelf = (
        costs.capital
        + costs.interest
        + costs.insurance
        + costs.finished_storage
        + costs.finished_obsolescence
    )
    keeping = sum(units * _dearest_way(scenario, parts[name]) for name, units in bill.items())
    # A finished good is kept at its standard cost, which is that of its parts.
    keeping += material * shelf * scenario.line.finished_goods_weeks / WEEKS_A_YEAR
    keeping += max(
        (_in_a_region(material, shelf, costs, market.buffer) for market in scenario.market), default=0.0
    )
    price = material / costs.material_share
    return keeping, price * (costs.line_down_share + costs.lost_margin_share)


def _in_a_region(material: float, shelf: float, costs: Costs, buffer: Buffer | None) -> float:
    """What a unit costs on its way to a region and on the shelf there."""
    if buffer is None:
        return 0.0
    moving = (shelf - costs.finished_storage) * (buffer.lead_weeks + buffer.target_weeks)
    return buffer.freight + material * (moving + buffer.storage * buffer.target_weeks) / WEEKS_A_YEAR


def _dearest_way(scenario: Scenario, part: Component) -> float:
    """Dearest way of one unit of a part: freight, premium, and holding until it is built in."""
    costs, ways = scenario.costs, []
    dwell = {port.name: port.dwell_weeks for port in scenario.port}
    moving = costs.capital + costs.interest + costs.insurance + part.obsolescence
    cover = max(part.jit.cover_weeks, part.jic.cover_weeks)  # whatever the stance
    shipped = scenario.component_of_source
    for lane in scenario.lane:
        if shipped[lane.supplier] == part.name and lane.to is None:
            weeks = lane.transit_weeks + lane.inland_weeks + (dwell[lane.port] if lane.port else 0)
            holding = part.value * (weeks * moving + cover * (moving + part.storage)) / WEEKS_A_YEAR
            if part.holding_cost is not None:  # money by the unit, in place of all yearly rates
                holding = weeks * part.moving_cost + cover * part.holding_cost
            fast = part.expedite.premium if part.expedite and part.expedite.lane == lane.name else 0.0
            ways.append(lane.freight + fast + _premium(scenario, lane.supplier, part.value) + holding)
    return max(ways, default=0.0)


def _premium(scenario: Scenario, supplier: str, value: float) -> float:
    """Most money above standard cost that a unit from a supplier can cost; none from a depot."""
    for site in scenario.supplier:
        if site.name == supplier:
            most = site.shortage_price.most if site.shortage_price else 0.0
            return (_highest_price(scenario, site) * (1.0 + most) - 1.0) * value + site.premium
    return 0.0


def _highest_price(scenario: Scenario, site: Supplier) -> float:
    """Multiple of its price that a supplier can ask for when all spikes and rises meet."""
    # Those in force at once multiply (`PriceSpike.bend`), so the highest price is the product of all.
    price = 1.0
    struck = {"supplier": site.name, "component": site.component}
    for shock in scenario.shock:
        kind = SHOCK_KINDS[shock.kind]
        if kind.raises_price and shock.target == struck[kind.target]:
            peak = max(value for _, value in shock.profile)
            price *= 1.0 + shock.depth[1] * (peak - 1.0)
    return price
