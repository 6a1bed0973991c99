"""The lesson of a generated scenario: sentences that were played before they are said.

A sentence is taken only if its number holds with room to spare, so that it also holds in other worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..studies.claims import RECOMMENDED, Trials
from ..studies.study import estimate
from .draft import Draft
from .numbers import Tables

ROOM = 0.5
"""Part of what was found that a sentence claims."""
LEAST_SAVING = 0.02
"""Share below which a difference is not worth a sentence."""
LEAST_GAP = 0.015
"""Uptime, a share."""
SURE = 1.5
"""How many times its error a number must be."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the lesson: its name in the phrases, the parts that it names, and what it claims."""

    key: str
    claim: Tables


def rule_at(draft: Draft, grade: str) -> str:
    """The mix, but what news speak of is bought only at news of this grade."""
    names = [part.name for part in draft.parts if part.buffered and part.strike is None]
    return ", ".join([*names, *(f"{part.name} at {grade}" for part in draft.struck)])


def grade_of(rule: str) -> str:
    """The grade of news at which a rule buys."""
    return rule.rpartition(" at ")[2]


def lesson_of(draft: Draft, trials: Trials) -> list[Sentence]:
    """The sentences that hold, in order."""
    buffers = [part.name for part in draft.parts if part.buffered]
    found = []
    if least := _saving(trials, RECOMMENDED, ["jit", "jic"]):
        found.append(_cheaper("slogans", RECOMMENDED, ["jit", "jic"], least))
    if _each_pays(trials, buffers):
        found.append(Sentence("buffers", {"shows": "buffers", "parts": buffers}))
    if rule := draft.news_rule:
        grade = grade_of(rule)
        for key, than in (
            ("news" if grade == "press" else "talk", RECOMMENDED),
            ("late", rule_at(draft, "official")),
            ("alarms", f"all at {grade}"),
        ):
            if least := _saving(trials, rule, [than]):
                found.append(_cheaper(key, rule, [than], least))
    bare, held = (trials.years(way, RECOMMENDED).uptime.mean() for way in ("jit", RECOMMENDED))
    if held - bare >= LEAST_GAP:
        most = round(float(bare + ROOM * (held - bare)), 3)
        found.append(Sentence("uptime", {"shows": "uptime", "plan": "jit", "most": most}))
    return found


def _cheaper(key: str, plan: str, than: Sequence[str], least: float) -> Sentence:
    return Sentence(key, {"shows": "cheaper", "plan": plan, "than": list(than), "least": round(least, 3)})


def _saving(trials: Trials, plan: str, than: Sequence[str]) -> float:
    """The share that may be claimed to be saved against each of other ways; 0 if it is not worth a word."""
    own, least = trials.years(plan, RECOMMENDED).cost.mean(axis=0), 1.0
    for way in than:
        other = trials.years(way, RECOMMENDED).cost.mean(axis=0)
        saved, whole = estimate(other - own), float(other.mean())
        if saved.mean < SURE * saved.ci95:
            return 0.0
        least = min(least, ROOM * (saved.mean - saved.ci95) / whole)
    return least if least >= LEAST_SAVING * ROOM else 0.0


def _each_pays(trials: Trials, buffers: Sequence[str]) -> bool:
    """Whether each of the buffers saves, and each other one costs, beyond doubt."""
    mix = trials.years(RECOMMENDED, RECOMMENDED).cost.mean(axis=0)
    for part in trials.parts:
        flipped = [name for name in trials.parts if (name in buffers) != (name == part)]
        added = estimate(trials.years(", ".join(flipped) or "jit", RECOMMENDED).cost.mean(axis=0) - mix)
        if added.mean < SURE * added.ci95:
            return False
    return True
