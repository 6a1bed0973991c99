"""Which features of a scenario perfect foresight knows; with any other it refuses to give a bound.

The list names what the program was written for. A field that is not on it and does not stand at its
default, and a kind of shock that is not, is a feature that came later: a bound that left it out
could stand above what somebody reached, so there is none until it has been thought through.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo

from ..scenario import events as events
from ..scenario import scenario as parts
from ..scenario import transport as ways
from ..scenario.goods import Announcement, Buffer, EngineeringChange, WriteOff
from ..scenario.scenario import Scenario
from ..scenario.shock_kinds import SHOCK_KINDS
from ..scenario.supply import Breakdowns, Crowding, Diversion, Expediting, ShortagePrice
from ..scenario.tiers import Depot, OrderRule

ANY_FIELD: tuple[type[Struct], ...] = (
    parts.Ordering,
    parts.Regime,
    parts.StanceNumbers,
    events.News,
    Announcement,
    Depot,
)
"""How seats and depots order, how demand is drawn, what is told: the program takes what came of it, or
drops it."""

MODELLED: dict[type[Struct], str] = {
    parts.Scenario: "schema name title summary story currency weeks weeks_per_turn uptime_target opening "
    "closing_share lesson ordering costs selling line disturbances component supplier port lane product "
    "market seat shock engineering_change depot",
    parts.Component: "name title character value boxes storage obsolescence jit jic changeover_weeks "
    "recommended reason priority order order_cost holding_cost moving_cost opening_units expedite "
    "write_off",
    WriteOff: "share older_than_weeks every_weeks",
    Expediting: "lane premium limit_weeks",
    OrderRule: "rule level reorder_point lot weeks cover safety returns smoothing stock_weight line_weight "
    "position first_orders",
    ways.Supplier: "name title component make_weeks capacity_ratio outside_share finished_stock_weeks "
    "breakdowns good_share capacity premium shortage_price qualification_weeks rationing priority "
    "sales_memory_weeks",
    ways.Port: "name title utilisation others_share dwell_weeks throughput others_arrive ship_boxes crowding",
    Breakdowns: "failure repair",
    ShortagePrice: "per_week most",
    Diversion: "lane above_weeks",
    Crowding: "loss full_weeks",
    ways.Lane: "name supplier mode port transit_weeks inland_weeks share freight late near "
    "diversion order_weeks opening_flow to",
    parts.Product: "name title backlog_cost",
    parts.Market: "name title demand selling buffer",
    Buffer: "target_weeks lead_weeks storage freight",
    parts.Seat: "name title blurb demand bill_of_materials credit cash order",
    parts.Costs: "capital interest insurance finished_storage finished_obsolescence material_share "
    "lost_margin_share line_down_share backlog_share",
    parts.Selling: "wait_share switching",
    parts.Line: "capacity_ratio finished_goods_weeks makes",
    EngineeringChange: "name title product old new first_week probability notice_weeks news",
    events.Disturbances: "times chance weeks capacity",
    events.Shock: "name title kind target shares_fate_with probability first_week depth stretch profile "
    "interpolation news",
}
SHOCKS = set(SHOCK_KINDS)


class NotModelled(ValueError):
    """A scenario with a feature that perfect foresight does not know."""

    code = "not_modelled"


def must_be_modelled(scenario: Scenario) -> None:
    """Raises: NotModelled, with a sentence that names what is not known."""
    unknown = sorted(set(unmodelled(scenario)))
    if unknown:
        raise NotModelled(
            f"Perfect foresight does not know {', '.join(unknown)}, so {scenario.name} has no lower bound; "
            "compare with its plans instead."
        )


def unmodelled(value: object, where: str = "") -> Iterator[str]:
    """Names of the features of a scenario, or of a part of it, that the program does not know."""
    if isinstance(value, Struct):
        if not isinstance(value, ANY_FIELD):
            yield from _fields(value, where)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from unmodelled(part, where)
    elif isinstance(value, dict):
        for part in value.values():
            yield from unmodelled(part, where)


def _fields(value: Struct, where: str) -> Iterator[str]:
    known = MODELLED.get(type(value), "").split()
    for field, usual in _defaults(type(value)).items():
        name, found = f"{where}.{field}".lstrip("."), getattr(value, field)
        if field in known:
            yield from unmodelled(found, name)
        elif found != usual:
            yield name
    if isinstance(value, events.Shock) and value.kind not in SHOCKS:
        yield f"{where}.kind = {value.kind}"


@cache
def _defaults(kind: type[Struct]) -> dict[str, object]:
    """Field by field; NODEFAULT equals nothing that is given."""
    return {field.name: _default(field) for field in msgspec.structs.fields(kind)}


def _default(field: FieldInfo) -> object:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return field.default
