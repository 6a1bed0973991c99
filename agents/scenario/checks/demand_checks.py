"""Checks of demand: every market tells how each product sells, and each draw has the numbers it needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..markets import Regime
from ..mistakes import Path, Problem, number_text
from ..scenario import Scenario

MOST_LIFE = 5.0
"""Highest factor of a life: it scales the mean that the seats state, and is no second mean."""


def markets_know_every_product(scenario: Scenario) -> Iterator[Problem]:
    """Every market has a regime for every product."""
    for index, market in enumerate(scenario.market):
        for product in [item.name for item in scenario.product if item.name not in market.demand]:
            expected = "how it sells there (share = 0 where it does not)"
            yield Problem(("market", index, "demand", product), "nothing", expected)


def lists_go_with_their_draw(scenario: Scenario) -> Iterator[Problem]:
    """Units by week are given exactly where the draw is "listed", and where anything is sold."""
    for path, regime in _regimes(scenario):
        if regime.draw == "listed" and not regime.units:
            yield Problem((*path, "units"), "nothing", "the units of each week, since the draw is listed")
        if regime.draw != "listed" and regime.units:
            yield Problem((*path, "units"), "a list", f'none, since the draw is "{regime.draw}"')
        if regime.units and regime.share == 0.0:  # a life that ends elsewhere would end here too
            yield Problem(
                (*path, "share"), "0", "more than 0, since units are listed that are asked for here"
            )


def clumps_go_with_their_draw(scenario: Scenario) -> Iterator[Problem]:
    """Clumps are given exactly where the draw is "negative_binomial"."""
    for regime_path, regime in _regimes(scenario):
        path: Path = (*regime_path, "clumps")
        if regime.draw == "negative_binomial" and regime.clumps is None:
            yield Problem(path, "nothing", "r of the variance, since the draw is negative_binomial")
        if regime.draw != "negative_binomial" and regime.clumps is not None:
            yield Problem(path, number_text(regime.clumps), f'none, since the draw is "{regime.draw}"')


def lives_go_forward(scenario: Scenario) -> Iterator[Problem]:
    """The points of a product's life are in order of weeks, and their factors in range."""
    for regime_path, regime in _regimes(scenario):
        path: Path = (*regime_path, "life")
        if regime.life and regime.draw == "listed":
            yield Problem(path, "a life", 'none, since the draw is "listed"')
        # Each point against the one before it: np.interp gives nonsense for weeks out of order.
        for place, ((before, _), (week, _)) in enumerate(pairwise(regime.life)):
            if week <= before:
                found, expected = f"week {number_text(week)}", f"a week after {number_text(before)}"
                yield Problem((*path, place + 1, 0), found, expected)
        for place, (_, factor) in enumerate(regime.life):
            if factor > MOST_LIFE:
                found, expected = number_text(factor), f"0 to {number_text(MOST_LIFE)} times the mean"
                yield Problem((*path, place, 1), found, expected)


def _regimes(scenario: Scenario) -> Iterator[tuple[Path, Regime]]:
    """Every regime of a scenario, with its path."""
    for index, market in enumerate(scenario.market):
        for product, regime in market.demand.items():
            yield ("market", index, "demand", product), regime


def seats_make_what_they_sell(scenario: Scenario) -> Iterator[Problem]:
    """Every seat has demand, and a bill with parts for exactly the products that it has demand for."""
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
