"""What every chain promises, whatever it is made of: a new feature draws scenarios with itself in them."""

from __future__ import annotations

from conservation_support import Watched, check_conservation
from order_support import check_order
from tiers_support import Watched as WatchedTiers
from tiers_support import check_tiers
from world_support import at_random
from worlds_support import worlds_that_differ

from linestop.agents import Scenario


def check_promises(scenario: Scenario, luck: int) -> None:
    """Goods and money are conserved, the order of lists is without effect, a world is the same alone."""
    policies = at_random(scenario, luck, 2)
    if scenario.depot:
        check_tiers(WatchedTiers(scenario, luck, 2, policies=policies))
    else:
        check_conservation(Watched(scenario, luck, 2, policies=policies))
    check_order(scenario, order=luck, luck=1)
    assert worlds_that_differ(scenario, luck, 3, 1) == []
