"""Spots: where on a page a figure of which quantity stands, and how it is read there.

A spot names elements by CSS and, where a figure stands in a sentence, the catalogue's message and the value
in it. So the same spot is read in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Any, Literal

from all_figures import Stray, Taken, strays
from figures import FIGURE, Figure, Key, Kind, shown
from messages_read import first_words, read, times
from page_scripts import ALL, READ
from playwright.sync_api import Page
from words import catalogue

When = Literal[
    "total",
    "turn",
    "turn before",
    "next turn",
    "week",
    "week before",
    "now",
    "year",
    "row",
    "named turn",
    "column",
]
"""Up to when it is counted: `total` up to now, `turn` in the last one, `week` at its end, `now` in what is
being decided, `year` always the same. `row`: the row of the table names the week, `column`: its column names
the turn, `named turn`: the sentence does."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where figures of a quantity stand on a page."""

    place: str
    """For the sentence of a disagreement."""
    each: str
    """Elements by CSS, such as the rows of a table."""
    quantity: str = ""
    kind: Kind = "whole"
    figure: str = ""
    """Elements in it, by CSS; behind a `+`, in the next sibling that has one; empty: the element itself."""
    key: str = ""
    """Messages of the catalogue, one of which the text holds; empty: the text is the figure."""
    value: str = ""
    """The value of the message that is the figure."""
    name: str = ""
    """What tells whose or of what the figure is, within the element; a dot: the element itself."""
    named: str = ""
    """A value of the message that tells it."""
    of: str = ""
    """Among what that is a name: a group of the scope (`seats`, `parts`, …), or a catalogue's prefix."""
    also: str = ""
    """A further value of the message that tells of what it is: a part, a stance or a number."""
    always: str = ""
    """Of what it is, where no name tells it."""
    only: str = ""
    """A message: rows that are named otherwise are not meant."""
    behind: str = ""
    """A message: only what stands behind its first words is meant."""
    owner: tuple[str, str] | None = None
    """An element around it, and within that the name of the seat."""
    columns: str = ""
    """The heads of the columns, where each figure of a row is of another `columns_of`."""
    columns_of: str = ""
    attribute: str = ""
    when: When = "total"
    public: bool = False
    """The same for all seats."""
    size: bool = False
    """Told without its sign, in words such as more or less."""
    once: str = ""
    """Why the figure stands here alone, or is no figure: it is compared with none."""


def spots(place: str, each: str, *rows: tuple[str, ...], **common: Any) -> tuple[Spot, ...]:
    """Spots at one place. A row has the quantity, its kind, the elements in it, the message and its value."""
    fields = ("quantity", "kind", "figure", "key", "value")
    return tuple(Spot(place, each, **dict(zip(fields, row, strict=False)), **common) for row in rows)


def within(section: str) -> str:
    """A section by the id of its heading."""
    return f"section[aria-labelledby={section}]"


def once(why: str, *elements: str, **more: Any) -> tuple[Spot, ...]:
    """Elements whose figures are compared with none, and why."""
    return tuple(Spot("", each, once=why, **more) for each in elements)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose page it is and what has been played when it is read."""

    device: str
    language: str
    seat: str
    turn: int
    """Turns played."""
    weeks_per_turn: int
    over: bool
    groups: Mapping[str, Mapping[str, str]]
    """Ids by titles, by group: of seats, parts, ports, people, in this page's language."""

    def when(self, when: When, name: str) -> str:
        week = self.turn * self.weeks_per_turn
        match when:
            case "total":
                return "at the end" if self.over else f"after turn {self.turn}"
            case "turn" | "turn before" | "next turn":
                return f"in turn {self.turn + {'turn': 0, 'turn before': -1, 'next turn': 1}[when]}"
            case "week" | "week before":
                return f"week {week - (self.weeks_per_turn if when == 'week before' else 0)}"
            case "now":
                return f"before turn {self.turn + 1}"
            case "row":
                return f"week {name}"
            case "named turn" | "column":
                return f"in turn {name}"
        return ""


@dataclass(slots=True)
class Seen:
    """What was read of a page, and which figures in which elements that took."""

    figures: list[Figure] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    read: set[Spot] = field(default_factory=set)
    """Spots that held a figure."""
    strays: list[Stray] = field(default_factory=list)
    """Figures of the page that no spot took."""
    words: str = ""
    """All that the page says."""


def look(page: Page, wanted: Iterable[Spot], scope: Scope) -> Seen:
    """All figures that the page holds just now, of these spots and of no spot."""
    asked, seen = list(wanted), Seen()
    names = ("each", "figure", "name", "owner", "columns", "attribute")
    # At once, since a page changes while one looks.
    both = f"(spots) => [({READ})(spots), ({ALL})(), document.body.textContent]"
    found, every, words = page.evaluate(
        both, [{name: getattr(spot, name) for name in names} for spot in asked]
    )
    for spot, items in zip(asked, found, strict=True):
        for item in items:
            for column, (text, element) in enumerate(item["texts"]):
                _take(seen, spot, scope, item, column, text, element)
    seen.strays = list(strays(every, seen.taken))
    seen.words = " ".join(words.split())
    return seen


