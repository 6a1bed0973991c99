"""Rules of thumb for where to be Just in Time, held to a scenario's own numbers.

First the textbook's table of the two stances (how much stock, for what, at what cost and risk, how dependent
and how flexible), each line a number of games of one seat. Then the usual rules by which parts are sorted;
each is played as a fixed plan and stands beside the recommended mix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...arithmetic import Array
from ...chain.model import SupplyChain
from ...manufacturers.stances import Policy, fixed, recommended_mix
from ...network.cost_lines import BACKLOG, HOLDING, LINE_DOWN, LOST, OBSOLESCENCE
from ...scenario.scenario import Scenario
from ..replay import as_played
from ..study import Estimate, estimate, play_seat
from .names import RuleName
from .part_classes import PartClass, classes_of
from .ways import SEAT, WAYS


@dataclass(frozen=True, slots=True)
class StanceProfile:
    """What one slogan (all JIT or all JIC) is like in numbers; means over worlds, money for the whole game.

    Attributes:
        stock_weeks: parts on hand in weeks of mean use, weighted by value.
        stock_money: money in them at standard cost.
        bound_weeks: the same with all that is ordered and not received: what another plan cannot undo.
        holding: capital, storage, insurance and obsolescence.
        standing_still: idle line, lost margin, and customers who wait.
        obsolescence: of `holding`.
        cost: money, books closed.
        uptime: share of required production.
        scarcest: the part of which least is on hand, and its weeks of mean use: so long the line runs if its
            deliveries stop.
        scarcest_weeks: see there.
        cheaper: share of worlds in which it costs less than the other slogan.
    """

    stock_weeks: float
    stock_money: float
    bound_weeks: float
    holding: float
    standing_still: float
    obsolescence: float
    cost: Estimate
    uptime: Estimate
    scarcest: str
    scarcest_weeks: float
    cheaper: float


@dataclass(frozen=True, slots=True)
class RuleFound:
    """What one rule of thumb says and what following it comes to.

    Attributes:
        rule: which one.
        buffered: whether it buffers each part, in the scenario's order.
        cost: money, mean over worlds.
        uptime: share, mean over worlds.
        right: for how many parts it says what the recommended mix says.
    """

    rule: RuleName
    buffered: tuple[bool, ...]
    cost: float
    uptime: float
    right: int


@dataclass(frozen=True, slots=True)
class RulesOfThumb:
    """Both slogans' profiles, each part's classes, and the rules with the cost of the mix beside them.

    mix_cost: money, mix_uptime: share; means over worlds.
    """

    jit: StanceProfile
    jic: StanceProfile
    parts: tuple[PartClass, ...]
    rules: tuple[RuleFound, ...]
    mix_cost: float
    mix_uptime: float


def _by_distance(parts: list[PartClass]) -> list[bool]:
    """Buffer what comes from farther away than parts do on average."""
    mean = sum(part.lead_weeks for part in parts) / len(parts)
    return [part.lead_weeks > mean for part in parts]


def _by_both(parts: list[PartClass]) -> list[bool]:
    """Buffer what is cheap, and of the middle what varies; of what is dear only what varies most."""
    bound = {"A": "Z", "B": "YZ", "C": "XYZ"}
    return [part.by_variation in bound[part.by_value] for part in parts]


RULES: dict[RuleName, Callable[[list[PartClass]], list[bool]]] = {
    "value": lambda parts: [part.by_value != "A" for part in parts],
    "variation": lambda parts: [part.by_variation != "X" for part in parts],
    "value_and_variation": _by_both,
    "distance": _by_distance,
}
"""By name: whether the rule buffers each part."""


def rules_of_thumb(scenario: Scenario, seed: int, worlds: int) -> RulesOfThumb:
    """The rules of thumb of a scenario, by so many worlds of a seed."""
    jit, jic = (_played(scenario, seed, worlds, WAYS[name]) for name in ("jit", "jic"))
    costs = [as_played(chain).cost[SEAT] for chain in (jit, jic)]
    parts = classes_of(jit, SEAT)
    found = [
        _followed(scenario, seed, worlds, rule, tuple(says(parts)), parts) for rule, says in RULES.items()
    ]
    mix = play_seat(scenario, seed, worlds, SEAT, recommended_mix, recommended_mix)
    profiles = [
        _profile(chain, float((own < other).mean()))
        for chain, own, other in zip((jit, jic), costs, reversed(costs), strict=True)
    ]
    for chain in (jit, jic):
        chain.dispose()
    return RulesOfThumb(
        profiles[0],
        profiles[1],
        tuple(parts),
        tuple(found),
        float(mix.own_cost.mean()),
        float(mix.uptime.mean()),
    )


def _played(scenario: Scenario, seed: int, worlds: int, policy: Policy) -> SupplyChain:
    """A chain with its history, one seat on a policy and its rivals on the mix."""
    policies: dict[str, Policy] = {seat.name: recommended_mix for seat in scenario.seat}
    policies[scenario.seat[SEAT].name] = policy
    return SupplyChain(scenario, seed, worlds, policies=policies).run()


def _profile(played: SupplyChain, cheaper: float) -> StanceProfile:
    network, found = played.network, as_played(played)
    value, use = network.value, network.normal_use[SEAT]
    on_hand = played.record["on_hand"][:, SEAT].mean(axis=(0, 2))
    bound = on_hand + played.record["on_order"][:, SEAT].mean(axis=(0, 2))
    spend = float(np.dot(use, value))
    # A part that no product of the seat needs has no weeks.
    weeks = np.divide(on_hand, use, out=np.full_like(use, np.inf), where=use > 0.0)
    lines = _lines(played)
    scarcest = int(weeks.argmin())
    return StanceProfile(
        stock_weeks=float(np.dot(on_hand, value)) / spend,
        stock_money=float(np.dot(on_hand, value)),
        bound_weeks=float(np.dot(bound, value)) / spend,
        holding=float(lines[: len(HOLDING)].sum()),
        standing_still=float(lines[[LINE_DOWN, LOST, BACKLOG]].sum()),
        obsolescence=float(lines[OBSOLESCENCE]),
        cost=estimate(found.cost[SEAT]),
        uptime=estimate(found.uptime[SEAT]),
        scarcest=network.components[scarcest],
        scarcest_weeks=float(weeks[scarcest]),
        cheaper=cheaper,
    )


def _lines(played: SupplyChain) -> Array:
    """Money by cost line of the seat, books closed, mean over worlds: (L,)."""
    weeks: Array = played.record["cost"][:, :, SEAT].sum(axis=(0, 2)).mean(axis=-1)
    closing: Array = played.close_books()[:, SEAT].sum(axis=1).mean(axis=-1)
    return weeks + closing


def _followed(
    scenario: Scenario,
    seed: int,
    worlds: int,
    rule: RuleName,
    buffered: tuple[bool, ...],
    parts: list[PartClass],
) -> RuleFound:
    """A rule played as a fixed plan."""
    game = play_seat(scenario, seed, worlds, SEAT, fixed(buffered), recommended_mix)
    right = sum(said == part.recommended for said, part in zip(buffered, parts, strict=True))
    return RuleFound(rule, buffered, float(game.own_cost.mean()), float(game.uptime.mean()), right)
