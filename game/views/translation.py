"""A state in another language: texts of the scenario change, and nothing else does.

Only the fields listed here are looked at, each only among the texts that can stand there. What
people typed, names and messages, stands in other fields, or is told apart by the caller. So a
device sees the translations of what it would see anyway, and the numbers are the same for all.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import msgspec
from msgspec import Struct, inspect

from ...agents.scenario.scenario import Scenario
from ...agents.scenario.translation import ScenarioTexts, texts_of
from ..messages import (
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
    RoomStance,
    Row,
    ScenarioCard,
    SeatDebrief,
    ShockTarget,
    Standing,
    Told,
    View,
    YearShock,
)

SOURCE = "en"
"""The language of a scenario's own words, as far as anybody knows."""
_TARGETS = ("supplier.title", "port.title", "product.title", "market.title")
_SHOCK = ("shock.title", *_TARGETS)
"""One thrown in without a headline is called as what it strikes."""
type Kinds = dict[str, tuple[str, ...]]
_SEAT: Kinds = {"title": ("seat.title",)}
_CARD: Kinds = {"title": ("title",), "summary": ("summary",)}

FIELDS: dict[type[Struct], Kinds] = {
    ScenarioCard: _CARD,
    GameCard: _CARD,
    GameInfo: _CARD | {"story": ("story",), "lesson": ("lesson",)},
    View: {"seat_title": ("seat.title",), "blurb": ("seat.blurb",)},
    Lobby: {"seat_title": ("seat.title",), "blurb": ("seat.blurb",)},
    Person: _SEAT,
    Standing: _SEAT,
    DeskSeat: _SEAT,
    ResultRow: _SEAT,
    LeaderboardRow: _SEAT,
    SeatDebrief: {"blurb": ("seat.blurb",)},
    Row: {
        "title": ("component.title",),
        "character": ("component.character",),
        "supplier": ("supplier.title",),
    },
    QuoteRow: {"title": ("component.title",), "supplier": ("supplier.title",)},
    RoomStance: {"title": ("component.title",)},
    PartDebrief: {"title": ("component.title",), "reason": ("component.reason",)},
    PortRow: {"title": ("port.title",)},
    QueueRow: {"title": ("port.title",)},
    Told: {"story": ("story",), "blurb": ("seat.blurb",)},
    NewsItem: {
        "headline": ("shock.news.headline", "engineering_change.news.headline"),
        "text": ("shock.news.text", "engineering_change.news.text"),
    },
    ShockTarget: {"title": _TARGETS},
    DeskShock: {"title": _SHOCK, "target_title": _TARGETS},
    YearShock: {"title": _SHOCK},
}
"""By struct and field: the kinds of text that may stand there."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A scenario's texts in one language: by kind, from its own words."""

    language: str
    texts: Mapping[str, Mapping[str, str]]
    typed: frozenset[str] = field(default=frozenset())
    """Texts that a person typed in this game: they stay, whatever the scenario says."""

    def of(self, kinds: Iterable[str], text: str) -> str:
        """This text, if it is one of the scenario's; otherwise as it is."""
        if text in self.typed:
            return text
        return next((told for kind in kinds if (told := self.texts.get(kind, {}).get(text))), text)

    def but_for(self, typed: Collection[str]) -> Translation:
        """The same, where people have typed something themselves."""
        return Translation(self.language, self.texts, frozenset(typed)) if typed else self

    def __call__[T: Struct](self, state: T) -> T:
        """A message with the scenario's texts in this language."""
        return _translated(self, state)


def translation_of(language: str, scenario: Scenario, texts: ScenarioTexts) -> Translation:
    """What a translation file says, ready to be looked up."""
    found: dict[str, dict[str, str]] = {}
    for text in texts_of(scenario, texts):
        if text.translated is not None:
            found.setdefault(text.kind, {}).setdefault(text.source, text.translated)
    return Translation(language, found)


def best_of(wanted: Iterable[str], there: Collection[str]) -> str | None:
    """Which of the languages there serves somebody who wants these, most of all the first.

    None: the scenario's own words do.
    """
    for tag in wanted:
        language, _, region = tag.replace("_", "-").partition("-")
        language = language.lower()
        for candidate in (f"{language}-{region.upper()}", language):
            if candidate in there:
                return candidate
        if language == SOURCE:
            return None
    return None


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the most wanted first."""
    weighed: list[tuple[float, str]] = []
    for item in header.split(",")[:20]:
        tag, _, parameter = item.strip().partition(";")
        name, _, weight = parameter.strip().partition("=")
        weighed.append((_weight(weight) if name.strip() == "q" else 1.0, tag.strip()))
    return [tag for weight, tag in sorted(weighed, key=lambda each: -each[0]) if weight > 0 and tag]


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


# ---------------------------------------------------------------- walking a message


def _translated[T: Struct](translation: Translation, value: T) -> T:
    """Structs are replaced only where something below them changes."""
    changes: dict[str, object] = {}
    for name, kinds in _plan(type(value)).items():
        before = getattr(value, name)
        after = _below(translation, before) if kinds is None else translation.of(kinds, before)
        if after is not before:
            changes[name] = after
    return msgspec.structs.replace(value, **changes) if changes else value


def _below(translation: Translation, value: object) -> object:
    if isinstance(value, list):
        told = [_below(translation, each) for each in value]
        return told if any(one is not other for one, other in zip(told, value, strict=True)) else value
    return _translated(translation, value) if isinstance(value, Struct) else value


@cache
def _plan(kind: Hashable) -> dict[str, tuple[str, ...] | None]:
    """Fields to look at: with kinds a text, with None something that holds texts further down."""
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    listed = FIELDS.get(described.cls, {})
    plan: dict[str, tuple[str, ...] | None] = dict(listed)
    for each in described.fields:
        if each.name not in listed and any(_plan(held) for held in _structs_in(each.type)):
            plan[each.name] = None
    return plan


def _structs_in(kind: inspect.Type) -> list[type]:
    match kind:
        case inspect.StructType():
            return [kind.cls]
        case inspect.ListType():
            return _structs_in(kind.item_type)
        case inspect.UnionType():
            return [held for each in kind.types for held in _structs_in(each)]
        case _:
            return []