def _take(
    seen: Seen, spot: Spot, scope: Scope, item: dict[str, Any], column: int, text: str, element: int
) -> None:
    how = spot.attribute or "text"
    if spot.behind:
        text = text.partition(first_words(spot.behind, scope.language))[2]
    if spot.once and not spot.key:
        told = [Taken(element, how, match[0].strip()) for match in FIGURE.finditer(text)]
        seen.taken += told
        seen.read |= {spot} if told else set()
        return
    for key, values in _figures_in(spot, scope.language, text):
        of = None if spot.once else _key(spot, scope, item, column, values)
        if not spot.once and of is None:
            continue
        figure = values[spot.value]
        seen.taken += [Taken(element, how, figure)] * (times(key, scope.language, spot.value) if key else 1)
        seen.read.add(spot)
        if of is not None:
            number = figure.lstrip("+-\u2212") if spot.size else figure
            seen.figures.append(shown(of, f"{scope.device}, {spot.place}", number, spot.kind, scope.language))


def _figures_in(spot: Spot, language: str, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The message and its values, for each figure of a text."""
    if not spot.key:
        sign = {"money": "€", "share": "%"}.get(spot.kind, "")
        fits = (found[0].strip() for found in FIGURE.finditer(text) if sign in found[0])
        yield from (("", {"": figure}) for figure in islice(fits, 1))
        return
    for key in spot.key.split():
        for values in read(key, language, spot.value, text):
            yield key, values


def _key(
    spot: Spot, scope: Scope, item: dict[str, Any], column: int, values: Mapping[str, str]
) -> Key | None:
    """What a figure is of; None where the row, the name or the column is another."""
    if spot.only and not _begins_with(item["name"], catalogue(scope.language)[spot.only]):
        return None
    name = _known(scope, spot.of, values[spot.named] if spot.named else item["name"])
    owner = _known(scope, "seats", item["owner"]) if spot.owner else ""
    head = _known(scope, spot.columns_of, item["columns"][column]) if spot.columns else ""
    also = _part_stance_or_number(scope, values[spot.also]) if spot.also else ""
    if name is None or owner is None or head is None:
        return None
    of_seat = spot.of in ("seats", "people")
    is_time = spot.of == "weeks", spot.columns_of == "weeks"
    of = [head if not is_time[1] else "", name if not (of_seat or is_time[0]) else "", also, spot.always]
    seat = "" if spot.public else (name if of_seat else owner or scope.seat)
    when = scope.when(spot.when, head if spot.when == "column" else name)
    return _plain(Key(spot.quantity, seat, " ".join(filter(None, of)), when))


def _part_stance_or_number(scope: Scope, text: str) -> str:
    known = _known(scope, "parts", text) or _known(scope, "stance.", text)
    return known or re.sub(r"\D", "", text)


SAME = {
    ("cost by way", "played"): "cost",
    ("uptime by way", "played"): "uptime",
    ("score by way", "played"): "score",
    ("cost by way", "best"): "cost of score 100",
    ("cost in company", "played"): "cost",
    ("uptime in company", "played"): "uptime",
    ("measure", "uptime"): "uptime",
}
"""What was played is one of the ways; its cost is the cost."""


def _plain(key: Key) -> Key:
    """Under one name what has two."""
    quantity = SAME.get((key.quantity, key.of))
    return replace(key, quantity=quantity, of="") if quantity else key


def _begins_with(text: str, title: str) -> bool:
    return text.startswith(title) and not text[len(title) :][:1].isalnum()


def _known(scope: Scope, group: str, name: str) -> str | None:
    """The id of a title; of a text that only begins or ends with one, that of the longest."""
    if group == "":
        return ""
    if group == "weeks":
        return re.sub(r"\D", "", name)
    titles = scope.groups.get(group) or _labels(scope.language, group)
    fits = [title for title in titles if _begins_with(name, title)]
    fits = fits or [title for title in titles if name.endswith(f" {title}")]
    return titles[max(fits, key=len)] if fits else None


@cache
def _labels(language: str, prefix: str) -> dict[str, str]:
    """Keys below a prefix of the catalogue, by what they say."""
    told = {
        key: text for key, text in catalogue(language).items() if key.startswith(prefix) and "{" not in text
    }
    plain = {text: key.removeprefix(prefix) for key, text in told.items()}
    return {text: key for text, key in plain.items() if "." not in key}
