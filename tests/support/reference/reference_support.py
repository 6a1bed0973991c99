"""Reference cases: scenario files of tests/scenarios/reference with numbers changed, and what they cost.

A case names its file, the numbers that it changes there, and the value that the literature gives. Nothing
of the model is reached into: the file goes through the gates of any scenario, the chain is the public one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from linestop.agents import Scenario, SupplyChain
from linestop.agents.scenario.checks.consistency import consistency_problems
from linestop.agents.scenario.checks.schema_checks import schema_problems

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "reference"
MOST_SE = 0.01
"""Of the mean: a Monte-Carlo value less sure than that proves nothing."""


@dataclass(frozen=True)
class Case:
    """A row of the reference table.

    changes: dotted paths of the file ("component.0.order.level") and their values; weeks: those measured,
    after warm_up; worlds: 0 for a case without chance, compared to 1e-6; scale: what a week's mean counts
    for, the model's weeks in one of the reference's, or all weeks where the reference is a sum.
    """

    name: str
    file: str
    reference: float
    changes: dict[str, Any] = field(default_factory=dict)
    worlds: int = 0
    weeks: int = 52
    warm_up: int = 0
    scale: float = 1.0


@dataclass(frozen=True)
class Found:
    """What a case came to a week, and its standard error (0: exact)."""

    mean: float
    se: float


def scenario_of(file: str, changes: dict[str, Any]) -> Scenario:
    """A reference file with some numbers changed, through the same gates as any file."""
    values: Any = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
    for path, value in changes.items():
        *outer, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        table = values
        for key in outer:
            table = table[key]
        table[last] = value
    problems = [*schema_problems(values)] or [*consistency_problems(msgspec.convert(values, Scenario))]
    assert not problems, problems[0]
    return msgspec.convert(values, Scenario)


def cost_so_far(chain: SupplyChain) -> np.ndarray:
    """All that all seats and depots have paid: (W,)."""
    cost: np.ndarray = chain.sums.cost.sum(axis=(0, 1, 2)) + chain.sums.depot_cost.sum(axis=(0, 1))
    return cost


def weekly_cost(case: Case, seed: int = 1) -> Found:
    """The mean cost of a week after the warm-up."""
    scenario = scenario_of(case.file, {**case.changes, "weeks": case.warm_up + case.weeks})
    chain = SupplyChain(scenario, seed, max(1, case.worlds), history=False)
    for _ in range(case.warm_up):
        chain.step()
    before = cost_so_far(chain)
    costs = (cost_so_far(chain.run()) - before) / case.weeks * case.scale
    se = float(costs.std(ddof=1)) / len(costs) ** 0.5 if case.worlds else 0.0
    return Found(float(costs.mean()), se)


def disagreement(case: Case, found: Found) -> str:
    """Why a case does not hold; empty if it does."""
    apart = abs(found.mean - case.reference)
    if case.worlds and found.se > MOST_SE * abs(case.reference):
        return f"{case.name}: SE {found.se:.4g} is more than 1 % of {case.reference}"
    if apart > (4.0 * found.se if case.worlds else 1e-6):
        return f"{case.name}: {found.mean:.6f} (SE {found.se:.4g}) is not {case.reference}"
    return ""


def row(case: Case, found: Found) -> str:
    """One line of the printed table."""
    apart = (found.mean - case.reference) / found.se if found.se else found.mean - case.reference
    unit, numbers = "SE" if found.se else "", f"{case.reference:>14.6f} {found.mean:>14.6f} {found.se:>10.6f}"
    return f"{case.name:<58} {numbers} {apart:>+8.2f} {unit}"
