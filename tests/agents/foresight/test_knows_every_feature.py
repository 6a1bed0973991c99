"""Every feature of a scenario file has been thought through for perfect foresight.

The list names what the linear program was written for. A feature that it left out could put its bound above
what somebody reached. So a field that comes later fails here until the program knows it, or somebody has
shown that leaving it out keeps the bound, and it stands in the list. A kind of shock needs no entry: whatever
it bends are a week's terms, and these are what the program is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args, get_type_hints

import msgspec
import pytest
from msgspec import Struct

from linestop.agents.scenario import events as events
from linestop.agents.scenario import markets as buyers
from linestop.agents.scenario import scenario as parts
from linestop.agents.scenario import transport as ways
from linestop.agents.scenario.claims import Claim
from linestop.agents.scenario.goods import Announcement, Buffer, EngineeringChange, WriteOff
from linestop.agents.scenario.order_rules import Depot, OrderRule
from linestop.agents.scenario.supply import (
    Breakdowns,
    Crowding,
    Diversion,
    Expediting,
    Reserve,
    ShortagePrice,
)
from linestop.agents.scenario.teaching import Contrast, Guide, Source, TrueStory

WHATEVER_IT_SAYS: tuple[type[Struct], ...] = (
    parts.Ordering,
    buyers.Regime,
    parts.StanceNumbers,
    events.News,
    Announcement,
    Claim,
    Contrast,
    Guide,
    TrueStory,
    Source,
    Depot,
)
"""How seats and depots order, how demand is drawn, what is told or claimed: the program takes what came of
it, or drops it."""

KNOWN: dict[type[Struct], str] = {
    parts.Scenario: "schema name title summary story currency weeks weeks_per_turn uptime_target opening "
    "closing_share lesson claim good_for ordering costs selling line disturbances component supplier port "
    "lane product market seat shock engineering_change depot "
    "background difficulty minutes news_rule contrast guide true_story",
    parts.Component: "name title character value boxes storage obsolescence jit jic changeover_weeks "
    "recommended reason priority order order_cost holding_cost moving_cost opening_units expedite "
    "write_off",
    WriteOff: "share older_than_weeks every_weeks",
    Expediting: "lane premium limit_weeks",
    OrderRule: "rule level reorder_point lot weeks cover safety returns smoothing stock_weight line_weight "
    "position first_orders",
    ways.Supplier: "name title component make_weeks capacity_ratio outside_share finished_stock_weeks "
    "breakdowns good_share capacity premium shortage_price qualification_weeks rationing priority "
    "sales_memory_weeks reserve",
    Reserve: "capacity asked_weeks",
    ways.Port: "name title utilisation others_share dwell_weeks throughput others_arrive ship_boxes crowding",
    Breakdowns: "failure repair",
    ShortagePrice: "per_week most",
    Diversion: "lane above_weeks",
    Crowding: "loss full_weeks",
    ways.Lane: "name supplier mode port transit_weeks inland_weeks share freight late near "
    "diversion order_weeks opening_flow to",
    buyers.Product: "name title backlog_cost",
    buyers.Market: "name title demand selling buffer",
    Buffer: "target_weeks lead_weeks storage freight",
    parts.Seat: "name title blurb demand bill_of_materials credit cash order",
    parts.Costs: "capital interest insurance finished_storage finished_obsolescence material_share "
    "lost_margin_share line_down_share backlog_share",
    buyers.Selling: "wait_share switching",
    parts.Line: "capacity_ratio finished_goods_weeks makes",
    EngineeringChange: "name title product old new first_week probability notice_weeks news",
    events.Disturbances: "times chance weeks capacity",
    events.Shock: "name title kind target shares_fate_with probability first_week depth stretch profile "
    "interpolation lasting news",
}


def structs_in(hint: object) -> Iterator[type[Struct]]:
    """The structs that a type is made of: `list[Supplier] | None` holds suppliers."""
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for part in get_args(hint):
        yield from structs_in(part)


def reached(kind: type[Struct]) -> set[type[Struct]]:
    """All structs that a value of this one may hold, itself included."""
    found, left = set(), [kind]
    while left:
        if (each := left.pop()) not in found:
            found.add(each)
            left += [part for hint in get_type_hints(each).values() for part in structs_in(hint)]
    return found


def unknown(kind: type[Struct], known: Mapping[type[Struct], str] = KNOWN) -> set[str]:
    """Fields that a scenario may hold and that are not on the list, by the name of their struct."""
    return {
        f"{each.__name__}.{field}"
        for each in reached(kind) - set(WHATEVER_IT_SAYS)
        for field in each.__struct_fields__
        if field not in known.get(each, "").split()
    }


def test_perfect_foresight_knows_every_field_of_a_scenario_file() -> None:
    assert unknown(parts.Scenario) == set()


def test_every_field_on_the_list_is_one_that_a_scenario_file_may_hold() -> None:
    assert set(KNOWN) | set(WHATEVER_IT_SAYS) == reached(parts.Scenario)
    for kind, names in KNOWN.items():
        assert set(names.split()) <= set(kind.__struct_fields__)


@pytest.mark.parametrize("of", [float, Literal["often", "never"], list[int] | None])
def test_red_control_a_field_that_came_later_is_named(of: object) -> None:
    later = msgspec.defstruct("Supplier", [("reliability", of)], bases=(ways.Supplier,), kw_only=True)
    wider = msgspec.defstruct("Scenario", [("maker", list[later])], bases=(parts.Scenario,), kw_only=True)
    known = KNOWN | {later: KNOWN[ways.Supplier], wider: f"{KNOWN[parts.Scenario]} maker"}
    assert unknown(wider, known) == {"Supplier.reliability"}


def test_red_control_a_part_that_came_later_is_named_with_all_its_fields() -> None:
    class Strike(Struct):
        union: str
        weeks: int

    class Wider(parts.Scenario, frozen=True, kw_only=True):
        strike: dict[str, Strike] | None = None

    Wider.__annotations__["strike"] = dict[str, Strike] | None  # it is not to be found by its name
    found = unknown(Wider, KNOWN | {Wider: f"{KNOWN[parts.Scenario]} strike"})
    assert found == {"Strike.union", "Strike.weeks"}
