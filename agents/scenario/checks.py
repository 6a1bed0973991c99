"""What no single key can show: the parts of a scenario must agree with each other.

The rules stand in tiers, and a tier is asked only when the one before is content, so that
one mistake gives one message: a misspelt name is not also a missing lane. Each rule is one
generator of problems; a new rule is one function and its name in `TIERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import fsum

from .demand_checks import (
    clumps_go_with_their_draw,
    lists_go_with_their_draw,
    lives_go_forward,
    markets_know_every_product,
)
from .depot_checks import (
    depots_are_supplied,
    depots_keep_it_plain,
    depots_take_nothing_back,
    echelons_are_whole,
    lanes_fit_their_depots,
    lexicographic_suppliers_know_no_depot,
    no_depot_supplies_itself,
)
from .goods_checks import changes_can_come, changes_replace_a_part, changing_parts_are_ordered_by_stance
from .margin_checks import selling_beats_losing
from .mistakes import Path, Problem, number_text, quoted
from .name_checks import everything_is_used, names_are_known, names_are_unique, names_of
from .ordering_rule_checks import (
    reorder_points_are_below_their_level,
    rules_have_their_numbers,
    what_is_made_to_order_has_no_shelf,
)
from .rationing_checks import no_seat_is_called_outside, priorities_are_whole
from .scenario import Scenario
from .shock_checks import fates_are_shared_once, news_is_heard, shock_numbers_fit
from .supply_checks import (
    SHARES_AGREE,
    chances_sum_to_one,
    fast_lanes_have_goods_to_take,
    lanes_give_way_to_their_like,
    near_lanes_have_far_ones,
    yields_are_ordered,
)
from .transport import Lane

type Rule = Callable[[Scenario], Iterator[Problem]]


def consistency_problems(scenario: Scenario) -> Iterator[Problem]:
    """What is wrong with a scenario whose every value is in its range."""
    for tier in TIERS:
        problems = [problem for rule in tier for problem in rule(scenario)]
        if problems:
            yield from problems
            return


def turns_fit_the_year(scenario: Scenario) -> Iterator[Problem]:
    if scenario.weeks_per_turn > scenario.weeks:
        expected = f"at most {scenario.weeks}, the number of weeks"
        yield Problem(("weeks_per_turn",), str(scenario.weeks_per_turn), expected)


def disturbances_are_ordered(scenario: Scenario) -> Iterator[Problem]:
    low, high = scenario.disturbances.capacity
    if low > high:
        found = f"{number_text(low)} above {number_text(high)}"
        yield Problem(("disturbances", "capacity"), found, "the lowest share, then the highest")


def forecasts_have_one_rule(scenario: Scenario) -> Iterator[Problem]:
    smoothing, weeks = scenario.ordering.forecast_smoothing, scenario.ordering.forecast_weeks
    path: Path = ("ordering", "forecast_smoothing")
    if smoothing is None and weeks is None:
        yield Problem(path, "nothing", "a number above 0, at most 1, or forecast_weeks in its place")
    if smoothing is not None and weeks is not None:
        yield Problem(
            path, f"it beside forecast_weeks = {weeks}", "one of the two: smoothing or a mean of weeks"
        )


def ocean_lanes_have_a_port(scenario: Scenario) -> Iterator[Problem]:
    for index, lane in enumerate(scenario.lane):
        if lane.mode == "ocean" and lane.port is None:
            expected = "the name of a port, since ocean lanes need one"
            yield Problem(("lane", index, "port"), "nothing", expected)


def seats_make_what_they_sell(scenario: Scenario) -> Iterator[Problem]:
    for index, seat in enumerate(scenario.seat):
        for product in [name for name in seat.demand if name not in seat.bill_of_materials]:
            path: Path = ("seat", index, "bill_of_materials", product)
            yield Problem(path, "nothing", "the parts of it, since the seat has demand for it")
        for product in [name for name in seat.bill_of_materials if name not in seat.demand]:
            yield Problem(("seat", index, "demand", product), "nothing", "its mean units a week")
        for product, parts in seat.bill_of_materials.items():
            if not any(parts.values()):
                path = ("seat", index, "bill_of_materials", product)
                yield Problem(path, "no parts", "some amount of at least one component")
        if not any(seat.demand.values()):
            yield Problem(("seat", index, "demand"), "no demand", "some product with more than 0 a week")


def shares_sum_to_one(scenario: Scenario) -> Iterator[Problem]:
    shipped = scenario.component_of_source
    to_plants = [(i, lane) for i, lane in enumerate(scenario.lane) if lane.to is None]
    for index, component in enumerate(names_of(scenario, "component")):
        lanes = [(i, lane) for i, lane in to_plants if shipped[lane.supplier] == component]
        yield from _off_one(f"the lanes' shares of {component}", _lane_shares(lanes))
        if not lanes:
            expected = "a component that some lane brings to the plants"
            yield Problem(("component", index, "name"), quoted(component), expected)
    for depot in names_of(scenario, "depot"):
        lanes = [(i, lane) for i, lane in enumerate(scenario.lane) if lane.to == depot]
        yield from _off_one(f"the shares of the lanes to {depot}", _lane_shares(lanes))
    for product in names_of(scenario, "product"):
        shares: list[tuple[Path, float]] = [
            (("market", i, "demand", product, "share"), market.demand[product].share)
            for i, market in enumerate(scenario.market)
        ]
        yield from _off_one(f"the markets' shares of {product}", shares)


def _lane_shares(lanes: Iterable[tuple[int, Lane]]) -> list[tuple[Path, float]]:
    return [(("lane", index, "share"), lane.share) for index, lane in lanes]


def _off_one(what: str, shares: list[tuple[Path, float]]) -> Iterator[Problem]:
    total = fsum(share for _, share in shares)
    if shares and abs(total - 1) > SHARES_AGREE:
        yield Problem(shares[-1][0], f"{number_text(total)} as the sum of {what}", "1")


TIERS: tuple[tuple[Rule, ...], ...] = (
    (
        names_are_unique,
        turns_fit_the_year,
        disturbances_are_ordered,
        yields_are_ordered,
        lists_go_with_their_draw,
        clumps_go_with_their_draw,
        lives_go_forward,
        rules_have_their_numbers,
        reorder_points_are_below_their_level,
        what_is_made_to_order_has_no_shelf,
        changes_can_come,
        forecasts_have_one_rule,
        ocean_lanes_have_a_port,
        no_seat_is_called_outside,
        chances_sum_to_one,
        shock_numbers_fit,
        news_is_heard,
    ),
    (names_are_known,),
    (fates_are_shared_once, markets_know_every_product, seats_make_what_they_sell, everything_is_used),
    (changes_replace_a_part, changing_parts_are_ordered_by_stance),
    (priorities_are_whole, lanes_give_way_to_their_like),
    (near_lanes_have_far_ones, fast_lanes_have_goods_to_take),
    (depots_are_supplied, lanes_fit_their_depots, depots_take_nothing_back, depots_keep_it_plain),
    (no_depot_supplies_itself, echelons_are_whole, lexicographic_suppliers_know_no_depot),
    (shares_sum_to_one,),
    (selling_beats_losing,),
)
