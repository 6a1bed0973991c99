"""Sixty generated years of three difficulties: are all valid and by the rule, how many tries and how long?

Seeds come from the hash of the commit that froze the generator, so nobody chose them. Each year is read anew
with its translation, its plans are compared in worlds that the generator did not use, and it is played to
its last week by four unlike bots. Fails if any year misses anything.

    python tests/benchmarks/generated_years.py COMMIT [--first 0] [--count 60] [--worlds 1000]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import dataclass
from time import process_time

import numpy as np

from linestop.agents import SupplyChain
from linestop.agents.generator.searching import NothingFound, generate
from linestop.agents.generator.wishes import command_of, wish_for
from linestop.agents.manufacturers.stances import POLICIES
from linestop.agents.scenario.reader import read_scenario
from linestop.agents.scenario.scenario import Scenario
from linestop.agents.scenario.teaching import Difficulty
from linestop.agents.scenario.translation import read_translation
from linestop.agents.studies.balance import PlanComparison, compared
from linestop.agents.studies.calendar import costs_by_world
from linestop.agents.studies.scoring import segmentations
from linestop.game.compute.freed_memory import keep_freed

DIFFICULTIES: tuple[Difficulty, ...] = ("easy", "medium", "hard")
BOTS = ("hybrid", "panic", "rumour", "jit")
FRESH_SEED = 77


@dataclass(frozen=True, slots=True)
class Year:
    """One line of the table."""

    line: str
    good: bool
    seconds: float
    tries: int


def seed_of(commit: str, number: int) -> int:
    """The seed of a year: below 2^53, from the commit's hash and the year's number."""
    return int.from_bytes(hashlib.sha256(f"{commit} {number}".encode()).digest()[:6], "big")


def compare_in_new_worlds(scenario: Scenario, worlds: int) -> PlanComparison:
    """As `studies.balance.compare_plans`, but each world is played in one seat, which takes less time.

    `worlds` is how many there are in all; each seat has its part of them.
    """
    plans, seats = segmentations(len(scenario.component)), len(scenario.seat)
    by_turn = [np.repeat(plan[None], scenario.turns, axis=0) for plan in plans]
    costs = np.stack(
        [
            costs_by_world(scenario, by_turn, FRESH_SEED + seat, -(-worlds // seats), seat=seat)
            for seat in range(seats)
        ],
        axis=1,
    )
    return compared(scenario, plans, costs)


def year_of(commit: str, number: int, worlds: int) -> Year:
    difficulty, seed = DIFFICULTIES[number % 3], seed_of(commit, number)
    wish = wish_for(difficulty)
    begun = process_time()
    try:
        found = generate(seed, wish, command_of(wish, seed))
    except NothingFound as error:
        return Year(f"{difficulty} {seed}: {error}", False, process_time() - begun, 0)
    seconds = process_time() - begun
    scenario = read_scenario(found.text, "year.toml")
    read_translation(found.translations["de"], "year.de.toml", scenario, whole=True)
    plans = compare_in_new_worlds(scenario, worlds)
    below = min(float(1.0 - plans.cost[plans.mix] / plans.cost[n]) for n in (0, -1))
    policies = {seat.name: POLICIES[BOTS[n % 4]] for n, seat in enumerate(scenario.seat)}
    chain = SupplyChain(scenario, FRESH_SEED, 1, policies=policies).run()
    good = plans.gap <= 0.01 and float(plans.flips.min()) > 0.0 and below >= 0.03 and chain.week == wish.weeks
    line = (
        f"{difficulty:6} {seed:16} {found.name:32} tries {found.tries:2} adjusted {found.adjustments:3}"
        f" {seconds:5.0f} s  gap {plans.gap:.2%} least flip {plans.flips.min():+.1%} below {below:.1%}"
        f" slogan {found.confirmed.slogan:.0f} calendar {found.confirmed.calendar:+.1f}"
        f" news {found.confirmed.news:+.1f} {'good' if good else 'MISSED'}"
    )
    return Year(line, good, seconds, found.tries)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("--first", type=int, default=0, help="number of the first year, to go on from")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--worlds", type=int, default=1000)
    wanted = parser.parse_args()
    keep_freed()
    years = []
    for number in range(wanted.first, wanted.first + wanted.count):
        years.append(year_of(wanted.commit, number, wanted.worlds))
        print(years[-1].line, flush=True)
    seconds = sorted(year.seconds for year in years)
    print(
        f"{sum(year.good for year in years)} of {len(years)} good;"
        f" median {seconds[len(seconds) // 2]:.0f} s, longest {seconds[-1]:.0f} s;"
        f" tries at most {max(year.tries for year in years)}"
    )
    return 0 if all(year.good for year in years) else 1


if __name__ == "__main__":
    sys.exit(main())
