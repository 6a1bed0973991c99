"""Translations of a scenario: a TOML file beside it with its texts in another language.

    pacific.de.toml:14:9: component.frame.title: found 7, expected text of 1 to 60 characters

It is read in the steps of a scenario file, and must then fit the scenario: what it names exists, and a shock
has as many news. Texts that it leaves out stay in the scenario's own language; `linestop scenario check`
reports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct, field

from .checks.schema_checks import schema_problems
from .claims import lesson_of
from .mistakes import Path, Problem, expected_word, quoted
from .reader import refuse, values_in
from .scenario import Scenario
from .words import Headline, Lesson, Name, Named, Sentence, Story, Title

LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_FILE_NAME = re.compile(rf"(?P<scenario>.+)\.(?P<language>{LANGUAGE.pattern})\.toml")


class _Texts(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Texts of one part; None: not translated."""


class TitleText(_Texts, frozen=True, kw_only=True):
    """The title of a supplier, depot, port, product or market."""

    title: Title | None = None


class ComponentText(_Texts, frozen=True, kw_only=True):
    """The texts of a component."""

    title: Title | None = None
    character: Sentence | None = None
    reason: Sentence | None = None


class SeatText(_Texts, frozen=True, kw_only=True):
    """The texts of a seat."""

    title: Title | None = None
    blurb: Sentence | None = None


class NewsText(_Texts, frozen=True, kw_only=True):
    """The texts of an item of news."""

    headline: Headline | None = None
    text: Sentence | None = None


class ShockText(_Texts, frozen=True, kw_only=True):
    """The texts of a shock or an engineering change, its news included."""

    title: Title | None = None
    news: Annotated[list[NewsText], Meta(max_length=60)] = field(default_factory=list)
    """In the order of the scenario."""


class ClaimText(_Texts, frozen=True, kw_only=True):
    """The text of a claim: one sentence of the lesson."""

    text: Sentence | None = None


class GuideText(_Texts, frozen=True, kw_only=True):
    """The texts for whoever leads a game, in the order of the scenario, all or none."""

    goals: Annotated[list[Sentence], Meta(max_length=6)] = field(default_factory=list)
    questions: Annotated[list[Sentence], Meta(max_length=8)] = field(default_factory=list)


class ContrastText(_Texts, frozen=True, kw_only=True):
    """The title of a set of scenarios, and what this one turns over."""

    title: Title | None = None
    turned: Sentence | None = None


class TrueStoryText(_Texts, frozen=True, kw_only=True):
    """What really happened; its sources stay as they are."""

    title: Title | None = None
    text: Story | None = None


class ScenarioTexts(_Texts, frozen=True, kw_only=True):
    """A whole translation file; each table is keyed by the names of what it translates."""

    title: Title | None = None
    summary: Sentence | None = None
    good_for: Sentence | None = None
    story: Story | None = None
    background: Story | None = None
    contrast: ContrastText = ContrastText()
    guide: GuideText = GuideText()
    true_story: TrueStoryText = TrueStoryText()
    lesson: Lesson | None = None
    claim: Annotated[list[ClaimText], Meta(max_length=24)] = field(default_factory=list)
    """In the order of the scenario, all or none; the lesson is then made of them."""
    component: dict[Name, ComponentText] = field(default_factory=dict)
    supplier: dict[Name, TitleText] = field(default_factory=dict)
    depot: dict[Name, TitleText] = field(default_factory=dict)
    port: dict[Name, TitleText] = field(default_factory=dict)
    product: dict[Name, TitleText] = field(default_factory=dict)
    market: dict[Name, TitleText] = field(default_factory=dict)
    seat: dict[Name, SeatText] = field(default_factory=dict)
    shock: dict[Name, ShockText] = field(default_factory=dict)
    engineering_change: dict[Name, ShockText] = field(default_factory=dict)


LISTS = ("component", "supplier", "depot", "port", "product", "market", "seat", "shock", "engineering_change")
GUIDE = ("goals", "questions")
LISTS_WITH_NEWS: tuple[Literal["shock", "engineering_change"], ...] = ("shock", "engineering_change")
"""Lists whose parts have news."""


class Text(Struct, frozen=True):
    """One text of a scenario and its translation."""

    path: Path
    """Where it stands in the translation."""
    kind: str
    """What sort of text it is, its path without names: "seat.blurb", "shock.news.headline"."""
    source: str
    translated: str | None


def translation_name(file_name: str) -> tuple[str, str] | None:
    """Scenario and language by a file's name: `("pacific", "de")` for `pacific.de.toml`; None without."""
    found = _FILE_NAME.fullmatch(file_name)
    return (found["scenario"], found["language"]) if found else None


def read_translation(
    text: str | bytes, file_name: str, scenario: Scenario, *, whole: bool = False
) -> ScenarioTexts:
    """The texts that a translation file holds for this scenario.

    whole: also refuse it if texts are missing.

    Raises:
        ScenarioError: if it is refused, with a line of text for each mistake; nothing else.
    """
    text, values = values_in(text, file_name)
    refuse(schema_problems(values, ScenarioTexts), text, file_name)
    texts = msgspec.convert(values, ScenarioTexts)
    refuse(_misfits(scenario, texts), text, file_name)
    sentences = [claim.text for claim in texts.claim if claim.text is not None]
    # A lesson with a sentence in another language between would be read by nobody: the whole or nothing.
    if sentences and len(sentences) == len(scenario.claim):
        texts = msgspec.structs.replace(texts, lesson=lesson_of(sentences))
    if whole:
        refuse(_missing(scenario, texts), text, file_name)
    return texts


