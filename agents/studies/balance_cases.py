"""Cases that the balance of a scenario is measured by: plans, reactions to news, and timings of buffers.

Cases of timing know the drawn shocks, since they ask what a decision at a given distance from a shock is
worth. They are made from the scenario alone: which buffers, which shocks, which bulky component.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..arithmetic import Flags
from ..chain.opening import recommended
from ..chain.site_agents import PolicyLike
from ..chance.shocks import Shock
from ..manufacturers.stances import (
    Decision,
    Policy,
    SeatView,
    all_jic,
    all_jit,
    fixed,
    on_news,
    recommended_mix,
    switching,
)
from ..scenario import events
from ..scenario.scenario import Component, Scenario

BUFFER_STARTS = (-8, 0, 4)
"""When a buffer is begun, in weeks after the shock's first week; negative is before."""
LAST_TURNS = 3
"""Turns at the end of the year in which `closing_cases` gives the buffers up."""
GIVEN_UP = f"mix, all JIT in the last {LAST_TURNS} turns"
SURE = 1.0
"""Probability of a shock that comes in every world."""

PolicyFromShocks = Callable[[tuple[Shock, ...]], PolicyLike]
"""Makes a policy from the drawn shocks: for studies of timing, never for a game."""


@dataclass(frozen=True, slots=True)
class Case:
    """One way to play that is to be scored."""

    name: str
    policy_from: PolicyFromShocks
    spread: bool = False
    """Whether seats are compared by it."""


def always(policy: PolicyLike) -> PolicyFromShocks:
    """The policy, whatever the shocks."""
    return lambda shocks: policy


def timing_cases(scenario: Scenario) -> list[Case]:
    """Cases for each pair of `threatened`: its buffer begun early, at the shock's onset, late and never."""
    mix = recommended(scenario)
    cases = []
    for component, shock in threatened(scenario):
        # All else stays on the mix, so that only this buffer's timing differs.
        without = mix.copy()
        without[component] = False
        name = scenario.component[component].name
        for weeks in BUFFER_STARTS:
            when = "at onset" if weeks == 0 else f"{abs(weeks)} weeks {'before' if weeks < 0 else 'after'}"
            cases.append(Case(f"{name} {when}", _begin(without, mix, shock, weeks), spread=weeks == 0))
        cases.append(Case(f"{name} never", always(fixed(without))))
    return cases


def news_cases(scenario: Scenario) -> list[Case]:
    """Cases that follow the news only, beside the mix."""
    return [
        Case("act on nothing (JIT)", always(all_jit)),
        Case("act on official news", always(on_news("official"))),
        Case("act on every rumour", always(on_news("rumour"))),
        Case("recommended mix", always(recommended_mix)),
        Case("mix, and every rumour", always(on_news("rumour", recommended(scenario)))),
    ]


def stance_cases(scenario: Scenario) -> list[Case]:
    """Cases of all JIT, all JIC, the mix, and the mix with the bulkiest sea-borne component flipped.

    Seats are compared by one of them: by all JIC where the mix has a buffer, else by the flipped mix.
    """
    mix = recommended(scenario)
    flipped = mix.copy()
    bulky = bulky_component(scenario)
    flipped[bulky] = not flipped[bulky]
    stance = "JIC" if flipped[bulky] else "JIT"
    return [
        Case("JIT", always(all_jit)),
        Case("JIC", always(all_jic), spread=bool(mix.any())),
        Case("mix", always(recommended_mix)),
        Case(
            f"mix, but {scenario.component[bulky].name} {stance}",
            always(fixed(flipped)),
            spread=not mix.any(),
        ),
    ]


def closing_cases(scenario: Scenario) -> list[Case]:
    """The mix given up in the last turns: what is on the shelf then is sold off rather than replaced.

    It pays where the books close at much less than a part's worth (`closing_share`), and teaches how games
    end and nothing of supply chains. None where the mix has no buffer or the year has no turn more.
    """
    mix, last = recommended(scenario), scenario.turns - LAST_TURNS
    if not mix.any() or last < 1:
        return []
    return [Case(GIVEN_UP, always(partial(_until, mix, last)))]


def _until(jic: Flags, last_turn: int, view: SeatView) -> Decision:
    """The segmentation jic (K,) up to a turn, then all Just in Time."""
    return fixed(jic if view.turn <= last_turn else np.zeros_like(jic))(view)


def bulky_component(scenario: Scenario) -> int:
    """Index of the component with most boxes through a port per money of its value; 0 if none sails."""
    sails = {lane.supplier for lane in scenario.lane if lane.port}
    carried = {site.component for site in scenario.supplier if site.name in sails}
    # Boxes by money: a cheap bulky component takes most of a port for the stock that it is worth.
    bulk = [part.boxes / part.value if part.name in carried else 0.0 for part in scenario.component]
    return int(np.argmax(bulk))


def threatened(scenario: Scenario) -> list[tuple[int, str]]:
    """Buffered components that a shock is sure to hit: the component's index, and the shock's name.

    It is the first such shock on the component's supplier, lane or port.
    """
    pairs = []
    for number, part in enumerate(scenario.component):
        sure = [shock.name for shock in _shocks_on(part, scenario) if shock.probability == SURE]
        if part.recommended == "JIC" and sure:
            pairs.append((number, sure[0]))
    return pairs


def perhaps_threatened(scenario: Scenario) -> list[int]:
    """Indices of buffered components that a shock may hit, though none is sure to."""
    sure = {number for number, _ in threatened(scenario)}
    return [
        number
        for number, part in enumerate(scenario.component)
        if part.recommended == "JIC" and number not in sure and _shocks_on(part, scenario)
    ]


def _shocks_on(part: Component, scenario: Scenario) -> list[events.Shock]:
    suppliers = {site.name for site in scenario.supplier if site.component == part.name}
    lanes = [lane for lane in scenario.lane if lane.supplier in suppliers]
    # A lane without a port adds None, which no shock has as its target.
    sites = suppliers | {lane.port for lane in lanes} | {lane.name for lane in lanes}
    return [shock for shock in scenario.shock if shock.target in sites]


def _begin(before: Flags, after: Flags, shock: str, weeks: int) -> PolicyFromShocks:
    """Change plans at the first turn that begins `weeks` after the shock's first week, or later.

    The first week is drawn by world, so the turn may differ between worlds.
    """

    def policy_from(shocks: tuple[Shock, ...]) -> Policy:
        # A turn is decided when its first week has not been played yet, hence less 1.
        first = next(s.first_week for s in shocks if s.name == shock)
        return switching(before, after, first + weeks - 1)

    return policy_from
