"""Reads figures back out of a sentence, by the catalogue's message that it was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from figures import FIGURE
from words import catalogue, pieces

ANYTHING = rf"{FIGURE.pattern}|.*?"
"""What another value may be; a figure first, so that a point of it does not end a sentence."""


def read(key: str, language: str, value: str, text: str) -> Iterator[dict[str, str]]:
    """The values of each place in a text where this message stands; `value` is one that is a figure."""
    for pattern in patterns(key, language, value):
        for match in pattern.finditer(text):
            yield {name: said.strip() for name, said in match.groupdict().items()}


@cache
def times(key: str, language: str, value: str) -> int:
    """How often a message says a value."""
    return max(1, pieces(catalogue(language)[key]).count(f"{{{value}}}"))


@cache
def first_words(key: str, language: str) -> str:
    """The words that a message begins with."""
    return re.sub(r"\s+", " ", pieces(catalogue(language)[key])[0])


@cache
def patterns(key: str, language: str, value: str) -> tuple[re.Pattern[str], ...]:
    """The message with its values as groups, once for each case of it that says this value."""
    found = tuple(re.compile(_pattern(case, value)) for case in _cases(catalogue(language)[key], value))
    assert all(value in pattern.groupindex for pattern in found), f"{key} says no {value}"
    return found


def _cases(message: str, value: str) -> Iterator[str]:
    """The message with each of its choices decided so that the value is said."""
    told = pieces(message)
    for place, piece in enumerate(told):
        branches = [
            each[1:-1] for each in pieces(piece[1:-1]) if piece.startswith("{") and each.startswith("{")
        ]
        saying = [branch for branch in branches if re.search(rf"\{{{value}\b", branch)]
        for branch in saying:
            yield from _cases("".join([*told[:place], branch, *told[place + 1 :]]), value)
        if saying:
            return
    yield message


def _pattern(message: str, value: str) -> str:
    built, named = "", set[str]()
    for piece in pieces(message):
        if not piece.startswith("{"):
            built += re.escape(re.sub(r"\s+", " ", piece.replace("''", "'"))).replace(r"\ ", r"\s")
            continue
        name, _, cases = piece.strip("{}").partition(",")
        if name in named:
            built += r"\D*?" if cases else f"(?:{ANYTHING})"
            continue
        named.add(name)
        group = f"(?P<{name}>{FIGURE.pattern if name == value else ANYTHING})"
        # A choice has words of its own before and behind the number.
        built += rf"\D*?{group}.*?" if cases else group
    return built
