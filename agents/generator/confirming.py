"""The confirmation of a draft in a thousand new worlds: what `linestop scenario balance` asks, and more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..arithmetic import Flags
from ..manufacturers.stances import all_jic, all_jit, recommended_mix
from ..scenario.checks.claim_checks import names_in_ways
from ..scenario.claims import way_in
from ..scenario.scenario import Scenario
from ..scenario.teaching import difficulty_of
from ..studies.balance import play_scored
from ..studies.balance_cases import always
from ..studies.calendar import knowledge
from ..studies.study import play_seat
from ..studies.ways_to_play import policy_of
from .adjusting import Measured, measured
from .draft import Draft
from .lesson import rule_at

CONFIRMED_WORLDS = 1000
SCORED_WORLDS = 150
"""Worlds in which scores are measured, each of which replays all fixed plans."""
KNOWN_WORLDS = 100
"""Worlds in which plans by the calendar are compared, and scored in others."""
NEAR = 0.12
"""Plans that cost so much more than the mix in the first worlds are not the cheapest in others."""
LEAST_BETTER = 0.03
"""Share by which the mix must be cheaper than each slogan."""
LEAST_FLIP = 0.01
MOST_GAP = 0.0
"""Share by which a plan may be cheaper than the mix."""
SCORE_ROOM = 1.0
"""Points by which the better slogan must lie within the bounds of the difficulty."""
MOST_CALENDAR = 2.5
"""Points that a plan by the calendar may gain, half a point less than `balance` lets it."""
LEAST_NEWS = 3.5
"""Points that a rule by the news gains at least, else the scenario states none."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a thousand worlds said of a draft.

    Attributes:
        below_jit, below_jic: share by which the mix is cheaper than each slogan, over all seats.
        least_flip: least share of cost that flipping a part adds.
        slogan: mean score of the better slogan.
        calendar, news: points that a plan by the calendar, and a rule by the news, gain.
        uptime: of the mix, the mark of the scenario.
        news_rule: the rule, or nothing where it gains too little.
    """

    below_jit: float
    below_jic: float
    least_flip: float
    slogan: float
    calendar: float
    news: float
    uptime: float
    news_rule: str


@dataclass(frozen=True, slots=True)
class Missed:
    """What a draft misses.

    Attributes:
        what: in a few words.
        slogan: mean score of the better slogan, where that is what is wrong: such a draft can be adjusted
            further; NaN otherwise.
    """

    what: str
    slogan: float = float("nan")


def confirmed(draft: Draft, scenario: Scenario, screened: Measured, seed: int) -> Confirmed | Missed:
    """What was measured, or what the draft misses."""
    # First what is missed most often, and takes least to measure.
    slogan = max(
        float(play_scored(scenario, seed, SCORED_WORLDS, 0, always(policy), recommended_mix).score.mean())
        for policy in (all_jit, all_jic)
    )
    if {difficulty_of(slogan - SCORE_ROOM), difficulty_of(slogan + SCORE_ROOM)} != {draft.difficulty}:
        return Missed("too hard or too easy", slogan)
    plans = _worth_a_look(screened)
    # All seats in the same worlds, so that what differs between them is not their luck.
    seats = [
        measured(draft, scenario, seed, CONFIRMED_WORLDS, plans, seat) for seat in range(len(scenario.seat))
    ]
    found = Measured(plans, np.concatenate([each.cost for each in seats], axis=1), seats[0].mix)
    below_jit, below_jic = (float(1.0 - 1.0 / found.means[n]) for n in (0, -1))
    if min(below_jit, below_jic) < LEAST_BETTER:
        return Missed("a slogan is as cheap as the mix")
    if found.flips.min() < LEAST_FLIP or found.means.min() < 1.0 - MOST_GAP - 1e-9:
        return Missed("the mix is not the cheapest plan")
    return _known(draft, scenario, seed, (below_jit, below_jic, float(found.flips.min()), slogan))


def _known(
    draft: Draft, scenario: Scenario, seed: int, figures: tuple[float, float, float, float]
) -> Confirmed | Missed:
    """The rest of the confirmation: what the calendar and the news are worth, and the mix's uptime."""
    mix, best, rule = np.array([part.buffered for part in draft.parts]), 0.0, ""
    known = knowledge(scenario, mix, (seed + 1, seed), KNOWN_WORLDS, KNOWN_WORLDS)
    if known.calendar.mean > MOST_CALENDAR:
        return Missed("who knows the calendar wins")
    held = play_scored(scenario, seed, SCORED_WORLDS, 0, always(recommended_mix), recommended_mix).score
    for grade in ("press", "rumour"):
        way = way_in(rule_at(draft, grade), names_in_ways(scenario))
        policy = always(policy_of(way, scenario))
        gain = float(
            (play_scored(scenario, seed, SCORED_WORLDS, 0, policy, recommended_mix).score - held).mean()
        )
        if gain > best:
            best, rule = gain, rule_at(draft, grade)
    uptime = play_seat(scenario, seed, CONFIRMED_WORLDS, 0, recommended_mix, recommended_mix).uptime.mean()
    stated = rule if best >= LEAST_NEWS else ""
    return Confirmed(*figures, float(known.calendar.mean), best, round(float(uptime), 3), stated)


def _worth_a_look(screened: Measured) -> Flags:
    """Both slogans, the mix, each flip of it, and every plan that came near it in the first worlds."""
    flips = screened.plans[screened.mix] ^ np.eye(screened.plans.shape[1], dtype=bool)
    wanted = {plan.tobytes() for plan in (screened.plans[0], screened.plans[-1], *flips)}
    near = screened.means <= 1.0 + NEAR
    keep = [bool(near[n]) or plan.tobytes() in wanted for n, plan in enumerate(screened.plans)]
    plans: Flags = screened.plans[np.array(keep)]
    return plans
