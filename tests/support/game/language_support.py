"""Two tellings of one state compared: what may differ between languages, and what may not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from linestop.game.rooms.scenario_catalogue import Catalogue
from linestop.game.views.translation import Translation

PLAIN = {"ann": "Ann", "bob": "Bob", "eve": "Eve", "host": "Grace"}


NAMES = {"ann": "Housing", "bob": "Frame", "eve": "Drive chip", "host": "Pacific Squeeze"}
"""People may be called like anything."""


@cache
def catalogue() -> Catalogue:
    return Catalogue()


def german(scenario: str = "pacific_squeeze") -> Translation:
    return catalogue().translations(scenario)["de"]


def texts(told: Translation) -> dict[str, str]:
    """All of them, from the scenario's words."""
    return {source: text for kind in told.texts.values() for source, text in kind.items()}


def differences(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Texts that differ, by where they stand; anything else that differs is a failure."""
    assert type(one) is type(other), path
    if isinstance(one, dict):
        assert one.keys() == other.keys(), path
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list):
        assert len(one) == len(other), path
        for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from differences(mine, theirs, f"{path}[{number}]")
    elif isinstance(one, str):
        if one != other:
            yield path, one, other
    else:
        assert one == other, path


def must_be_the_same_but_for_words(english: Any, translated: Any, told: Translation) -> int:
    """Every text that differs is the translation of what stands there; how many do."""
    meant = texts(told)
    found = list(differences(english, translated))
    for path, source, text in found:
        assert meant.get(source) == text, path
    return len(found)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


def must_hold_no_english(state: Any, told: Translation) -> None:
    """No text of the scenario stands there untranslated, wherever that may be."""
    english = {source for source, text in texts(told).items() if source != text}
    assert english & set(strings(state)) == set()
