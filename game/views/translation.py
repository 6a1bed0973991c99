"""Translation of outgoing messages: the scenario's texts are replaced by those of a translation file.

Only the fields in `FIELDS` are looked up, each among the kinds of text that it can hold, so numbers are the
same in every language. Texts that people typed (names, messages, headlines of live shocks) stand in other
fields, or are given by the caller to be left alone. Which languages there are is found by the files beside
each scenario (`rooms/scenario_catalogue.py`); no list of them stands in the code.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import msgspec
from msgspec import Struct, inspect

from ...agents.scenario.scenario import Scenario
from ...agents.scenario.translation import ScenarioTexts, texts_of
from ...scenarios import OWN_LANGUAGE
from ..messages import (
    Demand,
    DeskPart,
    DeskSeat,
    DeskShock,
    GameCard,
    GameInfo,
    LeaderboardRow,
    Lobby,
    NewsItem,
    PartDebrief,
    Person,
    PortRow,
    QueueRow,
    QuoteRow,
    ResultRow,
    Results,
    RoomStance,
    Row,
    ScenarioCard,
    SeatDebrief,
    Shelf,
    ShockTarget,
    ShockWords,
    Source,
    Standing,
    Told,
    ToldPart,
    View,
    YearShock,
)
from ..messages.api import ContrastCard
from ..messages.card import (
    CardNumbers,
    CardPart,
    MapSite,
    PartClass,
    ScenarioPlan,
    StanceProfile,
    TimelineNews,
    TimelineShock,
)
from ..messages.results import ChoiceDebrief
from ..messages.teaching import RealEvent, TalkGuide
from .component_row import in_short

_TARGETS = tuple(f"{kind}.title" for kind in ("supplier", "port", "product", "market", "seat", "component"))
_SHOCK = ("shock.title", *_TARGETS)
"""A live shock without a headline carries the title of its target."""
MOST_ACCEPTED = 20
"""Entries of an Accept-Language header that are read; a stranger sends it, so its length is bounded."""
CHARACTER = "component.character"
type Kinds = dict[str, tuple[str, ...]]
_SEAT: Kinds = {"title": ("seat.title",)}
_CARD: Kinds = {"title": ("title",), "summary": ("summary",)}

FIELDS: dict[type[Struct], Kinds] = {
    ScenarioCard: _CARD | {"good_for": ("good_for",)},
    ContrastCard: {"title": ("contrast.title",), "turned": ("contrast.turned",)},
    GameCard: _CARD,
    GameInfo: _CARD | {"story": ("story",), "lesson": ("lesson",)},
    View: {"seat_title": ("seat.title",), "blurb": ("seat.blurb",)},
    Lobby: {"seat_title": ("seat.title",), "blurb": ("seat.blurb",)},
    Person: _SEAT,
    Standing: _SEAT,
    DeskSeat: _SEAT,
    DeskPart: {"worst_title": ("seat.title",)},
    ResultRow: _SEAT,
    LeaderboardRow: _SEAT,
    SeatDebrief: {"blurb": ("seat.blurb",)},
    Row: {
        "title": ("component.title",),
        "character": ("component.character",),
        "supplier": ("supplier.title",),
    },
    ToldPart: {"title": ("component.title",), "character": ("component.character",)},
    Source: {"title": ("supplier.title",)},
    Shelf: {"title": ("market.title",)},
    Demand: {"title": ("product.title",)},
    QuoteRow: {"title": ("component.title",), "supplier": ("supplier.title",)},
    RoomStance: {"title": ("component.title",)},
    PartDebrief: {"title": ("component.title",), "reason": ("component.reason",)},
    ChoiceDebrief: {"title": ("component.title", "market.title", "product.title")},
    PortRow: {"title": ("port.title",)},
    QueueRow: {"title": ("port.title",)},
    Told: {"story": ("story",), "background": ("background",), "blurb": ("seat.blurb",)},
    TalkGuide: {"goals": ("guide.goals",), "questions": ("guide.questions",)},
    Results: {"questions": ("guide.questions",)},
    RealEvent: {"title": ("true_story.title",), "text": ("true_story.text",)},
    NewsItem: {
        "headline": ("shock.news.headline", "engineering_change.news.headline"),
        "text": ("shock.news.text", "engineering_change.news.text"),
    },
    ShockWords: {"target": _TARGETS},
    ShockTarget: {"title": _TARGETS, "part": ("component.title",)},
    DeskShock: {"title": _SHOCK, "target_title": _TARGETS},
    YearShock: {"title": _SHOCK},
    ScenarioPlan: {"goals": ("guide.goals",), "story": ("story",)},
    CardPart: {"title": ("component.title",), "character": (CHARACTER,)},
    MapSite: {
        "title": (*_TARGETS, "depot.title"),
        "part_title": ("component.title",),
        "plants": ("seat.title",),
    },
    CardNumbers: {"seat": ("seat.title",)},
    StanceProfile: {"scarcest": ("component.title",)},
    PartClass: {"title": ("component.title",)},
    TimelineShock: {"title": (*_SHOCK, "engineering_change.title"), "target": _TARGETS},
    TimelineNews: {"headline": ("shock.news.headline", "engineering_change.news.headline")},
}
"""By message struct and field: the kinds of text (as in a translation file) that the field may hold."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A scenario's texts in one language: for each kind of text, translations by the scenario's own words."""

    language: str
    texts: Mapping[str, Mapping[str, str]]
    typed: frozenset[str] = field(default=frozenset())
    """Texts that a person typed in this game; they are never translated, even if the scenario has them."""

    def of(self, kinds: Iterable[str], text: str) -> str:
        """The translation of a text of one of these kinds; the text itself where there is none."""
        if text in self.typed:
            return text
        return next((told for kind in kinds if (told := self.texts.get(kind, {}).get(text))), text)

    def but_for(self, typed: Collection[str]) -> Translation:
        """This translation without the texts that people typed in a game."""
        return Translation(self.language, self.texts, frozenset(typed)) if typed else self

    def __call__[T: Struct](self, state: T) -> T:
        """A message with the scenario's texts in this language; the same object if nothing changes."""
        return _translated(self, state)


