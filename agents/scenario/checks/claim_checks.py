"""Checks of a lesson's claims: each has what its kind needs, and names ways and parts that there are."""

from __future__ import annotations

from collections.abc import Iterator

from ..claims import BASES, NEEDS, SAME, Names, way_in
from ..mistakes import Path, Problem, expected_word, if_reversed, number_text, quoted
from ..options import with_express, with_second_source, with_shelf
from ..scenario import Scenario

_BOUNDED = ("uptime", "weakest_week", "score")
"""Kinds that say nothing without least or most."""


def lesson_is_told_once(values: dict[str, object]) -> Iterator[Problem]:
    """A file has its lesson either as one text or as claims."""
    if "lesson" not in values and not values.get("claim"):
        yield Problem(("lesson",), "nothing", "what the scenario teaches, or [[claim]] tables")
    if "lesson" in values and values.get("claim"):
        yield Problem(("lesson",), "it beside [[claim]]", "one of the two: a text, or its claims")


def claims_are_whole(scenario: Scenario) -> Iterator[Problem]:
    """A claim has all that its kind needs and nothing that it would ignore."""
    for index, claim in enumerate(scenario.claim):
        path: Path = ("claim", index)
        needed, allowed = NEEDS[claim.shows]
        keys = ("plan", "than", "rivals", "than_rivals", "least", "most", "parts")
        given = [key for key in keys if getattr(claim, key) is not None]
        for key in [key for key in needed if key not in given]:
            yield Problem((*path, key), "nothing", f"it, since the claim shows {claim.shows}")
        for key in [key for key in given if key not in (*needed, *allowed)]:
            words = ", ".join((*needed, *allowed))
            yield Problem((*path, key), "it", f"only {words}, since the claim shows {claim.shows}")
        if claim.shows in _BOUNDED and claim.least is None and claim.most is None:
            yield Problem((*path, "least"), "nothing", "least, most or both: else nothing is claimed")
        if claim.least is not None and claim.most is not None:
            yield from if_reversed((claim.least, claim.most), (*path, "least"), "no more than most")


def claims_know_their_parts(scenario: Scenario) -> Iterator[Problem]:
    """Claims and the rule by the news name ways and parts that there are."""
    parts = [part.name for part in scenario.component]
    names = names_in_ways(scenario)
    yield from _unknown_ways([(("news_rule",), scenario.news_rule)], names)
    for index, claim in enumerate(scenario.claim):
        path: Path = ("claim", index)
        ways: list[tuple[Path, str | None]] = [((*path, "plan"), claim.plan)]
        ways += [((*path, "than", place), way) for place, way in enumerate(claim.than or [])]
        rivals = [("rivals", claim.rivals), ("than_rivals", claim.than_rivals)]
        ways += [((*path, key), way) for key, way in rivals if way != SAME]
        yield from _unknown_ways(ways, names)
        for place_of_part, name in enumerate(claim.parts or []):
            if name not in parts:
                yield Problem((*path, "parts", place_of_part), quoted(name), expected_word(name, parts))
        if claim.shows == "order" and len(claim.parts or []) < 2:
            yield Problem((*path, "parts"), number_text(len(claim.parts or [])), "two parts or more")


def _unknown_ways(ways: list[tuple[Path, str | None]], names: Names) -> Iterator[Problem]:
    for place, way in ways:
        try:
            way_in(way or BASES[0], names)
        except ValueError as error:
            yield Problem(place, quoted(way or ""), str(error))


def names_in_ways(scenario: Scenario) -> Names:
    """What ways to play may name in this scenario."""
    parts = [part.name for part in scenario.component]
    return Names(parts, with_second_source(scenario), with_express(scenario), with_shelf(scenario))
