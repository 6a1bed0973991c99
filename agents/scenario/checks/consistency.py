"""The checks that the parts of a scenario agree with each other, in the order in which they are asked.

Each check is a generator of problems; a new one is one function in the module of its subject and its name
in `TIERS`. A tier is asked only when all before it found nothing, so that one mistake gives one message: a
misspelt name is not reported as a missing lane, too, and later checks may rely on what earlier ones found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..mistakes import Problem
from ..scenario import Scenario
from .claim_checks import claims_are_whole, claims_know_their_parts
from .demand_checks import (
    clumps_go_with_their_draw,
    lists_go_with_their_draw,
    lives_go_forward,
    markets_know_every_product,
    seats_make_what_they_sell,
)
from .depot_checks import (
    depots_are_supplied,
    depots_exclude_cancelling_and_expediting,
    depots_take_nothing_back,
    echelons_are_whole,
    lanes_fit_their_depots,
    lexicographic_suppliers_know_no_depot,
    no_depot_supplies_itself,
)
from .margin_checks import selling_costs_less_than_losing
from .name_checks import everything_is_used, names_are_known, names_are_unique
from .ordering_rule_checks import (
    forecasts_have_one_rule,
    lines_to_order_keep_no_goods,
    reorder_points_are_below_their_level,
    rules_have_their_numbers,
)
from .share_checks import chances_sum_to_one, shares_sum_to_one
from .shock_checks import (
    changes_can_come,
    changes_replace_a_part,
    changing_parts_are_ordered_by_stance,
    disturbances_are_ordered,
    fates_are_shared_once,
    news_comes_out_in_time,
    no_seat_is_called_every_seat,
    shock_numbers_fit,
)
from .supply_checks import (
    diversions_share_both_ends,
    fast_lanes_have_goods_to_take,
    near_lanes_have_far_ones,
    no_seat_is_called_outside,
    ocean_lanes_have_a_port,
    priorities_are_whole,
    yields_are_ordered,
)

type Check = Callable[[Scenario], Iterator[Problem]]


def consistency_problems(scenario: Scenario) -> Iterator[Problem]:
    """Problems of the first tier that finds any, in a scenario whose every value is in its range."""
    for tier in TIERS:
        problems = [problem for check in tier for problem in check(scenario)]
        if problems:
            yield from problems
            return


def turns_fit_the_year(scenario: Scenario) -> Iterator[Problem]:
    """A turn has no more weeks than the scenario."""
    if scenario.weeks_per_turn > scenario.weeks:
        expected = f"at most {scenario.weeks}, the number of weeks"
        yield Problem(("weeks_per_turn",), str(scenario.weeks_per_turn), expected)


TIERS: tuple[tuple[Check, ...], ...] = (
    # What can be asked of one part alone.
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
        lines_to_order_keep_no_goods,
        changes_can_come,
        forecasts_have_one_rule,
        ocean_lanes_have_a_port,
        no_seat_is_called_outside,
        no_seat_is_called_every_seat,
        chances_sum_to_one,
        shock_numbers_fit,
        news_comes_out_in_time,
        claims_are_whole,
    ),
    # All later tiers look parts up by name.
    (names_are_known, claims_know_their_parts),
    (fates_are_shared_once, markets_know_every_product, seats_make_what_they_sell, everything_is_used),
    # The rest asks how parts fit together, the more parts the later.
    (changes_replace_a_part, changing_parts_are_ordered_by_stance),
    (priorities_are_whole, diversions_share_both_ends),
    (near_lanes_have_far_ones, fast_lanes_have_goods_to_take),
    (
        depots_are_supplied,
        lanes_fit_their_depots,
        depots_take_nothing_back,
        depots_exclude_cancelling_and_expediting,
    ),
    (no_depot_supplies_itself, echelons_are_whole, lexicographic_suppliers_know_no_depot),
    # Sums of shares, once every lane is known to belong to a component.
    (shares_sum_to_one,),
    # Last: it adds up costs along every lane, so all the others must hold.
    (selling_costs_less_than_losing,),
)