def translation_of(language: str, scenario: Scenario, texts: ScenarioTexts) -> Translation:
    """The texts of a translation file, ready to be looked up by the scenario's own words."""
    found: dict[str, dict[str, str]] = {}
    for text in texts_of(scenario, texts):
        if text.translated is None:
            continue
        found.setdefault(text.kind, {}).setdefault(text.source, text.translated)
        if text.kind == CHARACTER:  # a row shows it in short
            found[CHARACTER].setdefault(in_short(text.source), in_short(text.translated))
    return Translation(language, found)


def best_of(wanted: Iterable[str], there: Collection[str]) -> str | None:
    """The first wanted language that is there (RFC 4647, lookup); None for the scenario's own words.

    `wanted` are language tags such as "de-CH", most wanted first; `there` are tags of translation files. A
    tag with a region is also served by its language alone.
    """
    for tag in wanted:
        language, _, region = tag.replace("_", "-").partition("-")
        language = language.lower()
        for candidate in (f"{language}-{region.upper()}", language):
            if candidate in there:
                return candidate
        if language == OWN_LANGUAGE:  # the scenario itself speaks it; what is wanted less is not looked at
            return None
    return None


def accepted(header: str) -> list[str]:
    """Language tags of an Accept-Language header (RFC 9110, 12.5.4), the most wanted first."""
    weighed: list[tuple[float, str]] = []
    for item in header.split(",")[:MOST_ACCEPTED]:
        tag, _, parameter = item.strip().partition(";")
        name, _, weight = parameter.strip().partition("=")
        weighed.append((_weight(weight) if name.strip() == "q" else 1.0, tag.strip()))
    return [tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight > 0 and tag]


def _weight(text: str) -> float:
    """The number after `q=`; 0, not wanted, if it is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0


# ---------------------------------------------------------------- walking a message


def _translated[T: Struct](translation: Translation, value: T) -> T:
    """A struct with its texts translated; the struct itself where nothing in or below it changes."""
    changes: dict[str, object] = {}
    for name, kinds in _plan(type(value)).items():
        before = getattr(value, name)
        after = _below(translation, before) if kinds is None else _told(translation, kinds, before)
        if after is not before:
            changes[name] = after
    return msgspec.structs.replace(value, **changes) if changes else value


def _told(translation: Translation, kinds: tuple[str, ...], value: object) -> object:
    """A text or a list of texts in its language; what is left out of a message stays so."""
    if isinstance(value, list):
        return [translation.of(kinds, text) for text in value]
    return translation.of(kinds, value) if isinstance(value, str) else value


def _below(translation: Translation, value: object) -> object:
    """A list or struct with the texts inside it translated; anything else as it is."""
    if isinstance(value, list):
        told = [_below(translation, each) for each in value]
        return told if any(one is not other for one, other in zip(told, value, strict=True)) else value
    return _translated(translation, value) if isinstance(value, Struct) else value


@cache
def _plan(kind: Hashable) -> dict[str, tuple[str, ...] | None]:
    """Fields of a struct to look at: a text, with its kinds; or a holder of texts further down, with None.

    Worked out once a type: a state is translated for each language each time it is sent.
    """
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    listed = FIELDS.get(described.cls, {})
    plan: dict[str, tuple[str, ...] | None] = dict(listed)
    for each in described.fields:
        if each.name not in listed and any(_plan(held) for held in _structs_in(each.type)):
            plan[each.name] = None
    return plan


def _structs_in(kind: inspect.Type) -> list[type]:
    """Message structs that a field's type can hold."""
    match kind:
        case inspect.StructType():
            return [kind.cls]
        case inspect.ListType():
            return _structs_in(kind.item_type)
        case inspect.UnionType():
            return [held for each in kind.types for held in _structs_in(each)]
        case _:
            return []
