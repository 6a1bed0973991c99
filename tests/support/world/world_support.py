"""What the tests of the world share: scenarios made up by Hypothesis, and a chain that is watched.

`scenarios` makes small valid scenarios out of every part that a scenario file can hold. Whoever
draws one has it checked by the same rules as a file. Nothing here knows what is right; that
stands in the tests.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from places import SCENARIOS

from linestop.agents import Decision, Scenario, SeatView, SupplyChain
from linestop.agents.chain.record import SHAPES
from linestop.agents.manufacturers.stances import Policy
from linestop.agents.scenario.reader import read_scenario
from linestop.scenarios import text_of

SHIPPED = ("calm_seas", "far_shore", "pacific_squeeze", "two_roads")
PLAIN = ("calm_seas", "pacific_squeeze")
"""Those without regional buffers, second sources, express and credit."""
MOST_WORLDS = 16
"""Worlds for which `any_shelves_and_plan` draws."""


def shipped(name: str) -> Scenario:
    """A scenario that comes with the game."""
    return read_scenario(text_of(name), f"{name}.toml")


def struck() -> Scenario:
    """Pacific Squeeze with both of its great shocks in every world: for what only happens in a crisis."""
    squeeze = shipped("pacific_squeeze")
    great = ("port_calder_queue", "console_boom", "nine_peaks_flood")
    shocks = [changed(shock, probability=1.0) if shock.name in great else shock for shock in squeeze.shock]
    assert shocks != squeeze.shock
    return changed(squeeze, shock=shocks)  # type: ignore[no-any-return]


def own_scenario(name: str) -> Scenario:
    """A scenario of tests/scenarios."""
    return read_scenario(text_of_test_scenario(name), f"{name}.toml")


def text_of_test_scenario(name: str) -> str:
    """Its text, to be changed before it is read."""
    return (SCENARIOS / f"{name}.toml").read_text(encoding="utf-8")


def changed(value: Any, **changes: Any) -> Any:
    """The same value with some fields otherwise; `ordering__order_ceiling=2.0` reaches inside."""
    for name, new in changes.items():
        outer, _, inner = name.partition("__")
        if inner:
            new = changed(getattr(value, outer), **{inner: new})
        value = msgspec.structs.replace(value, **{outer: new})
    return value


# ---------------------------------------------------------------- scenarios by Hypothesis


# ---------------------------------------------------------------- how seats play


def at_random(
    scenario: Scenario, luck: int, worlds: int = 1, first_world: int = 0, *, extra: bool = False
) -> dict[str, Policy]:
    """Every seat throws a coin each turn, in each world, for each component; it may order `extra` too.

    Where the scenario has regional buffers it also sets weeks of these, and plans demand, by chance.
    A coin has the name of its seat, turn and component, so it falls the same way in whatever order these are
    listed, and in whatever batch its world is played.
    """

    def policy_of(seat: str) -> Policy:
        def decide(view: SeatView) -> Decision:
            coins = [
                np.random.default_rng([luck, view.turn, *seat.encode(), 0, *name.encode()]).random(
                    first_world + worlds
                )
                for name in view.components
            ]
            fell = np.array(coins)[:, first_world:]
            orders = np.where(fell < 0.2, 50.0, 0.0) if extra else None
            if not any(market.buffer for market in scenario.market):
                return Decision(fell < 0.5, extra_orders=orders)
            here = slice(first_world, first_world + worlds)
            shelves, plan = any_shelves_and_plan(scenario, [luck, view.turn, *seat.encode()], seat)
            return Decision(
                fell < 0.5, extra_orders=orders, shelf_weeks=shelves[..., here], demand_plan=plan[..., here]
            )

        return decide

    return {seat.name: policy_of(seat.name) for seat in scenario.seat}


def any_shelves_and_plan(scenario: Scenario, luck: list[int], seat: str) -> tuple[np.ndarray, np.ndarray]:
    """Weeks of shelves (B, worlds) and a plan of demand (G, T, worlds), part of them left open, by name."""

    def chance(kind: int, name: str) -> np.random.Generator:
        return np.random.default_rng([*luck, kind, *name.encode()])

    def open_at_times(values: np.ndarray, coins: np.ndarray) -> np.ndarray:
        return np.where(coins < 0.3, np.nan, values)

    many, demand = (MOST_WORLDS,), next(each.demand for each in scenario.seat if each.name == seat)
    draws = [chance(1, market.name) for market in scenario.market if market.buffer]
    shelves = [open_at_times(draw.uniform(0.0, 4.0, many), draw.random(many)) for draw in draws]
    plan = []
    for product in scenario.product:
        draw, size = chance(2, product.name), (6, *many)
        usual = demand.get(product.name, 0.0)
        plan.append(open_at_times(usual * draw.uniform(0.0, 2.0, size), draw.random(size)))
    return np.stack(shelves), np.stack(plan)


# ---------------------------------------------------------------- measures compared


def measures(chain: SupplyChain) -> dict[str, np.ndarray]:
    """All that a chain measured: its record, its sums, and what closing would cost now."""
    assert chain.record is not None
    sums = {
        f"sum of {name}": getattr(chain.sums, name)
        for name in ("cost", "required", "served", "sold", "demand")
    }
    return {name: chain.record[name] for name in SHAPES} | sums | {"closing": chain.close_books()}


def differing(ours: dict[str, np.ndarray], others: dict[str, np.ndarray]) -> list[str]:
    """Names of the measures that are not the same bit for bit."""
    return [name for name, values in ours.items() if not np.array_equal(values, others[name])]
