"""The search: drafts are drawn, adjusted in few worlds, and confirmed in a thousand others.

The same seed and wish give the same scenario, to the last byte. Which worlds a draft is measured in follows
from the seed, too; those of the confirmation are none of those that it was adjusted by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isnan

import msgspec

from ...scenarios import OWN_LANGUAGE
from ..chance.random_streams import key_of
from ..scenario.checks.consistency import consistency_problems
from ..scenario.checks.schema_checks import schema_problems
from ..scenario.reader import read_scenario
from ..scenario.scenario import Scenario
from ..scenario.translation import read_translation
from ..studies.claims import Trials
from .adjusting import adjusted, first_adjusted, good, measured
from .confirming import SCORED_WORLDS, Confirmed, confirmed
from .draft import Draft
from .drawing import Wish, drawn
from .lesson import Sentence, lesson_of
from .numbers import numbers
from .phrases import all_phrases
from .telling import Teller, with_texts
from .writing import toml_of

SCREENED_WORLDS = 120
"""Worlds in which a draft is adjusted."""
LESSON_WORLDS = 200
MOST_TRIES = 40
MOST_ADJUSTMENTS = 14
LARGEST_WORLD_SEED = 2**53 - 1

Progress = Callable[[str], None]
"""Called with what is done now, in a few words."""


class NothingFound(ValueError):
    """No scenario that meets the criteria was found in `MOST_TRIES` tries; another seed may."""

    code = "no_scenario_found"


@dataclass(frozen=True, slots=True)
class Generated:
    """A scenario that meets the criteria.

    Attributes:
        name: of the scenario and of its files.
        text: the scenario as TOML.
        translations: the text of each translation by language.
        scenario: the same, read.
        tries: drafts that were drawn.
        adjustments: how often one was changed.
        confirmed: what was measured in a thousand worlds.
    """

    name: str
    text: str
    translations: dict[str, str]
    scenario: Scenario
    tries: int
    adjustments: int
    confirmed: Confirmed


def generate(
    seed: int,
    wish: Wish,
    made_by: str,
    progress: Progress | None = None,
    most_tries: int = MOST_TRIES,
    name: str | None = None,
) -> Generated:
    """A scenario as wished for, drawn from a seed.

    Args:
        seed: of all draws; the same gives the same scenario.
        wish: what is asked for.
        made_by: the command that makes the same again, for the first line of the file.
        progress: told of each step.
        most_tries: drafts after which the search ends.
        name: of the scenario; None: one made of its town and industry.

    Raises:
        NothingFound: if no draft met the criteria.
    """
    tell = progress or (lambda done: None)
    adjustments = 0
    for attempt in range(1, most_tries + 1):
        tell(f"try {attempt}: drawn")
        draft, steps, found = _tried(seed, attempt, wish, tell)
        adjustments += steps
        if found is not None:
            draft = replace(draft, uptime_target=found.uptime, news_rule=found.news_rule)
            return _written(draft, found, name or draft.name, made_by, adjustments, world_seed(seed, 0))
    raise NothingFound(
        f"no year was found in {most_tries} tries: take another seed, or another difficulty, length or --like"
    )


def _tried(seed: int, attempt: int, wish: Wish, tell: Progress) -> tuple[Draft, int, Confirmed | None]:
    """One draft after its adjustments, how many there were, and what confirmed it, if it was."""
    draft, off = first_adjusted(drawn(seed, attempt, wish)), 0.0
    for step in range(MOST_ADJUSTMENTS):
        scenario = scenario_of(draft)
        if scenario is None:
            return draft, step, None
        screened = measured(draft, scenario, world_seed(seed, attempt), SCREENED_WORLDS)
        if good(draft, screened, off):
            tell(f"try {attempt}: confirmed in more worlds")
            found = confirmed(draft, scenario, screened, world_seed(seed, -attempt))
            if isinstance(found, Confirmed):
                return draft, step, found
            tell(f"try {attempt}: {found.what}")
            if isnan(found.slogan):
                return draft, step, None
            # In a game rivals' orders are fixed while plans are compared: a slogan scores otherwise there.
            off = found.slogan - max(screened.slogans)
        changed = adjusted(draft, screened, off)
        if changed is None:
            return draft, step, None
        tell(f"try {attempt}: adjusted {step + 1} times")
        draft = changed
    return draft, MOST_ADJUSTMENTS, None


def world_seed(seed: int, use: int) -> int:
    """Seed of the worlds that something is measured in."""
    return int(key_of(seed, "worlds", str(use))[0] & LARGEST_WORLD_SEED)


def scenario_of(draft: Draft) -> Scenario | None:
    """The draft as a scenario without a lesson; None if it is none, as goods may cost too much to keep."""
    tables = with_texts(numbers(draft), Teller(draft, all_phrases()[OWN_LANGUAGE]).told([]))
    tables["lesson"] = "-"
    if next(schema_problems(tables), None) is not None:
        return None
    scenario = msgspec.convert(tables, Scenario)
    return scenario if next(consistency_problems(scenario), None) is None else None


def _written(
    draft: Draft, found: Confirmed, name: str, made_by: str, adjustments: int, seed: int
) -> Generated:
    """The files of a confirmed draft, its lesson included."""
    scenario = scenario_of(draft)
    assert scenario is not None  # it has been played
    sentences = lesson_of(draft, Trials(scenario, seed, LESSON_WORLDS, SCORED_WORLDS))
    tellers = {language: Teller(draft, phrases) for language, phrases in all_phrases().items()}
    told = {language: teller.told(_claims(draft, teller, sentences)) for language, teller in tellers.items()}
    own = told.pop(OWN_LANGUAGE)
    tables = with_texts(numbers(draft), own) | {"name": name}
    claims = [{**each, **sentence.claim} for each, sentence in zip(own["claim"], sentences, strict=True)]
    text = toml_of(_before(tables, "guide", claim=claims), [f"A year drawn by lot: {made_by}"])
    scenario = read_scenario(text, f"{name}.toml")
    translations = {}
    for language, texts in told.items():
        file = f"{name}.{language}.toml"
        translations[language] = toml_of(texts, [f"{name}.toml: {language}"])
        read_translation(translations[language], file, scenario, whole=True)
    return Generated(name, text, translations, scenario, draft.attempt, adjustments, found)


def _claims(draft: Draft, teller: Teller, sentences: list[Sentence]) -> list[str]:
    words = {
        "mix": teller.plural([part.name for part in draft.parts if part.buffered]),
        "lean": teller.plural([next(part.name for part in draft.parts if not part.buffered)]),
        "struck": teller.plural([part.name for part in draft.struck]),
    }
    return [teller.sentence(each.key, **words) for each in sentences]


def _before(tables: dict[str, object], key: str, **more: object) -> dict[str, object]:
    """The tables with more of them before one, so that a file reads from the story to the numbers."""
    found: dict[str, object] = {}
    for name, value in tables.items():
        if name == key:
            found |= more
        found[name] = value
    return found