def texts_of(scenario: Scenario, texts: ScenarioTexts) -> Iterator[Text]:
    """All texts of the scenario that people read, in its order, each with its translation if it has one."""
    yield from _each((), "", scenario, texts)
    if scenario.contrast is not None:
        yield from _each(("contrast",), "contrast.", scenario.contrast, texts.contrast)
    yield from _of_guide(scenario, texts.guide)
    if scenario.true_story is not None:
        yield from _each(("true_story",), "true_story.", scenario.true_story, texts.true_story)
    for index, claim in enumerate(scenario.claim):
        told = texts.claim[index] if index < len(texts.claim) else None
        yield from _each(("claim", index), "claim.", claim, told)
    for kind in LISTS:
        translations = getattr(texts, kind)
        for part in _parts(scenario, kind):
            yield from _each((kind, part.name), f"{kind}.", part, translations.get(part.name))
    for kind in LISTS_WITH_NEWS:
        for event in getattr(scenario, kind):
            translations = getattr(texts, kind).get(event.name, ShockText()).news
            for index, news in enumerate(event.news):
                path = (kind, event.name, "news", index)
                yield from _each(
                    path, f"{kind}.news.", news, translations[index] if index < len(translations) else None
                )


# By the prefix of `Text.kind`; any other part has a title alone.
_FIELDS: dict[str, tuple[str, ...]] = {
    "": ("title", "summary", "good_for", "story", "background", "lesson"),
    "contrast.": ("title", "turned"),
    "true_story.": ("title", "text"),
    "claim.": ("text",),
    "component.": ("title", "character", "reason"),
    "seat.": ("title", "blurb"),
    "shock.news.": ("headline", "text"),
    "engineering_change.news.": ("headline", "text"),
}


def _each(path: Path, prefix: str, part: object, translations: object | None) -> Iterator[Text]:
    """The texts of one part, with their translations, None if it has none."""
    for name in _FIELDS.get(prefix, ("title",)):
        if source := getattr(part, name):
            yield Text((*path, name), prefix + name, source, getattr(translations, name, None))


def _of_guide(scenario: Scenario, texts: GuideText) -> Iterator[Text]:
    """Goals and questions with their translations, in order."""
    for name in GUIDE:
        translations = getattr(texts, name)
        for index, source in enumerate(getattr(scenario.guide, name, ())):
            told = translations[index] if index < len(translations) else None
            yield Text(("guide", name, index), f"guide.{name}", source, told)


def _parts(scenario: Scenario, kind: str) -> Sequence[Named]:
    parts: Sequence[Named] = getattr(scenario, kind)
    return parts


def _misfits(scenario: Scenario, texts: ScenarioTexts) -> Iterator[Problem]:
    """Names that the scenario does not have, and news that do not match its news one by one."""
    for kind in LISTS:
        known = [part.name for part in _parts(scenario, kind)]
        for name in getattr(texts, kind):
            if name not in known:
                expected = f"a {kind} of the scenario: {expected_word(name, known)}"
                yield Problem((kind, name), quoted(name), expected, on_key=True)
    if texts.claim and len(texts.claim) != len(scenario.claim):
        expected = f"{len(scenario.claim)}, one for each of the scenario, in its order"
        yield Problem(("claim",), f"{len(texts.claim)} claims", expected)
    if texts.claim and texts.lesson is not None:
        yield Problem(("lesson",), "it beside [[claim]]", "the claims alone, of which the lesson is made")
    for name in GUIDE:
        own, told = getattr(scenario.guide, name, ()), getattr(texts.guide, name)
        if told and len(told) != len(own):
            expected = f"{len(own)}, one for each of the scenario, in its order"
            yield Problem(("guide", name), f"{len(told)} {name}", expected)
    for name in ("contrast", "true_story"):
        if getattr(scenario, name) is None and getattr(texts, name) != getattr(ScenarioTexts(), name):
            yield Problem((name,), "it", "none: the scenario has none", on_key=True)
    # News have no names, so they are matched by their order: all of an event's or none.
    for kind in LISTS_WITH_NEWS:
        for event in getattr(scenario, kind):
            translations = getattr(texts, kind).get(event.name)
            if translations and translations.news and len(translations.news) != len(event.news):
                expected = f"{len(event.news)}, one for each of the scenario, in its order"
                yield Problem((kind, event.name, "news"), f"{len(translations.news)} news", expected)


def _missing(scenario: Scenario, texts: ScenarioTexts) -> Iterator[Problem]:
    """Texts that are not translated."""
    for each in texts_of(scenario, texts):
        # A lesson in claims may be translated claim by claim or as one text.
        told = (
            texts.lesson is not None
            if each.kind == "claim.text"
            else each.kind == "lesson" and scenario.claim
        )
        if each.translated is None and not told:
            yield Problem(each.path, "nothing", f"what {quoted(each.source.strip())} is in this language")
