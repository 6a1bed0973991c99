"""Claims of a lesson tested: the ways that a sentence names are played, and the numbers held against it.

All ways of all claims meet the same worlds (common random numbers), in every seat. A claim holds if the whole
95 % interval of its number lies within what it says; the number is given in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from ..arithmetic import Array, Indices, ratio, total
from ..chain.model import SupplyChain
from ..chain.opening import recommended
from ..chance.random_streams import Chance
from ..chance.sample_path import SamplePath, draw
from ..manufacturers.stances import Policy
from ..network.derivation import network_of
from ..scenario.checks.claim_checks import names_in_ways
from ..scenario.claims import SAME, Claim, ClaimKind, Played, way_in
from ..scenario.scenario import Scenario
from .balance import play_scored
from .balance_cases import always
from .replay import as_played
from .study import CHUNK, Progress, estimate
from .ways_to_play import own_in_some_worlds, policy_of

LATE_WEEKS = 2.0
"""Weeks above the usual lead time from which a part's queue is a long one."""
RECOMMENDED = "hybrid"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a claim holds, and the numbers that show it, in plain words."""

    claim: Claim
    holds: bool
    shown: str


@dataclass(frozen=True, slots=True)
class Years:
    """What one way of playing came to in every seat, (N, W) each, against rivals of one kind.

    cost: money, books closed; uptime: a share; weakest: the least share of what was required that was made in
    any week; late_weeks: weeks in which a part was quoted `LATE_WEEKS` or more above the usual, (N, K, W).
    """

    cost: Array
    uptime: Array
    weakest: Array
    late_weeks: Array


class Trials:
    """The games that claims need, each played once, in W worlds and every seat.

    Args:
        scenario: whose claims are tested.
        seed: root of all chance.
        worlds: W.
        scored_worlds: worlds in which scores are measured, each of which replays all fixed plans.
        progress: called with the number of worlds played since the last call.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        worlds: int,
        scored_worlds: int,
        progress: Progress | None = None,
    ) -> None:
        self.scenario, self.parts = scenario, [part.name for part in scenario.component]
        self.names = names_in_ways(scenario)
        self._seed, self._worlds, self._scored_worlds = seed, worlds, scored_worlds
        self._progress = progress or (lambda played: None)
        self._seats = [seat.name for seat in scenario.seat]
        self._years: dict[tuple[Played, Played | None], Years] = {}

    @cached_property
    def _path(self) -> SamplePath:
        """The chance of all worlds, the same for every way of playing."""
        return draw(self.scenario, network_of(self.scenario), Chance(self._seed, self._worlds))

    @cached_property
    def mix(self) -> list[str]:
        """Names of the parts that the recommended mix holds Just in Case."""
        return [name for name, jic in zip(self.parts, recommended(self.scenario), strict=True) if jic]

    def policy(self, text: str) -> Policy:
        """The policy that plays a way (`scenario.claims.way_in`)."""
        return policy_of(way_in(text, self.names), self.scenario)

    def last_turn(self, way: str) -> int:
        """The last turn in which a way buys anything for the first time."""
        if way == SAME:
            return 1
        return max((each.from_turn for each in way_in(way, self.names).purchases), default=1)

    def years(self, way: str, rivals: str) -> Years:
        """What a way comes to beside rivals that all play another, or the same."""
        own = way_in(way, self.names)
        others = None if rivals == SAME else way_in(rivals, self.names)
        key = (own, None if others == own else others)
        if key not in self._years:
            policy, theirs = policy_of(own, self.scenario), policy_of(key[1] or own, self.scenario)
            # Where everybody plays alike, one game tells of all seats.
            self._years[key] = self._alike(policy) if key[1] is None else self._apart(policy, theirs)
        return self._years[key]

    def scores(self, way: str, rivals: str) -> Array:
        """Scores of a way in every seat, (N, W) with fewer worlds."""
        own, found = always(self.policy(way)), []
        theirs = self.policy(way if rivals == SAME else rivals)
        for seat in range(len(self.scenario.seat)):
            game = play_scored(self.scenario, self._seed, self._scored_worlds, seat, own, theirs)
            found.append(game.score)
            self._progress(self._scored_worlds)
        return np.stack(found)

    def _alike(self, policy: Policy) -> Years:
        """Every seat of the worlds in which all play one policy."""
        return self._play(dict.fromkeys(self._seats, policy), np.arange(len(self._seats)), copies=1)

    def _apart(self, own: Policy, theirs: Policy) -> Years:
        """Every seat beside rivals of another policy, as many seats side by side as a batch holds."""
        at_once = max(1, CHUNK // self._worlds)
        seats, games = np.arange(len(self._seats)), []
        for some in np.split(seats, range(at_once, len(seats), at_once)):
            policies = {
                name: own_in_some_worlds(own, theirs, np.repeat(some == n, self._worlds))
                for n, name in enumerate(self._seats)
            }
            games.append(self._play(policies, some, copies=len(some)))
        return Years(
            *(np.concatenate([getattr(game, name) for game in games]) for name in Years.__dataclass_fields__)
        )

    def _play(self, policies: dict[str, Policy], seats: Indices, copies: int) -> Years:
        """What these seats came to, the first in the first copy of the worlds, the next in the next."""
        chain = SupplyChain(
            self.scenario,
            self._seed,
            copies * self._worlds,
            policies=policies,
            history=False,
            path=self._path.repeated(copies),
        )
        network = chain.network
        weakest = np.ones((len(network.seats), chain.worlds))
        late = np.zeros((len(network.components), chain.worlds))
        required, served = np.zeros_like(weakest), np.zeros_like(weakest)
        usual = network.usual_component_lead_time[:, None]
        while chain.week < self.scenario.weeks:
            chain.step()
            now = total(chain.sums.required, axis=1), total(chain.sums.served, axis=1)
            weakest = np.minimum(weakest, ratio(now[1] - served, now[0] - required, empty=1.0))
            required, served = now
            late += network.lane_mean(chain.quote) - usual >= LATE_WEEKS
        played = as_played(chain)
        chain.dispose()
        self._progress(copies * self._worlds)
        # Seat by seat its own copy; where there is one copy, all seats are in it.
        copy = np.arange(len(seats)) % copies
        by_copy = (-1, copies, self._worlds)
        cost, uptime, weakest = (
            each.reshape(by_copy)[seats, copy] for each in (played.cost, played.uptime, weakest)
        )
        return Years(cost, uptime, weakest, late.reshape(by_copy).swapaxes(0, 1)[copy])


def findings_of(claims: Sequence[Claim], trials: Trials) -> list[Finding]:
    """Each claim's finding, in their order."""
    return [Finding(claim, *_tested(claim, trials)) for claim in claims]


def _tested(claim: Claim, trials: Trials) -> tuple[bool, str]:
    """Whether a claim holds, and what shows it; none holds that speaks of a turn which never comes."""
    ways = [way for way in (claim.plan, claim.rivals, claim.than_rivals, *(claim.than or [])) if way]
    last = max(trials.last_turn(way) for way in ways) if ways else 1
    if last > trials.scenario.turns:
        return False, f"turn {last} never comes: the last is turn {trials.scenario.turns}"
    return TESTS[claim.shows](claim, trials)


def games_of(claims: Sequence[Claim], scenario: Scenario) -> int:
    """About how many games of a seat the claims need, for a progress bar."""
    ways = {(way, claim.rivals) for claim in claims for way in (claim.plan, *(claim.than or [])) if way}
    flips = sum(claim.shows in ("buffers", "order") for claim in claims) * len(scenario.component)
    return (len(ways) + flips) * len(scenario.seat)


# ------------------------------------------------------------ one test for each kind of claim


def _cheaper(claim: Claim, trials: Trials) -> tuple[bool, str]:
    rivals = claim.rivals or RECOMMENDED
    own = trials.years(claim.plan or "", rivals).cost.mean(axis=0)
    least, most = claim.least or 0.0, 1.0 if claim.most is None else claim.most
    holds, words = True, []
    for way in claim.than or []:
        other = trials.years(way, claim.than_rivals or rivals).cost.mean(axis=0)
        saved, whole = estimate(other - own), float(other.mean()) or 1.0
        share, error = saved.mean / whole, saved.ci95 / whole
        holds &= least < share - error and share + error < most
        beside = way if way != claim.plan else _company(claim.than_rivals or rivals)
        words.append(f"{own.mean():,.0f} against {whole:,.0f} ({beside}): {share:.1%} less ± {error:.1%}")
    return holds, "; ".join(words)


def _company(rivals: str) -> str:
    return "it when all do the same" if rivals == SAME else f"it beside rivals on {rivals}"


def _within(claim: Claim, values: Array, percent: bool) -> tuple[bool, str]:
    """Whether the mean of numbers by seat and world, (N, W), lies from least to most with its interval."""
    found = estimate(values.mean(axis=0))
    low = -np.inf if claim.least is None else claim.least
    high = np.inf if claim.most is None else claim.most
    said = f"{found.mean:.1%} ± {found.ci95:.1%}" if percent else f"{found.mean:.1f} ± {found.ci95:.1f}"
    return low <= found.mean - found.ci95 and found.mean + found.ci95 <= high, said


def _uptime(claim: Claim, trials: Trials) -> tuple[bool, str]:
    return _within(claim, trials.years(claim.plan or "", claim.rivals or RECOMMENDED).uptime, percent=True)


def _weakest_week(claim: Claim, trials: Trials) -> tuple[bool, str]:
    weakest = trials.years(claim.plan or "", claim.rivals or RECOMMENDED).weakest
    holds, said = _within(claim, weakest, percent=True)
    return holds, f"{said}; in the weakest week of all years {weakest.min():.1%}"


def _score(claim: Claim, trials: Trials) -> tuple[bool, str]:
    return _within(claim, trials.scores(claim.plan or "", claim.rivals or RECOMMENDED), percent=False)


def _savings(claim: Claim, trials: Trials) -> dict[str, tuple[float, float]]:
    """What a buffer of each part saves, all others as recommended: money, and half its 95 % interval."""
    rivals, found = claim.rivals or RECOMMENDED, {}
    for part in trials.parts:
        others = [name for name in trials.mix if name != part]
        bare = trials.years(", ".join(others) or "jit", rivals).cost
        buffered = trials.years(", ".join([*others, part]), rivals).cost
        saved = estimate((bare - buffered).mean(axis=0))
        found[part] = saved.mean, saved.ci95
    return found


def _told(savings: dict[str, tuple[float, float]]) -> str:
    by_worth = sorted(savings, key=lambda part: -savings[part][0])
    return "saves " + ", ".join(
        f"{part} {savings[part][0]:+,.0f} ± {savings[part][1]:,.0f}" for part in by_worth
    )


def _buffers(claim: Claim, trials: Trials) -> tuple[bool, str]:
    savings, named = _savings(claim, trials), claim.parts or []
    holds = all(
        saved - error > 0.0 if part in named else saved + error < 0.0
        for part, (saved, error) in savings.items()
    )
    return holds, _told(savings)


def _order(claim: Claim, trials: Trials) -> tuple[bool, str]:
    savings = _savings(claim, trials)
    worth = [savings[part][0] for part in claim.parts or []]
    return all(more > less for more, less in pairwise(worth)), _told(savings)


def _long_queues(claim: Claim, trials: Trials) -> tuple[bool, str]:
    years = trials.years(claim.plan or RECOMMENDED, claim.rivals or RECOMMENDED)
    weeks = dict(zip(trials.parts, years.late_weeks.mean(axis=(0, 2)).tolist(), strict=True))
    named, least = claim.parts or [], claim.least or 0.0
    holds = all((late >= least) is (part in named) for part, late in weeks.items())
    return holds, "weeks a year: " + ", ".join(f"{part} {late:.1f}" for part, late in weeks.items())


TESTS: dict[ClaimKind, Callable[[Claim, Trials], tuple[bool, str]]] = {
    "cheaper": _cheaper,
    "uptime": _uptime,
    "weakest_week": _weakest_week,
    "score": _score,
    "buffers": _buffers,
    "order": _order,
    "long_queues": _long_queues,
}
"""By what a claim shows; the keys that each needs stand in `scenario.claims.NEEDS`."""
