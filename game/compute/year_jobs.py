"""What a pool does for a year nobody knows: one draft from a seed, adjusted, confirmed and written."""

from __future__ import annotations

from ...agents.scenario.teaching import Difficulty

type YearTexts = tuple[str, dict[str, str]]
"""A scenario as TOML, and its translations by language."""


def try_year(name: str, difficulty: Difficulty, seed: int) -> YearTexts | None:
    """A scenario of this name and difficulty, drawn from a seed; None if the draft makes no good year.

    The first line of the text names the command that draws the same year, its seed included.
    """
    # Imported here: the server itself generates nothing.
    from ...agents.generator.searching import NothingFound, generate
    from ...agents.generator.wishes import command_of, wish_for

    wish = wish_for(difficulty)
    try:
        found = generate(seed, wish, command_of(wish, seed), most_tries=1, name=name)
    except NothingFound:
        return None
    return found.text, found.translations
